import { brandOf, digitsOf, isExpired, passesLuhn } from '../src/card.ts'
import { outcomeOf, refusalOf } from '../src/demo-cards.ts'

test('the demo cards and other real-looking numbers pass Luhn, a mistyped one does not', () => {
  for (const number of ['4242424242424242', '4000000000000119', '378282246310005']) {
    expect(passesLuhn(number)).toBe(true)
  }
  expect(passesLuhn('4242424242424241')).toBe(false)
  expect(passesLuhn('4242424242424224')).toBe(false)
})

test('spaces in a number do not matter', () => {
  expect(digitsOf('4242 4242 4242 4242')).toBe('4242424242424242')
})

test.each([
  ['4242424242424242', 'Visa'],
  ['5555555555554444', 'Mastercard'],
  ['2221000000000009', 'Mastercard'],
  ['2720990000000007', 'Mastercard'],
  ['378282246310005', 'American Express'],
  ['6011111111111117', 'Discover'],
  ['3530111333300000', 'JCB'],
  ['30569309025904', 'Diners Club'],
  ['9792030000000000', 'Card'],
])('%s is a %s', (number, brand) => {
  expect(brandOf(number)).toBe(brand)
})

test('a card is good through the last moment of its month', () => {
  expect(isExpired('02/28', new Date('2028-02-29T23:59:59Z'))).toBe(false)
  expect(isExpired('02/28', new Date('2028-03-01T00:00:00Z'))).toBe(true)
  expect(isExpired('12/28', new Date('2028-12-31T23:59:59Z'))).toBe(false)
  expect(isExpired('12/28', new Date('2029-01-01T00:00:00Z'))).toBe(true)
})

test('the demo card decides the outcome, and a valid number that nobody knows is approved', () => {
  expect(outcomeOf('4000000000000002')).toBe('declined')
  expect(outcomeOf('4000000000009995')).toBe('insufficient-funds')
  expect(outcomeOf('4000000000000069')).toBe('expired')
  expect(outcomeOf('5555555555554444')).toBe('approved')
  expect(refusalOf('approved')).toBeUndefined()
  expect(refusalOf('slow')).toBeUndefined()
  expect(refusalOf('insufficient-funds')).toBe('The card has insufficient funds')
})
