import { z } from 'zod'
import { eventSchema } from '../../dev/src/generate/contracts/event-schema.ts'
import { keyPathOf } from '../../dev/src/generate/contracts/key-path.ts'
import { inTransaction } from '../src/db.ts'
import { contracts } from '../src/events.ts'
import type { MessagingTables } from '../src/messaging.ts'
import { say } from '../src/outbox.ts'
import { relayOutbox } from '../src/relay.ts'
import { testService } from '../src/testing.ts'
import { traceparentFrom, withTrace } from '../src/trace.ts'
import { sampleOf } from './sample.ts'

let parts: Awaited<ReturnType<typeof testService<MessagingTables>>>
beforeAll(async () => {
  parts = await testService<MessagingTables>({ name: 'basket', migrations: {} })
})
afterAll(() => parts.close())

const withData = z.object({ data: z.record(z.string(), z.unknown()) })

test.each(contracts.map((contract) => [contract.type, contract] as const))(
  '%s leaves the outbox as its schema has it, under its key',
  async (_, contract) => {
    const { db, service, sidecar } = parts
    const schema = eventSchema(contract)
    const { data } = withData.parse(sampleOf(schema))
    const trace = { traceparent: traceparentFrom(undefined), requestId: 'any' }
    await withTrace(trace, () =>
      inTransaction(db, (tx) => say(tx, contract, data, { priority: 'express' })),
    )
    await relayOutbox(db, sidecar, service.log, contract.from)
    const [sent] = sidecar.published.splice(0)
    const accepting = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
    expect(accepting.safeParse(sent?.entry.event).error).toBeUndefined()
    expect(sent?.topic).toBe(schema['x-topic'])
    const key = keyPathOf(contract)
      .split('.')
      .reduce<unknown>((value, name) => Object(value)[name], data)
    expect([sent?.entry.key, sent?.entry.event]).toEqual([
      key,
      expect.objectContaining({ subject: key, traceparent: trace.traceparent }),
    ])
  },
)
