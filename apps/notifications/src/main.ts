import { runService } from '@shop/kit/service.ts'
import { createNotifications } from './app.ts'
import { readConfig } from './config.ts'
import { migrations } from './migrations.ts'

await runService({
  name: 'notifications',
  config: readConfig(),
  migrations,
  app: createNotifications,
})
