import type { EventData, orderAwaitingValidation } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import type { FlowAnswer } from '@shop/kit/internal-answers.ts'
import type { Answer, Invocation } from '@shop/kit/sidecar.ts'
import { SidecarError } from '@shop/kit/sidecar.ts'
import { bearer, fromOwnSidecar, testService } from '@shop/kit/testing.ts'
import type { Express } from 'express'
import request from 'supertest'
import { createOperations } from '../src/app.ts'
import type { OperationsSettings } from '../src/config.ts'
import { migrations } from '../src/migrations.ts'
import type { Tables } from '../src/tables.ts'

export async function startOperations() {
  const config: OperationsSettings = { ANSWER_TIMEOUT: 500, ANSWERS_KEPT: 1_000 }
  const parts = await testService<Tables, OperationsSettings>({
    name: 'operations',
    migrations,
    config,
  })
  return { ...parts, app: createOperations(parts.service) }
}
export type Operations = Awaited<ReturnType<typeof startOperations>>

type Told = Partial<Answer> | 'away' | undefined

/** Lets services answer by `<app> <path>`; the query is not part of it. Who isn't there is away. */
export function services(operations: Operations) {
  const told = new Map<string, (call: Invocation) => Told | Promise<Told>>()
  operations.sidecar.answer(async (call) => {
    const [path = ''] = call.path.split('?')
    const answer = (await told.get(`${call.app} ${path}`)?.(call)) ?? 'away'
    if (answer === 'away') throw new SidecarError(503, 'ERR_DIRECT_INVOKE', 'is not there')
    return answer
  })
  return told
}

/** Brings a dead letter of an app as the sidecar does: the bytes of what was published, in base64. */
export async function bring(app: Express, consumer: string, message: object | string | Buffer) {
  const bytes = Buffer.isBuffer(message)
    ? message
    : Buffer.from(typeof message === 'string' ? message : JSON.stringify(message))
  const topic = `${consumer}.dead-letters`
  return post(app, `/events/dead-letters/${consumer}`, {
    data_base64: bytes.toString('base64'),
    datacontenttype: 'application/octet-stream',
    id: newId(),
    pubsubname: topic,
    source: 'Dapr',
    specversion: '1.0',
    topic,
    type: 'com.dapr.event.sent',
  })
}

export async function post(app: Express, path: string, body: object) {
  const sent = request(app).post(path).set(fromOwnSidecar).set('partitionkey', 'abc')
  const answer = await sent
    .set('content-type', 'application/cloudevents+json')
    .send(JSON.stringify(body))
  return answer.body.status
}

export async function as(
  user: string,
  app: Express,
  method: 'get' | 'post',
  path: string,
  body?: object,
) {
  const roles = user === 'admin' ? ['administrator'] : []
  const asked = request(app)
    [method](path)
    .set('authorization', await bearer(user, roles))
  return body ? asked.send(body) : asked
}

/** The one dead letter of an event's. */
export async function letterOf(app: Express, subject: string) {
  const answer = await as('admin', app, 'get', `/admin/dead-letters?subject=${subject}`)
  if (answer.body.total !== 1) throw new Error(`there are ${answer.body.total}`)
  return answer.body.items[0]
}

export const show = async (app: Express, id: string) =>
  (await as('admin', app, 'get', `/admin/dead-letters/${id}`)).body

export function waitingOrder(): EventData<typeof orderAwaitingValidation> {
  return {
    orderId: newId(),
    version: 2,
    status: 'AwaitingValidation',
    previousStatus: 'Submitted',
    buyer: { id: 'alice', name: 'Alice', email: 'alice@example.com' },
    occurredAt: new Date().toISOString(),
    items: [],
  }
}

/** As daprd hands it on: the publisher's event with what the sidecar has added. */
export const cloudEvent = (data: { orderId: string } & object, change: object = {}) => ({
  specversion: '1.0',
  id: newId(),
  source: 'ordering',
  type: 'OrderStatusChangedToAwaitingValidationIntegrationEvent',
  subject: data.orderId,
  time: '2030-01-01T12:00:00Z',
  datacontenttype: 'application/json',
  topic: 'orders-waiting-for-validation',
  pubsubname: 'orders-waiting-for-validation',
  traceid: '',
  traceparent: '',
  tracestate: '',
  data,
  ...change,
})

export const flowOf = (app: string, told: Partial<FlowAnswer> = {}): FlowAnswer => ({
  app,
  replica: `${app}-1`,
  published: [],
  handled: [],
  waiting: [],
  failing: [],
  sidecar: null,
  ...told,
})
