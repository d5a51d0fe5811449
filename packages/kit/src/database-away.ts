import { z } from 'zod'

/** SQLSTATEs of a server that ends, starts, is full or has gone (PostgreSQL manual, appendix A). */
const states = /^(08|57P0|53300)/

/** Of the way to it, as Node names them. */
const ways = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])

/** pg says these without a code. */
const sentences = /^(Connection terminated|Client has encountered a connection error)/

const shape = z.object({ code: z.string().optional(), message: z.string() })

/** Whether an error says that the database is away for now: trying again is the cure. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = shape.safeParse(error).data ?? {}
  if (code !== undefined) return states.test(code) || ways.has(code)
  return message !== undefined && sentences.test(message)
}
