import type { User } from '@shop/kit/auth.ts'
import type { Order } from './order.ts'
import type { OrderingService } from './service.ts'

/** Its buyer and administrators; for everybody else there is no such order. */
export const maySee = ({ auth }: Pick<OrderingService, 'auth'>, user: User, order: Order) =>
  order.buyer.id === user.id || auth.isAdministrator(user)
