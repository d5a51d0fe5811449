import type { Order } from '@shop/kit/api.ts'

export const Delivery = ({ order: { address, payment } }: { readonly order: Order }) => (
  <section className="delivery" aria-label="Delivery and payment">
    <div>
      <h2>Goes to</h2>
      <address>
        {address.street}
        <br />
        {address.zipCode} {address.city}
        <br />
        {[address.state, address.country].filter(Boolean).join(', ')}
      </address>
    </div>
    <div>
      <h2>Paid by</h2>
      <p>
        {payment.brand} ending in {payment.last4}
      </p>
    </div>
  </section>
)
