import { notices } from "#db/schema.ts"
import type { Waiting } from "#src/door/house.ts"
import { type DeskAsked, supervised } from "#src/plans/plan/desk_queries.ts"
import { countToTransfer, type Orphans } from "./queries.ts"

/** What of units that are no more the desk looks at. */
export const orphansAtDesk = (asked: DeskAsked): Orphans => ({
  parts: supervised(asked),
  notices: supervised(asked, notices.unitId),
})

export const transfersWaiting: readonly Waiting[] = [
  { queue: "transfers", count: (_database, asked) => countToTransfer(orphansAtDesk(asked)) },
]
