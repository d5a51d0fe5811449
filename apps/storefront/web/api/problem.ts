import type { problem } from '@shop/kit/api.ts'
import type { z } from 'zod'

type Problem = Partial<z.infer<typeof problem>>
export type Fault = { readonly path: string; readonly message: string }

/** What the shop answered instead of what was asked for, in words for the shopper. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  /** 0 where there was no answer at all. */
  readonly status: number
  readonly code: string | undefined
  /** What is wrong with which field of the body. */
  readonly faults: readonly Fault[]
  /** Seconds after which the same may be tried again. */
  readonly retryAfter: number | undefined

  constructor(status: number, { detail, title, code, errors }: Problem, retryAfter?: number) {
    super(detail ?? title ?? `The shop answered ${status}`)
    this.status = status
    this.code = code
    this.faults = errors ?? []
    this.retryAfter = retryAfter
  }
}

/** Whether the same request may well succeed in a moment. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  (error.status === 0 || error.status >= 500 || error.retryAfter !== undefined)

export const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof ApiProblem && error.status === status

/** What an error means to the shopper, and what to do about it. */
export function wordsFor(error: unknown): string {
  if (!(error instanceof ApiProblem)) return 'Something went wrong. Please load the page again.'
  if (error.status === 0) return 'There is no connection to the shop. Check yours and try again.'
  if (error.status === 401) return 'Your login has ended. Please log in again.'
  if (error.status === 429) return 'That was a lot at once. Please wait a moment and try again.'
  if (error.status >= 500) return `${sentence(error.message)} Please try again in a moment.`
  return sentence(error.message)
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)
