import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { apiTokens, type Plan, people, plans, posts, sessions } from "#db/schema.ts"
import { not, oneOf, type StateColumn } from "#db/states.ts"
import type { Standing } from "#src/office/people/actor.ts"
import { RUNNING } from "./running.ts"

/* Under which conditions an act lands, and who is told of the trail's seal. */

/** Issued and not ended: only such a plan asks anybody for anything. */
export const isRunning = (state: StateColumn<Plan["state"]> = plans.state): SQL => oneOf(state, RUNNING)

/** No longer issued, or not yet, as a condition on `plans`. */
export const isAtRest: SQL = not(isRunning())

/** The plan that an act is about, by its id, has ended: nothing is done in it any more. */
export const hasEnded = (planId: number | SQL): SQL => sql`exists (
  select 1 from ${plans} where ${plans.id} = ${planId} and ${isAtRest})`

/** By what anybody asks: sessions, and the tokens of programs. */
const OPEN: SQL = sql`(select token_hash, person_id from ${sessions} union all
  select hash, person_id from ${apiTokens} where revoked_at is null)`

/** The session has ended or the token was revoked, or the account is no longer in use. */
export const isSignedOut = ({ tokenHash }: Standing): SQL => sql`not exists (
  select 1 from ${OPEN} s join ${people} p on p.id = s.person_id where s.token_hash = ${tokenHash} and p.active)`

/** One of the posts that were held when the request came has ended, or the person works elsewhere now. */
export const hasLostPost = ({ tokenHash, workplaceId, postIds }: Standing, today: string): SQL => {
  const moved = sql`exists (select 1 from ${OPEN} s join ${people} p on p.id = s.person_id
    where s.token_hash = ${tokenHash} and p.unit_id is not ${workplaceId})`
  if (postIds.length === 0) return moved
  const held = sql.join([...postIds], sql`, `)
  return sql`(${moved} or exists (select 1 from ${posts} o where o.id in (${held}) and o.until_on < ${today}))`
}

/** A person who is 审计管理员 on that day. */
export const isAuditor = (person: SQLWrapper, today: string) => sql<boolean>`exists (select 1 from posts p
  where p.person_id = ${person} and p.kind = 'auditor' and p.from_on <= ${today}
    and (p.until_on is null or p.until_on >= ${today}))`
