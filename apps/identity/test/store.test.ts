import { createStore } from '../src/store.ts'

test('an entry is found until it has expired', async () => {
  let time = 1_000
  const codes = createStore(10, () => time)('AuthorizationCode')
  await codes.upsert('a', { accountId: 'alice' }, 60)
  time += 59_999
  expect(await codes.find('a')).toEqual({ accountId: 'alice' })
  time += 1
  expect(await codes.find('a')).toBeUndefined()
})

test('the store never holds more than its limit: what was not used for longest goes first', async () => {
  const store = createStore(3)
  const codes = store('AuthorizationCode')
  for (const id of ['a', 'b', 'c']) await codes.upsert(id, {}, 60)
  await codes.find('a')
  await store('Grant').upsert('d', {}, 60)
  expect(await codes.find('a')).toEqual({})
  expect(await codes.find('b')).toBeUndefined()
  for (let n = 0; n < 100; n += 1) await codes.upsert(`n${n}`, {}, 60)
  expect(await codes.find('a')).toBeUndefined()
  expect(await codes.find('n97')).toEqual({})
})

test('a session is found by its uid, also after it got another id', async () => {
  const sessions = createStore()('Session')
  await sessions.upsert('one', { uid: 'u', accountId: 'alice' }, 60)
  await sessions.destroy('one')
  await sessions.upsert('two', { uid: 'u', accountId: 'alice' }, 60)
  expect(await sessions.findByUid('u')).toMatchObject({ accountId: 'alice' })
  await sessions.destroy('two')
  expect(await sessions.findByUid('u')).toBeUndefined()
})

test('a grant takes what came of it along, model by model', async () => {
  const store = createStore()
  const [codes, tokens] = [store('AuthorizationCode'), store('RefreshToken')]
  await codes.upsert('c', { grantId: 'g' }, 60)
  await tokens.upsert('t', { grantId: 'g' }, 60)
  await tokens.upsert('other', { grantId: 'h' }, 60)
  await tokens.revokeByGrantId('g')
  expect(await tokens.find('t')).toBeUndefined()
  expect(await tokens.find('other')).toEqual({ grantId: 'h' })
  expect(await codes.find('c')).toEqual({ grantId: 'g' })
})

test('a used code is marked with when', async () => {
  const codes = createStore(10, () => 5_000)('AuthorizationCode')
  await codes.upsert('c', {}, 60)
  await codes.consume('c')
  expect(await codes.find('c')).toEqual({ consumed: 5 })
})
