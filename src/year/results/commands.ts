import { sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Result, results } from "#db/schema.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { beforeAfter } from "#src/office/units/commands.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { type Act, type By, nextSubject, record } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { personalFit } from "#src/year/cases/identifiers.ts"
import { keepsResults } from "./policy.ts"
import type { FoundResult, ResultsToBring } from "./queries.ts"
import { filledIn, isOfYear, NOTHING_TAKEN, nameOf, personKey, type ResultWords } from "./reading.ts"

/*
 * Name and post of a person stand in their row alone: no event says them and no imprint keeps them (db/imprints.ts), so that
 * a row that is removed is gone.
 */

/** The next row's; of who was entered meanwhile that of their own, whose first event there is already. */
const subjectFor = (year: number, { unitId, name }: ResultWords, ahead: number) =>
  sql<string>`coalesce((select 'result:' || r.id from results r
    where r.year = ${year} and r.unit_id = ${unitId} and r.name = ${name}), ${nextSubject("result", results, ahead)})`

/** Brings the rows that were looked over, each with its event: who is there already gets what the first table had not. */
export async function bringResults(
  database: Database,
  { year, own, there }: ResultsToBring,
  rows: readonly ResultWords[],
  by: By,
) {
  const entered = { year: year.year, enteredById: by.actor.id, enteredAt: by.at }
  let ahead = 0
  const steps = rows.map((words): { act: Act; change: BatchItem<"sqlite"> } => {
    const unit = own.find(({ id }) => id === words.unitId)
    if (!unit || !keepsResults(by.actor, year, words.unitId)) throw forbidden()
    const was = there.get(personKey(words))
    if (was) return filled(database, was, filledIn(was, words) ?? {})
    const subject = subjectFor(year.year, words, ahead++)
    const particulars = { year: year.year, unit: unit.name }
    return {
      act: { action: "result_entered", subject, version: 1, particulars },
      change: database.db.insert(results).values({ ...words, ...entered }),
    }
  })
  const [first, ...rest] = steps.map(({ act }) => act)
  if (!first) throw conflict("register_empty")
  await record(
    database,
    by,
    [first, ...rest],
    steps.map(({ change }) => change),
  )
}

function filled(database: Database, was: Result, added: Partial<Result>) {
  const particulars = beforeAfter(told(was), told({ ...was, ...added }))
  const event = { action: "result_revised" as const, subject: `result:${was.id}`, particulars }
  return step(database, results, was, event, added)
}

export function ensureKeeps(actor: By["actor"], { result, year }: Pick<FoundResult, "result" | "year">) {
  if (!keepsResults(actor, year, result.unitId)) throw forbidden()
}

export type Revised = Omit<ResultWords, "unitId">

/** A reason names nobody: it stays for ever. */
const reasonFits = ({ result }: FoundResult, remark: string, name = result.name): Problems | null => {
  if ([result.name, name].some((one) => remark.includes(one))) return { remark: ["原因会长期留存，请不要写姓名"] }
  return personalFit({ remark })
}

export function revisionFits(found: FoundResult, words: Revised, remark: string): Problems | null {
  const { year } = found.year
  const problems: Problems = {
    ...personalFit({ name: words.name, post: words.post }),
    ...reasonFits(found, remark, words.name),
  }
  if (words.happenedOn !== null && !isOfYear(words.happenedOn, year)) {
    problems.happenedOn = [`请填写${year}年或次年的日期`]
  }
  if (words.exam === null && words.score !== null) problems.exam = ["填了成绩，请选择考试结果"]
  else if (words.exam === null && words.statement === null && words.grade === null) problems.exam = [NOTHING_TAKEN]
  return Object.keys(problems).length > 0 ? problems : null
}

const told = ({ score, exam, statement, grade, happenedOn }: Revised) => ({
  exam_score: score === null ? null : score / 10,
  exam,
  statement,
  grade,
  on: happenedOn,
})

/** 更正, with the reason: what was taken before stays in the trail, whose it was does not. */
export async function reviseResult(database: Database, found: FoundResult, words: Revised, remark: string, by: By) {
  ensureKeeps(by.actor, found)
  ensureFits(revisionFits(found, words, remark))
  const { result } = found
  const particulars = { ...beforeAfter(told(result), told(words)), remark }
  const event = { action: "result_revised" as const, subject: `result:${result.id}`, particulars }
  const { act, change } = step(database, results, result, event, { ...words, name: nameOf(words.name) })
  await record(database, by, [act], [change])
}

const NOBODY: Partial<Result> = {
  name: "",
  post: "",
  score: null,
  exam: null,
  statement: null,
  grade: null,
  happenedOn: null,
}

export const removalFits = reasonFits

/** 删除: of the row nothing is left but its number; the trail says that it was removed, by whom and why. */
export async function removeResult(database: Database, found: FoundResult, remark: string, by: By) {
  ensureKeeps(by.actor, found)
  ensureFits(removalFits(found, remark))
  const { result } = found
  const event = { action: "result_removed" as const, subject: `result:${result.id}`, particulars: { remark } }
  const { act, change } = step(database, results, result, event, NOBODY)
  await record(database, by, [act], [change])
}
