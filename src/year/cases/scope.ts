import { and, or, type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { type CaseState, cases, caseVersions, laws } from "#db/schema.ts"
import { not, oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, isAdministrator, isLeader } from "#src/office/people/actor.ts"
import { yearPlacesOf } from "#src/year/years/policy.ts"
import { bodySeenBy, keptBy, yearSeenBy } from "#src/year/years/scope.ts"
import type { Group } from "./register.ts"
import { CHECKED, OUT, SENT, WRITTEN } from "./workflow.ts"

type State = StateColumn<CaseState>

/** 已报送: with the office, or published by it. */
export const isSent = (state: State = cases.state): SQL => oneOf(state, SENT)

/** 已发布. */
export const isOut = (state: State = cases.state): SQL => oneOf(state, OUT)

/** The unit has it in hand. */
export const isWritten = (state: State = cases.state): SQL => oneOf(state, WRITTEN)

/** The office has it in hand: to be approved, or to be published. */
export const isWithOffice = (state: State = cases.state): SQL => oneOf(state, CHECKED)

/** Was not given up. */
export const isKept = (state: State = cases.state): SQL => not(oneOf(state, ["discarded"]))

/** The rows of one state, or of several that are told together. */
export function casesIn(picked: CaseState | Group): SQL {
  if (picked === "open") return isWritten()
  if (picked === "sent") return isSent()
  return picked === "out" ? isOut() : oneOf(cases.state, [picked])
}

/** The words that were sent: a condition on `case_versions`. */
const wereSent: SQL = oneOf(caseVersions.state, ["reported"])

const within = (ids: readonly number[]): SQL => sql`(select value from json_each(${JSON.stringify(ids)}))`

/** `readsWhole` as a condition on `cases` and `years`. */
const whole = (actor: Actor): SQL => sql`(${cases.unitId} in ${within(yearPlacesOf(actor))} or ${keptBy(actor)})`

/** Overlooks what the unit sends: leaders, and its 行业主管部门. */
const around = (actor: Actor): SQL => (isLeader(actor) ? sql`1` : bodySeenBy(actor))

/**
 * Which versions whoever sees a case reads, a condition on `case_versions` too: its unit and the office all of them; leaders and
 * the 行业主管部门 those that were sent; whoever reads it because it is out only what is out.
 */
export const versionsReadBy = (actor: Actor): SQL => sql`(${whole(actor)}
  or ${wereSent} and (${around(actor)} or ${caseVersions.number} = ${cases.latest}))`

/** What it is called for whoever sees it: who does not read every version knows it by the title that was sent last. */
export const titleReadBy = (actor: Actor) => sql<string>`case when ${whole(actor)} then ${cases.title} else coalesce(
  (select json_extract(${caseVersions.content}, '$.title') from ${caseVersions}
    where ${caseVersions.caseId} = ${cases.id} and ${wereSent} order by ${caseVersions.number} desc limit 1),
  ${cases.title}) end`

/**
 * Who sees a case, as a condition on `cases` joined with `years` and `bodies`: its unit and the office; once it was sent the
 * 行业主管部门 and leaders; once it is published everybody who takes part in the year.
 */
export function casesSeenBy(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  return (
    or(
      whole(actor),
      and(sql`${cases.reportedAt} is not null`, isKept(), around(actor)),
      and(isOut(), yearSeenBy(actor)),
    ) ?? sql`0`
  )
}

/** 待审案例 of whoever keeps the year: a condition on `cases` joined with `years`. */
export const awaitsOffice = (actor: Actor): SQL => sql`(${isWithOffice()} and ${keptBy(actor)})`

/** The text names the law of that row, in 《》, with or without 中华人民共和国. */
export const namesLaw = (text: SQLWrapper): SQL => sql`(
  instr(${text}, '《' || ${laws.title} || '》') > 0
  or instr(${text}, '《中华人民共和国' || ${laws.title} || '》') > 0
  or (${laws.title} like '中华人民共和国%' and instr(${text}, '《' || substr(${laws.title}, 8) || '》') > 0))`
