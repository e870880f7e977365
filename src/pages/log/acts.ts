import { act, actsAs, nothingThere } from "#src/door/act.ts"
import { type Actor, ensureHolds } from "#src/office/people/actor.ts"
import type { Action } from "#src/trail/actions.ts"
import { verifyTrail } from "#src/trail/seal.ts"
import { noteExport } from "./commands.ts"
import { Exporting, Verifying } from "./input.ts"
import { trailRows } from "./queries.ts"

/* 审计: what the 审计管理员 does with the trail. Neither changes a word of it. */

const may = (actor: Actor) => ensureHolds(actor, "auditor")

/** 导出, which the trail notes; made are its events. */
export const EXPORT_TRAIL = act({
  find: nothingThere,
  may,
  input: Exporting,
  does: async (asked, _found, { action, ...rest }) => {
    // An action that the trail does not know finds nothing.
    const filter = { ...rest, actions: action === "" ? [] : [action as Action] }
    const rows = await trailRows(asked.database, filter)
    await noteExport(asked.database, filter, rows.length, actsAs(asked, "auditor"))
    return { said: null, made: rows }
  },
})

/** 核验; made is the verdict. It is pressed and not looked up, since it reads the whole trail. */
export const VERIFY_TRAIL = act({
  find: nothingThere,
  may,
  input: Verifying,
  does: async ({ database, runtime }) => ({
    said: null,
    made: await verifyTrail(database, { key: runtime.sealKey ?? null }),
  }),
})
