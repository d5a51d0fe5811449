/** Shows only after a moment, so that what is quick does not flicker. */
export const Loading = ({ what }: { readonly what: string }) => (
  <p className="loading" role="status">
    Loading {what} …
  </p>
)
