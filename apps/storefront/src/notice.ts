import { createHash } from 'node:crypto'
import type { Response } from 'express'
import { contentPolicy } from './security-headers.ts'

type Notice = {
  readonly title: string
  readonly text: string
  readonly links: readonly { readonly href: string; readonly label: string }[]
}

const style = `:root{color-scheme:light dark;font:1.0625rem/1.6 system-ui,sans-serif}
body{max-width:34rem;margin:15vh auto;padding:0 1.25rem}h1{font-size:1.5rem;line-height:1.25}
a{display:inline-block;margin:0 1.25rem .5rem 0}`
const styleHash = createHash('sha256').update(style).digest('base64')

/** A page for when the shop's own pages can't say it: it needs neither a script nor a build. */
export function sendNotice(res: Response, status: number, { title, text, links }: Notice) {
  const line = links.map(({ href, label }) => `<a href="${plain(href)}">${plain(label)}</a>`)
  res
    .status(status)
    .set('cache-control', 'no-store')
    .set('content-security-policy', contentPolicy(`'sha256-${styleHash}'`))
    .type('html')
    .send(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${plain(title)} – e-shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head>
<body><main><h1>${plain(title)}</h1><p>${plain(text)}</p><p>${line.join('\n')}</p></main></body></html>
`)
}

const plain = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
