import { createThrottle } from '../src/throttle.ts'

const start = Date.parse('2030-01-01T12:00:00Z')

test('too many failures of one address within a minute make it wait, and no other', () => {
  let time = start
  const throttle = createThrottle(() => new Date(time), { failures: 3 })
  for (let n = 0; n < 3; n += 1) {
    expect(throttle.wait('a')).toBe(0)
    throttle.failed('a')
    time += 10_000
  }
  expect(throttle.wait('a')).toBe(30)
  expect(throttle.wait('b')).toBe(0)
  time = start + 60_000
  expect(throttle.wait('a')).toBe(0)
})

test('it remembers no more addresses than its limit', () => {
  const throttle = createThrottle(() => new Date(start), { failures: 1, addresses: 2 })
  for (const address of ['a', 'b', 'c']) throttle.failed(address)
  expect(['a', 'b', 'c'].map((address) => throttle.wait(address) > 0)).toEqual([false, true, true])
})
