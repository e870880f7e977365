import type { Database } from "#db/database.ts"
import { type Survey, surveys } from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { type By, nextSubject, record, recordOnce } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import type { FoundSurvey, SurveyRegister } from "./queries.ts"

export type SurveyWords = Pick<
  Survey,
  "kind" | "unitId" | "surveyedOn" | "method" | "base" | "surveyor" | "sample" | "hits" | "note"
>

type OfYear = Pick<SurveyRegister, "year" | "units">

export function ensureKeeps(actor: By["actor"], { year }: Pick<OfYear, "year">) {
  if (!keepsYear(actor, year)) throw forbidden()
}

export function wordsFit(
  { year, units }: OfYear,
  { surveyedOn, unitId }: Pick<SurveyWords, "surveyedOn" | "unitId">,
  today: string,
): Problems | null {
  if (surveyedOn > today) return { surveyedOn: ["调查日期不能晚于今天"] }
  if (yearOf(surveyedOn) !== year.year) return { surveyedOn: [`请填写${year.year}年的日期`] }
  return unitId === null || units.some(({ id }) => id === unitId) ? null : { unit: ["请从本年度的责任单位中选择"] }
}

/** 登记 of one rate. */
export async function enterSurvey(database: Database, found: OfYear, words: SurveyWords, by: By) {
  ensureKeeps(by.actor, found)
  ensureFits(wordsFit(found, words, by.today))
  const unit = found.units.find(({ id }) => id === words.unitId)?.name ?? null
  const { unitId: _, note: __, ...told } = words
  await record(
    database,
    by,
    [
      {
        action: "survey_entered",
        subject: nextSubject("survey", surveys),
        version: 1,
        particulars: { ...told, year: found.year.year, unit },
      },
    ],
    [
      database.db
        .insert(surveys)
        .values({ ...words, year: found.year.year, enteredById: by.actor.id, enteredAt: by.at }),
    ],
  )
}

/** 作废: it was entered wrongly, or shown to be unsound; it stays to be read and counts no more. */
export async function discardSurvey(
  database: Database,
  found: Pick<FoundSurvey, "survey" | "year">,
  remark: string,
  by: By,
) {
  ensureKeeps(by.actor, found)
  const { survey } = found
  if (survey.discardWhy !== "") throw conflict("survey_discarded_already")
  const event = { action: "survey_discarded" as const, subject: `survey:${survey.id}`, particulars: { remark } }
  const { act, change } = step(database, surveys, survey, event, { discardWhy: remark })
  await record(database, by, [act], [change])
}

/** The register goes out as a file: who took it stands in the trail. */
export const noteSurveysTaken = (
  database: Database,
  taken: { year: number; file: "xlsx" | "csv"; rows: number },
  by: By,
) =>
  recordOnce(database, by, {
    action: "surveys_taken",
    subject: "survey_register",
    particulars: taken,
  })
