import type { Database } from "#db/database.ts"
import { conflict } from "#src/refusal.ts"
import { type By, record } from "#src/trail/record.ts"
import type { ClockFacts, ClockFault } from "./clock_watch.ts"
import { CLOCK } from "./queries.ts"

/** The 系统管理员 has looked at the time and says that it is right: what the program does by itself goes on. */
export async function confirmClock(
  database: Database,
  { newestAt, confirmations }: ClockFacts,
  fault: ClockFault | null,
  by: By,
) {
  if (fault === null) throw conflict("clock_runs")
  const particulars = { fault, newestAt }
  await record(
    database,
    by,
    [{ action: "clock_confirmed", subject: CLOCK, version: confirmations + 1, particulars }],
    [],
  )
}
