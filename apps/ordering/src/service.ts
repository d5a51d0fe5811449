import type { Service } from '@shop/kit/service.ts'
import type { Tables } from './tables.ts'

export type OrderingService = Service<Tables>
