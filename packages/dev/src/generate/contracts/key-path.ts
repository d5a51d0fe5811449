import type { Contract } from '@shop/kit/contract.ts'

/**
 * The field that an event is keyed by, such as `orderId` or `window.start`: read by letting the
 * contract's function loose on a payload that notes what it is asked for.
 */
export function keyPathOf(contract: Contract): string {
  const paths = new WeakMap<object, string>()
  const noting = (path: string): object => {
    const noted = new Proxy(
      {},
      { get: (_, name) => noting(path ? `${path}.${String(name)}` : String(name)) },
    )
    paths.set(noted, path)
    return noted
  }
  const key: unknown = contract.key(noting(''))
  const path = typeof key === 'object' && key !== null ? paths.get(key) : undefined
  if (!path) throw new Error(`${contract.type}: the key has to be a field of the payload`)
  return path
}
