import type { ServiceConfig } from '@shop/kit/config.ts'
import type { Service } from '@shop/kit/service.ts'
import type { GatewaySettings } from './config.ts'

/** A service without tables. */
export type GatewayService = Omit<Service<unknown, ServiceConfig & GatewaySettings>, 'db'>
