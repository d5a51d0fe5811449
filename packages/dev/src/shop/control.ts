import { rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Advice } from '../command.ts'
import type { Say } from '../print.ts'

// How another terminal tells a running launcher what to do: HTTP on a socket in the data folder,
// which only its owner can open.

const actions = ['stop', 'start', 'restart'] as const
export type Action = (typeof actions)[number]
export const isAction = (text: string | undefined): text is Action =>
  actions.some((action) => action === text)

/** What a running launcher can be told to do: with an app, or with the broker. */
type Order = Action | 'switch'

/** Carries out an order; what it says on the way is shown to whoever gave it. */
export type Obey = (order: Order, name: string, say: Say) => Promise<void>

const socketOf = (folder: string) => join(folder, 'control.sock')

export type Control = { close(): Promise<void> }

/** Takes orders, one at a time. */
export async function openControl(folder: string, obey: Obey): Promise<Control> {
  await rm(socketOf(folder), { force: true })
  let last: Promise<unknown> = Promise.resolve()
  const server = createServer((req, res) => {
    const [, what, name = ''] = (req.url ?? '').split('/')
    const tell = (line: Line) => void res.write(`${JSON.stringify(line)}\n`)
    const work = async () => {
      if (!isAction(what) && what !== 'switch') throw new Advice('unknown order')
      await obey(what, name, (said) => tell({ said }))
      tell({ done: true })
    }
    const fail = (error: unknown) =>
      tell({ failed: error instanceof Error ? error.message : String(error) })
    last = last
      .then(work)
      .catch(fail)
      .then(() => res.end())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketOf(folder), resolve)
  })
  return {
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One line of the answer to an order, in JSON; the last is `done` or `failed`. */
type Line = { readonly said?: string; readonly done?: true; readonly failed?: string }

/** Gives an order to the launcher of a data folder; resolves when it is carried out. */
export const order = (
  folder: string,
  what: Order,
  name: string,
  say: Say = () => {},
): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = { socketPath: socketOf(folder), method: 'POST', path: `/${what}/${name}` }
    const call = request(options, (answer) => {
      const lines = createInterface({ input: answer })
      lines.on('line', (text) => {
        const { said, done, failed }: Line = JSON.parse(text)
        if (said !== undefined) say(said)
        if (done) resolve()
        if (failed !== undefined) reject(new Advice(failed))
      })
      lines.on('close', () => reject(new Advice('The launcher ended before it was done.')))
    })
    call.on('error', () => reject(new Advice('The shop does not run here; npm start runs it.')))
    call.end()
  })
