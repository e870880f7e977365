import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { type DocumentState, duties, dutyTexts } from "#db/schema.ts"
import { oneOf, type StateColumn, stateOf } from "#db/states.ts"
import { type Actor, isAdministrator } from "#src/office/people/actor.ts"
import { hasLeft, isRecorded } from "#src/year/documents/scope.ts"
import { yearPlacesOf } from "#src/year/years/policy.ts"
import { bodySeenBy } from "#src/year/years/scope.ts"
import { ASKED } from "./gaps.ts"
import type { DutyView } from "./lists.ts"

const among = (column: SQLWrapper, ids: readonly number[]): SQL =>
  sql`${column} in (select value from json_each(${JSON.stringify(ids)}))`

/** `isOpenList` as a condition on the newest version of the list's 报备文件. */
export const isDrafted = (state: StateColumn<DocumentState>): SQL => oneOf(state, ["draft"])

/** The list of a body is with its head, with the office or recorded: nothing in it changes now. */
export const isShut = (year: number | SQLWrapper, unitId: number | SQLWrapper): SQL => sql`exists (
  select 1 from documents sd join document_versions sv on sv.document_id = sd.id and sv.number = sd.latest
  where sd.year = ${year} and sd.unit_id = ${unitId} and sd.kind = 'duty_list' and not ${isDrafted(stateOf("sv"))})`

/** A row of `filed_duties` that is called so is of the last list that left the unit. */
const isOfLast = (filed: string): SQL => sql`(${sql.raw(`${filed}.number`)}, ${sql.raw(`${filed}.sending`)}) = (
  select lt.number, lt.sending from document_texts lt where lt.document_id = ${sql.raw(`${filed}.document_id`)}
    and ${hasLeft(sql`lt.filed_on`)} order by lt.number desc, lt.sending desc limit 1)`

/** The wording stands in the last list that left the unit. */
export const isFiledLast = (): SQL => sql`exists (select 1 from filed_duties fl where fl.duty_id = ${dutyTexts.dutyId}
  and fl.text_number = ${dutyTexts.number} and ${isOfLast("fl")})`

/**
 * The wording stands in the newest list that was recorded: what may be shown to whoever is outside. A condition on
 * `duty_texts`.
 */
export const isRecordedLast = (): SQL => sql`exists (select 1 from filed_duties fr
  where fr.duty_id = ${dutyTexts.dutyId} and fr.text_number = ${dutyTexts.number}
    and (fr.number, fr.sending) = (select rv.number, rv.sendings from document_versions rv
      where rv.document_id = fr.document_id and ${isRecorded(stateOf("rv"))} order by rv.number desc limit 1))`

/** Stands in the list that is being written: a condition on `duties`. */
export const isListed = (): SQL => sql`${duties.struckOn} is null`

/** Of the actor's own unit, which reads what is being written. */
export const isOwnDuty = (actor: Actor): SQL => among(duties.unitId, yearPlacesOf(actor))

/**
 * The wording in which the actor reads an item: its own unit the newest, everybody else who sees the body, and a unit that
 * leads it too, the one that was filed last. What never left its unit is nobody else's. A condition on `duties`,
 * `duty_texts`, `bodies` and `years`, of which one row at most holds of each item.
 */
export function dutyReadBy(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  const own = isOwnDuty(actor)
  const leads = sql`exists (select 1 from json_each(${dutyTexts.leadIds}) le
    where le.value in (select value from json_each(${JSON.stringify(yearPlacesOf(actor))})))`
  return sql`((${own} and ${dutyTexts.number} = ${duties.latest})
    or (not ${own} and (${bodySeenBy(actor)} or ${leads}) and ${isFiledLast()}))`
}

/** What of a year's lists was filed last, as its office reads it whoever it is besides: a condition on `bodies` and `years` too. */
export const filedDutySeenBy = (actor: Actor): SQL => sql`(${bodySeenBy(actor)} and ${isFiledLast()})`

/** Of an item that its own unit has taken out of the list: nobody else knows of it yet. */
export const isStruck = (actor: Actor): SQL => sql`(${isOwnDuty(actor)} and ${duties.struckOn} is not null)`

/** Lacks something that is asked of it: `gapsOf` as a condition. */
export const hasGaps = (): SQL =>
  sql`(${dutyTexts.applies} and (${dutyTexts.timing} is null or ${sql.join(
    ASKED.map((name) => sql`trim(${dutyTexts[name]}) = ''`),
    sql` or `,
  )}))`

/** 责任划分不明: `unclearIn` as a condition. */
export const isUnclear = (): SQL => sql`(${dutyTexts.applies} and (json_array_length(${dutyTexts.leadIds}) = 0
  or (json_array_length(${dutyTexts.leadIds}) > 1 and ${dutyTexts.firstId} is null)))`

/** Names a law that is repealed on a day. Items have the short titles of laws. */
export const hasRepealed = (today: string): SQL => sql`(${dutyTexts.applies} and exists (
  select 1 from json_each(${dutyTexts.laws}) na join laws re on re.title in (na.value, '中华人民共和国' || na.value)
  where re.repealed_on <= ${today}))`

/** Applies, and has a day of its own: what has a rhythm has none. */
export const hasDay = (): SQL => sql`(${dutyTexts.applies} and ${dutyTexts.timing} <> 'rhythm')`

/** The last year before one in which the unit had a list. */
const lastYearOf = (year: number): SQL => sql`(select max(ly.year) from duties ly
  where ly.unit_id = ${duties.unitId} and ly.year < ${year} and ly.struck_on is null)`

/** Stood in the last list of the unit before a year, and was not carried over into that year yet. */
export const isCarriable = (year: number): SQL => sql`(${isListed()} and ${duties.year} = ${lastYearOf(year)}
  and not exists (select 1 from duties ca where ca.from_id = ${duties.id} and ca.year = ${year}))`

const ofView = (view: DutyView, today: string): SQL => {
  if (view === "gaps") return hasGaps()
  if (view === "unclear") return isUnclear()
  if (view === "repealed") return hasRepealed(today)
  return view === "exempt" ? sql`not ${dutyTexts.applies}` : sql`1`
}

/** The rows of a view of the register. */
export const dutiesIn = (actor: Actor, view: DutyView, today: string): SQL =>
  view === "struck" ? isStruck(actor) : sql`(${ofView(view, today)} and not ${isStruck(actor)})`
