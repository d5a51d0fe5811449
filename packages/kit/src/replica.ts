import { hostname } from 'node:os'

/** This process among those of its app. */
export const replica = `${hostname()}-${process.pid}`
