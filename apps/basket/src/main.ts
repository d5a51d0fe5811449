import { runService } from '@shop/kit/service.ts'
import { createBasket } from './app.ts'
import { readConfig } from './config.ts'
import { migrations } from './migrations.ts'

await runService({ name: 'basket', config: readConfig(), migrations, app: createBasket })
