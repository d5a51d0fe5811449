import { problem } from '@shop/kit/api.ts'
import type { Section } from '../route.ts'
import { type Html, html, prose } from './html.ts'
import { createShapes } from './json-schema.ts'
import { about } from './openapi.ts'
import { anchor, operation } from './operation.ts'
import { shape } from './shape.ts'
import { style } from './style.ts'

/** The whole API as one page without scripts or anything from elsewhere. */
export function docsPage(sections: readonly Section[]): (origin: string) => string {
  const shapes = createShapes()
  shapes.inAnswer(problem)
  const content = html`${index(sections)}<main>
${sections.map(
  ({ name, routes }) => html`<section><h2>${name}</h2>
${routes.map((route) => operation(route, shapes))}</section>`,
)}
<section><h2>Shapes</h2>${Object.entries(shapes.shapes).map(
    ([name, schema]) => html`<article id="shape-${name}"><h3>${name}</h3>
<pre>${shape(schema)}</pre></article>`,
  )}</section></main>`
  return (origin) => layout(html`${introduction(origin)}${content}`).html
}

const layout = (content: Html) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>e-shop: the API</title>
<style>${{ html: style }}</style>
</head>
<body>${content}</body>
</html>`

const introduction = (origin: string) => html`<header>
<h1>e-shop: the API</h1>
<p>${prose(about)}</p>
<p>For programs: <a href="/api/v1/openapi.json">the OpenAPI document</a>. For the commands below:</p>
<pre>export SHOP=${origin}/api/v1
export TOKEN=$(npm run --silent token -- alice)   # or admin, for what administrators may</pre>
</header>`

const index = (sections: readonly Section[]) =>
  html`<nav>${sections.map(
    ({ name, routes }) =>
      html`<details open><summary>${name}</summary><ul>${routes.map(
        (route) => html`<li><a href="#${anchor(route)}"><span class="method">${route.method}</span>
<span class="path">${route.path}</span></a> ${route.summary}</li>`,
      )}</ul></details>`,
  )}</nav>`
