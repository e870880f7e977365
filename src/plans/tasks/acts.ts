import { type Asked, act } from "#src/door/act.ts"
import { ensureCurrent } from "#src/door/params.ts"
import type { DaySet } from "#src/office/calendar/day_told.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { markStage, setStages } from "#src/plans/stages/commands.ts"
import { Marking, Staging } from "#src/plans/stages/input.ts"
import type { Stage, TypedStage } from "#src/plans/stages/stages.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { type Arrangement, arrangementOf } from "./arrangement_queries.ts"
import { setLeaders } from "./commands.ts"
import { Leading, leadersFit } from "./input.ts"
import { leadersNamed } from "./leaders.ts"

/* 责任领导 and 阶段 of one task, set by the office. */

/** The task of the address, for somebody who supervises its plan. */
export const ARRANGEMENT = {
  find: ({ database, actor, number, today }: Asked) =>
    arrangementOf(database, actor, { planId: number("plan"), ordinal: number("ordinal"), today }),
  may: (actor: Actor, { plan }: Arrangement) => {
    if (!supervises(actor, plan)) throw forbidden()
  },
}

const version = ({ task }: Arrangement) => task.version

export const SET_LEADERS = act({
  ...ARRANGEMENT,
  input: Leading,
  fits: (_asked, { accounts }, { leaders }) => leadersFit(leadersNamed(leaders, accounts)),
  version,
  does: async ({ database, by }, { plan, task, leaders, accounts }, input) => {
    const named = leadersNamed(input.leaders, accounts)
    await setLeaders(database, plan, [{ ...task, leaders }], "leaders" in named ? named.leaders : [], by)
    return "leaders_set.1"
  },
})

/** The days that are new: those of before were asked about when they were set. */
const daysSet = (before: readonly Stage[], after: readonly TypedStage[]): DaySet[] =>
  after.flatMap(({ id, dueBy }, i) =>
    before.some((stage) => stage.id === id && stage.dueBy === dueBy)
      ? []
      : [
          {
            field: `dueBy${i + 1}`,
            id: `stage-due-${i + 1}`,
            what: `第${i + 1}阶段的完成日期`,
            on: dueBy,
            effect: "保存后未完成的立即逾期",
          },
        ],
  )

export const SET_STAGES = act({
  ...ARRANGEMENT,
  input: Staging,
  days: (_asked, { stages }, input) => daysSet(stages, input.stages),
  version,
  does: async ({ database, by }, { plan, task, stages: before }, { stages: after }) => {
    // A row names a stage of this task or a new one.
    const own = new Set(before.map(({ id }) => id))
    const ids = after.map(({ id }) => id).filter((id) => id !== 0)
    if (ids.some((id) => !own.has(id)) || new Set(ids).size !== ids.length) throw missing()
    await setStages(database, plan, task, { before, after }, by)
    return `stages_set.${after.length}`
  },
})

/** The office's word on one part and stage; what was shown is the part as it was. */
export const MARK_STAGE = act({
  ...ARRANGEMENT,
  input: Marking,
  does: async ({ database, by }, { plan, parts, stages }, { version, assignment, stage: stageId, reached }) => {
    const part = parts.find(({ id }) => id === assignment)
    const stage = stages.find(({ id }) => id === stageId)
    if (!part || !stage) throw missing()
    ensureCurrent(version, part.version)
    await markStage(database, plan, part, { stage, reached }, by)
    return "stage_marked"
  },
})
