import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Appraisal, type AppraisalTarget, appraisals, appraisalTargets } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { type Act, type By, record, staleWhen } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { entersFor, type Kept, keepsYear } from "#src/year/years/policy.ts"
import { pointsWords } from "./points.ts"
import type { Cycle, CycleOfYear, FoundTarget, Standing } from "./queries.ts"
import { type MarksTyped, marksIn, type RulesTyped, rulesIn } from "./rules_typed.ts"
import { objectsUntil } from "./ruling.ts"
import { hasLeft, isObjectedIn } from "./scope.ts"
import { sheetScore } from "./scoring.ts"
import { AUDITED, canMove, isAuditing, isChanged, isSelf, isWriting, NEXT, SELF, SHEET_MOVES } from "./workflow.ts"

/** What of the rules cannot be, at its field. */
export function rulesFit(typed: RulesTyped): Problems | null {
  const read = rulesIn(typed)
  return "problems" in read ? read.problems : null
}

function rulesOf(typed: RulesTyped) {
  const read = rulesIn(typed)
  if ("rules" in read) return read.rules
  ensureFits(read.problems)
  throw new Error("rules without a problem")
}

/** What a cycle is begun with cannot be, at its field. */
export function startFits(
  { standards, present }: Pick<CycleOfYear, "standards" | "present">,
  given: RulesTyped & { standard: number; objects: readonly number[] },
): Problems | null {
  const problems: Problems = { ...rulesFit(given) }
  if (!standards.some(({ id, state }) => id === given.standard && state === "open")) {
    problems.standard = ["请选择已启用的评估标准"]
  }
  if (!present.some(({ id }) => given.objects.includes(id))) problems.objects = ["请至少选择一个评议对象"]
  return Object.keys(problems).length > 0 ? problems : null
}

const subjectOf = (year: number) => `appraisal:${year}`

/** 启动评议 of a year: one cycle, each unit of the year in it once, by this standard and no other. */
export async function startAppraisal(
  database: Database,
  found: Pick<CycleOfYear, "year" | "standards" | "present" | "cycle">,
  given: RulesTyped & { standard: number; objects: readonly number[] },
  by: By,
) {
  const { year, present } = found
  if (!keepsYear(by.actor, year)) throw forbidden()
  if (found.cycle) throw conflict("appraisal_there")
  ensureFits(startFits(found, given))
  const { standard, objects, ...typed } = given
  const { db } = database
  const values = present.map(({ id }) => ({
    year: year.year,
    unitId: id,
    isObject: objects.includes(id),
    state: "pending" as const,
  }))
  await record(
    database,
    by,
    [
      {
        action: "appraisal_started",
        subject: subjectOf(year.year),
        version: 1,
        particulars: { to: "draft", number: standard, objects: objects.length, units: values.length },
      },
    ],
    [
      db.insert(appraisals).values({
        id: year.year,
        standardId: standard,
        state: "draft",
        rules: rulesOf(typed),
        openedById: by.actor.id,
        openedAt: by.at,
      }),
      db.insert(appraisalTargets).select(
        sql`select null, ${year.year}, json_extract(value, '$.unitId'), json_extract(value, '$.isObject'),
          json_extract(value, '$.state'), null, null, '', '', 1 from json_each(${JSON.stringify(values)})`,
      ),
    ],
  )
}

type OfCycle = { year: CycleOfYear["year"]; cycle: Cycle }

export function ensureKeeps(actor: By["actor"], { year }: { year: Kept }) {
  if (!keepsYear(actor, year)) throw forbidden()
}

/** Rules are changed until there are results to which they were applied. */
export function ensureOpen({ cycle }: Pick<OfCycle, "cycle">) {
  const { state } = cycle.appraisal
  if (!isChanged(state)) throw conflict("wrong_state", { state, noun: "appraisal" })
}

export async function changeRules(database: Database, found: OfCycle, typed: RulesTyped, by: By) {
  ensureKeeps(by.actor, found)
  ensureOpen(found)
  const rules = rulesOf(typed)
  const event = {
    action: "appraisal_changed" as const,
    subject: subjectOf(found.year.year),
    particulars: { rules: JSON.stringify(rules) },
  }
  const { act, change } = step(database, appraisals, found.cycle.appraisal, event, { rules })
  await record(database, by, [act], [change])
}

/** So many units are named where something is theirs; of more their number is told. */
const MOST_NAMED = 10

function ensureNone(code: "ballots_lacking" | "audits_lacking", those: readonly Standing[]) {
  const named = those.slice(0, MOST_NAMED).map(({ unit }) => unit)
  const units = `${named.join("、")}${those.length > named.length ? `等${those.length}个单位` : ""}`
  if (those.length > 0) throw conflict(code, { units })
}

/**
 * What has to be there before a stage begins: of each unit that was drawn a sheet of a juror, of each other one that submitted
 * its own the audit of the office; and nothing is closed to which a unit objects, or still may.
 */
function ensureReady({ cycle: { appraisal }, standings }: ToAdvance, to: Appraisal["state"], today: string) {
  if (to === "confirming") {
    ensureNone(
      "ballots_lacking",
      standings.filter((one) => one.isDrawn && !one.isScored),
    )
  }
  if (to === "published") {
    ensureNone(
      "audits_lacking",
      standings.filter((one) => one.state === "submitted" && !one.isDrawn && !one.isAudited),
    )
  }
  if (to !== "closed") return
  if (standings.some((one) => one.isObjected)) throw conflict("objection_possible")
  const until = objectsUntil(appraisal)
  if (until !== null && today <= until) throw conflict("objection_possible", { from: addDays(until, 1) })
}

type ToAdvance = OfCycle & { standings: readonly Standing[] }

/** What publishing keeps: its day, and how long units may object from then on. */
const publishing = ({ rules }: Appraisal, { objectionDays }: Pick<Settings, "objectionDays">, by: By) => ({
  publishedOn: by.today,
  rules: { ...rules, objectionDays },
})

/** 进入下一阶段. */
export async function advance(database: Database, found: ToAdvance, settings: Pick<Settings, "objectionDays">, by: By) {
  ensureKeeps(by.actor, found)
  const { appraisal } = found.cycle
  const to = NEXT[appraisal.state]
  if (!to) throw conflict("wrong_state", { state: appraisal.state, noun: "appraisal" })
  ensureReady(found, to, by.today)
  const { year } = found.year
  const event = { action: "appraisal_advanced" as const, subject: subjectOf(year), particulars: { to } }
  const changes: Partial<Appraisal> = {
    state: to,
    ...(to === "published" ? publishing(appraisal, settings, by) : {}),
  }
  const { act, change } = step(database, appraisals, appraisal, event, changes)
  const guard = to === "closed" ? { id: staleWhen(isObjectedIn(year)) } : {}
  await record(database, by, [{ ...act, ...guard }], [change])
}

type OfTarget = Pick<FoundTarget, "target" | "appraisal" | "standard" | "year">

export function ensureEnters(actor: By["actor"], { target }: Pick<OfTarget, "target">) {
  if (!entersFor(actor, target.unitId)) throw forbidden()
}

export const marksFit = ({ standard }: Pick<OfTarget, "standard">, marks: MarksTyped, whole: boolean) =>
  marksIn(standard.blocks, marks, whole).problems

function scored({ standard, appraisal }: OfTarget, typed: MarksTyped, whole: boolean) {
  const { marks, problems } = marksIn(standard.blocks, typed, whole)
  ensureFits(problems)
  return { marks, told: { score: pointsWords(sheetScore(standard.blocks, marks, appraisal.rules.floor)) } }
}

/** A step of a sheet, which lands in these stages of its cycle or not at all. */
function onTarget(
  database: Database,
  { target }: OfTarget,
  stages: Parameters<typeof hasLeft>[1],
  action: Act["action"],
  particulars: Record<string, unknown>,
  changes: Partial<AppraisalTarget>,
) {
  return step(
    database,
    appraisalTargets,
    target,
    { action, subject: `appraisal_target:${target.id}`, particulars, id: staleWhen(hasLeft(target.year, stages)) },
    changes,
  )
}

export function ensureWriting(found: OfTarget) {
  if (!isWriting(found)) throw conflict("appraisal_locked")
}

/** 保存自评, as far as it has come. */
export async function saveSheet(database: Database, found: OfTarget, typed: MarksTyped, by: By) {
  ensureEnters(by.actor, found)
  ensureWriting(found)
  const { marks, told } = scored(found, typed, false)
  const { act, change } = onTarget(database, found, SELF, "self_scored", told, { marks })
  await record(database, by, [act], [change])
}

/** 提交自评: every criterion has its mark, and somebody has signed. */
export async function submitSheet(database: Database, found: OfTarget, typed: MarksTyped, signedBy: string, by: By) {
  ensureEnters(by.actor, found)
  ensureWriting(found)
  const { marks, told } = scored(found, typed, true)
  const state = SHEET_MOVES.submit.to
  const particulars = { to: state, ...told, signedBy }
  const { act, change } = onTarget(database, found, SELF, "self_submitted", particulars, {
    marks,
    signedBy,
    state,
    returnWhy: "",
  })
  await record(database, by, [act], [change])
}

/** 退回自评, as long as units write on theirs. */
export async function returnSheet(database: Database, found: OfTarget, remark: string, by: By) {
  ensureKeeps(by.actor, found)
  const { state } = found.target
  if (!isSelf(found.appraisal.state)) throw conflict("appraisal_locked")
  if (!canMove(state, "return")) throw conflict("wrong_state", { state, noun: "appraisal_target" })
  const to = SHEET_MOVES.return.to
  const changes = { state: to, returnWhy: remark }
  const { act, change } = onTarget(database, found, SELF, "self_returned", { to, remark }, changes)
  await record(database, by, [act], [change])
}

/** 核定 by the office: what the unit said of itself stays beside it, where it said something. */
export async function auditSheet(database: Database, found: OfTarget, typed: MarksTyped, by: By) {
  ensureKeeps(by.actor, found)
  if (!isAuditing(found)) throw conflict("appraisal_locked")
  const { marks, told } = scored(found, typed, true)
  const { act, change } = onTarget(database, found, AUDITED, "self_audited", told, { audited: marks })
  await record(database, by, [act], [change])
}
