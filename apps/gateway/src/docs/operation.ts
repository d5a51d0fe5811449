import type { Access, Route } from '../route.ts'
import { curl } from './curl.ts'
import { type Html, html, prose } from './html.ts'
import type { createShapes } from './json-schema.ts'
import { parametersOf } from './openapi.ts'
import { refusalsOf } from './refusals.ts'
import { shape } from './shape.ts'

type Shapes = ReturnType<typeof createShapes>

const who: Readonly<Record<Access, string>> = {
  anyone: 'for anyone; a token is not looked at',
  visitor: 'for anyone, told apart by a token or the cookie basket',
  shopper: 'with a shopper’s token',
  administrator: 'with an administrator’s token',
}

/** One route as an article of the page. */
export const operation = (route: Route, shapes: Shapes): Html => html`
<article id="${anchor(route)}">
<h3>${route.summary}</h3>
<p class="route"><span class="method">${route.method}</span> ${route.path}</p>
<p class="who">${who[route.who]}</p>
${route.notes && html`<p>${prose(route.notes)}</p>`}
${parameters(route, shapes)}
${body(route, shapes)}
${answer(route, shapes)}
${refusals(route)}
<h4>Try it</h4>
<pre>${curl(route)}</pre>
</article>`

/** The name of a route's place on the page. */
export const anchor = ({ method, path }: Route): string =>
  method + path.replace(/[^\w]+/g, '-').replace(/-$/, '')

function parameters(route: Route, shapes: Shapes): Html | undefined {
  const rows = parametersOf(route, shapes).map(
    ({ name, in: place, required, schema }) => html`
<tr><td><code>${name}</code></td><td>${place}${required && ', required'}</td>
<td>${schema.description && html`${prose(schema.description)}. `}${shape(schema)}</td></tr>`,
  )
  return rows.length > 0 ? html`<h4>Parameters</h4><table>${rows}</table>` : undefined
}

function body({ body: given }: Route, shapes: Shapes): Html | undefined {
  if (!given) return undefined
  if (!given.schema) return html`<h4>Body</h4><p>${prose(types(given.types))}</p>`
  return html`<h4>Body${given.optional && ', may be left out'}</h4><pre>${shape(shapes.inRequest(given.schema))}</pre>`
}

const answer = ({ answer: { status, says, schema, types: kinds } }: Route, shapes: Shapes) => html`
<h4>Answer</h4>
<p>${status}: ${prose(says)}${kinds && html` (${prose(types(kinds))})`}</p>
${schema && html`<pre>${shape(shapes.inAnswer(schema))}</pre>`}`

const refusals = (route: Route) => html`
<h4>Refusals</h4>
<table>${Object.entries(refusalsOf(route)).map(
  ([status, reason]) => html`<tr><td>${status}</td><td>${prose(reason)}</td></tr>`,
)}</table>`

const types = (of: readonly string[] = []) => of.map((type) => `\`${type}\``).join(', ')
