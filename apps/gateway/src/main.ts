import type { MessagingTables } from '@shop/kit/messaging.ts'
import { runService } from '@shop/kit/service.ts'
import { createGateway } from './app.ts'
import { readConfig } from './config.ts'

const config = readConfig()
await runService<MessagingTables, typeof config>({ name: 'gateway', config, app: createGateway })
