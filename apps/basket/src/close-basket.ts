import type { EventData, orderStarted } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { changeHeld, userOwner } from './basket-store.ts'
import { close } from './held.ts'
import type { BasketService } from './service.ts'

/** The basket of an order that has started is gone; one that was begun meanwhile stays. */
export const closeBasket = (
  service: BasketService,
  { basketId, buyerId }: EventData<typeof orderStarted>,
) => changeHeld(service, userOwner(buyerId), (held) => close(held, basketId, newId()))
