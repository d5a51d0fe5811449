import { notFound } from '@shop/kit/problem.ts'

/**
 * A URL below /api/v1 as it is passed to the sidecar. The sidecar decodes a path twice before it
 * calls, so that an encoded slash, percent or question mark would lead somewhere else: no path of
 * the API has one.
 */
export function apiPath(url: string): string {
  const [path = '', ...rest] = url.split('?')
  const climbs = path.split('/').some((part) => /^(\.|%2e){1,2}$/i.test(part))
  if (climbs || /%(2f|5c|25|3f|23)|\\/i.test(path)) throw notFound('This')
  const query = new URLSearchParams(rest.join('?')).toString()
  return query ? `${path}?${query}` : path
}
