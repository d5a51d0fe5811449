import { ApiProblem, isPassing, wordsFor } from '../web/api/problem.ts'
import { isNarrowed, readFilters, toParams, toQuery } from '../web/catalog/filters.ts'
import { attemptAt } from '../web/checkout/attempt.ts'
import { bodyFrom } from '../web/checkout/body-from.ts'
import { faultsByField } from '../web/checkout/faults.ts'
import { count, formatMoney, toMajor, toMinor } from '../web/format.ts'
import { isUnderWay, luckyWay } from '../web/orders/status.ts'

const filters = (search: string) => readFilters(new URLSearchParams(search))

test('what is looked for is read from the address and written back the same', () => {
  const address =
    'search=mug&brandId=b1&categoryId=c1&minPrice=100&maxPrice=2000&sort=-price&page=3'
  expect(toParams(filters(address)).toString()).toBe(address)
  expect(toQuery(filters(address))).toBe(
    'search=mug&brandId=b1&categoryId=c1&minPrice=100&maxPrice=2000&sort=-price&pageIndex=2&pageSize=12',
  )
  expect(toParams(filters('')).toString()).toBe('')
  expect(isNarrowed(filters('sort=price&page=2'))).toBe(false)
  expect(isNarrowed(filters('minPrice=0'))).toBe(true)
})

test('an address that makes no sense is read as if the nonsense were not there', () => {
  const nonsense = 'sort=random&page=-1&minPrice=abc&maxPrice=1e9&search=%20%20'
  expect(filters(nonsense)).toEqual(filters(''))
  expect(filters('page=0').page).toBe(1)
})

test('money is shown and typed in the units of its currency', () => {
  expect(formatMoney({ amount: 123_456, currency: 'EUR' })).toMatch(/1.?234[.,]56/)
  expect(formatMoney({ amount: 1_234, currency: 'JPY' })).toMatch(/1.?234$|1.?234\b/)
  expect(toMinor('12.5', 'EUR')).toBe(1_250)
  expect(toMinor(' 0,1 ', 'EUR')).toBe(10)
  expect(toMinor('19.99', 'EUR')).toBe(1_999)
  expect(toMinor('500', 'JPY')).toBe(500)
  for (const nothing of ['', ' ', 'abc', '-1']) expect(toMinor(nothing, 'EUR')).toBeUndefined()
  expect(toMajor(1_250, 'EUR')).toBe('12.5')
  expect([count(1, 'item'), count(0, 'item')]).toEqual(['1 item', '0 items'])
})

const form = (number: string) => {
  const data = new FormData()
  data.set('address.street', ' 1 Harbour Lane ')
  data.set('card.number', number)
  data.set('priority', 'express')
  return bodyFrom(data)
}

test('the form becomes the body of a checkout', () => {
  expect(form('4242')).toMatchObject({
    address: { street: '1 Harbour Lane', state: '' },
    card: { number: '4242' },
    priority: 'express',
  })
})

test('the same order keeps its request id, another one gets another', () => {
  const first = attemptAt(form('4242'), undefined)
  expect(first.requestId).toMatch(/^[0-9a-f]{32}$/)
  expect(attemptAt(form('4242'), first)).toBe(first)
  expect(attemptAt(form('4000'), first).requestId).not.toBe(first.requestId)
})

test('faults are told at their fields, an expired card at its date', () => {
  const errors = [{ path: 'address.city', message: 'is missing' }]
  expect(faultsByField(new ApiProblem(400, { errors })).get('address.city')).toBe('is missing')
  const expired = new ApiProblem(409, { code: 'card-expired' })
  expect([...faultsByField(expired).keys()]).toEqual(['card.expires'])
  expect(faultsByField(new Error('other')).size).toBe(0)
})

test('an error says what happened and what to do', () => {
  expect(wordsFor(new ApiProblem(0, {}))).toContain('no connection')
  expect(wordsFor(new ApiProblem(401, {}))).toContain('log in again')
  expect(wordsFor(new ApiProblem(503, { detail: 'catalog is away' }))).toBe(
    'catalog is away. Please try again in a moment.',
  )
  expect(wordsFor(new ApiProblem(409, { detail: 'Too late' }))).toBe('Too late.')
  expect(wordsFor(new TypeError('x'))).toContain('load the page again')
})

test('only what may pass by itself is tried again', () => {
  expect(isPassing(new ApiProblem(0, {}))).toBe(true)
  expect(isPassing(new ApiProblem(503, {}))).toBe(true)
  expect(isPassing(new ApiProblem(409, {}, 1))).toBe(true)
  expect(isPassing(new ApiProblem(409, {}))).toBe(false)
  expect(isPassing(new Error('ours'))).toBe(false)
})

test('an order is under way until it is paid', () => {
  expect(luckyWay.filter(isUnderWay)).toEqual(['Submitted', 'AwaitingValidation', 'StockConfirmed'])
  expect(isUnderWay('Cancelled')).toBe(false)
})
