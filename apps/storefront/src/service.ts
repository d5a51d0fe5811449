import type { ServiceConfig } from '@shop/kit/config.ts'
import type { Service } from '@shop/kit/service.ts'
import type { StorefrontSettings } from './config.ts'

/** A service without tables. */
export type StorefrontService = Omit<Service<unknown, ServiceConfig & StorefrontSettings>, 'db'>
