import type { LockRules } from "#src/office/attempts/scope.ts"

type Session = { personId: number; createdAt: number; lastUsedAt: number }

/** More people than an office has. */
const MOST_SESSIONS = 500
const MOST_FAILURES = 10_000

/**
 * Sessions of this process alone, for when the disk is full and the database takes nothing more: whoever signs in then
 * reads, and changes nothing. They are gone with the process, and stand in the trail nowhere; the log names them.
 */
export function spareSessions() {
  const sessions = new Map<string, Session>()
  let failures: { login: string; address: string; at: number }[] = []
  return {
    open(tokenHash: string, personId: number, now: number) {
      const [oldest] = sessions.keys()
      if (sessions.size >= MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest)
      sessions.set(tokenHash, { personId, createdAt: now, lastUsedAt: now })
    },
    find: (tokenHash: string): Session | null => sessions.get(tokenHash) ?? null,
    used(tokenHash: string, now: number) {
      const session = sessions.get(tokenHash)
      if (session) session.lastUsedAt = now
    },
    /** Resolves with whether there was one. */
    end: (tokenHash: string): boolean => sessions.delete(tokenHash),
    /** The same rule as at the door, counted here: per account and address, and per address. */
    mayTry(login: string, address: string, now: number, rules: LockRules): boolean {
      failures = failures.filter(({ at }) => now - at < rules.lockMinutes * 60_000).slice(-MOST_FAILURES)
      const here = failures.filter((failure) => failure.address === address)
      const own = here.filter((failure) => failure.login === login)
      return own.length < rules.lockAfterFailures && here.length < rules.addressFailures
    },
    failed: (login: string, address: string, at: number) => void failures.push({ login, address, at }),
  }
}

export type SpareSessions = ReturnType<typeof spareSessions>
