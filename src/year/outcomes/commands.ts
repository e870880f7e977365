import type { Database } from "#db/database.ts"
import { type Outcome, outcomes } from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { type By, nextSubject, record, recordOnce } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import type { FoundOutcome, OutcomeRegister } from "./queries.ts"

export type OutcomeWords = Pick<
  Outcome,
  "kind" | "unitId" | "happenedOn" | "title" | "authority" | "docNumber" | "text"
>

type OfYear = Pick<OutcomeRegister, "year" | "units">

export function ensureKeeps(actor: By["actor"], { year }: Pick<OfYear, "year">) {
  if (!keepsYear(actor, year)) throw forbidden()
}

/** What a year brought may come after its end: praise of the year is given in the next. */
export function wordsFit(
  { year, units }: OfYear,
  { happenedOn, unitId }: Pick<OutcomeWords, "happenedOn" | "unitId">,
  today: string,
): Problems | null {
  if (happenedOn > today) return { happenedOn: ["日期不能晚于今天"] }
  if (![year.year, year.year + 1].includes(yearOf(happenedOn))) {
    return { happenedOn: [`请填写${year.year}年或${year.year + 1}年的日期`] }
  }
  return units.some(({ id }) => id === unitId) ? null : { unit: ["请从本年度的责任单位中选择"] }
}

export async function enterOutcome(database: Database, found: OfYear, words: OutcomeWords, by: By) {
  ensureKeeps(by.actor, found)
  ensureFits(wordsFit(found, words, by.today))
  const unit = found.units.find(({ id }) => id === words.unitId)?.name ?? ""
  const { title, happenedOn: on } = words
  await record(
    database,
    by,
    [
      {
        action: "outcome_entered",
        subject: nextSubject("outcome", outcomes),
        version: 1,
        particulars: { year: found.year.year, unit, title, on },
      },
    ],
    [
      database.db
        .insert(outcomes)
        .values({ ...words, year: found.year.year, enteredById: by.actor.id, enteredAt: by.at }),
    ],
  )
}

/** 作废: entered wrongly; its row stays in the trail with the reason. */
export async function discardOutcome(
  database: Database,
  found: Pick<FoundOutcome, "outcome" | "year">,
  remark: string,
  by: By,
) {
  ensureKeeps(by.actor, found)
  const { outcome } = found
  if (outcome.discardWhy !== "") throw conflict("outcome_discarded_already")
  const event = { action: "outcome_discarded" as const, subject: `outcome:${outcome.id}`, particulars: { remark } }
  const { act, change } = step(database, outcomes, outcome, event, { discardWhy: remark })
  await record(database, by, [act], [change])
}

/** The register goes out as a file: who took it stands in the trail. */
export const noteOutcomesTaken = (
  database: Database,
  taken: { year: number; file: "xlsx" | "csv"; rows: number },
  by: By,
) =>
  recordOnce(database, by, {
    action: "outcomes_taken",
    subject: "outcome_register",
    particulars: taken,
  })
