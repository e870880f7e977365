import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { registerSent } from "#src/door/register.ts"
import { page } from "#src/door/respond.tsx"
import { yearOutcomesPath } from "#src/paths.ts"
import { pageIn } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import { OutcomeRegisterPage } from "#views/outcomes/list.tsx"
import { outcomesFile } from "#views/outcomes/sheet.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { DISCARD, ENTER, kindAsked, register, TAKE_CSV, TAKE_XLSX } from "./acts.ts"
import type { OutcomeRegister } from "./queries.ts"

type C = Context<Env>

const show = (c: C, found: OutcomeRegister, flaws?: Flaws, discarding: number | null = null) =>
  page(
    c,
    { title: `${found.year.year}年表彰经验`, status: flaws ? 422 : 200 },
    <OutcomeRegisterPage
      found={found}
      kind={kindAsked(c.req.query("kind"))}
      page={pageIn(c)}
      today={c.var.today}
      flaws={flaws}
      discarding={discarding}
    />,
  )

const takenAs = (kind: "xlsx" | "csv") => ({
  again: nothingTyped,
  shows: (c: C, found: OutcomeRegister) => registerSent(c, outcomesFile(found), found.outcomes, kind),
})

/** 表彰、经验和结果运用 of a year, mounted below the years. */
export const yearOutcomes = factory
  .createApp()
  .get("/:year{[0-9]+}/outcomes", async (c) => {
    const found = await register(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:year{[0-9]+}/outcomes", pressed(ENTER, { again: show, onward: ({ year }) => yearOutcomesPath(year.year) }))
  .post("/:year{[0-9]+}/outcomes.xlsx", pressed(TAKE_XLSX, takenAs("xlsx")))
  .post("/:year{[0-9]+}/outcomes.csv", pressed(TAKE_CSV, takenAs("csv")))

export const outcomeRoutes = factory.createApp().post(
  "/:outcome{[0-9]+}/discarding",
  pressed(DISCARD, {
    again: (c, found, flaws) => show(c, found, flaws, found.outcome.id),
    onward: ({ year }) => yearOutcomesPath(year.year),
  }),
)
