import { Readable } from 'node:stream'
import { Pool } from 'undici'
import { z } from 'zod'
import type { SidecarAddress } from './config.ts'
import { SidecarError } from './sidecar-error.ts'
import { type SidecarMetadata, sidecarMetadata } from './sidecar-metadata.ts'
import { createStateStore, type StateStore } from './state.ts'
import { trace } from './trace.ts'

export { SidecarError } from './sidecar-error.ts'

type Headers = Readonly<Record<string, string | string[] | undefined>>

export type Invocation = {
  readonly app: string
  readonly method: string
  /** From `/`, with its query; each part already percent-encoded. */
  readonly path: string
  /** Sent as JSON; a string, Buffer or stream is sent as it is. */
  readonly body?: unknown
  readonly headers?: Headers
  /** Bearer token to relay. */
  readonly token?: string
  /** Milliseconds until the answer must have begun; 10 s where it isn't given. */
  readonly timeout?: number
  /** Gives the call up, such as when whoever asked has left. */
  readonly signal?: AbortSignal
}

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown }
export type StreamedAnswer = Omit<Answer, 'body'> & { readonly body: Readable }

/** One event of a bulk publish: a CloudEvent and the key that keeps its order. */
export type BulkEntry = { readonly id: string; readonly key: string; readonly event: object }

export type Sidecar = {
  /** Calls another app. Whatever status it answers is given back; SidecarError where none came. */
  invoke(call: Invocation): Promise<Answer>
  /** As `invoke`, with the answer's body unread. */
  stream(call: Invocation): Promise<StreamedAnswer>
  /** Publishes to the component and topic of one name; gives the ids that were not taken. */
  publish(topic: string, entries: readonly BulkEntry[]): Promise<ReadonlySet<string>>
  /**
   * Calls an output binding, which may take 30 s. SidecarError where it failed, or may have: its
   * message can quote what was sent, so it is no text for a log.
   */
  bind(
    name: string,
    operation: string,
    data: unknown,
    metadata?: Readonly<Record<string, string>>,
  ): Promise<void>
  /** A state store component. */
  state(store: string): StateStore
  /** Whether components are loaded, before the app itself is ready (`/v1.0/healthz/outbound`). */
  isUp(): Promise<boolean>
  /** The components and subscriptions that it has loaded. */
  metadata(): Promise<SidecarMetadata>
  close(): Promise<void>
}

const daprError = z.object({ errorCode: z.string(), message: z.string().default('') })
const failed = z.object({ failedEntries: z.array(z.object({ entryId: z.string() })) })

/**
 * The sidecar's HTTP API. Calls and bulk publishing go through undici, since @dapr/dapr loses
 * status and headers of calls and reports partial failures as none (js-sdk#703); state goes
 * through @dapr/dapr.
 */
export function createSidecar(config: SidecarAddress): Sidecar {
  const pool = new Pool(`http://127.0.0.1:${config.DAPR_HTTP_PORT}`, {
    connections: 64,
    bodyTimeout: 60_000,
    keepAliveTimeout: 30_000,
  })
  const request = async (method: string, path: string, call: Partial<Invocation> = {}) => {
    try {
      return await pool.request({
        method: method as 'GET',
        path,
        headers: headersFor(config, call),
        body: bodyOf(call.body),
        headersTimeout: call.timeout ?? 10_000,
        ...(call.signal && { signal: call.signal }),
      })
    } catch (error) {
      throw new SidecarError(503, 'unreachable', `no answer from the sidecar: ${String(error)}`)
    }
  }

  const stream = async (call: Invocation): Promise<StreamedAnswer> => {
    const answer = await request(
      call.method,
      `/v1.0/invoke/${call.app}/method${safe(call.path)}`,
      call,
    )
    const { statusCode: status, headers, body } = answer
    if (!isDaprs(status, headers)) return { status, headers, body }
    // Dapr's own 500 and 403 look like the app's but for their `errorCode` (DAPR.md §4).
    const text = await body.text()
    const dapr = daprError.safeParse(json(text))
    if (dapr.success) throw new SidecarError(503, dapr.data.errorCode, dapr.data.message)
    return { status, headers, body: toStream(text) }
  }

  return {
    stream,
    async invoke(call) {
      const { status, headers, body } = await stream(call)
      return { status, headers, body: json(await textOf(body)) }
    },
    async publish(topic, entries) {
      const path = `/v1.0/publish/bulk/${topic}/${topic}`
      const body = entries.map(({ id, key, event }) => ({
        entryId: id,
        event,
        contentType: 'application/cloudevents+json',
        // Per entry: metadata of the whole request reaches no entry without its own (DAPR.md §1.6).
        metadata: { partitionKey: key },
      }))
      const answer = await request('POST', path, { body })
      const text = await answer.body.text()
      if (answer.statusCode < 300) return new Set()
      const partly = failed.safeParse(json(text))
      if (partly.success) return new Set(partly.data.failedEntries.map((entry) => entry.entryId))
      throw new SidecarError(answer.statusCode, 'publish', `${topic} was not published: ${text}`)
    },
    async bind(name, operation, data, metadata = {}) {
      const path = `/v1.0/bindings/${encodeURIComponent(name)}`
      const body = { operation, data, metadata }
      const answer = await request('POST', path, { body, timeout: 30_000 })
      const text = await answer.body.text()
      if (answer.statusCode < 300) return
      const { errorCode = 'binding', message = text } = daprError.safeParse(json(text)).data ?? {}
      throw new SidecarError(answer.statusCode, errorCode, message)
    },
    state: (store) => createStateStore(store, config),
    async isUp() {
      const answer = await request('GET', '/v1.0/healthz/outbound', { timeout: 2_000 }).catch(
        () => undefined,
      )
      await answer?.body.dump()
      return answer?.statusCode === 204
    },
    async metadata() {
      const answer = await request('GET', '/v1.0/metadata', { timeout: 2_000 })
      const text = await answer.body.text()
      if (answer.statusCode === 200) return sidecarMetadata.parse(json(text))
      throw new SidecarError(answer.statusCode, 'metadata', 'the sidecar does not say what it has')
    },
    close: () => pool.destroy(),
  }
}

function headersFor(
  config: SidecarAddress,
  { body, headers, token }: Partial<Invocation>,
): Headers {
  const traceparent = trace()?.traceparent
  return {
    ...(isJson(body) && { 'content-type': 'application/json' }),
    ...(trace() && { 'x-request-id': trace()?.requestId }),
    ...headers,
    ...(traceparent && { traceparent }),
    ...(token && { authorization: `Bearer ${token}` }),
    ...(config.DAPR_API_TOKEN && { 'dapr-api-token': config.DAPR_API_TOKEN }),
  }
}

type RawBody = string | Buffer | Readable

const isRaw = (body: unknown): body is RawBody =>
  typeof body === 'string' ||
  Buffer.isBuffer(body) ||
  (typeof body === 'object' && body !== null && 'pipe' in body)
const isJson = (body: unknown) => body !== undefined && !isRaw(body)
const bodyOf = (body: unknown): RawBody | null =>
  body === undefined ? null : isRaw(body) ? body : JSON.stringify(body)

/** A path that climbs out of its method would be another method: refused, however it is encoded. */
function safe(path: string): string {
  const plain = path.split('?', 1)[0] ?? ''
  const climbs = plain.split(/\/|%2f|\\|%5c/i).some((part) => /^(\.|%2e){1,2}$/i.test(part))
  if (!path.startsWith('/') || climbs) throw new Error(`not a path to invoke: ${path}`)
  return path
}

const isDaprs = (status: number, headers: Headers) =>
  (status === 500 || status === 403) &&
  String(headers['content-type']).startsWith('application/json')

function json(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function textOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(Buffer.from(chunk as Uint8Array | string))
  return Buffer.concat(chunks).toString('utf8')
}

const toStream = (text: string): Readable => Readable.from([Buffer.from(text)])
