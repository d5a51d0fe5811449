import { useState } from 'react'
import type { Faults } from './faults.ts'
import { Field } from './field.tsx'
import { fillIn } from './fill-in.ts'

const demoAddress = {
  'address.street': '1 Harbour Lane',
  'address.zipCode': '20457',
  'address.city': 'Hamburg',
  'address.state': 'Hamburg',
  'address.country': 'Germany',
}

const draft = 'checkout-address'

/** An address that was typed survives a login or a look at the basket; in this tab only. */
function readDraft(): Readonly<Record<string, string>> {
  try {
    return JSON.parse(sessionStorage.getItem(draft) ?? '{}')
  } catch {
    return {}
  }
}

const saveDraft = (form: HTMLFormElement | null) => {
  if (!form) return
  const fields = [...new FormData(form)].filter(([name]) => name.startsWith('address.'))
  sessionStorage.setItem(draft, JSON.stringify(Object.fromEntries(fields)))
}

export function AddressFields({ faults }: { readonly faults: Faults }) {
  const [known] = useState(readDraft)
  const field = (part: string) => ({
    name: `address.${part}`,
    defaultValue: known[`address.${part}`],
    faults,
  })
  return (
    <fieldset onChange={(event) => saveDraft(event.currentTarget.form)}>
      <legend>Where to</legend>
      <button
        type="button"
        className="quiet demo"
        onClick={(event) => fillIn(event.currentTarget.form, demoAddress)}
      >
        Use a made-up address
      </button>
      <div className="fields">
        <Field
          {...field('street')}
          label="Street and number"
          className="whole"
          autoComplete="address-line1"
          maxLength={200}
          required
        />
        <Field
          {...field('zipCode')}
          label="Post code"
          autoComplete="postal-code"
          maxLength={20}
          required
        />
        <Field
          {...field('city')}
          label="City"
          autoComplete="address-level2"
          maxLength={100}
          required
        />
        <Field {...field('state')} label="State" autoComplete="address-level1" maxLength={100} />
        <Field
          {...field('country')}
          label="Country"
          autoComplete="country-name"
          maxLength={100}
          required
        />
      </div>
    </fieldset>
  )
}
