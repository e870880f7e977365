import { sql } from "drizzle-orm"
import { bodies, surveys, years } from "#db/schema.ts"
import { inWords } from "#db/states.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { yearSurveysPath } from "#src/paths.ts"
import { SURVEY_KIND_LABEL } from "#views/surveys/words.ts"
import { stands, surveySeenBy } from "./scope.ts"

const name = inWords(surveys.kind, SURVEY_KIND_LABEL)

/** 测评 of all for whoever sees the year, of a unit for whoever sees that. */
export const surveysSought: Findable = {
  rank: 50,
  kind: "survey",
  source: (actor) => ({
    from: sql`${surveys} join ${years} on ${years.year} = ${surveys.year}
      left join ${bodies} on ${bodies.year} = ${surveys.year} and ${bodies.unitId} = ${surveys.unitId}`,
    seen: surveySeenBy(actor),
    isKept: stands(),
    key: [surveys.id, surveys.year],
    at: surveys.enteredAt,
    unitId: sql`coalesce(${surveys.unitId}, ${years.officeId})`,
    planId: sql`null`,
    words: [sql`${name} || '：' || ${surveys.base}`, surveys.method, surveys.surveyor, surveys.note],
    title: name,
    author: sql`(select name from people where id = ${surveys.enteredById})`,
  }),
  href: ({ key: [, year] }) => yearSurveysPath(year),
}
