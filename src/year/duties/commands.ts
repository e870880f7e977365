import { and, asc, desc, eq, not, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type DutyStep, type DutyText, duties, dutyAssignments, dutyTexts } from "#db/schema.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { beforeAfter } from "#src/office/units/commands.ts"
import { addedTask, type Into } from "#src/plans/plan/update_commands.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type Act, type By, newestId, nextSubject, record, recordOnce, staleWhen } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import type { YearChoices } from "#src/year/activities/choices_queries.ts"
import { shortTitle } from "#src/year/laws/naming.ts"
import { carried } from "./carrying.ts"
import type { Part, Taker } from "./link_queries.ts"
import type { Towards } from "./lists.ts"
import { isOpenList, placesDuty, writesList } from "./policy.ts"
import type { Carried, DutyChoices, FoundDuty, OwnList, WholeRegister } from "./queries.ts"
import { isListed, isShut } from "./scope.ts"
import { type TimingTyped, timingFits, timingOf } from "./timing.ts"

/** What a unit says of an item. */
export type DutyWords = TimingTyped & {
  content: string
  /** Titles, as they were typed. */
  laws: string[]
  applies: boolean
  why: string
  audience: string
  ways: string
  leads: number[]
  first: number | null
  department: string
  person: string
  standard: string
  measures: string
  indicator: string
  target: string
  targetUnit: string
  steps: DutyStep[]
}

/** What of the words cannot be, at its field; `kept`: units that lead it already, and may have left since. */
export function wordsFit(
  year: Pick<YearChoices, "year" | "units" | "days">,
  words: DutyWords,
  kept: readonly number[] = [],
): Problems | null {
  const problems: Problems = { ...timingFits(words, year) }
  const known = new Set([...year.units.filter(({ hasLeft }) => !hasLeft).map(({ id }) => id), ...kept])
  if (!words.applies && words.why === "") problems.why = ["请写明不适用的原因"]
  if (words.leads.some((id) => !known.has(id))) problems.leads = ["请从本年度的责任单位中勾选"]
  if (words.first !== null && !words.leads.includes(words.first))
    problems.first = ["第一牵头单位请从勾选的牵头单位中选择"]
  const stray = words.steps.find(({ by }) => by !== null && !by.startsWith(`${year.year}-`))
  if (stray) problems.steps = [`「${stray.text}」的日期请填写${year.year}年的`]
  return Object.keys(problems).length > 0 ? problems : null
}

type Kept = Omit<DutyText, "dutyId" | "number" | "byId" | "at">

/** As it is kept: one that leads alone is the first. */
function keptOf(words: DutyWords, year: Pick<YearChoices, "year" | "days">): Kept {
  const { laws, leads, first, timing: _, rhythm: __, keyDay: ___, fromOn: ____, untilOn: _____, ...rest } = words
  const [only, ...others] = leads
  return {
    ...rest,
    why: words.applies ? "" : words.why,
    laws: [...new Set(laws.map(shortTitle))],
    leadIds: leads,
    firstId: only !== undefined && others.length === 0 ? only : first,
    ...timingOf(words, year),
  }
}

export const dutySubject = (id: number) => `duty:${id}`

const shut = (year: number, unitId: number): SQL<number | null> => staleWhen(isShut(year, unitId))

/** Nothing is written in a list that was sent: it is taken back, comes back or is revised first. */
function ensureOpen({ isOpen }: Pick<OwnList, "isOpen">) {
  if (!isOpen) throw conflict("list_sent")
}

/** The place at the end of a list. */
const lastPlace = (year: number, unitId: number): SQL<number> =>
  sql<number>`(select coalesce(max(pd.position), 0) + 1 from duties pd where pd.year = ${year} and pd.unit_id = ${unitId})`

const textRow = ({ db }: Database, dutyId: number | SQL<number>, number: number, text: Kept, { actor, at }: By) =>
  db.insert(dutyTexts).values({ ...text, dutyId, number, byId: actor.id, at })

/** 添加清单事项. Resolves with its id. */
export async function enterDuty(
  database: Database,
  { choices, own }: DutyChoices,
  { unitId, words }: { unitId: number; words: DutyWords },
  by: By,
): Promise<number> {
  const list = own.find((one) => one.unitId === unitId)
  if (!list || !writesList(by.actor, unitId)) throw forbidden()
  ensureOpen(list)
  ensureFits(wordsFit(choices, words))
  const { year } = choices
  const [[created]] = await record(
    database,
    by,
    [
      {
        action: "duty_entered",
        subject: nextSubject("duty", duties),
        version: 1,
        particulars: { year, unit: list.name, duty_content: words.content },
        id: shut(year, unitId),
      },
    ],
    [
      database.db
        .insert(duties)
        .values({ year, unitId, position: lastPlace(year, unitId), latest: 1 })
        .returning({ id: duties.id }),
      textRow(database, newestId(duties), 1, keptOf(words, choices), by),
    ],
  )
  return created?.id ?? 0
}

/** 导入: several items at once, at the end of the list. */
export async function bringDuties(
  database: Database,
  { choices, own }: DutyChoices,
  unitId: number,
  items: readonly DutyWords[],
  by: By,
) {
  for (const words of items) ensureFits(wordsFit(choices, words))
  const texts = items.map((words) => ({ fromId: null, text: keptOf(words, choices) }))
  const list = own.find((one) => one.unitId === unitId)
  await addAll(database, { list, year: choices.year, action: "duty_brought", nothing: "no_duties" }, texts, by)
}

type Added = { fromId: number | null; text: Kept }
type Adding = {
  list: OwnList | undefined
  year: number
  action: "duty_brought" | "duty_carried"
  nothing: "no_duties" | "nothing_to_carry"
}

/** Several items at once, each with its event. */
async function addAll(database: Database, { list, year, action, nothing }: Adding, added: readonly Added[], by: By) {
  if (!list || !writesList(by.actor, list.unitId)) throw forbidden()
  ensureOpen(list)
  const { unitId } = list
  const acts = added.map(
    ({ text }, i): Act => ({
      action,
      subject: nextSubject("duty", duties, i),
      version: 1,
      particulars: { year, unit: list.name, duty_content: text.content },
      id: shut(year, unitId),
    }),
  )
  const [first, ...rest] = acts
  if (!first) throw conflict(nothing)
  const rows = added.flatMap(({ fromId, text }): BatchItem<"sqlite">[] => [
    database.db.insert(duties).values({ year, unitId, position: lastPlace(year, unitId), latest: 1, fromId }),
    textRow(database, newestId(duties), 1, text, by),
  ])
  await record(database, by, [first, ...rest], rows)
}

/** 沿用上年清单: the items of the unit's last list stand at the end of this year's, each with what it says of the new year. */
export async function carryDuties(
  database: Database,
  { choices, own }: DutyChoices,
  unitId: number,
  last: Carried,
  by: By,
) {
  const list = own.find((one) => one.unitId === unitId)
  const texts = last.map(({ id, text }) => ({ fromId: id, text: carried(text, choices) }))
  await addAll(database, { list, year: choices.year, action: "duty_carried", nothing: "nothing_to_carry" }, texts, by)
}

/** May be written on now by whoever acts. */
export function ensureWritable(actor: By["actor"], { duty, list }: Pick<FoundDuty, "duty" | "list">) {
  if (!writesList(actor, duty.unitId)) throw forbidden()
  ensureOpen({ isOpen: isOpenList(list?.state ?? null) })
  if (duty.struckOn !== null) throw conflict()
}

type Changes = Partial<FoundDuty["duty"]>

const stepOf = (
  database: Database,
  { duty, unit }: Pick<FoundDuty, "duty" | "unit">,
  action: Action,
  particulars: Record<string, unknown>,
  changes: Changes,
) => {
  const event = {
    action,
    subject: dutySubject(duty.id),
    particulars: { year: duty.year, unit: unit.name, ...particulars },
    id: shut(duty.year, duty.unitId),
  }
  return step(database, duties, duty, event, changes)
}

/** What the item says from now on; what it said before stays beside it. */
export async function reviseDuty(database: Database, found: FoundDuty, words: DutyWords, by: By) {
  ensureWritable(by.actor, found)
  ensureFits(wordsFit(found.choices, words, found.text.leadIds))
  const { duty, text } = found
  const number = duty.latest + 1
  const after = keptOf(words, found.choices)
  const { act, change } = stepOf(database, found, "duty_revised", changedIn(text, after, found.choices), {
    latest: number,
  })
  await record(database, by, [act], [change, textRow(database, duty.id, number, after, by)])
}

/** What the trail says of a wording, in names and not in ids. */
function toldOf(text: Kept, { units, days }: Pick<YearChoices, "units" | "days">) {
  const nameOf = (id: number) => units.find((unit) => unit.id === id)?.name ?? String(id)
  return {
    duty_text: text.content,
    duty_laws: text.laws,
    duty_applies: text.applies,
    duty_why: text.why,
    duty_audience: text.audience,
    duty_ways: text.ways,
    duty_timing: text.timing,
    duty_rhythm: text.rhythm,
    duty_key_day: days.find(({ day }) => day.id === text.keyDayId)?.day.name ?? null,
    duty_from: text.fromOn,
    duty_until: text.untilOn,
    duty_leads: text.leadIds.map(nameOf),
    duty_first: text.firstId === null ? null : nameOf(text.firstId),
    duty_department: text.department,
    duty_person: text.person,
    duty_standard: text.standard,
    duty_measures: text.measures,
    duty_indicator: `${text.indicator} ${text.target}${text.targetUnit}`.trim(),
    duty_steps: text.steps.map(({ text, by }) => `${by ?? ""} ${text}`.trim()),
  }
}

/** What is different: of each answer what it was and what it is. */
const changedIn = (before: DutyText, after: Kept, year: YearChoices) => ({
  duty_content: after.content,
  ...beforeAfter(toldOf(before, year), toldOf(after, year)),
})

/** 移出清单, with a reason; what was filed keeps it. */
export async function strikeDuty(database: Database, found: FoundDuty, reason: string, by: By) {
  ensureWritable(by.actor, found)
  const struck = { struckOn: by.today, struckWhy: reason }
  const told = { duty_content: found.text.content, remark: reason }
  const { act, change } = stepOf(database, found, "duty_struck", told, struck)
  await record(database, by, [act], [change])
}

export function ensureRestorable(actor: By["actor"], { duty, list }: Pick<FoundDuty, "duty" | "list">) {
  ensureWritable(actor, { duty: { ...duty, struckOn: null }, list })
  if (duty.struckOn === null) throw conflict()
}

/** Back into the list, at its place. */
export async function restoreDuty(database: Database, found: FoundDuty, by: By) {
  ensureRestorable(by.actor, found)
  const told = { duty_content: found.text.content, remark: found.duty.struckWhy }
  const { act, change } = stepOf(database, found, "duty_restored", told, { struckOn: null, struckWhy: "" })
  await record(database, by, [act], [change])
}

/** 上移, 下移: it changes places with the one beside it; the first one goes no further up. */
export async function moveDuty(database: Database, found: FoundDuty, towards: Towards, by: By) {
  ensureWritable(by.actor, found)
  const { db } = database
  const { id, year, unitId, position } = found.duty
  const ofList = and(eq(duties.year, year), eq(duties.unitId, unitId), isListed())
  const [side, order] = towards === "up" ? [sql`<`, desc] : [sql`>`, asc]
  const place = db
    .select({ position: duties.position })
    .from(duties)
    .where(and(ofList, sql`${duties.position} ${side} ${position}`))
    .orderBy(order(duties.position))
    .limit(1)
  const { act, change } = stepOf(database, found, "duty_moved", { duty_content: found.text.content }, {})
  const guard = staleWhen(sql`(${isShut(year, unitId)} or not exists ${place})`)
  const isThis = eq(duties.id, id)
  await record(
    database,
    by,
    [{ ...act, id: guard }],
    [
      change,
      db
        .update(duties)
        .set({ position: sql`${place}` })
        .where(isThis),
      // Whoever stood there.
      db
        .update(duties)
        .set({ position })
        .where(and(ofList, not(isThis), sql`${duties.position} = (select position from duties where id = ${id})`)),
    ],
  )
}

/** 落实到分工: an assignment of the unit carries it out, whether its list was sent or not. */
export async function adoptPart(database: Database, found: FoundDuty, assignmentId: number, by: By) {
  ensureLinks(by.actor, found)
  const part = found.adoptable.find((one) => one.assignmentId === assignmentId)
  if (!part) throw conflict()
  const { act, change } = linkStep(database, found, "duty_adopted", part)
  const row = { dutyId: found.duty.id, assignmentId, byId: by.actor.id, at: by.at }
  await record(database, by, [act], [change, database.db.insert(dutyAssignments).values(row)])
}

/** It was the wrong one. */
export async function dropPart(database: Database, found: FoundDuty, assignmentId: number, by: By) {
  ensureLinks(by.actor, found)
  const part = found.parts.find((one) => one.assignmentId === assignmentId)
  if (!part) throw conflict()
  const { act, change } = linkStep(database, found, "duty_dropped", part)
  const isThis = and(eq(dutyAssignments.dutyId, found.duty.id), eq(dutyAssignments.assignmentId, assignmentId))
  await record(database, by, [act], [change, database.db.delete(dutyAssignments).where(isThis)])
}

export function ensureLinks(actor: By["actor"], { duty }: Pick<FoundDuty, "duty">) {
  if (!writesList(actor, duty.unitId)) throw forbidden()
  if (duty.struckOn !== null) throw conflict()
}

const linkStep = (
  database: Database,
  { duty, text, unit }: FoundDuty,
  action: Action,
  part: Pick<Part, "plan" | "label">,
) =>
  step(database, duties, duty, {
    action,
    subject: dutySubject(duty.id),
    particulars: { year: duty.year, unit: unit.name, duty_content: text.content, plan: part.plan, task: part.label },
  })

/** What of an item stands in the way of a new assignment in a plan, at its field. */
export function placingFits({ takers, parts }: FoundDuty, planId: number): Problems | null {
  if (!takers.some(({ plan }) => plan.id === planId)) return { plan: ["请选择本部门一个在办的方案"] }
  return parts.some((part) => part.planId === planId && part.state !== "terminated")
    ? { plan: ["这个方案中已有分工落实这一事项"] }
    : null
}

export function ensurePlaces(actor: By["actor"], { duty, text, choices }: FoundDuty) {
  if (!placesDuty(actor, choices)) throw forbidden()
  if (duty.struckOn !== null || !text.applies) throw conflict()
}

/** Of an item: who leads it, its own unit at any rate, the first one first. */
function leadsOf({ duty, text, choices }: FoundDuty) {
  const ids = new Set([text.firstId ?? duty.unitId, duty.unitId, ...text.leadIds])
  return [...ids].flatMap((id) => choices.units.find((unit) => unit.id === id) ?? [])
}

/** 追加为分工: a new task of an issued plan says what the item says, and its parts carry it out. */
export async function placeDuty(
  database: Database,
  found: FoundDuty,
  { plan, next }: Taker,
  into: Into | null,
  by: By,
) {
  ensurePlaces(by.actor, found)
  ensureFits(placingFits(found, plan.id))
  const { duty, text } = found
  const label = String(next)
  const task = {
    label,
    text: taskWords(text),
    section: null,
    dates: { deadline: text.untilOn ? ("date" as const) : ("none" as const), deadlineText: null, dueBy: text.untilOn },
    parts: leadsOf(found).map(({ id, name }) => ({ unit: id, name, role: "lead" as const })),
  }
  const added = addedTask(database, plan, task, next, into, by)
  const { act, change } = linkStep(database, found, "duty_placed", { plan: plan.title, label })
  const links = database.db.insert(dutyAssignments).select(sql`select ${duty.id}, a.id, ${by.actor.id}, ${by.at}
    from assignments a join tasks t on t.id = a.task_id where t.plan_id = ${plan.id} and t.ordinal = ${next}`)
  await record(database, by, [act, ...added.acts], [change, ...added.changes, links])
}

/** 普什么, 对谁普, 怎么普 and how it is measured, in one text. */
const taskWords = ({ content, audience, ways, standard, indicator, target, targetUnit }: DutyText): string =>
  [
    content,
    audience && `对象：${audience}`,
    ways && `方式：${ways}`,
    standard && `标准：${standard}`,
    indicator && `指标：${indicator}${target}${targetUnit}`,
  ]
    .filter(Boolean)
    .map((one) => one.replace(/[。；]$/, ""))
    .join("；")

/** A file of the register goes out: who took it stands in the trail. */
export async function noteTaking(
  database: Database,
  { choices, rows }: WholeRegister,
  taken: { file: "xlsx" | "csv" | "docx"; picked: string },
  by: By,
) {
  if (rows.length === 0) throw conflict("no_duties")
  const particulars = { year: choices.year, ...taken, rows: rows.length }
  await recordOnce(database, by, { action: "duties_taken", subject: "export", particulars })
}
