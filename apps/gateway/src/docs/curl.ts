import type { Route } from '../route.ts'

/** A command that calls a route; `$SHOP` and `$TOKEN` are set as the page says at its top. */
export function curl(route: Route): string {
  const lines = [
    `curl ${flags(route)}"$SHOP${variables(route.path)}${route.queryExample ?? ''}"`,
    ...whoami(route),
    ...(route.requestId ? [`-H "X-Request-Id: $(uuidgen)"`] : []),
    ...body(route),
  ]
  return lines.join(' \\\n  ')
}

function flags({ method, by, answer }: Route): string {
  if (by === 'events') return '-N '
  if (answer.types?.[0] === 'image/*') return '-o picture '
  return method === 'get' ? '' : `-X ${method.toUpperCase()} `
}

const variables = (path: string) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`)

function whoami({ who }: Route): readonly string[] {
  if (who === 'anyone') return []
  return who === 'visitor' ? ['-b basket.txt -c basket.txt'] : ['-H "Authorization: Bearer $TOKEN"']
}

function body({ body: given }: Route): readonly string[] {
  if (!given) return []
  const [type] = given.types ?? []
  if (type) return [`-H 'Content-Type: ${type}'`, '--data-binary @picture']
  const short = JSON.stringify(given.example)
  const text = short.length < 60 ? short : JSON.stringify(given.example, null, 2)
  return [`-H 'Content-Type: application/json'`, `-d '${text}'`]
}
