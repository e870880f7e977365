import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import {
  type Appraisal,
  type AppraisalDraw,
  type AppraisalJuror,
  type AppraisalRecord,
  type AppraisalRuling,
  type AppraisalTarget,
  appraisalRecords,
  appraisals,
  appraisalTargets,
  type Standard,
  standards,
  suggestions,
} from "#db/schema.ts"
import { oneOf, type StateColumn, stateOf } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { bodySeenBy, keptBy, yearSeenBy } from "#src/year/years/scope.ts"
import { BEFORE_OUT, BEGUN, DECIDED, FALSE_OR_NOT, OBJECTING, OUT, PANEL, SELF, UNSUBMITTED } from "./workflow.ts"

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

/** Its stages are not over: what it came to is not announced yet. */
export const isUnsettled = (state: StateColumn<Appraisal["state"]> = appraisals.state): SQL => oneOf(state, BEFORE_OUT)

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

/** The number of what the unit of a target said last against its result. */
export const lastObjection = (targetId: SQLWrapper): SQL =>
  sql`(select max(r.number) from appraisal_rulings r where r.target_id = ${targetId} and r.kind = 'objected')`

/** The unit of a target objects, and it is for the actor's office to decide: a condition on `appraisals` and `years`. */
export const awaitsReview = (actor: Actor, targetId: SQLWrapper): SQL =>
  sql`(${keptBy(actor)} and ${isDecidedOn()} and ${isObjected(targetId)})`

/** Results are objected to and decided on. */
export const isDecidedOn = (state: StateColumn<Appraisal["state"]> = appraisals.state): SQL => oneOf(state, DECIDED)

/** Units may object for so many days after 公布: the last of them. */
export const objectsUntil = (): SQL =>
  sql`date(${appraisals.publishedOn}, '+' || coalesce(json_extract(${appraisals.rules}, '$.objectionDays'), ${DEFAULTS.objectionDays}) || ' days')`

/** What was decided last, of these kinds, on the unit of a target until an instant: null, nothing. */
const lastOf = (
  kinds: readonly [AppraisalRuling["kind"], ...AppraisalRuling["kind"][]],
  said: SQL,
  until?: SQLWrapper,
): SQL =>
  sql`(select ${said} from appraisal_rulings r where r.target_id = t.id and ${oneOf(kindOf, kinds)}
    ${until ? sql`and r.at <= ${until}` : sql``} order by r.number desc limit 1)`

const falsified = (until?: SQLWrapper): SQL =>
  sql`coalesce(${lastOf(FALSE_OR_NOT, sql`r.kind`, until)} = 'falsified', 0)`
const corrected = (until?: SQLWrapper): SQL => lastOf(["corrected"], sql`r.points`, until)

/** Some result of a year is another than it was at an instant; one that has come back to what it was is not. */
export const isOtherThanAt = (year: SQLWrapper, at: SQLWrapper): SQL =>
  sql`exists (select 1 from appraisal_targets t where t.year = ${year}
    and (${falsified()} <> ${falsified(at)} or ${corrected()} is not ${corrected(at)}))`

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

const SOURCE = "年履职评议"
/** From where 限期整改 of a year's results come. */
export const sourceOf = (year: number): string => `${year}${SOURCE}`

/** Came of the results of a target: a condition on `suggestions` and `appraisal_targets`. */
export const cameOf = (): SQL => sql`(${suggestions.year} = ${appraisalTargets.year}
  and ${suggestions.unitId} = ${appraisalTargets.unitId} and ${suggestions.source} = ${appraisalTargets.year} || ${SOURCE})`

/** Was not taken back: a condition on `appraisal_records`. */
export const recordStands = (): SQL => sql`${appraisalRecords.discardWhy} = ''`

/** Notes are seen with the sheet, 社会评议 with the results: a condition on all that stands around it. */
export const recordSeenBy = (actor: Actor): SQL => sql`(${targetSeenBy(actor)}
  and (${appraisalRecords.kind} = 'note' or ${keptBy(actor)} or ${oneOf(appraisals.state, OUT)}))`

type Noted = Pick<AppraisalRecord, "targetId" | "kind" | "criterion" | "happenedOn" | "points" | "text">

/** Exactly that was recorded of the target already, and stands. */
export const isNoted = ({ targetId, kind, criterion, happenedOn, points, text }: Noted): SQL =>
  sql`exists (select 1 from appraisal_records r where r.target_id = ${targetId} and r.kind = ${kind}
    and r.criterion = ${criterion} and r.happened_on = ${happenedOn} and r.points = ${points} and r.text = ${text}
    and r.discard_why = '')`
