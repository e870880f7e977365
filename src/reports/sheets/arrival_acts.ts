import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { forbidden } from "#src/refusal.ts"
import { type Arrivals, arrivalsOf } from "./arrival_queries.ts"
import { withdrawSheet } from "./commands.ts"
import { Withdrawing } from "./input.ts"
import { mayRecord } from "./policy.ts"

/* 签字单 as the office records them. What comes with scans is in arrival_routes.tsx. */

/** The round that the address names. */
export const recorded = ({ database, actor, number }: Asked) =>
  arrivalsOf(database, actor, { planId: number("plan"), number: number("round") })

export function mayRecordIn(actor: Actor, { plan }: Pick<Arrivals, "plan">) {
  if (!mayRecord(actor, plan)) throw forbidden()
}

/** The sheet of one unit; `version` 0: nothing has been recorded of it. */
export type FoundSheet = { found: Arrivals; unitId: number; version: number }

export async function sheet(asked: Asked): Promise<FoundSheet | null> {
  const found = await recorded(asked)
  const unitId = asked.number("unit")
  const row = found?.asked.find(({ unit }) => unit.id === unitId)
  return found && row ? { found, unitId, version: row.sheet?.version ?? 0 } : null
}

export const theOffice = (actor: Actor, { found }: FoundSheet) => mayRecordIn(actor, found)

export const WITHDRAW = act({
  find: sheet,
  may: theOffice,
  input: Withdrawing,
  version: ({ version }) => version,
  does: async ({ database, by }, { found, unitId }, { remark }) => {
    await withdrawSheet(database, found, unitId, remark, by)
    return "sheet_withdrawn"
  },
})
