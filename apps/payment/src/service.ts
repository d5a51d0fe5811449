import type { ServiceConfig } from '@shop/kit/config.ts'
import type { Service } from '@shop/kit/service.ts'
import type { PaymentSettings } from './config.ts'
import type { Tables } from './tables.ts'

export type PaymentService = Service<Tables, ServiceConfig & PaymentSettings>
