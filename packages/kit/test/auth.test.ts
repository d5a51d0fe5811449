import { remembered } from '../src/auth.ts'

const second = 1_000

/** A verifier that counts its work, and a clock. */
function counted(expires: number) {
  const state = { checks: 0, time: 0 }
  const verify = remembered(
    async (token) => {
      state.checks += 1
      if (token === 'bad') throw new Error('bad')
      return { sub: token, exp: expires / second }
    },
    () => state.time,
  )
  return { state, verify }
}

test('a good token is checked once a minute', async () => {
  const { state, verify } = counted(3_600 * second)
  for (const time of [0, 59 * second]) {
    state.time = time
    expect((await verify('alice')).sub).toBe('alice')
  }
  expect(state.checks).toBe(1)
  state.time = 60 * second
  await verify('alice')
  expect(state.checks).toBe(2)
})

test('a remembered token is checked again once it has expired', async () => {
  const { state, verify } = counted(5 * second)
  await verify('alice')
  state.time = 5 * second
  await verify('alice')
  expect(state.checks).toBe(2)
})

test('a bad token is never remembered', async () => {
  const { state, verify } = counted(3_600 * second)
  for (let times = 0; times < 2; times += 1) await expect(verify('bad')).rejects.toThrow('bad')
  expect(state.checks).toBe(2)
})

test('at most a thousand tokens are remembered, the newest', async () => {
  const { state, verify } = counted(3_600 * second)
  for (let user = 0; user <= 1_000; user += 1) await verify(`user${user}`)
  await verify('user1000')
  expect(state.checks).toBe(1_001)
  await verify('user0')
  expect(state.checks).toBe(1_002)
})
