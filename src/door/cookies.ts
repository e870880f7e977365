import type { Context } from "hono"
import { deleteCookie, getCookie, setCookie } from "hono/cookie"
import { idOf } from "#src/office/typed/input.ts"
import type { Said } from "#src/trail/actions.ts"
import type { Env } from "./env.ts"

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** The origin browsers see: BASE_URL behind a proxy, otherwise what was asked for. */
export const originOf = (c: Context<Env>): string => c.var.ports.baseUrl ?? new URL(c.req.url).origin

/**
 * Browsers keep `Secure` and `__Host-` cookies over https and on loopback only; on an intranet's plain HTTP they drop
 * them silently, and nobody could sign in. There the cookie is plain, and the program warns at its start.
 */
const isSecure = (c: Context<Env>): boolean => {
  const { protocol, hostname } = new URL(originOf(c))
  return protocol === "https:" || LOOPBACK.test(hostname)
}

export const tokenOf = (c: Context<Env>): string | null =>
  (isSecure(c) ? getCookie(c, "sid", "host") : getCookie(c, "sid")) ?? null

export function setToken(c: Context<Env>, token: string) {
  const options = { httpOnly: true, sameSite: "Lax", path: "/" } as const
  if (isSecure(c)) setCookie(c, "sid", token, { ...options, secure: true, prefix: "host" })
  else setCookie(c, "sid", token, options)
}

export function dropToken(c: Context<Env>) {
  if (isSecure(c)) deleteCookie(c, "sid", { path: "/", secure: true, prefix: "host" })
  else deleteCookie(c, "sid", { path: "/" })
}

const YEAR = 365 * 86_400

/** 大字: a choice of this browser, for whoever sits at it; kept for a year. */
export const hasLargeType = (c: Context): boolean => getCookie(c, "type") === "large"

export function toggleLargeType(c: Context) {
  if (hasLargeType(c)) deleteCookie(c, "type", { path: "/" })
  else setCookie(c, "type", "large", { sameSite: "Lax", path: "/", maxAge: YEAR })
}

/** Said once, on the page after a redirect. */
export const say = (c: Context<Env>, done: Said) =>
  setCookie(c, "done", done, { httpOnly: true, sameSite: "Lax", path: "/", maxAge: 60 })

export function heard(c: Context<Env>): string | null {
  const done = getCookie(c, "done")
  if (done) deleteCookie(c, "done", { path: "/" })
  return done ?? null
}

/** The next page says something that no other will. */
export const isToldOnce = (c: Context<Env>): boolean =>
  getCookie(c, "done") !== undefined || getCookie(c, "put_right") !== undefined

/** What was put right without a word from anybody: so many unseen characters taken out, so many files renamed. */
export type PutRight = { unseen: number; renamed: number }

const putRightIn = ({ var: { unseen = 0, renamed = 0 } }: Context<Env>): PutRight => ({ unseen, renamed })

const isAnything = ({ unseen, renamed }: PutRight): boolean => unseen > 0 || renamed > 0

/** Said on this page, or once on the page after a redirect. */
export function sayPutRight(c: Context<Env>) {
  const now = putRightIn(c)
  if (!isAnything(now)) return
  const value = `${now.unseen}.${now.renamed}`
  setCookie(c, "put_right", value, { httpOnly: true, sameSite: "Lax", path: "/", maxAge: 60 })
}

export function heardPutRight(c: Context<Env>): PutRight {
  const before = getCookie(c, "put_right")
  if (before) deleteCookie(c, "put_right", { path: "/" })
  const now = putRightIn(c)
  if (isAnything(now)) return now
  const [unseen = "", renamed = ""] = (before ?? "").split(".")
  return { unseen: idOf(unseen), renamed: idOf(renamed) }
}

/** Single keys that act (WCAG 2.1.4): on unless this browser has switched them off. */
export const hasKeys = (c: Context): boolean => getCookie(c, "keys") !== "off"

export function toggleKeys(c: Context) {
  if (hasKeys(c)) setCookie(c, "keys", "off", { sameSite: "Lax", path: "/", maxAge: YEAR })
  else deleteCookie(c, "keys", { path: "/" })
}
