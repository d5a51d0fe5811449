import { type PointerEvent, useState } from 'react'
import { roundUp } from './sales.ts'

export type Bar = { readonly at: number; readonly name: string; readonly value: number }

type Props = {
  readonly title: string
  readonly bars: readonly Bar[]
  readonly format: (value: number) => string
  /** The sum of all, in words. */
  readonly inAll: string
}

/** So many are told apart as bars; more than that are one line. */
const mostBars = 200

/** Values over time. What a pointer shows of one is in a table too, which comes with the chart. */
export function Chart({ title, bars, format, inAll }: Props) {
  const [shown, setShown] = useState<number>()
  const top = roundUp(Math.max(0, ...bars.map(({ value }) => value)))
  const heights = bars.map(({ value }) => (value / top) * 100)
  const highest = bars.reduce((best, bar) => (bar.value > best.value ? bar : best), nothing)
  const words = highest.value > 0 ? `, most ${format(highest.value)} at ${highest.name}` : ''
  const bar = shown === undefined ? undefined : bars[shown]

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const index = Math.floor(((event.clientX - left) / width) * bars.length)
    setShown(Math.max(0, Math.min(bars.length - 1, index)))
  }
  return (
    <figure className="chart">
      <figcaption>
        <strong>{title}</strong>{' '}
        <span>{bar ? `${bar.name}: ${format(bar.value)}` : `${inAll} in all`}</span>
      </figcaption>
      <div className="chart-plot">
        <div className="chart-scale" aria-hidden="true">
          <span>{format(top)}</span>
          <span>{format(0)}</span>
        </div>
        <svg
          viewBox={`0 0 ${bars.length} 100`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${title} over time: ${inAll} in all${words}`}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => setShown(undefined)}
        >
          <path
            className="grid"
            d={`M0 0H${bars.length}M0 50H${bars.length}M0 100H${bars.length}`}
          />
          {bars.length > mostBars ? (
            <path className="area" d={areaOf(heights)} />
          ) : (
            bars.map(({ at }, index) => (
              <rect
                key={at}
                className={index === shown ? 'shown' : ''}
                x={index + 0.1}
                width={0.8}
                y={100 - (heights[index] ?? 0)}
                height={heights[index]}
              />
            ))
          )}
        </svg>
        <div className="chart-times" aria-hidden="true">
          <span>{bars[0]?.name}</span>
          <span>{bars[Math.floor((bars.length - 1) / 2)]?.name}</span>
          <span>{bars.at(-1)?.name}</span>
        </div>
      </div>
    </figure>
  )
}

const nothing: Bar = { at: 0, name: '', value: 0 }

/** The outline of all values, and the floor below them. */
const areaOf = (heights: readonly number[]): string =>
  `M0 100${heights.map((height, index) => `L${index + 0.5} ${(100 - height).toFixed(2)}`).join('')}L${heights.length} 100Z`
