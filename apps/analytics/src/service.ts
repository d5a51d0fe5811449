import type { ServiceConfig } from '@shop/kit/config.ts'
import type { Service } from '@shop/kit/service.ts'
import type { AnalyticsSettings } from './config.ts'
import type { Tables } from './tables.ts'

export type AnalyticsService = Service<Tables, ServiceConfig & AnalyticsSettings>
