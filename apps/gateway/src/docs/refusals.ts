import type { Route } from '../route.ts'

const always: Readonly<Record<number, string>> = {
  429: 'Too many requests; `Retry-After` says when to try again',
  503: 'A part of the shop can’t be reached; `Retry-After` says when to try again',
}
const missing = ({ who }: Route) =>
  who === 'shopper' ? 'There is none, or it is somebody else’s' : 'There is none'
const hasParameter = (route: Route) => route.path.includes('{')

/** All refusals of a route by status: those of its own, and those that its fields lead to. */
export function refusalsOf(route: Route): Readonly<Record<number, string>> {
  const checked = route.query || route.body || route.requestId === 'required'
  return {
    ...(checked && { 400: 'Malformed or not valid; `errors` names every fault' }),
    ...(route.who !== 'anyone' && { 401: 'No token, or one that isn’t good' }),
    ...(route.who === 'administrator' && { 403: 'For administrators' }),
    ...(hasParameter(route) && { 404: missing(route) }),
    ...(route.body && { 413: 'The body is larger than 1 MiB' }),
    ...always,
    ...route.refusals,
  }
}
