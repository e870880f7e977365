import { CASE_KINDS, CASE_STATES } from "#db/schema.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import { GROUPS, type Picked } from "./register.ts"

/** What the address of a register asks for, of a page or of a file. */
export const pickedIn = (query: Record<string, string>): Picked => ({
  unit: numberAsked(query.unit),
  state: [...GROUPS, ...CASE_STATES].find((state) => state === query.state) ?? null,
  kind: CASE_KINDS.find((kind) => kind === query.kind) ?? null,
  law: numberAsked(query.law),
})
