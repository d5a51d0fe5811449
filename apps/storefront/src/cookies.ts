import type { Request, Response } from 'express'

/** The value of a cookie that the browser sent; the first where there are several. */
export function cookieOf(req: Request, name: string): string | undefined {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) || undefined
}

type Kept = { readonly secure: boolean; readonly path: string; readonly maxAge: number }

/** A cookie that no script can read and that no other site's form or picture brings along. */
export const setCookie = (res: Response, name: string, value: string, kept: Kept) =>
  res.cookie(name, value, { httpOnly: true, sameSite: 'lax', ...kept })

export const clearCookie = (res: Response, name: string, kept: Omit<Kept, 'maxAge'>) =>
  res.clearCookie(name, { httpOnly: true, sameSite: 'lax', ...kept })
