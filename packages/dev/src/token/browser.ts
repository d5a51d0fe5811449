/** Just enough of a browser to sign in: cookies by path, and redirects one by one. */
export type Browser = {
  get(url: URL): Promise<Page>
  post(url: URL, fields: Readonly<Record<string, string>>): Promise<Page>
}

export type Page = {
  readonly url: URL
  readonly status: number
  /** Where the answer sends on to. */
  readonly next: URL | undefined
  readonly text: string
}

export function createBrowser(): Browser {
  const jar = createJar()
  const go = async (url: URL, init: RequestInit): Promise<Page> => {
    const answer = await fetch(url, {
      ...init,
      headers: { cookie: jar.cookiesFor(url), accept: 'text/html' },
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    })
    jar.keep(answer.headers.getSetCookie())
    const location = answer.headers.get('location')
    const next = location === null ? undefined : new URL(location, url)
    return { url, status: answer.status, next, text: await answer.text() }
  }
  return {
    get: (url) => go(url, {}),
    post: (url, fields) => go(url, { method: 'POST', body: new URLSearchParams(fields) }),
  }
}

/** For one host and a short visit: neither domains nor expiry count. */
function createJar() {
  const cookies = new Map<string, { readonly pair: string; readonly path: string }>()
  return {
    keep(headers: readonly string[]) {
      for (const header of headers) {
        const [pair = ''] = header.split(';')
        const path = /;\s*path=([^;]+)/i.exec(header)?.[1] ?? '/'
        cookies.set(`${path} ${pair.split('=')[0]}`, { pair, path })
      }
    },
    cookiesFor: ({ pathname }: URL) =>
      [...cookies.values()]
        .filter(({ path }) => pathname.startsWith(path))
        .map(({ pair }) => pair)
        .join('; '),
  }
}
