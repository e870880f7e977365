import type { Context } from "hono"
import { Stale } from "#db/database.ts"
import { missing } from "#src/refusal.ts"

/** A number in the address; anything else is an address that does not exist. */
export function numberIn(c: Context, name: string): number {
  const text = c.req.param(name) ?? ""
  if (!/^\d{1,15}$/.test(text)) throw missing()
  return Number(text)
}

/** A number in the query, or null when it is absent or none. */
export function askedNumber(c: Context, name: string): number | null {
  const text = c.req.query(name) ?? ""
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** The page was made of an older state than the one now: the same answer as for the loser of a race. */
export function ensureCurrent(shown: number, current: number) {
  if (shown !== current) throw new Stale("stale page")
}

/** A path of this site and nothing that a browser could read as another one. */
export const ownPath = (path: string | undefined): string | null =>
  path && /^\/(?![/\\])/.test(path) && !path.startsWith("/login") ? path : null

/** Whoever was overtaken by their own first press is told so by `ensureElse`, and not that somebody else was faster. */
export async function orDoneAlready<T>(act: Promise<T>, ensureElse: () => Promise<void>): Promise<T> {
  try {
    return await act
  } catch (error) {
    if (error instanceof Stale) await ensureElse()
    throw error
  }
}
