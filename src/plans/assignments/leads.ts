import type { AssignmentState, Role } from "#db/schema.ts"

/*
 * 第一牵头单位. It is asked of all parts of a task: of the parts of one unit nobody can tell. `isFirstLead` of scope.ts is
 * the same in SQL.
 */

export type Place = { role: Role; position: number; state: AssignmentState }

/** One whose part was terminated (given to another unit) leads no longer. */
export const keepsPlace = ({ state }: Pick<Place, "state">): boolean => state !== "terminated"

/** The first as printed of those that have kept their part. */
export const firstKept = <P extends Pick<Place, "position" | "state">>(parts: readonly P[]): P | undefined =>
  parts.filter(keepsPlace).sort((a, b) => a.position - b.position)[0]

/** 第一牵头单位 of a task, given all its parts. */
export const firstLead = <P extends Place>(parts: readonly P[]): P | undefined =>
  firstKept(parts.filter(({ role }) => role === "lead"))
