import type { CaseKind, CaseState } from "#db/schema.ts"

/* What a register of cases is kept to. */

/** More than one state each: in hand of the unit, 已报送, 已发布. */
export const GROUPS = ["open", "sent", "out"] as const
export type Group = (typeof GROUPS)[number]

export type Picked = {
  unit: number | null
  state: CaseState | Group | null
  kind: CaseKind | null
  law: number | null
}
