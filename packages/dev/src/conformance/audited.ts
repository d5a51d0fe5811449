import { audit } from '../audit/audit.ts'
import { expect } from './clause.ts'
import type { World } from './world.ts'

/**
 * Throws Broken unless the books of all services agree, once the shop has come to rest. Gives what
 * is worth knowing besides, such as how many events the broker had lost.
 */
export async function audited({ shop }: World, brokerMayLose: boolean): Promise<readonly string[]> {
  const { unquiet, findings } = await audit(shop.run(), { wait: 120_000, brokerMayLose })
  expect(unquiet.length === 0, `not at rest: ${unquiet.slice(0, 3).join('; ')}`)
  const wrong = findings.flatMap(({ check, violations }) =>
    violations.map(({ id, what }) => `${check}: ${id} ${what}`),
  )
  expect(wrong.length === 0, `${wrong.length} violations: ${wrong.slice(0, 3).join('; ')}`)
  return findings.flatMap(({ note }) => note ?? [])
}
