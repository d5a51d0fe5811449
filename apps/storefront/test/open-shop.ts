import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createStorefront } from '../src/app.ts'
import { createFakeShop } from './fake-shop/fake-shop.ts'
import { startStorefront } from './support.ts'

/** The built pages on a port, with an issuer that logs everybody in and a shop in memory behind. */
export async function openShop(pages: string) {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const parts = await startStorefront({ STOREFRONT_URL: origin })
  const shop = createFakeShop()
  const sidecar = { ...parts.sidecar, stream: shop.stream }
  const open = () => ({ stream: shop.stream, close: async () => {} })
  server.on('request', createStorefront({ ...parts.service, sidecar }, { open, pages }))
  return {
    origin,
    shop,
    issuer: parts.issuer,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await parts.close()
    },
  }
}
