import { factory } from "#src/http/env.ts"
import { page } from "#src/http/respond.tsx"
import { pageIn, readingOf } from "#src/plans/asked.ts"
import { numberIn } from "#src/plans/filter.ts"
import { missing } from "#src/refusal.ts"
import { UnitPage } from "#views/units/unit.tsx"
import { unitOf } from "./queries.ts"

/** One unit's part in the plans, for whoever sees them. */
export const unitReading = factory.createApp().get("/:unit{[0-9]+}", async (c) => {
  const number = pageIn(c)
  const unitId = numberIn(c.req.param("unit")) ?? 0
  const view = await unitOf(c.var.database, c.var.actor, unitId, number, readingOf(c))
  if (!view) throw missing()
  return page(c, { title: view.unit.name }, <UnitPage view={view} page={number} today={c.var.today} />)
})
