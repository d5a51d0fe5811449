import type { Handler } from '../call.ts'
import type { Section } from '../route.ts'
import { openApi } from './openapi.ts'
import { docsPage } from './page.ts'

/** Answers with the OpenAPI document. */
export function showDocument(sections: readonly Section[]): Handler {
  const document = Buffer.from(JSON.stringify(openApi(sections)))
  return async (_asked, res) => {
    res.type('application/json').send(document)
  }
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

/** Answers with the page; its commands call the host that it was asked of. */
export function showPage(sections: readonly Section[]): Handler {
  const page = docsPage(sections)
  return async ({ req }, res) => {
    const host = req.get('host') ?? ''
    const origin = `${req.protocol}://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`
    res.set('content-security-policy', policy).type('html').send(page(origin))
  }
}
