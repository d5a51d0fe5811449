import { useId } from 'react'
import { TextFilter } from '../shared/text-filter.tsx'
import { boundsOf, dayOf, type Range, spans } from './range.ts'

type Props = { readonly range: Range; readonly onChoose: (range: Range) => void }

/** The latest hour, day, week or month, or from one day to another. */
export function RangeChooser({ range, onChoose }: Props) {
  const days = 'from' in range
  const { from, until } = boundsOf(range, Date.now())
  const [first, last] = days ? [range.from, range.to] : [dayOf(from), dayOf(until)]
  const hint = useId()
  return (
    <section className="range" aria-label="Time">
      <fieldset className="chips">
        <legend className="visually-hidden">Time</legend>
        {spans.map(([span, name]) => (
          <label key={span} className="chip">
            <input
              type="radio"
              name="range"
              checked={!days && range.span === span}
              onChange={() => onChoose({ span })}
            />
            {name}
          </label>
        ))}
        <label className="chip">
          <input
            type="radio"
            name="range"
            checked={days}
            onChange={() => onChoose({ from: first, to: last })}
          />
          Days
        </label>
      </fieldset>
      {days && (
        <fieldset className="range-days" aria-describedby={hint}>
          <legend className="visually-hidden">Days</legend>
          <TextFilter
            label="From"
            type="date"
            max={range.to}
            value={range.from}
            onChoose={(from) => from && onChoose({ ...range, from })}
          />
          <TextFilter
            label="To"
            type="date"
            min={range.from}
            value={range.to}
            onChoose={(to) => to && onChoose({ ...range, to })}
          />
          <p id={hint} className="hint">
            Days begin and end at midnight UTC.
          </p>
        </fieldset>
      )}
    </section>
  )
}
