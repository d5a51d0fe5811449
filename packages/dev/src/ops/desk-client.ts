import { problem } from '@shop/kit/api.ts'
import type { z } from 'zod'
import { Advice } from '../command.ts'
import { readRunFile } from '../shop/run-file.ts'
import { getTokens } from '../token/get-tokens.ts'

/** The running shop's public API, as an administrator sees it. */
export type Desk = {
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>
  post(path: string, body?: object): Promise<void>
}

type Who = { readonly user: string; readonly password: string }

/** Signs an administrator in to the shop that runs in a data folder. */
export async function openDesk(folder: string, { user, password }: Who): Promise<Desk> {
  const run = await readRunFile(folder)
  if (!run) throw new Advice('The shop is not running: start it with npm start.')
  const [admin] = await getTokens(run.identity, [user], { password }).catch(away(run.identity))
  const base = `${run.gateway}/api/v1`
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${admin?.token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    }).catch(away(run.gateway))
    if (!answer.ok) throw new Advice(await refusal(answer, user))
    return answer
  }
  return {
    async get(path, schema) {
      const answer = await call('GET', path)
      return schema.parse(await answer.json())
    },
    async post(path, body) {
      await (await call('POST', path, body)).arrayBuffer()
    },
  }
}

/** What a person can do something about, said in a sentence; the rest as it is. */
const away =
  (address: string) =>
  (error: unknown): never => {
    if (error instanceof Advice) throw error
    const cause = error instanceof Error ? error.cause : undefined
    if (cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED') {
      throw new Advice(`Nothing answers at ${address}: start the shop with npm start.`)
    }
    if (error instanceof Error && error.name === 'TimeoutError') {
      throw new Advice(`${address} does not answer.`)
    }
    throw error
  }

async function refusal(answer: Response, user: string): Promise<string> {
  const text = await answer.text()
  const said = problem.safeParse(json(text))
  if (answer.status === 403) return `${user} is no administrator.`
  if (!said.success) return `The shop answered ${answer.status}.`
  const { detail, title, errors = [] } = said.data
  const faults = errors.map(({ path, message }) => `  ${path}: ${message}`)
  return [`${detail ?? title} (${answer.status})`, ...faults].join('\n')
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
