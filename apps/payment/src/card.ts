/** The digits of a card number, which people write in groups. */
export const digitsOf = (number: string): string => number.replaceAll(' ', '')

/** ISO/IEC 7812-1 Annex B: every second digit from the right is doubled, the sum ends in 0. */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

const brands: readonly (readonly [brand: string, prefix: RegExp])[] = [
  ['Visa', /^4/],
  ['Mastercard', /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/],
  ['American Express', /^3[47]/],
  ['Discover', /^(6011|65|64[4-9])/],
  ['JCB', /^35(2[89]|[3-8])/],
  ['Diners Club', /^3(0[0-5]|[689])/],
]

/** The brand by the number's first digits; `Card` where they are nobody's. */
export const brandOf = (digits: string): string =>
  brands.find(([, prefix]) => prefix.test(digits))?.[0] ?? 'Card'

/** Whether a card that is good through the month `MM/YY` is no longer good. */
export function isExpired(expires: string, now: Date): boolean {
  const [month = 0, year = 0] = expires.split('/').map(Number)
  return now.getTime() >= Date.UTC(2000 + year, month)
}
