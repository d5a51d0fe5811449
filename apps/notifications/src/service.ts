import type { ServiceConfig } from '@shop/kit/config.ts'
import type { Service } from '@shop/kit/service.ts'
import type { NotificationsSettings } from './config.ts'
import type { Tables } from './tables.ts'

export type NotificationsService = Service<Tables, ServiceConfig & NotificationsSettings>
