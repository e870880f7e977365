import type { Database } from "#db/database.ts"
import { type By, recordOnce } from "#src/trail/record.ts"
import type { TrailFilter } from "./queries.ts"

/** The trail was taken out of the system: who, when, how much of it. */
export const noteExport = (database: Database, filter: TrailFilter, rows: number, by: By) =>
  recordOnce(database, by, {
    action: "events_exported",
    subject: "export",
    particulars: { rows, ...filter },
  })
