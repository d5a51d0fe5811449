import { Readable } from 'node:stream'
import type { Answer, BulkEntry, Invocation, Sidecar } from './sidecar.ts'
import type { SidecarMetadata } from './sidecar-metadata.ts'
import { EtagMismatch, type StateRecord, type StateStore } from './state.ts'

type Responder = (
  call: Invocation,
) => Partial<Answer> | undefined | Promise<Partial<Answer> | undefined>

type Binding = {
  readonly name: string
  readonly operation: string
  readonly data: unknown
  readonly metadata: Readonly<Record<string, string>>
}

export type FakeSidecar = Sidecar & {
  /** Every call to another app. */
  readonly calls: Invocation[]
  /** Every event that the relay published. */
  readonly published: { readonly topic: string; readonly entry: BulkEntry }[]
  /** Every call of an output binding. */
  readonly bound: Binding[]
  /** What is in the state stores. */
  readonly records: Map<string, StateRecord>
  /** What the sidecar has loaded: nothing until the test says so. */
  loaded: SidecarMetadata
  /** Decides how other apps answer: first registered, first asked; throw SidecarError for «out of reach». */
  answer(respond: Responder): void
  /** Decides how output bindings fare: throw SidecarError for one that fails. All succeed until then. */
  answerBinding(respond: (binding: Binding) => unknown): void
}

/** A sidecar for one service's unit tests: state with real etag rules, calls answered by the test. */
export function fakeSidecar(): FakeSidecar {
  const responders: Responder[] = []
  const calls: Invocation[] = []
  const published: { topic: string; entry: BulkEntry }[] = []
  const records = new Map<string, StateRecord>()
  const bound: Binding[] = []
  let bindingAnswer: (binding: Binding) => unknown = () => undefined

  const invoke = async (call: Invocation): Promise<Answer> => {
    calls.push(call)
    for (const respond of responders) {
      const answer = await respond(call)
      if (answer)
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: undefined,
          ...answer,
        }
    }
    throw new Error(`no answer prepared for ${call.method} ${call.app} ${call.path}`)
  }
  const sidecar: FakeSidecar = {
    calls,
    loaded: { runtimeVersion: 'fake', components: [], subscriptions: [] },
    metadata: async () => sidecar.loaded,
    published,
    records,
    bound,
    answer: (respond) => responders.push(respond),
    answerBinding: (respond) => {
      bindingAnswer = respond
    },
    async bind(name, operation, data, metadata = {}) {
      const binding = { name, operation, data, metadata }
      bound.push(binding)
      await bindingAnswer(binding)
    },
    invoke,
    async stream(call) {
      const { status, headers, body } = await invoke(call)
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
      return { status, headers, body: Readable.from([Buffer.from(text)]) }
    },
    async publish(topic, entries) {
      for (const entry of entries) published.push({ topic, entry })
      return new Set()
    },
    state: () => fakeState(records),
    isUp: async () => true,
    close: async () => {},
  }
  return sidecar
}

function fakeState(records: Map<string, StateRecord>): StateStore {
  let writes = 0
  const check = (key: string, etag: string | undefined, absent = false) => {
    const known = records.get(key)
    if ((absent && known) || (etag !== undefined && known?.etag !== etag)) {
      throw new EtagMismatch(`${key} has changed`)
    }
  }
  return {
    get: async (key) => structuredClone(records.get(key)),
    async save(key, value, { etag, ifAbsent } = {}) {
      check(key, etag, ifAbsent)
      writes += 1
      records.set(key, { value: structuredClone(value), etag: `${writes}` })
    },
    async delete(key, etag) {
      check(key, etag)
      records.delete(key)
    },
  }
}
