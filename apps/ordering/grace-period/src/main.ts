import { runService } from '@shop/kit/service.ts'
import { migrations } from '@shop/ordering/migrations.ts'
import { createGracePeriod } from './app.ts'
import { readConfig, readOnceConfig } from './config.ts'
import { runOnce } from './run-once.ts'

if (process.argv.includes('--once')) {
  // Ends here, whatever is still under way: it is in the database, and the next run goes on.
  process.exit(await runOnce(readOnceConfig(), (line) => process.stdout.write(`${line}\n`)))
}
await runService({
  name: 'grace-period',
  config: readConfig(),
  migrations,
  app: createGracePeriod,
})
