import { createLog } from '@shop/kit/log.ts'
import { createIdentity } from './app.ts'
import { isProduction, readConfig } from './config.ts'
import { readKeys } from './keys.ts'
import { serve } from './serve.ts'

const config = readConfig()
const log = createLog('identity', config.LOG_LEVEL)
const keys = await readKeys(config.IDENTITY_KEYS_FILE)
if (isProduction(config)) log.warn('demo users can sign in: everybody can know their names')
const app = createIdentity({ config, keys, log, isReady: () => true, now: () => new Date() })
await serve(app, config, log)
