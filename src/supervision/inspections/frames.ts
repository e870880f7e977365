import { EXCLUSIONS, type Excluded } from "#db/schema.ts"
import type { YearRow } from "#src/year/duties/frame_queries.ts"
import type { FoundInspection } from "./queries.ts"

/** From what a draw is made: assignments of the plan, or what of the year has none in it. */
export const FRAMES = ["all", "lead", "active", "closed", "duties", "bodies"] as const
export type Frame = (typeof FRAMES)[number]

/** The 编号 of what is no assignment begins with 1 for a 清单事项, with 2 for a 责任单位; no assignment has so high a one. */
const DUTY = 100_000_000
const BODY = 200_000_000

type Part = Pick<FoundInspection["parts"][number], "role" | "state">
type Why = Excluded["why"] | null
type Thing = { of: "part" } & Part

const UNDER_WAY = ["awaiting", "active", "claimed", "rectifying"]

export const IN_FRAME: Record<Frame, (one: Thing | { of: "duty" | "body" }) => boolean> = {
  all: ({ of }) => of === "part",
  lead: (one) => one.of === "part" && one.role === "lead",
  active: (one) => one.of === "part" && UNDER_WAY.includes(one.state),
  closed: (one) => one.of === "part" && one.state === "closed",
  duties: ({ of }) => of === "duty",
  bodies: ({ of }) => of === "body",
}

/** A row of `inspection_items` that names no assignment. */
type Subject = { unitId: number; dutyId: number | null; textNumber: number | null }
export type YearThing = {
  of: "duty" | "body"
  id: number
  unit: YearRow["unit"]
  task: { ordinal: number; label: string; text: string }
  subject: Subject
  why: Why
}

/** What a finding on it is headed with, in the place of a task. */
export const yearTask = (content: string | null) =>
  content === null
    ? { ordinal: 0, label: "责任单位", text: "本年度普法责任落实情况" }
    : { ordinal: 0, label: "清单事项", text: content }

/** 清单事项 and 责任单位 of the year; `why`: it is in no frame. */
export function yearThings(rows: readonly YearRow[]): YearThing[] {
  const bodies = new Map(rows.map((row) => [row.unit.id, row]))
  return [
    ...rows.flatMap(({ unit, duty, text, isPlaced }): YearThing[] => {
      if (duty === null || text === null) return []
      const subject = { unitId: unit.id, dutyId: duty, textNumber: text.number }
      const why = text.applies ? (isPlaced ? "placed" : null) : "exempt"
      return [{ of: "duty", id: DUTY + duty, unit, task: yearTask(text.content), subject, why }]
    }),
    ...[...bodies.values()].map(({ unit, holds }): YearThing => {
      const subject = { unitId: unit.id, dutyId: null, textNumber: null }
      return { of: "body", id: BODY + unit.id, unit, task: yearTask(null), subject, why: holds ? "placed" : null }
    }),
  ]
}

/** What was left out, by its reason. */
export const excludedOf = (things: readonly { id: number; why: Why }[]): Excluded[] =>
  EXCLUSIONS.flatMap((why) => {
    const ids = things.filter((one) => one.why === why).map(({ id }) => id)
    return ids.length > 0 ? [{ why, ids }] : []
  })
