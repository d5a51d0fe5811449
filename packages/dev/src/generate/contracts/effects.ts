/** What an app does when it hears a topic, in a line: by topic, by app. */
const effects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'order-checkouts': {
    ordering: 'makes the order, once; express ones by a listener of their own',
    analytics: 'keeps the checkout, to be joined with what becomes of it',
  },
  orders: { basket: 'closes the basket that became the order' },
  'submitted-orders': {
    analytics: 'counts the order',
    notifications: 'tells the buyer',
  },
  'grace-period-confirmed': { ordering: 'has the order validated' },
  'orders-waiting-for-validation': {
    catalog: 'reserves the stock, all lines or none',
    analytics: 'follows the order',
    notifications: 'tells the buyer',
  },
  'order-stock-statuses': {
    ordering: 'confirms the stock, or cancels the order and names the products without',
  },
  'stock-confirmed': {
    payment: 'charges, once',
    analytics: 'follows the order',
    notifications: 'tells the buyer',
  },
  'payment-status': {
    ordering: 'has the order paid, or cancels it for the reason of the decline',
    analytics: 'counts payments, declines and refunds',
  },
  'paid-orders': {
    catalog: 'turns the reservation into a sale',
    analytics: 'adds the order to the income',
    notifications: 'tells the buyer',
  },
  'shipped-orders': {
    analytics: 'follows the order',
    notifications: 'tells the buyer',
  },
  'cancelled-orders': {
    catalog: 'releases the reservation',
    payment: 'voids the charge, or gives the money back',
    analytics: 'takes the order out of the income',
    notifications: 'tells the buyer',
  },
  'product-price-changes': { basket: 'keeps the price, and reprices baskets as they are read' },
}

export function effectOf(topic: string, app: string): string {
  const effect = effects[topic]?.[app]
  if (!effect) throw new Error(`effects.ts has to say what ${app} does when it hears ${topic}`)
  return effect
}

/** Each (topic, app) that has an effect here. */
export const describedEffects = Object.entries(effects).flatMap(([topic, apps]) =>
  Object.keys(apps).map((app) => ({ topic, app })),
)
