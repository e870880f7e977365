import { sql } from "drizzle-orm"
import type { Turn } from "#src/trail/newest_queries.ts"
import { UNDO_FOR } from "./undo.ts"

/** The instant after which the oldest answer that can still be taken back can no longer be: any event may be one. */
export const undoEnds: Turn = (now) =>
  sql`(select min(at) from events where at >= ${now} - ${sql.raw(String(UNDO_FOR))}) + ${sql.raw(String(UNDO_FOR + 1))}`
