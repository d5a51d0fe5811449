import { listed } from './words.ts'

/** Names the services that did not answer: what they know is not shown. */
export const Missing = ({ apps }: { readonly apps: readonly string[] }) =>
  apps.length > 0 && (
    <p className="notice" role="status">
      Not all is here: no answer from {listed(apps)}.
    </p>
  )
