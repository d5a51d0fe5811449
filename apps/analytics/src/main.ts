import { runService } from '@shop/kit/service.ts'
import { createAnalytics } from './app.ts'
import { readConfig } from './config.ts'
import { migrations } from './migrations.ts'
import { rebuildOnce } from './rebuild-once.ts'

const config = readConfig()
if (process.argv.includes('--rebuild')) await rebuildOnce(config)
else await runService({ name: 'analytics', config, migrations, app: createAnalytics })
