import { and, asc, desc, eq, gte, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { people, signInAttempts, units } from "#db/schema.ts"
import { failuresAt, failuresFrom, type LockRules, lockSince } from "./scope.ts"

type Reader = Pick<Database, "db">

/** Of the accounts in use, where they are locked now, newest failure first. Names that are nobody's are not shown. */
const accountsLocked = ({ db }: Reader, now: number, rules: LockRules) => {
  const since = lockSince(now, rules)
  const place = { login: sql`${signInAttempts.login}`, address: sql`${signInAttempts.address}` }
  return db
    .select({
      login: people.login,
      name: people.name,
      unit: units.name,
      address: signInAttempts.address,
      failures: failuresAt(place, since),
      lastAt: sql<number>`max(${signInAttempts.at})`,
    })
    .from(signInAttempts)
    .innerJoin(people, eq(people.login, signInAttempts.login))
    .leftJoin(units, eq(units.id, people.unitId))
    .where(and(people.active, signInAttempts.failed, gte(signInAttempts.at, since)))
    .groupBy(people.login, people.name, units.name, signInAttempts.address, signInAttempts.login)
    .having(sql`${failuresAt(place, since)} >= ${rules.lockAfterFailures}`)
    .orderBy(desc(sql`max(${signInAttempts.at})`), asc(people.login))
}

const addressesLocked = ({ db }: Reader, now: number, rules: LockRules) => {
  const since = lockSince(now, rules)
  return db
    .select({
      address: signInAttempts.address,
      failures: sql<number>`count(*)`,
      lastAt: sql<number>`max(${signInAttempts.at})`,
    })
    .from(signInAttempts)
    .where(and(signInAttempts.failed, gte(signInAttempts.at, since)))
    .groupBy(signInAttempts.address)
    .having(sql`${failuresFrom(sql`${signInAttempts.address}`, since)} >= ${rules.addressFailures}`)
    .orderBy(desc(sql`max(${signInAttempts.at})`))
}

/** What is locked now, for those who may release it. */
export async function locksNow(database: Database, now: number, rules: LockRules) {
  const [accounts, addresses] = await database.read([
    accountsLocked(database, now, rules),
    addressesLocked(database, now, rules),
  ])
  return { accounts, addresses }
}

export type Locks = Awaited<ReturnType<typeof locksNow>>

/** How many accounts and addresses have used up their tries and have to wait, by some rules. */
export function lockedBy(reader: Reader, now: number, rules: LockRules) {
  const accounts = accountsLocked(reader, now, rules).as("locked_accounts")
  const addresses = addressesLocked(reader, now, rules).as("locked_addresses")
  return reader.db
    .select({
      accounts: sql<number>`(select count(distinct login) from ${accounts})`,
      addresses: sql<number>`(select count(*) from ${addresses})`,
    })
    .from(sql`(select 1)`)
}
