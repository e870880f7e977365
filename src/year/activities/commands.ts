import { eq, inArray, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import {
  type Activity,
  type ActivityStage,
  type ActivityState,
  activities,
  activityLaws,
  activityLists,
  activityUnits,
  activityUses,
  laws,
} from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { changeEvidence } from "#src/reports/evidence/commands.ts"
import type { Room } from "#src/reports/evidence/staging.ts"
import type { EvidenceChange } from "#src/reports/evidence/statements.ts"
import { saveReportDraft } from "#src/reports/report/commands.ts"
import type { FoundReport } from "#src/reports/report/queries.ts"
import { standingWords } from "#src/reports/report/words.ts"
import type { Action } from "#src/trail/actions.ts"
import { type By, newestId, nextSubject, record, recordOnce } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { titlesOf } from "#src/year/laws/naming.ts"
import { entersFor, keepsYear } from "#src/year/years/policy.ts"
import type { YearChoices } from "./choices_queries.ts"
import { type Lists, wordsIn } from "./lists.ts"
import { columnsOf, type Numbers } from "./numbers.ts"
import { mayChange, mayEnter, mayTell } from "./policy.ts"
import type { ActivitiesToTake, FoundActivity } from "./queries.ts"
import { MOST_ROWS } from "./rows.ts"
import { withWords } from "./telling.ts"
import { type ActivityMove, canMove, isKept, MOVES } from "./workflow.ts"

/** What a unit says of an activity. */
export type ActivityWords = {
  kind: string
  title: string
  fromOn: string
  untilOn: string | null
  joint: number[]
  /** Titles, as they were typed. */
  laws: string[]
  audience: string
  place: string
  venue?: number | null
  channels: string[]
  otherChannel: string
  tags: string[]
  stage: ActivityStage | null
  topic: string
  keyDay: number | null
  note: string
} & Numbers

type Days = Pick<ActivityWords, "fromOn" | "untilOn">

const lastOf = ({ fromOn, untilOn }: Days): string => untilOn ?? fromOn

/** A day that has not come was not held on; one that is over is not planned. */
export function daysFit(state: Activity["state"], days: Days, today: string): Problems | null {
  if (lastOf(days) < days.fromOn) return { untilOn: ["结束日期不能早于开始日期"] }
  if (yearOf(lastOf(days)) !== yearOf(days.fromOn)) return { untilOn: ["跨年的活动请按年度分两次登记"] }
  if (state === "held" && days.fromOn > today) return { fromOn: ["日期还没有到：请改日期，或选「拟开展」"] }
  if (state === "planned" && lastOf(days) < today) return { fromOn: ["日期已经过去：请改日期，或选「已开展」"] }
  return null
}

/** What of the words the year does not offer; `kept`: what the activity has already, which may have left the lists. */
export function wordsFit(
  year: Pick<YearChoices, "units" | "lists" | "days" | "venues">,
  unitId: number,
  words: Pick<ActivityWords, "kind" | "joint" | "tags" | "keyDay" | "otherChannel" | "channels" | "venue">,
  kept: Pick<Activity, "kind" | "tags" | "keyDayId" | "venueId"> & { joint: readonly number[] } = NOTHING_KEPT,
): Problems | null {
  const problems: Problems = {}
  const { lists } = year
  if (![...lists.kinds, kept.kind].includes(words.kind)) problems.kind = ["请从列表中选择活动形式"]
  if (words.tags.some((tag) => ![...lists.tags, ...kept.tags].includes(tag))) problems.tags = ["请从列表中勾选"]
  const partners = new Set([...year.units.filter(({ hasLeft }) => !hasLeft).map(({ id }) => id), ...kept.joint])
  if (words.joint.some((id) => !partners.has(id))) problems.joint = ["请从本年度的责任单位中勾选"]
  if (words.joint.includes(unitId)) problems.joint = ["主办单位不必再勾选为联合单位"]
  const days = [...year.days.map(({ day }) => day.id), kept.keyDayId]
  if (words.keyDay !== null && !days.includes(words.keyDay)) problems.keyDay = ["请从本年度的普法节点中选择"]
  const venues = [null, kept.venueId, ...year.venues.map(({ id }) => id)]
  if (!venues.includes(words.venue ?? null)) problems.venue = ["请从在用阵地中选择"]
  return Object.keys(problems).length > 0 ? problems : null
}

const NOTHING_KEPT = { kind: "", tags: [], keyDayId: null, venueId: null, joint: [] }

/** The year in which the days lie, if the unit takes part in it; otherwise what is to be said of that. */
export function yearFor(
  years: readonly YearChoices[],
  unitId: number,
  fromOn: string,
): { year: YearChoices } | { problems: Problems } {
  const year = years.find((one) => one.year === yearOf(fromOn))
  if (!year) return { problems: { fromOn: [`${yearOf(fromOn)}年的普法年度还没有开启，请联系普法办`] } }
  if (year.own.some(({ id }) => id === unitId)) return { year }
  return { problems: { unit: [`请选择参加${year.year}年普法年度的本单位`] } }
}

const columnsFor = (words: ActivityWords, { lists, venues }: Pick<YearChoices, "lists" | "venues">) => ({
  kind: words.kind,
  themed: lists.themed.includes(words.kind),
  title: words.title,
  fromOn: words.fromOn,
  untilOn: lastOf(words),
  audience: words.audience,
  place: words.place || (venues.find(({ id }) => id === words.venue)?.name ?? ""),
  venueId: words.venue ?? null,
  channels: [
    ...new Set([...words.channels, ...words.otherChannel.split(/[、，,;；]+/)].map((one) => one.trim())),
  ].filter(Boolean),
  tags: words.tags,
  stage: words.stage,
  topic: words.topic,
  keyDayId: words.keyDay,
  note: words.note,
  ...columnsOf(words),
})

type Db = Database["db"]
type Id = number | SQL<number>

const unitRows = (db: Db, activityId: Id, hostId: number, joint: readonly number[]): BatchItem<"sqlite">[] => [
  db
    .insert(activityUnits)
    .values([
      { activityId, unitId: hostId, role: "host" },
      ...[...new Set(joint)].map((unitId) => ({ activityId, unitId, role: "joint" as const })),
    ]),
]

/** The laws in their order, each once; one that nobody has entered stays as it was typed. */
function lawRows(db: Db, activityId: Id, titles: readonly string[]): BatchItem<"sqlite">[] {
  const [first, ...rest] = titles.map((title, position) => ({
    activityId,
    position,
    title,
    lawId: sql<number | null>`(select min(id) from ${laws} where ${inArray(laws.title, titlesOf(title))})`,
  }))
  return first ? [db.insert(activityLaws).values([first, ...rest])] : []
}

type Entered = {
  unitId: number
  state: Extract<ActivityState, "held" | "planned">
  words: ActivityWords
  /** Stands though the year's list has it no more. */
  keptKind?: string
}

/** 登记活动: one that was held, or one that is to come. Resolves with its id. */
export async function enterActivity(database: Database, year: YearChoices, entered: Entered, by: By): Promise<number> {
  const { act, inserted, more } = activityEntered(database, year, entered, by)
  const [[created]] = await record(database, by, [act], [inserted, ...more])
  return created?.id ?? 0
}

/** The event of an activity that is entered and what it writes, for whoever enters one in the course of something else. */
export function activityEntered(
  database: Database,
  year: YearChoices,
  { unitId, state, words, keptKind = "" }: Entered,
  by: By,
) {
  if (!mayEnter(by.actor, year, unitId) || !year.own.some(({ id }) => id === unitId)) throw forbidden()
  ensureFits(daysFit(state, words, by.today) ?? wordsFit(year, unitId, words, { ...NOTHING_KEPT, kind: keptKind }))
  const { db } = database
  const names = [unitId, ...words.joint].map((id) => year.units.find((unit) => unit.id === id)?.shortName ?? "")
  return {
    act: {
      action: "activity_entered" as const,
      subject: nextSubject("activity", activities),
      version: 1,
      particulars: { to: state, title: words.title, on: words.fromOn, units: names.join("、") },
    },
    inserted: db
      .insert(activities)
      .values({
        ...columnsFor(words, year),
        year: year.year,
        unitId,
        state,
        byOffice: !entersFor(by.actor, unitId) && keepsYear(by.actor, year),
        enteredById: by.actor.id,
        enteredAt: by.at,
      })
      .returning({ id: activities.id }),
    more: [
      ...unitRows(db, newestId(activities), unitId, words.joint),
      ...lawRows(db, newestId(activities), words.laws),
    ],
  }
}

const subjectOf = (id: number) => `activity:${id}`

function ensureMine({ activity, year }: FoundActivity, by: By) {
  if (!mayChange(by.actor, year, activity)) throw forbidden()
}

function ensureKept({ activity }: FoundActivity) {
  if (!isKept(activity.state)) throw conflict("wrong_state", { state: activity.state, noun: "activity" })
}

/** One event of the activity, and what changes of it. */
const stepOf = (
  database: Database,
  { activity }: Pick<FoundActivity, "activity">,
  action: Action,
  particulars: Record<string, unknown>,
  changes: Partial<Activity>,
) => step(database, activities, activity, { action, subject: subjectOf(activity.id), particulars }, changes)

/** What was there already, and may stay though the lists have changed since. */
export const keptOf = ({ activity, units }: Pick<FoundActivity, "activity" | "units">) => ({
  ...activity,
  joint: units.filter(({ role }) => role === "joint").map(({ id }) => id),
})

/** Of what was held nothing lies ahead; what is planned may have passed meanwhile, and is then to be held or cancelled. */
export function revisionFits(found: FoundActivity, words: ActivityWords, today: string): Problems | null {
  const { activity, choices } = found
  if (yearOf(words.fromOn) !== activity.year)
    return { fromOn: [`请填写${activity.year}年的日期，其他年份的活动请另行登记`] }
  const isMoved = words.fromOn !== activity.fromOn || lastOf(words) !== activity.untilOn
  return (
    (isMoved ? daysFit(activity.state, words, today) : null) ?? wordsFit(choices, activity.unitId, words, keptOf(found))
  )
}

/** Puts right what was entered; what it said before stays in the trail. */
export async function reviseActivity(database: Database, found: FoundActivity, words: ActivityWords, by: By) {
  ensureMine(found, by)
  ensureKept(found)
  ensureFits(revisionFits(found, words, by.today))
  const { activity, choices } = found
  const { db } = database
  // Of a kind that has left the list it stays what it was.
  const themed = words.kind === activity.kind ? activity.themed : choices.lists.themed.includes(words.kind)
  const columns = { ...columnsFor(words, choices), themed }
  const { act, change } = stepOf(database, found, "activity_revised", changedIn(activity, columns), columns)
  await record(
    database,
    by,
    [act],
    [
      change,
      db.delete(activityUnits).where(eq(activityUnits.activityId, activity.id)),
      ...unitRows(db, activity.id, activity.unitId, words.joint),
      db.delete(activityLaws).where(eq(activityLaws.activityId, activity.id)),
      ...lawRows(db, activity.id, words.laws),
    ],
  )
}

/** What is different: of each column what it was and what it is. */
function changedIn(before: Activity, after: Partial<Activity>) {
  const names = (Object.keys(after) as (keyof Activity)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  return Object.fromEntries(names.map((name) => [name, { before: before[name], after: after[name] ?? null }]))
}

const ACTION_OF: Record<ActivityMove, Action> = {
  hold: "activity_held",
  cancel: "activity_cancelled",
  discard: "activity_discarded",
}

async function move(
  database: Database,
  found: FoundActivity,
  name: ActivityMove,
  by: By,
  particulars: Record<string, unknown>,
  changes: Partial<Activity>,
) {
  ensureMine(found, by)
  const { state } = found.activity
  if (!canMove(state, name)) throw conflict("wrong_state", { state, noun: "activity" })
  const { to } = MOVES[name]
  const told = { from: state, to, ...particulars }
  const { act, change } = stepOf(database, found, ACTION_OF[name], told, { ...changes, state: to })
  await record(database, by, [act], [change])
}

export type Held = Days & { place: string } & Numbers

export function holdingFits({ activity }: Pick<FoundActivity, "activity">, held: Held, today: string): Problems | null {
  if (yearOf(held.fromOn) !== activity.year)
    return { fromOn: [`请填写${activity.year}年的日期，其他年份的活动请另行登记`] }
  return daysFit("held", held, today)
}

/** 登记开展情况: what was planned was held, when and with what numbers. */
export async function holdActivity(database: Database, found: FoundActivity, held: Held, by: By) {
  ensureFits(holdingFits(found, held, by.today))
  const days = { fromOn: held.fromOn, untilOn: lastOf(held) }
  await move(database, found, "hold", by, { on: held.fromOn }, { ...days, place: held.place, ...columnsOf(held) })
}

/** 取消 of what was planned. */
export const cancelActivity = (database: Database, found: FoundActivity, reason: string, by: By) =>
  move(database, found, "cancel", by, { remark: reason }, { reason })

/** 作废: entered by mistake or twice; it stays to be read and counts nowhere. */
export const discardActivity = (database: Database, found: FoundActivity, reason: string, by: By) =>
  move(database, found, "discard", by, { remark: reason }, { reason })

export type Effect = Pick<Activity, "effect" | "effectMeasure">

/** 普法效果: told of what was held, whenever it shows. */
export async function tellEffect(database: Database, found: FoundActivity, effect: Effect, by: By) {
  ensureMine(found, by)
  const { state } = found.activity
  if (state !== "held") throw conflict("wrong_state", { state, noun: "activity" })
  const { act, change } = stepOf(database, found, "activity_effect_told", { remark: effect.effect }, effect)
  await record(database, by, [act], [change])
}

/**
 * 写进本期进展: the words stand below what the draft says already; whoever saved it meanwhile is not written over
 * (`DraftConflict`). What was reported last and came back counts as what the draft says.
 */
export async function tellInReport(
  database: Database,
  found: FoundActivity,
  report: FoundReport,
  text: string,
  by: By,
) {
  if (!mayTell(by.actor, found)) throw forbidden()
  const { activity, uses } = found
  const { assignment, round, draft } = report
  const key = { activityId: activity.id, assignmentId: assignment.id, roundId: round.id }
  if (uses.some((one) => one.assignmentId === assignment.id && one.round.number === round.number)) {
    throw conflict("activity_told_already")
  }
  const written = standingWords({ report: report.report, draft, words: report.versions.at(-1) ?? null })
  const words = {
    achieved: withWords(written?.achieved ?? "", text),
    problems: written?.problems ?? "",
    nextSteps: written?.nextSteps ?? "",
    hasDifficulty: written?.hasDifficulty ?? false,
    stageId: draft?.stageId ?? null,
    unchanged: false,
  }
  const told = { task: report.task.label, round: round.name }
  const { act, change } = stepOf(database, found, "activity_told", told, {})
  await saveReportDraft(database, report, words, draft?.revision ?? 0, by, {
    acts: [act],
    changes: [change, database.db.insert(activityUses).values({ ...key, byId: by.actor.id, at: by.at })],
  })
}

/** Where its files take up room. */
export const roomOf = ({ activity }: Pick<FoundActivity, "activity">): Room => ({
  planId: null,
  unitId: activity.unitId,
  subject: subjectOf(activity.id),
})

/** 佐证材料, which nobody is asked for. */
export async function changeActivityEvidence(database: Database, found: FoundActivity, change: EvidenceChange, by: By) {
  ensureMine(found, by)
  ensureKept(found)
  const { activity } = found
  await changeEvidence(
    database,
    {
      planId: null,
      unitId: activity.unitId,
      subject: subjectOf(activity.id),
      particulars: { activityId: activity.id, title: activity.title },
    },
    change,
    by,
  )
}

/** A file of the ledger goes out: who took it stands in the trail. */
export async function noteTaking(
  database: Database,
  { choices, count }: ActivitiesToTake,
  taken: { file: "xlsx" | "csv"; picked: string },
  by: By,
) {
  if (count === 0) throw conflict("no_activities")
  if (count > MOST_ROWS) throw conflict("too_many_activities", { most: String(MOST_ROWS) })
  const particulars = { year: choices.year, ...taken, rows: count }
  await recordOnce(database, by, { action: "activities_taken", subject: "export", particulars })
}

/** The lists of a year as its office types them, one a line. */
export type ListsTyped = Record<keyof Lists, string>

const MOST_WORDS = 60
const LONGEST_WORD = 40
const LIST_NAMES = ["kinds", "themed", "channels", "tags", "topics"] as const

export function listsFit(typed: ListsTyped): Problems | null {
  const problems: Problems = {}
  for (const name of LIST_NAMES) {
    const words = wordsIn(typed[name])
    if (words.length > MOST_WORDS) problems[name] = [`最多${MOST_WORDS}项，现有${words.length}项`]
    const long = words.find((word) => word.length > LONGEST_WORD)
    if (long) problems[name] = [`「${long}」超过${LONGEST_WORD}字`]
  }
  const kinds = wordsIn(typed.kinds)
  const stray = wordsIn(typed.themed).find((word) => !kinds.includes(word))
  if (stray) problems.themed = [`「${stray}」不在上面的活动形式中`]
  return Object.keys(problems).length > 0 ? problems : null
}

/** Changes the lists of a year; activities that were entered keep their words. */
export async function changeLists(database: Database, year: YearChoices, typed: ListsTyped, by: By) {
  if (!keepsYear(by.actor, year)) throw forbidden()
  ensureFits(listsFit(typed))
  const { db } = database
  const lists = Object.fromEntries(LIST_NAMES.map((name) => [name, wordsIn(typed[name])])) as Lists
  const version = year.listsVersion + 1
  const row = { year: year.year, ...lists, version }
  await record(
    database,
    by,
    [
      {
        action: "activity_lists_changed",
        subject: `activity_lists:${year.year}`,
        version,
        particulars: { before: year.lists, after: lists },
      },
    ],
    [db.insert(activityLists).values(row).onConflictDoUpdate({ target: activityLists.year, set: row })],
  )
}
