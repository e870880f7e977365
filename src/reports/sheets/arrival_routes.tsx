import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { numberIn } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { unitSheetOf } from "#src/pages/sheet/unit_queries.ts"
import { arrivalsPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { ArrivalsPage } from "#views/sheets/arrivals.tsx"
import { UnitSheetPage, unitSheetTitle } from "#views/sheets/unit_sheet.tsx"
import { CORRECT, type FoundSheet, mayRecordIn, RECEIVE, recorded, WITHDRAW } from "./arrival_acts.ts"
import type { Arrivals } from "./arrival_queries.ts"

type C = Context<Env>

/** A form that came back: that of all that came together (`unit` null), or of one unit. */
const show = (c: C, found: Arrivals, flawed: (Flawed & { unit: number | null }) | null = null) =>
  page(
    c,
    { title: `签字单 · ${found.plan.title}`, status: flawed ? 422 : 200 },
    <ArrivalsPage found={found} today={c.var.today} recorder={c.var.actor.name} flawed={flawed} />,
  )

const placeOf = ({ plan, round }: Arrivals) => arrivalsPath(plan.id, round.number)

const onOne = {
  again: (c: C, { found, unitId: unit }: FoundSheet, flaws: Flawed) => show(c, found, { ...flaws, unit }),
  onward: ({ found }: FoundSheet) => placeOf(found),
}

/** 签字单 as they come on paper: who has handed in, who has not, and the record of it. */
export const arrivals = factory
  .createApp()
  .get("/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets", async (c) =>
    show(c, await reached({ find: recorded, may: mayRecordIn }, askedOf(c))),
  )
  .post(
    "/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets",
    carriesEvidence,
    pressed(RECEIVE, { again: (c, found, flaws) => show(c, found, { ...flaws, unit: null }), onward: placeOf }),
  )
  .get("/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets/:unit{[0-9]+}", async (c) => {
    const { database, actor, today } = c.var
    const key = { planId: numberIn(c, "plan"), round: numberIn(c, "round"), unitId: numberIn(c, "unit") }
    const sheet = await unitSheetOf(database, actor, key, today)
    if (!sheet) throw missing()
    return page(c, { title: unitSheetTitle(sheet) }, <UnitSheetPage sheet={sheet} today={today} />)
  })
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets/:unit{[0-9]+}", carriesEvidence, pressed(CORRECT, onOne))
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets/:unit{[0-9]+}/withdrawal", pressed(WITHDRAW, onOne))
