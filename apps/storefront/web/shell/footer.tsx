export const Footer = () => (
  <footer className="site-footer">
    <p>A demonstration shop: nothing here is sold, and no real card is charged.</p>
    <p>
      <a href="/api/v1/docs">The API</a>
    </p>
  </footer>
)
