import { fileURLToPath } from 'node:url'
import type { Logger } from '@shop/kit/log.ts'
import type { Request, RequestHandler, Response } from 'express'
import { type BuiltFile, readBuiltPages } from './built-pages.ts'
import { sendNotice } from './notice.ts'

/** Where `npm run build -w @shop/storefront` puts the pages. */
export const builtPages = fileURLToPath(new URL('../dist', import.meta.url))

/** The pages: files with a hash in their name for ever, and the one HTML page for every other path. */
export function servePages(folder: string, log: Logger): RequestHandler {
  let pages: ReadonlyMap<string, BuiltFile> | undefined
  const load = async () => {
    pages ??= await readBuiltPages(folder)
    if (!pages) log.error(`the pages are not built: ${howTo}`)
    return pages
  }
  void load()

  return async (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next()
    const known = await load()
    if (!known) return sendNotBuilt(res)
    const file = known.get(req.path)
    const page = known.get('/index.html')
    if (file && file !== page) return send(req, res, file)
    // A script or picture that is gone is no page: the answer must not be HTML.
    if (!page || /\.\w+$/.test(req.path)) return next()
    return send(req, res, page)
  }
}

function send(req: Request, res: Response, { type, etag, body, encoded }: BuiltFile) {
  const hashed = req.path.startsWith('/assets/')
  const encoding = req.acceptsEncodings('br', 'gzip')
  const smaller = encoding === 'br' || encoding === 'gzip' ? encoded[encoding] : undefined
  res.set({
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    etag: smaller ? `${etag.slice(0, -1)}-${encoding}"` : etag,
  })
  if (smaller && encoding) res.set('content-encoding', encoding)
  res.type(type).send(smaller ?? body)
}

const howTo = 'run npm run build -w @shop/storefront'

const sendNotBuilt = (res: Response) =>
  sendNotice(res.set('retry-after', '10'), 503, {
    title: 'The pages are not built yet',
    text: `In the folder of the shop, ${howTo}, then load this page again.`,
    links: [{ href: '/', label: 'Load again' }],
  })
