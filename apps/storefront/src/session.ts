import { z } from 'zod'
import { profile } from './profile.ts'

// What is kept of a login. Times are in milliseconds, and come in as arguments.

/** What the identity provider gave. */
export const tokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  /** Milliseconds that the access token lives. */
  lifetime: z.number(),
  user: profile,
})
export type Tokens = Readonly<z.infer<typeof tokens>>

export const session = z.object({
  ...tokens.shape,
  /** When the access token dies. */
  expiresAt: z.number(),
  /** When the session does, however much it is used. */
  endsAt: z.number(),
  /** Until then somebody is refreshing the tokens; a refresh token must never be used twice. */
  claimedUntil: z.number().optional(),
})
export type Session = Readonly<z.infer<typeof session>>

export const newSession = (tokens: Tokens, now: number, ttl: number): Session => ({
  ...tokens,
  expiresAt: now + tokens.lifetime,
  endsAt: now + ttl,
})

/** With new tokens; an issuer that does not rotate leaves the refresh token out. */
export const renewed = (
  { endsAt, refreshToken, user }: Session,
  tokens: Tokens,
  now: number,
): Session => ({
  ...newSession({ refreshToken, ...tokens }, now, 0),
  user: tokens.user.id === user.id ? tokens.user : user,
  endsAt,
})

const margin = 30_000
/** How long a refresh may take before another may try; longer than the issuer is waited for. */
const claimLasts = 15_000

/**
 * Whether the token should be renewed: 30 s before it dies, or in the last fifth of a short life.
 * While somebody else is at it, the token is good for as long as it lives.
 */
export const isDue = (session: Session, now: number): boolean =>
  isClaimed(session, now)
    ? isExpired(session, now)
    : now >= session.expiresAt - Math.min(margin, session.lifetime / 5)

export const isExpired = ({ expiresAt }: Session, now: number): boolean => now >= expiresAt
export const isOver = ({ endsAt }: Session, now: number): boolean => now >= endsAt

export const claim = (session: Session, now: number): Session => ({
  ...session,
  claimedUntil: now + claimLasts,
})
export const isClaimed = ({ claimedUntil = 0 }: Session, now: number): boolean => now < claimedUntil
export const unclaimed = ({ claimedUntil: _, ...session }: Session): Session => session
