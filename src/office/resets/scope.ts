import { type SQL, sql } from "drizzle-orm"
import { type Reset, resets } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import { TWO_PERSON_POSTS } from "./policy.ts"
import { OPEN } from "./workflow.ts"

/** Something may still come of it. */
export const isOpen = (state: StateColumn<Reset["state"]> = resets.state): SQL => oneOf(state, OPEN)

/** `needsSecond` of what somebody holds on a day or is to hold. */
export const holdsTwoPersonPost = (personId: number | SQL, today: string): SQL => sql`exists (
  select 1 from posts tp where tp.person_id = ${personId} and (tp.until_on is null or tp.until_on >= ${today})
    and tp.kind in (select value from json_each(${JSON.stringify(TWO_PERSON_POSTS)})))`
