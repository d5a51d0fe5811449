import fc from 'fast-check'
import { type Line, reprice, show, unseen } from '../src/basket.ts'
import {
  begin,
  claim,
  close,
  edit,
  freeze,
  type Held,
  held as heldSchema,
  markCheckedOut,
  merge,
  thaw,
  visible,
} from '../src/held.ts'
import { euros } from './support.ts'

const line = (productId: string, quantity: number): Line => ({
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
})
const checkout = { requestId: 'r1', orderId: 'o1', since: 0 }
const full = edit(begin('b1'), [line('a', 2)])
const frozen = freeze(full, checkout, 'b2')
const ordered = markCheckedOut(frozen)

test('a frozen basket is still shown, until a new one has been begun', () => {
  expect(visible(frozen)).toEqual(full.basket)
  const anew = edit(frozen, [line('c', 1)])
  expect(visible(anew)).toEqual({ basketId: 'b2', lines: [line('c', 1)] })
  expect(anew.checkingOut?.basket).toEqual(full.basket)
})

test('a thawed basket is as it was', () => {
  expect(thaw(frozen)).toEqual(full)
})

test('what was put in while it was frozen is kept when it thaws', () => {
  const both = thaw(edit(frozen, [line('a', 1), line('c', 1)]))
  expect(both).toEqual({
    basket: { basketId: 'b2', lines: [line('a', 3), line('c', 1)] },
    merged: [],
  })
})

test('an ordered basket makes room for an empty one and is remembered', () => {
  expect(ordered).toEqual({
    basket: { basketId: 'b2', lines: [] },
    merged: [],
    checkedOut: { basketId: 'b1', orderId: 'o1' },
  })
  expect(edit(ordered, [line('c', 1)])).not.toHaveProperty('checkedOut')
})

test('closing takes the basket of that id only, wherever it is', () => {
  const empty = { basket: { basketId: 'b2', lines: [] }, merged: [] }
  for (const held of [frozen, ordered]) {
    expect(close(held, 'b1', 'b3')).toEqual(empty)
    expect(close(close(held, 'b1', 'b3'), 'b1', 'b4')).toEqual(empty)
    expect(close(held, 'b0', 'b3')).toEqual(held)
  }
  const begun = edit(frozen, [line('c', 1)])
  expect(close(begun, 'b1', 'b3')).toEqual({ basket: begun.basket, merged: [] })
  expect(close(full, 'b1', 'b3').basket).toEqual({ basketId: 'b3', lines: [] })
})

test('an anonymous basket is merged once and claimed by one', () => {
  const once = merge(full, 'x', [line('a', 1), line('c', 1)])
  expect(once.basket.lines).toEqual([line('a', 3), line('c', 1)])
  expect(merge(once, 'x', [line('a', 1)])).toEqual(once)
  const claimed = claim(full, 'user-alice')
  expect(claim(claimed, 'user-bob')).toEqual(claimed)
})

test('the merges of long ago are forgotten, so that the record does not grow for ever', () => {
  let held = full
  for (let index = 0; index < 200; index += 1) held = merge(held, `x${index}`, [])
  expect(held.merged).toHaveLength(50)
  expect(held.merged.at(-1)).toBe('x199')
})

const unitsIn = ({ basket, checkingOut }: Held) =>
  [...basket.lines, ...(checkingOut?.basket.lines ?? [])].reduce(
    (sum, { quantity }) => sum + quantity,
    0,
  )
const productId = fc.constantFrom('a', 'b', 'c')
const quantity = fc.integer({ min: 1, max: 3 })
type Step = { name: string; productId: string; quantity: number; id: number }
const step: fc.Arbitrary<Step> = fc.record({
  name: fc.constantFrom('add', 'merge', 'freeze', 'thaw', 'order', 'close', 'price', 'show'),
  productId,
  quantity,
  id: fc.nat(20),
})

function take(held: Held, { name, productId, quantity, id }: Step, index: number): Held {
  const lines = held.basket.lines
  switch (name) {
    case 'merge':
      return merge(held, `x${id}`, [line(productId, quantity)])
    case 'freeze':
      return held.checkingOut || lines.length === 0
        ? held
        : freeze(held, { ...checkout, orderId: `o${index}` }, `b${index}`)
    case 'thaw':
      return thaw(held)
    case 'order':
      return markCheckedOut(held)
    case 'close':
      return close(held, held.checkedOut?.basketId ?? 'none', `n${index}`)
    case 'price': {
      const price = euros(100 * quantity)
      return edit(held, reprice(lines, new Map([[productId, { version: id, price }]])))
    }
    case 'show':
      return edit(held, show(lines))
    default:
      return merge(held, `add${index}`, [line(productId, quantity)])
  }
}

test('whatever happens in whichever order, no unit is lost or doubled but by ordering it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let held = begin('b0')
      let units = 0
      for (const [index, next] of steps.entries()) {
        const before = held
        held = take(before, next, index)
        if (next.name === 'add') units += next.quantity
        if (next.name === 'merge' && !before.merged.includes(`x${next.id}`)) units += next.quantity
        if (next.name === 'order') {
          units -= (before.checkingOut?.basket.lines ?? []).reduce((n, l) => n + l.quantity, 0)
        }
        expect(unitsIn(held)).toBe(units)
        expect(heldSchema.parse(JSON.parse(JSON.stringify(held)))).toEqual(held)
        const ids = held.basket.lines.map((line) => line.productId)
        expect(new Set(ids).size).toBe(ids.length)
        for (const { oldUnitPrice, unitPrice } of unseen(held.basket.lines)) {
          expect(oldUnitPrice).not.toEqual(unitPrice)
        }
      }
    }),
    { numRuns: 1_000 },
  )
})
