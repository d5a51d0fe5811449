import { badRequest, Refusal } from '@shop/kit/problem.ts'
import type { Request } from 'express'
import { readAll, tooMuch } from './read-all.ts'

const limit = 1024 * 1024

/**
 * The whole body, at most 1 MiB; undefined where there is none. It is read before a call is made,
 * so that a client who sends slowly holds no connection of the sidecar, and no app sees half of it.
 */
export async function readBody(req: Request): Promise<Buffer | undefined> {
  const announced = Number(req.get('content-length') ?? 0)
  if (announced === 0 && !req.get('transfer-encoding')) return undefined
  const whole = await readAll(req, announced > limit ? 0 : limit).catch(refuse)
  return whole.length > 0 ? whole : undefined
}

function refuse(reason: unknown): never {
  if (reason !== tooMuch) throw badRequest('The body was not sent to its end')
  throw new Refusal(413, 'The body is larger than 1 MiB', { code: 'too-large' })
}
