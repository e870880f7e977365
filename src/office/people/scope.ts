import { inArray, type SQL, sql } from "drizzle-orm"
import { people, posts, sessions } from "#db/schema.ts"
import { type Actor, isAdministrator, placesOf, type Standing } from "./actor.ts"
import { ADMINISTRATORS, seesAllContacts } from "./policy.ts"

/** `seesContacts` as a condition on `posts`. Undefined: no limit. */
export function contactsSeenBy(actor: Actor): SQL | undefined {
  if (seesAllContacts(actor)) return undefined
  const places = isAdministrator(actor) ? [] : placesOf(actor)
  return places.length > 0 ? inArray(posts.unitId, places) : sql`0`
}

/** `isAdministratorPost` as a condition on `posts`. */
export const ofAdministrators: SQL = inArray(posts.kind, [...ADMINISTRATORS])

/** The session has ended, or the account is no longer in use. */
export const isSignedOut = ({ tokenHash }: Standing): SQL => sql`not exists (
  select 1 from ${sessions} s join ${people} p on p.id = s.person_id where s.token_hash = ${tokenHash} and p.active)`

/** One of the posts that were held when the request came has ended, or the person works elsewhere now. */
export const hasLostPost = ({ tokenHash, workplaceId, postIds }: Standing, today: string): SQL => {
  const moved = sql`exists (select 1 from ${sessions} s join ${people} p on p.id = s.person_id
    where s.token_hash = ${tokenHash} and p.unit_id is not ${workplaceId})`
  if (postIds.length === 0) return moved
  const held = sql.join([...postIds], sql`, `)
  return sql`(${moved} or exists (select 1 from ${posts} o where o.id in (${held}) and o.until_on < ${today}))`
}
