import { useSession } from '../api/session.ts'
import { demoCards } from './demo-cards.ts'
import type { Faults } from './faults.ts'
import { Field } from './field.tsx'
import { fillIn } from './fill-in.ts'

export function CardFields({ faults }: { readonly faults: Faults }) {
  return (
    <fieldset>
      <legend>Pay by card</legend>
      <DemoCards />
      <div className="fields">
        <Field
          name="card.number"
          label="Card number"
          className="whole"
          faults={faults}
          inputMode="numeric"
          autoComplete="cc-number"
          maxLength={30}
          required
        />
        <Field
          name="card.holder"
          label="Name on the card"
          className="whole"
          faults={faults}
          autoComplete="cc-name"
          maxLength={100}
          required
        />
        <Field
          name="card.expires"
          label="Good through"
          hint="MM/YY"
          faults={faults}
          inputMode="numeric"
          autoComplete="cc-exp"
          maxLength={5}
          required
        />
        <Field
          name="card.cvv"
          label="Security code"
          hint="The 3 or 4 digits on the card"
          faults={faults}
          inputMode="numeric"
          autoComplete="cc-csc"
          maxLength={4}
          required
        />
      </div>
    </fieldset>
  )
}

function DemoCards() {
  const { data: user } = useSession()
  const expires = `12/${String(new Date().getFullYear() + 3).slice(-2)}`
  const holder = user?.name ?? 'Demo Shopper'
  return (
    <div className="demo-cards">
      <p id="demo-cards">Demonstration cards, one click each:</p>
      <ul aria-labelledby="demo-cards">
        {demoCards.map(({ number, what }) => (
          <li key={number}>
            <button
              type="button"
              className="secondary"
              onClick={(event) =>
                fillIn(event.currentTarget.form, {
                  'card.number': number,
                  'card.holder': holder,
                  'card.expires': expires,
                  'card.cvv': '123',
                })
              }
            >
              {what}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
