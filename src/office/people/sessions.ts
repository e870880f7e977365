import { createHash, randomBytes } from "node:crypto"
import type { PostKind } from "#db/schema.ts"
import { isAdministratorPost } from "./policy.ts"

/** 256 random bits; the browser has the token, the database only its hash. */
export const newToken = (): string => randomBytes(32).toString("base64url")

export const hashToken = (token: string): string => createHash("sha256").update(token).digest("base64url")

/** A session's last use is written at most once a minute. */
export const TOUCH_EVERY = 60_000

export type Timeouts = { idleMinutes: number; absoluteMinutes: number }

/** What counts for whoever holds these posts: the three administrators are let go sooner. */
export const timeoutsOf = (
  posts: readonly { kind: PostKind }[],
  { idleMinutes, absoluteMinutes, administratorIdleMinutes }: Timeouts & { administratorIdleMinutes: number },
): Timeouts => ({
  idleMinutes: posts.some(({ kind }) => isAdministratorPost(kind))
    ? Math.min(idleMinutes, administratorIdleMinutes)
    : idleMinutes,
  absoluteMinutes,
})

/** Alive: used within the idle time and opened within the absolute one. */
export const isAlive = (session: { createdAt: number; lastUsedAt: number }, now: number, timeouts: Timeouts): boolean =>
  now - session.lastUsedAt <= timeouts.idleMinutes * 60_000 &&
  now - session.createdAt <= timeouts.absoluteMinutes * 60_000
