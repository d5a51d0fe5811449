import type { Logger } from '@shop/kit/log.ts'
import { Refusal } from '@shop/kit/problem.ts'
import { SidecarError } from '@shop/kit/sidecar-error.ts'
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'

/** What went wrong with a login, in words for whoever wanted it; what is our fault is logged. */
export function wordsFor(error: unknown, log: Logger): { status: number; text: string } {
  if (error instanceof Refusal) {
    return { status: error.status, text: `${error.message}. Please try again in a moment.` }
  }
  if (error instanceof AuthorizationResponseError && error.error === 'access_denied') {
    return { status: 400, text: 'The login was cancelled.' }
  }
  // Without what the issuer answered, which may quote what must be in no log.
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
  if (isIssuers(error)) {
    log.warn({ reason }, 'the issuer did not accept a login')
    return { status: 400, text: 'The identity provider did not accept this login.' }
  }
  log.error({ reason }, 'a login failed')
  const status = error instanceof SidecarError ? 503 : 500
  return { status, text: 'Something is wrong on our side. Please try again in a moment.' }
}

const isIssuers = (error: unknown): boolean =>
  error instanceof AuthorizationResponseError ||
  error instanceof ResponseBodyError ||
  error instanceof ClientError
