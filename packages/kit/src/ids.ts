import { v7 } from 'uuid'

/** A new UUIDv7: unique, and in order of its making (RFC 9562 §5.7), so indexes stay compact. */
export const newId = (): string => v7()
