import type { Server } from 'node:http'
import type { Logger } from '@shop/kit/log.ts'
import type { Express } from 'express'

type Address = { readonly APP_PORT: number; readonly APP_HOST: string }

/** Listens until SIGTERM or SIGINT; answers under way are finished, for at most 10 s. */
export async function serve(app: Express, { APP_PORT, APP_HOST }: Address, log: Logger) {
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(APP_PORT, APP_HOST, (error) =>
      error ? reject(error) : resolve(listening),
    )
  })
  log.info({ port: APP_PORT }, 'ready')
  await new Promise((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  setTimeout(() => server.closeAllConnections(), 10_000).unref()
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeIdleConnections()
  })
  log.info('stopped')
}
