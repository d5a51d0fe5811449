import type { Order } from '@shop/kit/api.ts'
import { useSession } from '../api/session.ts'
import { formatSecond } from '../format.ts'
import { meaningOf } from './status.ts'

export function Timeline({ history }: Pick<Order, 'history'>) {
  const { data: user } = useSession()
  return (
    <ol className="timeline">
      {history.map(({ status, at, by, reason }) => (
        <li key={`${status} ${at}`} className={meaningOf(status).tone}>
          <strong>{meaningOf(status).label}</strong>
          <time dateTime={at}>{formatSecond(at)}</time>
          {reason && <p>{reason}</p>}
          {by !== 'system' && !reason && (
            <p className="muted">by {by === user?.id ? 'you' : 'the shop'}</p>
          )}
        </li>
      ))}
    </ol>
  )
}
