import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Appraisal, type AppraisalTarget, appraisals, appraisalTargets } from "#db/schema.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { type Act, type By, record } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { entersFor, keepsYear } from "#src/year/years/policy.ts"
import { pointsWords } from "./points.ts"
import type { AppraisalOfYear, Cycle, FoundTarget } from "./queries.ts"
import { type MarksTyped, marksIn, type RulesTyped, rulesIn } from "./rules_typed.ts"
import { sheetScore } from "./scoring.ts"
import { canMove, isAuditing, isWriting, NEXT, SHEET_MOVES } from "./workflow.ts"

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
  { standards, present }: Pick<AppraisalOfYear, "standards" | "present">,
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
  found: Pick<AppraisalOfYear, "year" | "standards" | "present" | "cycle">,
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

type OfCycle = { year: AppraisalOfYear["year"]; cycle: Cycle }

export function ensureKeeps(actor: By["actor"], { year }: { year: { officeId: number } }) {
  if (!keepsYear(actor, year)) throw forbidden()
}

/** Rules are changed until there are results to which they were applied. */
export function ensureOpen({ cycle }: Pick<OfCycle, "cycle">) {
  const { state } = cycle.appraisal
  if (state !== "draft" && state !== "scoring") throw conflict("wrong_state", { state, noun: "appraisal" })
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

/** 进入下一阶段; the day on which the results are published is kept. */
export async function advance(database: Database, found: OfCycle, by: By) {
  ensureKeeps(by.actor, found)
  const { appraisal } = found.cycle
  const to = NEXT[appraisal.state]
  if (!to) throw conflict("wrong_state", { state: appraisal.state, noun: "appraisal" })
  const event = { action: "appraisal_advanced" as const, subject: subjectOf(found.year.year), particulars: { to } }
  const changes: Partial<Appraisal> = to === "published" ? { state: to, publishedOn: by.today } : { state: to }
  const { act, change } = step(database, appraisals, appraisal, event, changes)
  await record(database, by, [act], [change])
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

function onTarget(
  database: Database,
  { target }: OfTarget,
  action: Act["action"],
  particulars: Record<string, unknown>,
  changes: Partial<AppraisalTarget>,
) {
  return step(
    database,
    appraisalTargets,
    target,
    { action, subject: `appraisal_target:${target.id}`, particulars },
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
  const { act, change } = onTarget(database, found, "self_scored", told, { marks })
  await record(database, by, [act], [change])
}

/** 提交自评: every criterion has its mark, and somebody has signed. */
export async function submitSheet(database: Database, found: OfTarget, typed: MarksTyped, signedBy: string, by: By) {
  ensureEnters(by.actor, found)
  ensureWriting(found)
  const { marks, told } = scored(found, typed, true)
  const state = SHEET_MOVES.submit.to
  const particulars = { to: state, ...told, signedBy }
  const { act, change } = onTarget(database, found, "self_submitted", particulars, {
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
  if (found.appraisal.state !== "scoring") throw conflict("appraisal_locked")
  if (!canMove(state, "return")) throw conflict("wrong_state", { state, noun: "appraisal_target" })
  const to = SHEET_MOVES.return.to
  const { act, change } = onTarget(database, found, "self_returned", { to, remark }, { state: to, returnWhy: remark })
  await record(database, by, [act], [change])
}

/** 核定 by the office: what the unit said of itself stays beside it. */
export async function auditSheet(database: Database, found: OfTarget, typed: MarksTyped, by: By) {
  ensureKeeps(by.actor, found)
  if (!isAuditing(found)) throw conflict("appraisal_locked")
  const { marks, told } = scored(found, typed, true)
  const { act, change } = onTarget(database, found, "self_audited", told, { audited: marks })
  await record(database, by, [act], [change])
}
