import type { Context } from "hono"
import { Stale } from "#db/database.ts"
import { loginIn } from "#src/office/typed/figures.ts"
import { cleaned } from "#src/office/typed/unseen.ts"
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

/** The number of the page asked for, from 1. */
export const pageNumber = (c: Context): number => Math.max(1, Math.min(10_000, Number(c.req.query("page")) || 1))

/** What a list of people is searched for: part of a name, a login or a unit. */
export const wordsSought = (c: Context): string => loginIn(cleaned(c.req.query("q") ?? "").text).slice(0, 40)

/** The page was made of an older state than the one now: the same answer as for the loser of a race. */
export function ensureCurrent(shown: number, current: number) {
  if (shown !== current) throw new Stale("stale page")
}

const HERE = "https://here.invalid"

/**
 * A path of this site and nothing that a browser could read as another one: browsers drop tabs and line breaks in an
 * address and take \\ for /, so it is asked of the same parser that they have, and signs that no path holds are refused.
 */
export function ownPath(path: string | undefined): string | null {
  if (!path?.startsWith("/") || /[\p{Cc}\s\\]/u.test(path) || !URL.canParse(path, HERE)) return null
  const url = new URL(path, HERE)
  return url.origin === HERE && !url.pathname.startsWith("/login") ? path : null
}
