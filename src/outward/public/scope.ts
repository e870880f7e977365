import { and, or, type SQL, sql } from "drizzle-orm"
import {
  activities,
  cases,
  type DocumentState,
  documents,
  plans,
  type ReleaseState,
  releases,
  releaseVersions,
  years,
} from "#db/schema.ts"
import { not, oneOf, type StateColumn, stateOf } from "#db/states.ts"
import { type Actor, isAdministrator, isLeader, unitsOf } from "#src/office/people/actor.ts"
import { isWithdrawn, visibleTo, wasIssued } from "#src/plans/plan/scope.ts"
import { isOtherThanAt } from "#src/year/appraisals/scope.ts"
import { isOut as isCaseOut } from "#src/year/cases/scope.ts"
import { isRecorded } from "#src/year/documents/scope.ts"
import { yearSeenBy } from "#src/year/years/scope.ts"
import { AT_ADDRESS, CURRENT, FINDABLE, OPEN, WAS_OUT } from "./workflow.ts"

type State = StateColumn<ReleaseState>

/** On its way to be released. */
export const isOpen = (state: State = releaseVersions.state): SQL => oneOf(state, OPEN)

/** Waits for a second person. */
export const isPrepared = (state: State = releaseVersions.state): SQL => oneOf(state, ["prepared"])

/** Everybody can read it now. */
export const isReleased = (state: State = releaseVersions.state): SQL => oneOf(state, ["released"])

/** Everybody could read it once. */
export const wasOut = (state: State = releaseVersions.state): SQL => oneOf(state, WAS_OUT)

/** Stands at its address, as a text or as a note. */
export const isAtAddress = (state: State = releaseVersions.state): SQL => oneOf(state, AT_ADDRESS)

/** Stands at its address, or is on its way there. */
export const isFindable = (state: State = releaseVersions.state): SQL => oneOf(state, FINDABLE)

/**
 * A plan that may be shown to everybody: marked 公开, issued and not withdrawn. Asked when a version is prepared, when it is
 * released and each time that it is shown, so that a plan marked 内部 or 工作秘密 since is shown no more. On `plans`.
 */
export const isPublicPlan = (): SQL => sql`(${plans.handling} = 'public' and ${wasIssued()} and ${not(isWithdrawn())})`

const ofPlan = (condition: SQL): SQL => sql`(${releases.planId} is null or exists (
  select 1 from ${plans} where ${plans.id} = ${releases.planId} and ${condition}))`

/** Its title and notes may be told: it is about no plan, or about one that is 公开. A condition on `releases`. */
export const mayBeNamed = (): SQL => ofPlan(sql`${plans.handling} = 'public'`)

/** Its newest list that was recorded was not taken off: a condition on `documents`. */
export const isListOut = (): SQL =>
  oneOf<DocumentState>(
    sql`(select v.state from document_versions v where v.document_id = ${documents.id} and ${isRecorded(stateOf("v"))}
      order by v.number desc limit 1)`,
    ["recorded", "released"],
  )

/** Its words may be shown: what it is about is still for everybody. A condition on `releases`. */
export const mayBeShown = (): SQL => sql`(${ofPlan(isPublicPlan())} and (${releases.caseId} is null or exists (
  select 1 from ${cases} where ${cases.id} = ${releases.caseId} and ${isCaseOut()}))
  and (${releases.documentId} is null or exists (
    select 1 from ${documents} where ${documents.id} = ${releases.documentId} and ${isListOut()})))`

/** The office whose release it is: a condition on `releases` joined with `years` and `plans`. */
export const officeId = sql<number>`coalesce(${years.officeId}, ${plans.supervisingUnitId})`

/** A supervisor of that office. */
export const releasedBy = (actor: Actor): SQL =>
  sql`${officeId} in (select value from json_each(${JSON.stringify(unitsOf(actor, "supervisor"))}))`

/** Results of 履职评议 were changed since it was prepared of them: a condition on `releases` and `release_versions`. */
export const isOutdated = (): SQL => sql`(${releases.kind} = 'appraisal' and ${oneOf(releaseVersions.state, CURRENT)}
  and ${isOtherThanAt(releases.year, releaseVersions.preparedAt)})`

/** Waits for a second person, and the actor is one. */
export const awaitsChecker = (actor: Actor): SQL =>
  sql`(${isPrepared()} and ${releasedBy(actor)} and ${releaseVersions.preparedById} <> ${actor.id})`

/** The office and leaders see every version; whoever takes part what everybody can read, or could. */
export function versionSeenBy(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  if (isLeader(actor)) return sql`1`
  return or(releasedBy(actor), and(wasOut(), or(yearSeenBy(actor), visibleTo(actor)))) ?? sql`0`
}

/** The host of an activity has its 年度普法计划 recorded: a condition on `activities`. */
export const hasRecordedPlan = (): SQL => sql`exists (
  select 1 from documents d inner join document_versions v on v.document_id = d.id
  where d.year = ${activities.year} and d.unit_id = ${activities.unitId} and d.kind = 'year_plan'
    and ${isRecorded(stateOf("v"))})`
