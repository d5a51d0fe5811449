import { runService } from '@shop/kit/service.ts'
import { createOperations } from './app.ts'
import { readConfig } from './config.ts'
import { migrations } from './migrations.ts'

await runService({ name: 'operations', config: readConfig(), migrations, app: createOperations })
