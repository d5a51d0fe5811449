const base = 'http://storefront.invalid'

/**
 * A place in this shop to return to after login: a path of the pages, or undefined for anything
 * that could lead a browser elsewhere, or straight back into the login.
 */
export function localPath(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > 2_000) return undefined
  // Browsers read a backslash as a slash, and leave tabs and line ends out.
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(given)) return undefined
  const url = URL.canParse(given, base) ? new URL(given, base) : undefined
  if (!url || url.origin !== base || /^\/(auth|api)(\/|$)/.test(url.pathname)) return undefined
  // A path such as /.//elsewhere becomes another's address once its dots are gone.
  return url.pathname.startsWith('//') ? undefined : url.pathname + url.search + url.hash
}
