import { unavailable } from '@shop/kit/problem.ts'
import { SidecarError, type StreamedAnswer } from '@shop/kit/sidecar.ts'
import { type Asked, callFor } from '../call.ts'
import { fill } from '../path.ts'
import { discard } from '../relay.ts'
import type { GatewayService } from '../service.ts'

type Answer = { readonly from: 'ordering' | 'basket'; readonly answer: StreamedAnswer }

/**
 * What ordering answers about an order; where it has not heard of it yet, or is away before it
 * could, the checkout that basket accepted under that id, as an order.
 */
export async function orderOrCheckout(service: GatewayService, asked: Asked): Promise<Answer> {
  const ordered = await service.sidecar.stream(callFor(asked)).catch(ifAway(service))
  if (ordered && ordered.status !== 404) return { from: 'ordering', answer: ordered }

  const checkout = await findCheckout(service, asked)
  if (checkout && (ordered || notStarted(checkout))) {
    if (ordered) discard(ordered)
    return { from: 'basket', answer: checkout }
  }
  if (checkout) discard(checkout)
  if (!ordered) throw unavailable('The service ordering can not be reached')
  return { from: 'ordering', answer: ordered }
}

const ifAway = (service: GatewayService) => (error: unknown) => {
  if (!(error instanceof SidecarError)) throw error
  service.log.warn({ code: error.code }, 'ordering is out of reach')
  return undefined
}

/** Basket knows that nobody has made an order of it: whatever ordering would say, it is Submitted. */
const notStarted = ({ headers }: StreamedAnswer) => headers['x-order-started'] === 'no'

async function findCheckout(
  service: GatewayService,
  asked: Asked,
): Promise<StreamedAnswer | undefined> {
  const path = fill('/checkouts/{id}', asked.req.params)
  const { token } = callFor(asked)
  const call = { app: 'basket', method: 'GET', path, ...(token && { token }) }
  const found = await service.sidecar.stream(call)
  if (found.status === 200) return found
  discard(found)
  // Only basket can tell that there is no such order; where it fails that stays open.
  if (found.status >= 500) throw unavailable('Whether there is such an order can not be told now')
  return undefined
}
