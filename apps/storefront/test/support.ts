import type { MessagingTables } from '@shop/kit/messaging.ts'
import type { Invocation } from '@shop/kit/sidecar.ts'
import { testService } from '@shop/kit/testing.ts'
import type { Express } from 'express'
import request from 'supertest'
import { createStorefront } from '../src/app.ts'
import type { StorefrontSettings } from '../src/config.ts'
import type { StorefrontService } from '../src/service.ts'
import { startStubIssuer } from './stub-issuer.ts'

export const origin = 'http://shop.test'
/** What pages of the shop send along with changes. */
export const own = { 'x-requested-with': 'e-shop' }

/** A storefront with an issuer, and a gateway of which a test says how it answers. */
export async function startStorefront(settings: Partial<StorefrontSettings> = {}) {
  const issuer = await startStubIssuer()
  const config: StorefrontSettings & { OIDC_ISSUER: string } = {
    OIDC_ISSUER: issuer.url,
    STOREFRONT_URL: origin,
    STOREFRONT_CLIENT_SECRET: 'development-storefront-secret',
    SESSION_TTL: 7 * 24 * 3_600_000,
    TRUST_PROXY: 0,
    ...settings,
  }
  const parts = await testService<MessagingTables, typeof config>({ name: 'storefront', config })
  const { sidecar } = parts
  const replica = (service: StorefrontService = parts.service) =>
    createStorefront(service, { open: () => sidecar, pages: '/nonexistent' })
  return {
    ...parts,
    issuer,
    app: replica(),
    /** Another process of this app, with the same sidecar and state. */
    replica,
    close: async () => {
      await parts.close()
      await issuer.close()
    },
  }
}

export type Agent = ReturnType<typeof request.agent>

/** Follows a login to the issuer and back; gives the answer of the callback. */
export async function logIn(agent: Agent, returnTo = '/') {
  const start = await agent.get(`/auth/login?returnTo=${encodeURIComponent(returnTo)}`)
  return agent.get(await atIssuer(start.headers['location'] ?? ''))
}

/** What the issuer sends the browser back to, as a path. */
export async function atIssuer(location: string): Promise<string> {
  const answer = await fetch(location, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '')
  return back.pathname + back.search
}

/** A browser with a login of `user`. */
export async function loggedIn(app: Express) {
  const agent = request.agent(app)
  await logIn(agent)
  return agent
}

/** The value of a cookie in an answer. */
export function cookieIn(answer: { headers: Record<string, unknown> }, name: string) {
  const cookies = [answer.headers['set-cookie'] ?? []].flat() as string[]
  const found = cookies.find((cookie) => cookie.startsWith(`${name}=`))
  if (!found) return undefined
  return { value: /=([^;]*)/.exec(found)?.[1] ?? '', attributes: found.toLowerCase() }
}

export const tokensOf = (calls: readonly Invocation[]) => calls.map((call) => call.token)
