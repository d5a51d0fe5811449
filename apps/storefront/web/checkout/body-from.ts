import type { CheckoutBody } from '@shop/kit/api.ts'

/** The form as the API takes it: its fields have the names of the body's paths. */
export function bodyFrom(form: FormData): CheckoutBody {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    address: {
      street: text('address.street'),
      city: text('address.city'),
      state: text('address.state'),
      country: text('address.country'),
      zipCode: text('address.zipCode'),
    },
    card: {
      number: text('card.number'),
      holder: text('card.holder'),
      expires: text('card.expires'),
      cvv: text('card.cvv'),
    },
    priority: text('priority') === 'express' ? 'express' : 'normal',
  }
}
