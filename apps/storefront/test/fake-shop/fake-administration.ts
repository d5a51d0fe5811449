import type { AdminOrderSummary } from '@shop/kit/api.ts'
import type { DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import { listOf } from './fake-catalog.ts'
import * as desk from './fake-desk.ts'
import type { createFakeOrders } from './fake-orders.ts'

type Orders = ReturnType<typeof createFakeOrders>
type Asked = { readonly method: string; readonly plain: string; readonly query: URLSearchParams }

/** What only administrators are answered; undefined for what is not there. */
export function createFakeAdministration(orders: Orders) {
  const letters: DeadLetterWhole[] = [desk.letterOf('catalog', 'units must be positive')]

  const close = (letter: DeadLetterWhole, status: 'redriven' | 'discarded', edited: boolean) => {
    const at = new Date().toISOString()
    const action = edited ? ('edit and redrive' as const) : ('redrive' as const)
    Object.assign(letter, {
      status,
      closedAt: at,
      history: [
        ...letter.history,
        {
          at,
          by: 'admin',
          byName: 'Admin',
          action: status === 'discarded' ? 'discard' : action,
          before: { status: letter.status },
          after: { status },
        },
      ],
    })
    return letter
  }
  const deadLetters = ({ plain, query }: Asked, json: unknown): unknown => {
    const [, , , id, command] = plain.split('/')
    if (!id) {
      const status = query.get('status')
      return listOf(letters.filter((letter) => !status || letter.status === status))
    }
    const letter = letters.find((one) => one.id === id)
    if (!letter || !command) return letter
    if (command === 'discard') return close(letter, 'discarded', false)
    return close(letter, 'redriven', typeof json === 'object' && json !== null && 'data' in json)
  }
  const list = (query: URLSearchParams): readonly AdminOrderSummary[] =>
    orders.known
      .filter(({ order }) => !query.get('status') || order.status === query.get('status'))
      .map(({ owner, order: { history: _, ...order } }) => ({
        ...order,
        buyer: { id: owner, name: owner, email: `${owner}@example.com` },
        stuckAt: null,
      }))
  return {
    letters,
    answer(asked: Asked, json: unknown): unknown {
      const { plain, query } = asked
      if (plain.startsWith('/analytics')) return desk.analyticsAnswer(plain)
      if (plain.startsWith('/admin/dead-letters')) return deadLetters(asked, json)
      if (plain === '/admin/flow') return desk.flow()
      if (plain === '/admin/tasks') return desk.tasks()
      if (plain === '/admin/health') return desk.health()
      if (plain === '/admin/stuck') return desk.stuck()
      if (plain === '/admin/orders') return listOf([...list(query)])
      const id = /^\/admin\/orders\/(.+)\/timeline$/.exec(plain)?.[1]
      const found = orders.known.find(({ order }) => order.orderId === id)
      return found && desk.timelineOf(found.order)
    },
  }
}
