import { rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { Advice } from '../command.ts'
import type { Fleet } from './fleet.ts'

// How another terminal tells a running launcher what to do: HTTP on a socket in the data folder,
// which only its owner can open.

const actions = ['stop', 'start', 'restart'] as const
export type Action = (typeof actions)[number]
export const isAction = (text: string | undefined): text is Action =>
  actions.some((action) => action === text)

const socketOf = (folder: string) => join(folder, 'control.sock')

export type Control = { close(): Promise<void> }

/** Takes orders for the apps of a run; `changed` is called after each. */
export async function openControl(
  folder: string,
  fleet: Fleet,
  changed: () => void,
): Promise<Control> {
  await rm(socketOf(folder), { force: true })
  const server = createServer(async (req, res) => {
    const [, action, name = ''] = (req.url ?? '').split('/')
    try {
      if (req.method !== 'POST' || !isAction(action)) throw new Advice('unknown order')
      if (action !== 'start') await fleet.stop(name)
      if (action !== 'stop') await fleet.start(name)
      changed()
      res.end()
    } catch (error) {
      res.writeHead(400).end(error instanceof Error ? error.message : String(error))
    }
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

/** Gives an order to the launcher of a data folder; resolves when it is carried out. */
export const order = (folder: string, action: Action, name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = { socketPath: socketOf(folder), method: 'POST', path: `/${action}/${name}` }
    const call = request(options, (answer) => {
      let text = ''
      answer.on('data', (chunk) => {
        text += chunk
      })
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Advice(text || 'the launcher refused')),
      )
    })
    call.on('error', () => reject(new Advice('The shop does not run here; npm start runs it.')))
    call.end()
  })
