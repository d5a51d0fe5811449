import { databaseSettings, readEnv, serviceSettings } from '@shop/kit/config.ts'

export const readConfig = () => readEnv({ ...serviceSettings, ...databaseSettings })
