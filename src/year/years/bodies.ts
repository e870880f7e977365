import type { Body } from "#db/schema.ts"

/* Rules about 责任单位. */

/**
 * Which rows of the register are shown: all, also those that left; those that take part, by their duty, those of them that
 * lack something; those that left.
 */
export const BODY_VIEWS = ["all", "present", "primary", "supervised", "voluntary", "gaps", "left"] as const
export type BodyView = (typeof BODY_VIEWS)[number]

export const bodyViewIn = (text: string | null | undefined): BodyView =>
  BODY_VIEWS.find((view) => view === text) ?? "all"

type Names = Pick<Body, "leader" | "department" | "person">

/** What has not been named yet. */
export const gapsOf = (body: Names): (keyof Names)[] =>
  (["leader", "department", "person"] as const).filter((name) => body[name] === "")

type Standing = Pick<Body, "duty" | "supervisorUnitId">

/** Why a standing cannot be, at its field; null: it can. */
export function standingFits(unitId: number, { duty, supervisorUnitId }: Standing) {
  if (supervisorUnitId === unitId) return { supervisorUnitId: ["行业主管部门不能是本单位"] }
  if (duty === "supervised" && supervisorUnitId === null)
    return { supervisorUnitId: ["责任类型为行业主管部门督促的，请选择行业主管部门"] }
  return null
}

/** A body leaves its year on a day of that year that has come. */
export function leavingFits(year: number, today: string, leftOn: string) {
  if (!leftOn.startsWith(`${year}-`)) return { leftOn: [`退出日期应在${year}年内`] }
  return leftOn > today ? { leftOn: ["退出日期不能晚于今天"] } : null
}
