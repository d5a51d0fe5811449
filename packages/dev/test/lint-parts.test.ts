import fc from 'fast-check'
import { nearest } from '../src/lint/nearest.ts'
import { budget } from '../src/lint/policies.ts'
import { parseResources } from '../src/lint/resource.ts'
import { goDuration, milliseconds } from '../src/lint/values.ts'

test('a delivery is tried once more than it is retried, with a pause between', () => {
  const retry = { policy: 'constant', duration: '3s', maxRetries: 8 } as const
  expect(budget(retry, 3_000)).toEqual({ attempts: 9, total: 51_000 })
  expect(budget({ ...retry, maxRetries: 14 }, 3_000)).toEqual({ attempts: 15, total: 87_000 })
  expect(budget({ ...retry, maxRetries: 0 }, 3_000)).toEqual({ attempts: 1, total: 3_000 })
})

test('what a retry leaves out is as daprd has it: 5 s, and no end', () => {
  expect(budget({ policy: 'constant', maxRetries: 2 }, 1_000).total).toBe(13_000)
  const endless = { attempts: Number.POSITIVE_INFINITY, total: Number.POSITIVE_INFINITY }
  expect(budget({ policy: 'constant' }, 1_000)).toEqual(endless)
  expect(budget({ policy: 'constant', maxRetries: -1 }, 1_000)).toEqual(endless)
})

test('without a time-out nobody knows how long an attempt takes', () => {
  const { attempts, total } = budget({ policy: 'constant', maxRetries: 8 }, undefined)
  expect([attempts, total]).toEqual([9, Number.POSITIVE_INFINITY])
})

test('exponential pauses grow by half up to their limit, and may be half as long again', () => {
  // 0.5 + 0.75 + 1.125 + 1.6875 + 2 + 2, and half of it; six retries, seven attempts of 1 s.
  const retry = { policy: 'exponential', maxInterval: '2s', maxRetries: 6 } as const
  expect(budget(retry, 1_000).total).toBeCloseTo(7_000 + 1.5 * 8_062.5)
  const many = { policy: 'exponential', maxInterval: '10ms', maxRetries: 1_000 } as const
  expect(budget(many, 1).total).toBe(1_001 + 1.5 * 10_000)
  // K retry/retry.go: pauses end after 15 minutes.
  expect(budget({ policy: 'exponential', maxRetries: 1_000 }, 1).total).toBeLessThanOrEqual(901_001)
})

test('more retries, longer pauses and longer attempts never make a budget smaller', () => {
  const number = fc.nat(50)
  fc.assert(
    fc.property(
      number,
      number,
      number,
      fc.constantFrom('constant', 'exponential'),
      (n, d, t, policy) => {
        const of = (retries: number, pause: number, timeout: number) =>
          budget(
            { policy, duration: `${pause}ms`, maxInterval: `${pause}ms`, maxRetries: retries },
            timeout,
          ).total
        const base = of(n, d, t + 1)
        for (const larger of [of(n + 1, d, t + 1), of(n, d + 1, t + 1), of(n, d, t + 2)]) {
          expect(larger).toBeGreaterThanOrEqual(base)
        }
      },
    ),
  )
})

test('durations are what Go takes', () => {
  expect(goDuration('1m30s')).toBe(90_000)
  expect(goDuration('1.5h')).toBe(5_400_000)
  expect(goDuration('-3s')).toBe(-3_000)
  expect(goDuration('0')).toBe(0)
  expect(goDuration('.5s')).toBe(500)
  for (const text of ['', '3', '3 s', '30d', '1m 30s', 's', '3sec', '1m30']) {
    expect(goDuration(text)).toBeUndefined()
  }
  expect(milliseconds('5000')).toBe(5_000)
})

test('a slip of the pen is recognised, and a different word is not', () => {
  const keys = ['redeliverInterval', 'processingTimeout', 'concurrency', 'host']
  expect(nearest('redeliveryInterval', keys)).toBe('redeliverInterval')
  expect(nearest('concurency', keys)).toBe('concurrency')
  expect(nearest('PROCESSINGTIMEOUT', keys)).toBe('processingTimeout')
  expect(nearest('hst', keys)).toBe('host')
  expect(nearest('retention', keys)).toBeUndefined()
  expect(nearest('x', keys)).toBeUndefined()
  expect(nearest('x', [])).toBeUndefined()
})

test('a place is found in any document of a file, or the nearest outer one that is there', () => {
  const text = `# first
a: 1
---
b:
  - c: two
    d: { e: "three" }
`
  const [, second] = parseResources('file.yaml', text).resources
  const at = (...path: (string | number)[]) => {
    const key = second?.at(path)
    const value = second?.valueAt(path)
    return [key?.line, key?.column, value?.line, value?.column]
  }
  expect(at('b')).toEqual([4, 1, 5, 3])
  expect(at('b', 0)).toEqual([5, 5, 5, 5])
  expect(at('b', 0, 'c')).toEqual([5, 5, 5, 8])
  expect(at('b', 0, 'd', 'e')).toEqual([6, 10, 6, 13])
  expect(at('b', 0, 'x', 'y')).toEqual([5, 5, 5, 5])
  expect(at('b', 7)).toEqual([4, 1, 4, 1])
})

test('an empty file and one of comments have no resources and no faults', () => {
  for (const text of ['', '\n', '# nothing\n', '---\n---\n']) {
    expect(parseResources('file.yaml', text)).toMatchObject({ resources: [], findings: [] })
  }
})
