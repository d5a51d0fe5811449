/** How the demo provider will answer a charge. */
export type DemoOutcome = 'approved' | 'declined' | 'insufficient-funds' | 'expired' | 'slow'

const cards: Readonly<Record<string, DemoOutcome>> = {
  '4242424242424242': 'approved',
  '4000000000000002': 'declined',
  '4000000000009995': 'insufficient-funds',
  '4000000000000069': 'expired',
  '4000000000000119': 'slow',
}

/** What a card's number decides; a valid number that is not in the table is approved. */
export const outcomeOf = (digits: string): DemoOutcome => cards[digits] ?? 'approved'

/** Why a charge is refused, in words for its buyer; undefined where it is approved. */
export function refusalOf(outcome: DemoOutcome): string | undefined {
  switch (outcome) {
    case 'approved':
    case 'slow':
      return undefined
    case 'declined':
      return 'The card was declined'
    case 'insufficient-funds':
      return 'The card has insufficient funds'
    case 'expired':
      return 'The card has expired'
  }
}
