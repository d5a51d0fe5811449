import { json } from 'node:stream/consumers'
import { basket, type DraftOrder } from '@shop/kit/api.ts'
import { callFor, type Handler } from '../call.ts'
import { relay, withJson } from '../relay.ts'
import type { GatewayService } from '../service.ts'

/** What a checkout of the present basket would order. */
export const draftOrder =
  ({ sidecar }: GatewayService): Handler =>
  async (asked, res) => {
    const answer = await sidecar.stream({ ...callFor(asked), path: '/basket' })
    if (answer.status !== 200) return relay(asked, answer, res)
    const { items, total } = basket.parse(await json(answer.body))
    const draft: DraftOrder = {
      orderId: null,
      status: 'Draft',
      items: items.map(({ oldUnitPrice: _, ...item }) => item),
      total,
    }
    return relay(asked, withJson(answer, draft), res)
  }
