import { Refusal } from '@shop/kit/problem.ts'
import type { Request, RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import type { CallerOf } from './caller.ts'
import { clientAddress } from './client-address.ts'
import type { GatewayService } from './service.ts'
import { within } from './within.ts'

/** Public routes must not wait for an identity provider that is slow or away. */
const patience = 100

/**
 * RATE_LIMIT requests a second for each subject of a good token, else for each address: a token
 * that isn't good counts for the address that sent it, so that none makes room for more.
 */
export function limitRate({ config }: GatewayService, callerOf: CallerOf): RequestHandler {
  return rateLimit({
    windowMs: 1_000,
    limit: config.RATE_LIMIT,
    standardHeaders: false,
    legacyHeaders: false,
    keyGenerator: async (req) =>
      (await subject(req, callerOf)) ?? address(clientAddress(req, config.APP_API_TOKEN)),
    handler: () => {
      throw new Refusal(429, `No more than ${config.RATE_LIMIT} requests a second, please`, {
        code: 'too-many-requests',
        headers: { 'retry-after': '1' },
      })
    },
  })
}

async function subject(req: Request, callerOf: CallerOf): Promise<string | undefined> {
  if (!req.get('authorization')) return undefined
  const caller = await within(patience, callerOf(req))
  return caller?.user && `user ${caller.user.id}`
}

const address = (of: string) => `address ${ipKeyGenerator(of)}`
