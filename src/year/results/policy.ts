import { actsFor } from "#src/year/years/policy.ts"

/** Reads the names of a unit, brings its table and puts it right: the unit itself and the year's office. Leaders read totals. */
export const keepsResults = actsFor
