import { inArray, type SQL, sql } from "drizzle-orm"
import { posts } from "#db/schema.ts"
import { type Actor, isAdministrator, placesOf } from "./actor.ts"
import { ADMINISTRATORS, seesAllContacts } from "./policy.ts"

/** `seesContacts` as a condition on `posts`. Undefined: no limit. */
export function contactsSeenBy(actor: Actor): SQL | undefined {
  if (seesAllContacts(actor)) return undefined
  const places = isAdministrator(actor) ? [] : placesOf(actor)
  return places.length > 0 ? inArray(posts.unitId, places) : sql`0`
}

/** `isAdministratorPost` as a condition on `posts`. */
export const ofAdministrators: SQL = inArray(posts.kind, [...ADMINISTRATORS])
