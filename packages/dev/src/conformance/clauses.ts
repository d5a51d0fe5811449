import type { Clause } from './clause.ts'
import { boundedAttempts, deadLetters, malformed } from './clauses/attempts.ts'
import { competing } from './clauses/competing.ts'
import { durable } from './clauses/durable.ts'
import { effectOnce } from './clauses/effect-once.ts'
import { largeEvent, nonAscii, priorityDispatch } from './clauses/messages.ts'
import { neverRan } from './clauses/never-ran.ts'
import { orderPerKey } from './clauses/order-per-key.ts'
import { partialBulk } from './clauses/partial-bulk.ts'
import { polyglot } from './clauses/polyglot.ts'
import { brokerRestarted, rollingReplacement } from './clauses/under-load.ts'

/** The delivery contract, clause by clause, in the order in which they are tried. */
export const clauses: readonly Clause[] = [
  neverRan,
  durable,
  competing,
  orderPerKey,
  priorityDispatch,
  nonAscii,
  largeEvent,
  polyglot,
  boundedAttempts,
  deadLetters,
  malformed,
  effectOnce,
  partialBulk,
  rollingReplacement,
  brokerRestarted,
]
