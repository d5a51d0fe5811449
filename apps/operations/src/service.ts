import type { ServiceConfig } from '@shop/kit/config.ts'
import type { Service } from '@shop/kit/service.ts'
import type { OperationsSettings } from './config.ts'
import type { Tables } from './tables.ts'

export type OperationsService = Service<Tables, ServiceConfig & OperationsSettings>
