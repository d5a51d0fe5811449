import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { duration } from '@shop/kit/config.ts'
import { Advice, type Command } from '../command.ts'
import { root } from '../paths.ts'
import { print } from '../print.ts'
import { findIssuer } from '../token/find-issuer.ts'
import { getTokens, type UserToken } from '../token/get-tokens.ts'
import { usersOf } from '../token/users.ts'

const flags = {
  data: { type: 'string', default: '.e-shop' },
  password: { type: 'string' },
  ttl: { type: 'string' },
} as const

export const token: Command = {
  summary: 'Prints access tokens of the running shop: npm run token -- alice',
  usage: `  alice                one user: prints the token alone
  buyer1..buyer200     a range: prints JSON lines {"user","token"}
  --ttl 1s             a token that expires sooner
  --password <word>    of all these users; DEMO_PASSWORD or shop where it isn't given
  --data <folder>      the data folder of the run; .e-shop where it isn't given

For a program to read: npm run --silent token -- alice`,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options: flags, allowPositionals: true })
    const [who] = positionals
    if (!who || positionals.length > 1) throw new Advice('Say for whom: npm run token -- alice')
    const users = usersOf(who)
    const issuer = await findIssuer(resolve(root, values.data), process.env)
    const tokens = await getTokens(issuer, users, {
      password: values.password ?? process.env['DEMO_PASSWORD'] ?? 'shop',
      ...(values.ttl !== undefined && { ttl: secondsOf(values.ttl) }),
    }).catch((error: unknown) => explain(error, issuer))
    const isRange = who.includes('..')
    for (const line of tokens) print(isRange ? JSON.stringify(line) : line.token)
    return 0
  },
}

function secondsOf(text: string): number {
  const parsed = duration().safeParse(text)
  const seconds = parsed.success ? parsed.data / 1_000 : 0
  if (Number.isInteger(seconds) && seconds >= 1) return seconds
  throw new Advice(`--ttl wants whole seconds, such as 1s or 5m; not ${text}`)
}

/** What a person can do something about, said in a sentence; the rest as it is. */
function explain(error: unknown, issuer: string): UserToken[] {
  if (!(error instanceof Error) || error instanceof Advice) throw error
  const { cause } = error
  if (cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED') {
    throw new Advice(`Nothing answers at ${issuer}: start the shop with npm start.`)
  }
  if ('error_description' in error) throw new Advice(`${issuer}: ${error.error_description}`)
  throw error
}
