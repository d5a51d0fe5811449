import { runService } from '@shop/kit/service.ts'
import { createCatalog } from './app.ts'
import { readConfig } from './config.ts'
import { migrations } from './migrations.ts'
import { seed } from './seed/seed.ts'
import type { Tables } from './tables.ts'

const config = readConfig()

await runService<Tables, typeof config>({
  name: 'catalog',
  config,
  migrations,
  seed: (db) => seed(db, config),
  app: createCatalog,
})
