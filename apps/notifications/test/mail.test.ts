import { SidecarError } from '@shop/kit/sidecar.ts'
import { isAddress, writeMail } from '../src/mail.ts'
import { eventsOf, startNotifications, type Told } from './support.ts'

let shop: Awaited<ReturnType<typeof startNotifications>>
beforeAll(async () => {
  shop = await startNotifications({ MAIL_BINDING: 'mail' })
})
beforeEach(async () => {
  await shop.db.deleteFrom('mails').execute()
  shop.sidecar.bound.length = 0
  shop.sidecar.answerBinding(() => undefined)
})
afterAll(() => shop.close())

const noon = new Date('2030-01-01T12:00:00Z').getTime()
const after = (seconds: number) => shop.at(new Date(noon + seconds * 1_000))
const hearAll = async (told: readonly Told[]) => {
  for (const one of told) await shop.hear(one)
}
const mails = () => shop.db.selectFrom('mails').orderBy('version').selectAll().execute()
const paid = (buyer: string) => eventsOf(buyer).slice(0, 4)
const refused = new SidecarError(500, 'ERR_INVOKE_OUTPUT_BINDING', '451 try again later')

test('paid and shipped orders are told by mail, through the binding', async () => {
  const told = eventsOf('alice')
  await hearAll(told)
  await shop.run('mail')
  const orderId = told[0]?.data.orderId
  expect(shop.sidecar.bound).toEqual([
    {
      name: 'mail',
      operation: 'create',
      data: `<p>Thank you: your order is paid.</p>\n<p>Order ${orderId}</p>`,
      metadata: { emailTo: 'alice@example.com', subject: 'Your order is paid' },
    },
    {
      name: 'mail',
      operation: 'create',
      data: `<p>Your order has been shipped.</p>\n<p>Order ${orderId}</p>`,
      metadata: { emailTo: 'alice@example.com', subject: 'Your order is on its way' },
    },
  ])
})

test('a cancelled order is told with its reason', async () => {
  await hearAll(eventsOf('alice', ['Submitted', 'Cancelled']))
  await shop.run('mail')
  expect(shop.sidecar.bound).toMatchObject([{ metadata: { subject: 'Your order was cancelled' } }])
  expect(shop.sidecar.bound[0]?.data).toContain('<p>the card was declined</p>')
})

test('events that come twice or late send no second mail', async () => {
  const told = eventsOf('alice')
  await hearAll([...told, ...told.toReversed()])
  await shop.run('mail')
  await shop.run('mail')
  expect(shop.sidecar.bound).toHaveLength(2)
  await hearAll(eventsOf('bob').toReversed())
  await shop.run('mail')
  expect(shop.sidecar.bound).toHaveLength(3)
})

test('workers at the same time send each mail once', async () => {
  const other = await shop.addReplica()
  await Promise.all(Array.from({ length: 20 }, (_, n) => hearAll(paid(`buyer${n}`))))
  await Promise.all([shop.run('mail'), other.run('mail'), shop.run('mail')])
  const to = shop.sidecar.bound.map((mail) => mail.metadata['emailTo'])
  expect(new Set(to).size).toBe(20)
  expect(to).toHaveLength(20)
})

test('a mail that fails is tried again, later each time; then it is given up with its reason', async () => {
  after(0)
  await hearAll(paid('alice'))
  shop.sidecar.answerBinding(() => {
    throw refused
  })
  await shop.run('mail')
  after(29)
  await shop.run('mail')
  expect(shop.sidecar.bound).toHaveLength(1)
  after(30)
  await shop.run('mail')
  after(89)
  await shop.run('mail')
  expect(shop.sidecar.bound).toHaveLength(2)
  for (let times = 1; times < 12; times += 1) {
    after(90 + times * 601)
    await shop.run('mail')
  }
  expect(shop.sidecar.bound).toHaveLength(9)
  const [mail] = await mails()
  expect(mail).toMatchObject({ attempts: 9, next_try_at: null, sent_at: null })
  expect(mail?.failed_at).toBeInstanceOf(Date)
  expect(mail?.last_error).toContain('451 try again later')
  shop.at(undefined)
})

test('one mail that fails holds up no other', async () => {
  await hearAll(paid('alice'))
  await hearAll(paid('bob'))
  shop.sidecar.answerBinding(({ metadata }) => {
    if (metadata['emailTo'] === 'alice@example.com') throw refused
  })
  await shop.run('mail')
  expect((await mails()).map((mail) => mail.sent_at !== null).sort()).toEqual([false, true])
})

test('the mail of a worker that died is taken over after a minute', async () => {
  after(0)
  await hearAll(paid('alice'))
  let die = () => {}
  shop.sidecar.answerBinding(
    () =>
      new Promise((_, reject) => {
        die = () => reject(refused)
      }),
  )
  const dying = shop.run('mail')
  while (shop.sidecar.bound.length === 0) await new Promise(setImmediate)
  shop.sidecar.answerBinding(() => undefined)
  after(59)
  await shop.run('mail')
  expect(shop.sidecar.bound).toHaveLength(1)
  after(61)
  await shop.run('mail')
  expect(shop.sidecar.bound).toHaveLength(2)
  // That it failed after all takes nothing back.
  die()
  await dying
  expect(await mails()).toMatchObject([{ attempts: 2, failed_at: null, next_try_at: null }])
  expect((await mails())[0]?.sent_at).toBeInstanceOf(Date)
  shop.at(undefined)
})

test('an address is forgotten once it is not needed any more', async () => {
  const told = eventsOf('alice')
  const emailOf = async () =>
    (
      await shop.db
        .selectFrom('orders')
        .where('order_id', '=', told[0]?.data.orderId ?? '')
        .select('email')
        .executeTakeFirstOrThrow()
    ).email
  await hearAll(told.slice(0, 4))
  expect(await emailOf()).toBe('alice@example.com')
  await hearAll(told.slice(4))
  expect(await emailOf()).toBeNull()
  expect((await mails()).map((mail) => mail.email)).toContain('alice@example.com')
  await shop.run('mail')
  expect((await mails()).map((mail) => mail.email)).toEqual([null, null])
})

test('what was found out by asking is told by mail too', async () => {
  after(0)
  const told = eventsOf('alice')
  const orderId = told[0]?.data.orderId ?? ''
  await hearAll(told.slice(0, 1))
  shop.sidecar.answer(() => ({ body: { orders: [{ orderId, version: 2, status: 'Cancelled' }] } }))
  after(60)
  await shop.run('ask-ordering')
  await shop.run('mail')
  expect(shop.sidecar.bound).toMatchObject([{ metadata: { emailTo: 'alice@example.com' } }])
  shop.at(undefined)
})

test('without an address there is no mail, and nobody adds others to the list', async () => {
  const [first, ...rest] = paid('alice')
  for (const email of ['', 'alice', 'a@x.example;b@y.example', 'a@x.example\nbcc: b@y.example']) {
    expect(isAddress(email)).toBe(false)
    const buyer = { id: 'nobody', name: 'Nobody', email }
    for (const event of [first, ...rest]) {
      if (event) await shop.hear({ ...event, data: { ...event.data, buyer } })
    }
  }
  expect(await mails()).toEqual([])
})

test('a reason can not bring HTML of its own', () => {
  const about = { orderId: 'o', status: 'Cancelled', description: `<a href="x">&'` } as const
  expect(writeMail(about).html).toContain('<p>&lt;a href=&quot;x&quot;&gt;&amp;&#39;</p>')
})

test('without a binding no mail is written', async () => {
  const silent = await startNotifications()
  for (const event of eventsOf('alice')) await silent.hear(event)
  expect(await silent.db.selectFrom('mails').selectAll().execute()).toEqual([])
  await silent.close()
})
