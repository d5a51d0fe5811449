import { runService } from '@shop/kit/service.ts'
import { createPayment } from './app.ts'
import { readConfig } from './config.ts'
import { migrations } from './migrations.ts'

await runService({ name: 'payment', config: readConfig(), migrations, app: createPayment })
