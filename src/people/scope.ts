import { inArray, type SQL, sql } from "drizzle-orm"
import { posts } from "#db/schema.ts"
import { type Actor, isAdministrator, placesOf } from "./actor.ts"
import { seesAllContacts } from "./policy.ts"

/** `seesContacts` as a condition on `posts`. Undefined: no limit. */
export function contactsSeenBy(actor: Actor): SQL | undefined {
  if (seesAllContacts(actor)) return undefined
  const places = isAdministrator(actor) ? [] : placesOf(actor)
  return places.length > 0 ? inArray(posts.unitId, places) : sql`0`
}
