import type { DaprClient } from '@dapr/dapr'
import type { SidecarAddress } from './config.ts'
import { SidecarError } from './sidecar-error.ts'

/** Somebody else wrote the record meanwhile: read it again and decide anew. */
export class EtagMismatch extends Error {
  override readonly name = 'EtagMismatch'
}

export type StateRecord = { readonly value: unknown; readonly etag: string }

type SaveOptions = {
  /** The etag that was read: the save fails with EtagMismatch if the record has changed since. */
  readonly etag?: string
  /** Only if there is no such record yet; EtagMismatch otherwise. */
  readonly ifAbsent?: boolean
  readonly ttlSeconds?: number
}

/** A Dapr state store (Dapr docs: State API). Keys are prefixed with the app id by the sidecar. */
export type StateStore = {
  get(key: string): Promise<StateRecord | undefined>
  save(key: string, value: unknown, options?: SaveOptions): Promise<void>
  delete(key: string, etag?: string): Promise<void>
}

type Item = Parameters<DaprClient['state']['save']>[1][number]

type Sdk = {
  readonly state: DaprClient['state']
  readonly firstWrite: NonNullable<Item['options']>['concurrency']
}

let sdk: Promise<Sdk> | undefined

/** One client a process, loaded only where there is a state store: the SDK takes 0.6 s to load. */
async function connect(config: SidecarAddress): Promise<Sdk> {
  const { CommunicationProtocolEnum, DaprClient, StateConcurrencyEnum } = await import('@dapr/dapr')
  const silent = { error() {}, warn() {}, info() {}, verbose() {}, debug() {} }
  const client = new DaprClient({
    daprHost: '127.0.0.1',
    daprPort: String(config.DAPR_HTTP_PORT),
    communicationProtocol: CommunicationProtocolEnum.HTTP,
    daprApiToken: config.DAPR_API_TOKEN,
    // Errors are thrown here and logged once, where they are answered.
    logger: { service: silent },
  })
  return { state: client.state, firstWrite: StateConcurrencyEnum.CONCURRENCY_FIRST_WRITE }
}

/** Over HTTP the SDK returns an error of save and delete instead of throwing it (DAPR.md §8). */
function thrown(result: { error?: Error } | undefined): void {
  if (!result?.error) return
  const text = result.error.message
  // A first write of a key that exists is a 500 of its own in state.postgresql v2 (DAPR.md §5).
  if (/"status":409|etag|no item was updated/i.test(text)) throw new EtagMismatch(text)
  throw unreachable(text)
}

const unreachable = (reason: string) =>
  new SidecarError(503, 'state', `the state store can not be reached: ${reason}`)

export function createStateStore(store: string, config: SidecarAddress): StateStore {
  // At once, or the first request would wait for it.
  sdk ??= connect(config)
  const connected = sdk
  return {
    // The SDK's get loses the etag; its bulk get of one key has it.
    async get(key) {
      const { state } = await connected
      const [found] = await state.getBulk(store, [key]).catch((error: unknown) => {
        throw unreachable(String(error))
      })
      const record = found as { data?: unknown; etag?: string; error?: string } | undefined
      if (record?.error) throw unreachable(record.error)
      if (record?.data === undefined || record.data === null || !record.etag) return undefined
      return { value: record.data, etag: record.etag }
    },
    async save(key, value, { etag, ifAbsent, ttlSeconds } = {}) {
      const { state, firstWrite } = await connected
      const guarded = etag !== undefined || ifAbsent === true
      const item = {
        key,
        value: value as object,
        ...(etag !== undefined && { etag }),
        ...(guarded && { options: { concurrency: firstWrite } }),
        ...(ttlSeconds !== undefined && { metadata: { ttlInSeconds: String(ttlSeconds) } }),
      }
      // Its types want `undefined` where a field is left out.
      thrown(await state.save(store, [item as unknown as Item]))
    },
    async delete(key, etag) {
      const options = etag === undefined ? {} : { etag }
      const { state } = await connected
      thrown(await state.delete(store, encodeURIComponent(key), options))
    },
  }
}
