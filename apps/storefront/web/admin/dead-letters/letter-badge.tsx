import type { DeadLetterStatus } from '@shop/kit/api-dead-letters.ts'

const tones: Readonly<Record<DeadLetterStatus, string>> = {
  open: 'bad',
  redriven: 'good',
  discarded: '',
}

export const LetterBadge = ({ status }: { readonly status: DeadLetterStatus }) => (
  <span className={`badge ${tones[status]}`}>{status}</span>
)
