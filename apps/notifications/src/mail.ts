import type { OrderStatus } from '@shop/kit/order-status.ts'

export type Mail = { readonly subject: string; readonly html: string }

type MailedStatus = 'Paid' | 'Shipped' | 'Cancelled'

/** Buyers get mail of what matters when they are not at the shop. */
export const isMailed = (status: OrderStatus): status is MailedStatus =>
  status === 'Paid' || status === 'Shipped' || status === 'Cancelled'

/** Whether no mail can follow on that of this status. */
export const mailIsOver = (status: OrderStatus): boolean =>
  status === 'Shipped' || status === 'Cancelled'

type About = {
  readonly orderId: string
  readonly status: MailedStatus
  readonly description: string
}

/** HTML, since that is what Dapr's SMTP binding says it sends; the reason may be anybody's words. */
export function writeMail({ orderId, status, description }: About): Mail {
  const { subject, text } = words(status)
  const lines = [text, description, `Order ${orderId}`].filter((line) => line !== '')
  return { subject, html: lines.map((line) => `<p>${escaped(line)}</p>`).join('\n') }
}

function words(status: MailedStatus) {
  switch (status) {
    case 'Paid':
      return { subject: 'Your order is paid', text: 'Thank you: your order is paid.' }
    case 'Shipped':
      return { subject: 'Your order is on its way', text: 'Your order has been shipped.' }
    case 'Cancelled':
      return { subject: 'Your order was cancelled', text: 'Your order was cancelled.' }
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

/** One plain address: bindings take a list, and nobody is to put others on it. */
const address = /^[^\s@;,<>"()]+@[^\s@;,<>"()]+$/
export const isAddress = (email: string | undefined): email is string =>
  email !== undefined && address.test(email)
