import { sql } from "drizzle-orm"
import { bodies, type SurveyKind, surveys, years } from "#db/schema.ts"
import { inWords } from "#db/states.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { yearSurveysPath } from "#src/paths.ts"
import { stands, surveySeenBy } from "./scope.ts"

/** 测评 of all for whoever sees the year, of a unit for whoever sees that; `names`: what the kinds are called. */
export const surveysSought = (names: Readonly<Record<SurveyKind, string>>): Findable => {
  const name = inWords(surveys.kind, names)
  return {
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
}
