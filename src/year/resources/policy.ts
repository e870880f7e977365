import { actsFor } from "#src/year/years/policy.ts"

/** A unit keeps its own; the year's office keeps them for a unit. */
export const maintains = actsFor
