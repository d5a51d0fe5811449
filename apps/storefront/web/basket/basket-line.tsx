import type { Basket } from '@shop/kit/api.ts'
import { Link } from 'react-router'
import { mostUnits, useChangeBasket } from '../api/basket.ts'
import { wordsFor } from '../api/problem.ts'
import { formatMoney } from '../format.ts'
import { useToast } from '../shell/toasts.tsx'

type Line = Basket['items'][number]

export function BasketLine({ line }: { readonly line: Line }) {
  const { productId, name, unitPrice, oldUnitPrice, quantity, pictureUrl } = line
  const change = useChangeBasket()
  const say = useToast()
  const set = (next: (before: number) => number, done?: string) =>
    change.mutate(
      { productId, quantity: next },
      {
        onSuccess: () => done && say(done),
        onError: (error) => say(wordsFor(error), 'bad'),
      },
    )
  return (
    <article className="basket-line" aria-busy={change.isPending} aria-label={name}>
      <img src={pictureUrl} alt="" width="480" height="480" />
      <div className="basket-line-name">
        <h2>
          <Link to={`/products/${encodeURIComponent(productId)}`}>{name}</Link>
        </h2>
        <p>
          {oldUnitPrice && (
            <del>
              <span className="visually-hidden">was </span>
              {formatMoney(oldUnitPrice)}
            </del>
          )}
          {formatMoney(unitPrice)}
        </p>
      </div>
      <Quantity name={name} quantity={quantity} onSet={set} />
      <p className="line-total">
        {formatMoney({ ...unitPrice, amount: unitPrice.amount * quantity })}
      </p>
      <button
        type="button"
        className="quiet remove"
        aria-label={`Remove ${name}`}
        onClick={() => set(() => 0, `${name} is out of your basket`)}
      >
        Remove
      </button>
    </article>
  )
}

type QuantityProps = {
  readonly name: string
  readonly quantity: number
  readonly onSet: (next: (before: number) => number) => void
}

function Quantity({ name, quantity, onSet }: QuantityProps) {
  const commit = (typed: string) => {
    const next = Number(typed)
    if (/^\d{1,3}$/.test(typed) && next !== quantity) onSet(() => next)
  }
  return (
    <fieldset className="quantity">
      <legend className="visually-hidden">Quantity of {name}</legend>
      <button
        type="button"
        className="secondary"
        aria-label="One less"
        disabled={quantity <= 1}
        onClick={() => onSet((before) => before - 1)}
      >
        −
      </button>
      <input
        key={quantity}
        type="text"
        inputMode="numeric"
        aria-label="Quantity"
        defaultValue={quantity}
        onBlur={(event) => commit(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
      />
      <button
        type="button"
        className="secondary"
        aria-label="One more"
        disabled={quantity >= mostUnits}
        onClick={() => onSet((before) => before + 1)}
      >
        +
      </button>
    </fieldset>
  )
}
