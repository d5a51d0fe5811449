import { addLines, type Line, putLine, removeLine, reprice, show, unseen } from '../src/basket.ts'
import { euros } from './support.ts'

const line = (productId: string, quantity: number, change: Partial<Line> = {}): Line => ({
  productId,
  name: productId,
  pictureUrl: '',
  brandId: 'b1',
  brand: 'Brand',
  categoryId: 'c1',
  category: 'Category',
  quantity,
  unitPrice: euros(100),
  priceVersion: 0,
  shown: true,
  ...change,
})
const known = (productId: string, version: number, amount: number) =>
  new Map([[productId, { version, price: euros(amount) }]])
const after = (lines: readonly Line[], version: number, amount: number) =>
  reprice(lines, known('a', version, amount))

test('a line is added, set and taken out; the others keep their place', () => {
  const lines = putLine(putLine([line('a', 1)], line('b', 2)), line('a', 5))
  expect(lines.map(({ productId, quantity }) => [productId, quantity])).toEqual([
    ['a', 5],
    ['b', 2],
  ])
  expect(removeLine(lines, 'a')).toEqual([line('b', 2)])
  expect(removeLine(lines, 'x')).toEqual(lines)
})

test('a changed price is unseen until it has been shown, and says what it was', () => {
  const changed = after([line('a', 1), line('b', 1)], 1, 150)
  expect(changed[0]).toMatchObject({ unitPrice: euros(150), oldUnitPrice: euros(100) })
  expect(unseen(changed).map(({ productId }) => productId)).toEqual(['a'])
  expect(unseen(show(changed))).toEqual([])
  expect(show(changed)[0]).toMatchObject({ unitPrice: euros(150), oldUnitPrice: euros(100) })
})

test('the old price is the one that was last seen, however often it changed since', () => {
  const twice = after(after([line('a', 1)], 1, 150), 2, 175)
  expect(twice[0]).toMatchObject({ unitPrice: euros(175), oldUnitPrice: euros(100), shown: false })
  const shownBetween = after(show(after([line('a', 1)], 1, 150)), 2, 175)
  expect(shownBetween[0]).toMatchObject({ oldUnitPrice: euros(150), shown: false })
})

test('a price that is back before anybody saw it leave has not changed', () => {
  const back = after(after([line('a', 1)], 1, 150), 2, 100)
  expect(back).toEqual([line('a', 1, { priceVersion: 2 })])
})

test('a change that the line includes already changes nothing', () => {
  const lines = [line('a', 1, { priceVersion: 3 })]
  expect(after(lines, 3, 999)).toEqual(lines)
  expect(after(lines, 2, 999)).toEqual(lines)
  expect(after(lines, 4, 100)).toEqual([line('a', 1, { priceVersion: 4 })])
})

test('setting a line again tells of a price that its shopper has not seen, and then no more', () => {
  const dearer = line('a', 2, { unitPrice: euros(150), priceVersion: 1 })
  const told = putLine([line('a', 1)], dearer)
  expect(told[0]).toMatchObject({ quantity: 2, oldUnitPrice: euros(100), shown: false })
  expect(putLine(show(told), dearer)).toEqual([dearer])
})

test('two baskets in one sum the units of a product, up to 999', () => {
  const both = addLines([line('a', 2), line('b', 998)], [line('b', 3), line('c', 4)])
  expect(both.map(({ productId, quantity }) => [productId, quantity])).toEqual([
    ['a', 2],
    ['b', 999],
    ['c', 4],
  ])
})

test('of two lines of one product the later known price stays, from whichever basket', () => {
  const older = line('a', 1)
  const newer = line('a', 2, { unitPrice: euros(150), priceVersion: 2 })
  expect(addLines([older], [newer])).toEqual([{ ...newer, quantity: 3 }])
  expect(addLines([newer], [older])).toEqual([{ ...newer, quantity: 3 }])
})
