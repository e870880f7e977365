import type { Notice, ReportState } from "#db/schema.ts"
import type { BoardPlan } from "#src/board/standing.ts"
import { type Actor, isLeader } from "#src/office/people/actor.ts"
import { seesDrafts, seesOpinions, seesWords, supervises, unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { seesSummaries } from "#src/plans/summaries/policy.ts"
import { seesInstructions } from "#src/supervision/instructions/policy.ts"
import type { Circle, Learns } from "#src/trail/about.ts"
import type { Action } from "#src/trail/actions.ts"

/** The words of a version that was sent. */
export type SentWords = {
  achieved: string
  problems: string
  nextSteps: string
  hasDifficulty: boolean
  unchanged: boolean
}

/** A 督办单, as the timeline names it. */
export type NoticeLink = Pick<Notice, "id" | "kind" | "year" | "number">

/** One event on a task, with the assignment's unit it is about (null: the task as a whole). */
export type Happening = {
  id: number
  at: number
  actorName: string
  actingAs: string
  action: Action
  unitId: number | null
  particulars: Record<string, unknown>
  /** The 督办单 it is about. */
  notice: NoticeLink | null
  words: SentWords | null
  /** Of the report, as it stands now; the words are those of its latest version. */
  reportState: ReportState | null
  isLatest: boolean
  /** Taken back before anybody judged it: it has stayed the unit's own. */
  isTakenBack: boolean
}

/** A line of the timeline: what the actor may know of a happening. */
export type Entry = Pick<
  Happening,
  "id" | "at" | "actorName" | "actingAs" | "action" | "unitId" | "words" | "notice"
> & {
  remark: string | null
  answerBy: string | null
  details: Record<string, unknown>
}

/** Who learns of an act: what its capability says of it. */
export type LearnsOf = (action: Action) => Learns

type SeenPlan = Pick<BoardPlan, "supervisingUnitId" | "confirmingUnitId">

/** What the actor may know of a happening on a task of these units; null: nothing. `learns`: who learns of which act. */
export function entryFor(
  learns: LearnsOf,
  actor: Actor,
  plan: SeenPlan,
  coUnitIds: readonly number[],
  happening: Happening,
): Entry | null {
  const shown = learns(happening.action)
  const { unitId, particulars, words } = happening
  const within = (circle: Circle) => isWithin(circle, actor, plan, unitId, coUnitIds)
  if (!shown || !within(shown.fact)) return null
  return {
    id: happening.id,
    at: happening.at,
    actorName: happening.actorName,
    actingAs: happening.actingAs,
    action: happening.action,
    unitId,
    notice: happening.notice,
    words: words !== null && unitId !== null && readsWords(actor, plan, happening, unitId, coUnitIds) ? words : null,
    remark: within(shown.remark) ? textIn(particulars, "remark", "reason", "decision", "text") : null,
    answerBy: within(shown.remark) && !shown.keepsDay ? textIn(particulars, "answerBy") : null,
    details: detailsIn(particulars, within(shown.remark)),
  }
}

function isWithin(
  circle: Circle,
  actor: Actor,
  plan: SeenPlan,
  unitId: number | null,
  coUnitIds: readonly number[],
): boolean {
  switch (circle) {
    case "plan":
      return true
    case "units":
      return seesSummaries(actor, plan, coUnitIds)
    case "above":
      return seesInstructions(actor, plan)
    case "close":
      return unitId === null ? supervises(actor, plan) || isLeader(actor) : seesOpinions(actor, plan, unitId)
    case "inner":
      return unitId === null ? supervises(actor, plan) : seesDrafts(actor, plan, unitId)
    case "within":
      return unitId !== null && unitsSeenFrom(actor).includes(unitId)
    case "office":
      return (
        supervises(actor, plan) ||
        isLeader(actor) ||
        (plan.confirmingUnitId !== null && unitsSeenFrom(actor).includes(plan.confirmingUnitId))
      )
  }
}

/** A version that another has replaced was never the accepted one: co-units do not read it. */
const readsWords = (
  actor: Actor,
  plan: SeenPlan,
  { reportState, isLatest, isTakenBack }: Happening,
  unitId: number,
  coUnitIds: readonly number[],
): boolean => {
  const state = isLatest && reportState ? reportState : isTakenBack ? "draft" : "returned"
  return seesWords(actor, plan, unitId, state, coUnitIds)
}

function textIn(particulars: Record<string, unknown>, ...keys: string[]): string | null {
  for (const key of keys) {
    const value = particulars[key]
    if (typeof value === "string" && value !== "") return value
  }
  return null
}

/** Facts that belong to the event itself; a file's name is as private as the file. */
const FACTS = [
  "round",
  "unit",
  "instead_of",
  "light",
  "after",
  "before",
  "kind",
  "wording",
  "role",
  "formerBy",
  "grantedBy",
  "authority",
  "untilOn",
  "stage",
  "mergedInto",
]
const PRIVATE_FACTS = ["name", "body", "office", "personInCharge", "wantedBy"]

const detailsIn = (particulars: Record<string, unknown>, all: boolean): Record<string, unknown> =>
  Object.fromEntries(
    [...FACTS, ...(all ? PRIVATE_FACTS : [])].filter((key) => key in particulars).map((key) => [key, particulars[key]]),
  )
