/** Rows in one insert: bound parameters stay far below the limits of SQLite and of a server. */
const ROWS = 50

/** Rows in pieces that fit into one statement each. */
export const chunks = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, i) => rows.slice(i * ROWS, (i + 1) * ROWS))
