import { notFound } from '@shop/kit/problem.ts'

export type Parameters = Readonly<Record<string, string | string[] | undefined>>

/**
 * The sidecar decodes a path twice before it calls, so an encoded slash, percent sign or question
 * mark would lead to another route there. No id has one: there is no such thing then.
 */
const plain = /^[^\p{Cc}/\\%?#]{1,200}$/u

/** A route's path for these parameters, safe to be passed to a sidecar; 404 where it can't be. */
export const fill = (path: string, parameters: Parameters): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name]
    if (typeof value !== 'string' || !plain.test(value) || /^\.\.?$/.test(value)) {
      throw notFound('What this path names')
    }
    return encodeURIComponent(value)
  })

/** The query of a URL from `?` on, encoded anew; empty where there is none. */
export function queryOf(url: string): string {
  const start = url.indexOf('?')
  if (start < 0) return ''
  const query = new URLSearchParams(url.slice(start)).toString()
  return query && `?${query}`
}

/** The path as express writes it. */
export const pattern = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')
