import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import {
  type Appraisal,
  type AppraisalDraw,
  type AppraisalJuror,
  type AppraisalRecord,
  type AppraisalRuling,
  type AppraisalTarget,
  appraisalRulings,
  appraisals,
  appraisalTargets,
  type Standard,
  standards,
} from "#db/schema.ts"
import { oneOf, type StateColumn, stateOf } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { bodySeenBy, keptBy, yearSeenBy } from "#src/year/years/scope.ts"
import { BEGUN, CHANGING, OBJECTING, PANEL, SELF, UNSUBMITTED } from "./workflow.ts"

/** Is opened: units may be scored by it. */
export const isOpen = (state: StateColumn<Standard["state"]> = standards.state): SQL => oneOf(state, ["open"])

/** A standard is seen with its year, as long as it is a draft by its office alone: a condition on `standards` and `years`. */
export const standardSeenBy = (actor: Actor): SQL => sql`(${keptBy(actor)} or ${isOpen()} and ${yearSeenBy(actor)})`

/** Has begun: until then a cycle is its office's alone. */
export const hasBegun = (state: StateColumn<Appraisal["state"]> = appraisals.state): SQL => oneOf(state, BEGUN)

/** 自查自评: units write on their sheets. */
export const isOfSelf = (state: StateColumn<Appraisal["state"]> = appraisals.state): SQL => oneOf(state, SELF)

/** Its unit sees its own sheet, its 行业主管部门, the office and leaders too: a condition on `appraisals`, `years` and `bodies`. */
export const targetSeenBy = (actor: Actor): SQL => sql`(${keptBy(actor)} or ${hasBegun()} and ${bodySeenBy(actor)})`

/** The unit has not submitted its sheet, or it came back. */
export const isUnsubmitted = (state: StateColumn<AppraisalTarget["state"]> = appraisalTargets.state): SQL =>
  oneOf(state, UNSUBMITTED)

/** 集中评议: jurors score. */
export const takesBallots = (state: StateColumn<Appraisal["state"]> = appraisals.state): SQL => oneOf(state, PANEL)

/** The cycle of a year has left these stages while somebody was at it: what was to be written then does not land. */
export const hasLeft = (year: number, states: readonly [Appraisal["state"], ...Appraisal["state"][]]): SQL =>
  sql`not exists (select 1 from appraisals s where s.id = ${year} and ${oneOf(stateOf("s"), states)})`

/** Those of a year's last draw, as JSON: that one counts. */
export const lastDrawn = (year: SQLWrapper | number) =>
  sql<string | null>`(select w.drawn from appraisal_draws w where w.year = ${year} order by w.number desc limit 1)`

/** Was drawn last. */
export const isDrawn = (year: SQLWrapper | number, unitId: SQLWrapper | number): SQL =>
  sql`exists (select 1 from json_each(${lastDrawn(year)}) d where d.value = ${unitId})`

/** The key of a juror's link is no longer this one. */
export const hasOtherKey = (jurorId: number, keyHash: string): SQL =>
  sql`not exists (select 1 from appraisal_jurors j where j.id = ${jurorId} and j.key_hash = ${keyHash})`

/** Targets of a year. */
export const targetsOf = (year: number): SQL => sql`(select id from appraisal_targets where year = ${year})`

const kindOf = sql<AppraisalRuling["kind"]>`r.kind`

/** `isObjected` of a target. */
export const isObjected = (targetId: SQLWrapper): SQL => sql`(select r.kind from appraisal_rulings r
  where r.target_id = ${targetId} and ${oneOf(kindOf, OBJECTING)} order by r.number desc limit 1) = 'objected'`

/** The same of any target of a year. */
export const isObjectedIn = (year: number): SQL =>
  sql`exists (select 1 from appraisal_targets o where o.year = ${year} and ${isObjected(sql`o.id`)})`

/** Changes a result that stood: a condition on `appraisal_rulings`. */
export const changesResult = (): SQL => oneOf(appraisalRulings.kind, CHANGING)

/** Some juror has scored somebody of the year. */
export const isScored = (year: number): SQL =>
  sql`exists (select 1 from appraisal_ballots b where b.target_id in ${targetsOf(year)})`

/** There is a later draw of the year. */
export const newerDraw = ({ year, number }: Pick<AppraisalDraw, "year" | "number">): SQL =>
  sql`exists (select 1 from appraisal_draws w where w.year = ${year} and w.number > ${number})`

/** Exactly that juror has a link already. */
export const isNamed = (
  year: number,
  { name, kind, conflicts }: Pick<AppraisalJuror, "name" | "kind" | "conflicts">,
): SQL =>
  sql`exists (select 1 from appraisal_jurors j where j.year = ${year} and j.name = ${name} and j.kind = ${kind}
    and j.conflicts = ${JSON.stringify(conflicts)} and j.key_hash is not null)`

type Noted = Pick<AppraisalRecord, "targetId" | "kind" | "criterion" | "happenedOn" | "points" | "text">

/** Exactly that was recorded of the target already, and stands. */
export const isNoted = ({ targetId, kind, criterion, happenedOn, points, text }: Noted): SQL =>
  sql`exists (select 1 from appraisal_records r where r.target_id = ${targetId} and r.kind = ${kind}
    and r.criterion = ${criterion} and r.happened_on = ${happenedOn} and r.points = ${points} and r.text = ${text}
    and r.discard_why = '')`
