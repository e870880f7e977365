import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { registerSent } from "#src/door/register.ts"
import { page } from "#src/door/respond.tsx"
import { yearSurveysPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { SurveyRegisterPage } from "#views/surveys/list.tsx"
import { surveysFile } from "#views/surveys/sheet.ts"
import { DISCARD, ENTER, register, TAKE_CSV, TAKE_XLSX } from "./acts.ts"
import type { SurveyRegister } from "./queries.ts"

type C = Context<Env>

const show = (c: C, found: SurveyRegister, flaws?: Flaws, discarding: number | null = null) =>
  page(
    c,
    { title: `${found.year.year}年普法测评`, status: flaws ? 422 : 200 },
    <SurveyRegisterPage found={found} today={c.var.today} flaws={flaws} discarding={discarding} />,
  )

const takenAs = (kind: "xlsx" | "csv") => ({
  again: nothingTyped,
  shows: (c: C, found: SurveyRegister) => registerSent(c, surveysFile(found), found.surveys, kind),
})

/** 测评 of a year, mounted below the years. */
export const yearSurveys = factory
  .createApp()
  .get("/:year{[0-9]+}/surveys", async (c) => {
    const found = await register(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:year{[0-9]+}/surveys", pressed(ENTER, { again: show, onward: ({ year }) => yearSurveysPath(year.year) }))
  .post("/:year{[0-9]+}/surveys.xlsx", pressed(TAKE_XLSX, takenAs("xlsx")))
  .post("/:year{[0-9]+}/surveys.csv", pressed(TAKE_CSV, takenAs("csv")))

export const surveyRoutes = factory.createApp().post(
  "/:survey{[0-9]+}/discarding",
  pressed(DISCARD, {
    again: (c, found, flaws) => show(c, found, flaws, found.survey.id),
    onward: ({ year }) => yearSurveysPath(year.year),
  }),
)
