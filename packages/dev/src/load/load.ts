import type { RunFile } from '../shop/run-file.ts'
import { getTokens } from '../token/get-tokens.ts'
import { carryOut, type Progress } from './carry-out.ts'
import { wrongInAll, wrongWith } from './expected.ts'
import { countOrders } from './follow-orders.ts'
import { type Gateway, openGateway } from './gateway.ts'
import { chooseGoods, clearAway, stockUp } from './goods.ts'
import type { Settled } from './ledger.ts'
import type { LoadOptions } from './options.ts'
import { type Buyer, emptyBasket } from './place-order.ts'
import { planOrders } from './plan.ts'
import { type LoadSummary, summarise } from './summary.ts'

export type LoadReport = {
  readonly summary: LoadSummary
  /** Every order that was placed: what was asked for, and what it came to. */
  readonly orders: readonly Settled[]
  /** What is not as it should be, a line each; none on a good run. */
  readonly wrong: readonly string[]
}

/** Places orders at the gateway of a running shop as fast as its clients can, and follows them. */
export async function load(
  run: Pick<RunFile, 'gateway' | 'identity'>,
  options: LoadOptions,
  progress: Progress = {},
): Promise<LoadReport> {
  const { clients, patience, stock } = options
  const gateway = openGateway(`${run.gateway}/api/v1`, clients * 2, patience)
  try {
    const { buyers, admin } = await signIn(run.identity, clients)
    const goods = await chooseGoods(gateway, admin, options)
    const plan = planOrders(options, goods)
    await stockUp(gateway, admin, options, goods, plan)
    await Promise.all(buyers.map((buyer) => emptyBasket(gateway, buyer)))

    const before = await countAll(gateway, buyers)
    const startedAt = Date.now()
    const { settled, faults } = await carryOut(gateway, buyers, plan, patience, progress)
    const after = await countAll(gateway, buyers)
    await clearAway(gateway, admin, goods)

    const grown = new Map(buyers.map(({ name }, index) => [name, growth(index, before, after)]))
    const each = settled.flatMap((order) => {
      const wrong = wrongWith(order, stock !== undefined)
      return wrong ? [`${order.orderId} ${wrong}`] : []
    })
    const wrong = [...faults, ...each, ...wrongInAll(settled, grown)]
    return { summary: summarise(settled, startedAt, gateway.retries()), orders: settled, wrong }
  } finally {
    await gateway.close()
  }
}

async function signIn(identity: string, clients: number) {
  const names = Array.from({ length: clients }, (_, index) => `buyer${index + 1}`)
  const password = process.env['DEMO_PASSWORD'] ?? 'shop'
  const [admin, ...buyers] = await getTokens(identity, ['admin', ...names], { password })
  return {
    buyers: buyers.map(({ user, token }): Buyer => ({ name: user, token })),
    admin: admin?.token ?? '',
  }
}

const countAll = (gateway: Gateway, buyers: readonly Buyer[]): Promise<number[]> =>
  Promise.all(buyers.map((buyer) => countOrders(gateway, buyer)))

const growth = (index: number, before: readonly number[], after: readonly number[]) =>
  (after[index] ?? 0) - (before[index] ?? 0)
