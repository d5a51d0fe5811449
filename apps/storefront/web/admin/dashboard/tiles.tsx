import type { AnalyticsSummary } from '@shop/kit/api.ts'
import type { ReactNode } from 'react'
import { count, formatMoney } from '../../format.ts'
import { formatNumber } from '../shared/words.ts'

/** The numbers that are looked for first. */
export function Tiles({ summary }: { readonly summary: AnalyticsSummary }) {
  const { income, estimated, conversion, payments } = summary
  const percent = conversion.rate === null ? '–' : `${(conversion.rate * 100).toFixed(1)} %`
  return (
    <dl className="tiles">
      <Tile name="Income" value={formatMoney(income)}>
        {estimated.orders > 0 &&
          `${formatMoney(estimated.income)} of it at a time that isn’t known for sure`}
      </Tile>
      <Tile name="Orders placed" value={formatNumber(conversion.checkouts)} />
      <Tile name="Conversion" value={percent}>
        {conversion.rate !== null &&
          `${formatNumber(conversion.paid)} of ${count(conversion.checkouts, 'order')} paid by now`}
      </Tile>
      <Tile name="Payments" value={formatNumber(payments.succeeded)}>
        {formatNumber(payments.failed)} declined, {formatNumber(payments.refunded)} refunded
      </Tile>
    </dl>
  )
}

type TileProps = { readonly name: string; readonly value: string; readonly children?: ReactNode }

const Tile = ({ name, value, children }: TileProps) => (
  <div className="tile">
    <dt>{name}</dt>
    <dd>
      <strong>{value}</strong>
      {children && <span>{children}</span>}
    </dd>
  </div>
)
