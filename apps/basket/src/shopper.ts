import type { User } from '@shop/kit/auth.ts'
import { newId } from '@shop/kit/ids.ts'
import type { Request, Response } from 'express'
import { anonymousOwner, type Owner, userOwner } from './basket-store.ts'
import type { BasketCookie } from './cookie.ts'
import { isClaimed, mergeBasket } from './merge-basket.ts'
import type { BasketService } from './service.ts'

/** Whose basket a call is about: the token's user's, else the cookie's, else a new one. */
export async function ownerOf(
  service: BasketService,
  cookie: BasketCookie,
  req: Request,
  res: Response,
): Promise<Owner> {
  const user = await service.auth.userIfAny(req)
  if (user) {
    await bringBasket(service, cookie, user, req, res)
    return userOwner(user.id)
  }
  const known = cookie.read(req)
  const anonymousId = known && !(await isClaimed(service, known)) ? known : newId()
  cookie.write(res, anonymousId)
  return anonymousOwner(anonymousId)
}

/** A user who comes with a cookie brings the basket of before the login. */
export async function bringBasket(
  service: BasketService,
  cookie: BasketCookie,
  user: User,
  req: Request,
  res: Response,
) {
  if (!cookie.isPresent(req)) return
  const anonymousId = cookie.read(req)
  if (anonymousId) await mergeBasket(service, user, anonymousId)
  cookie.clear(res)
}
