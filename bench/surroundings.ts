import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Surroundings for one service that is measured alone: an issuer whose tokens it trusts, and a
 * sidecar that is up and does nothing. Both are at the same address.
 */
export async function startSurroundings() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = { ...publicKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'bench' }
  const server = createServer((req, res) => {
    if (req.url?.endsWith('/healthz/outbound')) res.writeHead(204).end()
    else if (req.url === '/jwks') res.end(JSON.stringify({ keys: [jwk] }))
    else res.end(JSON.stringify({ jwks_uri: `${issuer}/jwks` }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`

  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const tokenOf = (user: string) => {
    const exp = Math.floor(Date.now() / 1_000) + 3_600
    const claims = { sub: user, iss: issuer, aud: 'e-shop', scope: 'shop', exp }
    const signed = `${encoded({ alg: 'ES256', kid: 'bench' })}.${encoded(claims)}`
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
  }
  return { issuer, port, tokenOf, close: () => server.close() }
}

/** A port that nobody has: one that was had and given back. */
export async function freePort() {
  const probe = createServer()
  await once(probe.listen(0, '127.0.0.1'), 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}
