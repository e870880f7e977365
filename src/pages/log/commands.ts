import type { Database } from "#db/database.ts"
import { newToken } from "#src/office/people/sessions.ts"
import { type By, record } from "#src/trail/record.ts"
import type { TrailFilter } from "./queries.ts"

/** The trail was taken out of the system: who, when, how much of it. */
export const noteExport = (database: Database, filter: TrailFilter, rows: number, by: By) =>
  record(
    database,
    by,
    [
      {
        action: "events_exported",
        subject: `export:${newToken().slice(0, 16)}`,
        version: 1,
        particulars: { rows, ...filter },
      },
    ],
    [],
  )
