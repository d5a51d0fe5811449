import { runService } from '@shop/kit/service.ts'
import { createOrdering } from './app.ts'
import { readConfig } from './config.ts'
import { migrations } from './migrations.ts'

await runService({ name: 'ordering', config: readConfig(), migrations, app: createOrdering })
