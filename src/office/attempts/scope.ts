import { type SQL, sql } from "drizzle-orm"
import { signInAttempts } from "#db/schema.ts"
import type { Settings } from "#src/office/settings/settings.ts"

export type LockRules = Pick<Settings, "lockAfterFailures" | "lockMinutes" | "addressFailures">

/** What is tried, and from where. Either may be SQL, for asking it of many. */
export type Door = { login: string | SQL; address: string | SQL }

/**
 * From a place where an account has never been let in, all such places together have so many times the failures of one:
 * whoever comes by many addresses is stopped there, and the desks where the account is at home are not.
 */
const STRANGE_PLACES = 10

/** So many tries of one account from one address may be under way at once: somebody's few tabs. */
const AT_ONCE = 8

/** A try that takes longer was cut off with the process that made it. In milliseconds. */
const LONGEST_TRY = 60_000

export const lockSince = (now: number, { lockMinutes }: Pick<LockRules, "lockMinutes">): number =>
  now - lockMinutes * 60_000

/** Finished failures of an account from one address since it was last let in there. */
export const failuresAt = ({ login, address }: Door, since: number) => sql<number>`(
  select count(*) from ${signInAttempts} a
  where a.login = ${login} and a.address = ${address} and a.at >= ${since} and a.failed and a.id > coalesce((
    select max(b.id) from ${signInAttempts} b
    where b.login = ${login} and b.address = ${address} and b.at >= ${since} and b.succeeded), 0))`

/** Finished failures from an address, whoever was tried. */
export const failuresFrom = (address: string | SQL, since: number) => sql<number>`(
  select count(*) from ${signInAttempts} c where c.address = ${address} and c.at >= ${since} and c.failed)`

const failuresAnywhere = (login: string, since: number) => sql<number>`(
  select count(*) from ${signInAttempts} d where d.login = ${login} and d.at >= ${since} and d.failed)`

const wasLetIn = (login: string, address: string) => sql`exists (
  select 1 from ${signInAttempts} e where e.login = ${login} and e.address = ${address} and e.succeeded)`

const underWay = (login: string, address: string, now: number) => sql<number>`(
  select count(*) from ${signInAttempts} f where f.login = ${login} and f.address = ${address}
    and not f.failed and not f.succeeded and f.at > ${now - LONGEST_TRY})`

/** A try's place; `shared`: the address is that of a proxy, behind which anybody may be. */
export type Place = { login: string; address: string; shared: boolean; now: number }

/** Whether the account may be tried from there: see the rules' names. */
export const isOpen = ({ login, address, shared, now }: Place, rules: LockRules): SQL => {
  const since = lockSince(now, rules)
  return sql`(${failuresAt({ login, address }, since)} < ${rules.lockAfterFailures}
    and (${shared ? 1 : 0} or ${failuresFrom(address, since)} < ${rules.addressFailures})
    and (${wasLetIn(login, address)}
      or ${failuresAnywhere(login, since)} < ${rules.lockAfterFailures * STRANGE_PLACES}))`
}

export const isRoom = ({ login, address, now }: Place): SQL => sql`${underWay(login, address, now)} < ${AT_ONCE}`

/** Of whatever keeps the account out there, the newest failure: the wait is counted from it. */
export const lastFailure = ({ login, address }: Pick<Place, "login" | "address">, since: number) => sql<number | null>`(
  select max(g.at) from ${signInAttempts} g
  where (g.login = ${login} or g.address = ${address}) and g.at >= ${since} and g.failed)`
