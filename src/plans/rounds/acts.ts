import type * as z from "zod"
import type { Plan, Round } from "#db/schema.ts"
import { type Asked, act } from "#src/door/act.ts"
import type { DaySet } from "#src/office/calendar/day_told.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { type PlanRounds, roundsOf } from "#src/pages/rounds/queries.ts"
import { changePlan } from "#src/plans/plan/commands.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { type Schedule, scheduleTasks, setLeaders } from "#src/plans/tasks/commands.ts"
import { LeadingMany, leadersFit, Scheduling } from "#src/plans/tasks/input.ts"
import { leadersNamed } from "#src/plans/tasks/leaders.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { undoCutOff, undoFits } from "#src/supervision/undoing/commands.ts"
import { cutOff, listParts, openRound, rescheduleFits, rescheduleRound, roundNameFits } from "./commands.ts"
import { Arranging, CuttingOff, Listing, Opening, Rescheduling, UndoingCutOff } from "./input.ts"
import { type Additions, findAdditions } from "./queries.ts"

/* 填报期, and what is set for many tasks beside them: by those who supervise the plan. */

function theOffice(actor: Actor, { plan }: { plan: Plan }) {
  if (!supervises(actor, plan)) throw forbidden()
}

/** The plan of the address with its rounds. */
export const ROUNDS = {
  find: ({ database, actor, number, today }: Asked) => roundsOf(database, actor, number("plan"), today),
  may: theOffice,
}

export type FoundRound = PlanRounds & { row: PlanRounds["rounds"][number] }

/** A round of the address among those of its plan. */
const ROUND = {
  find: async (asked: Asked): Promise<FoundRound | null> => {
    const found = await ROUNDS.find(asked)
    const row = found?.rounds.find(({ round }) => round.number === asked.number("round"))
    return found && row ? { ...found, row } : null
  },
  may: theOffice,
  version: ({ row }: FoundRound) => row.round.version,
}

const roundsIn = ({ rounds }: PlanRounds): Round[] => rounds.map(({ round }) => round)
const othersThan = (found: FoundRound) => roundsIn(found).filter(({ number }) => number !== found.row.round.number)

/** The due day of a round, new or of a number: those that have not reported are late once it is over. */
const dueSet = (dueBy: string, number?: number): DaySet => ({
  field: "dueBy",
  id: number === undefined ? undefined : `due-${number}`,
  what: "报送期限",
  on: dueBy,
  effect: "保存后未报的立即逾期",
})

export const OPEN_ROUND = act({
  ...ROUNDS,
  input: Opening,
  fits: (_asked, found, { name }) => roundNameFits(name, roundsIn(found)),
  days: (_asked, _found, { dueBy }) => [dueSet(dueBy)],
  does: async ({ database, by, settings, calendar }, found, { inside, ...round }) => {
    const { plan } = found
    const rules = { inside, lastPeriodDays: settings.lastPeriodDays, calendar }
    const opened = await openRound(database, plan, roundsIn(found), round, by, rules)
    const gaps = found.gaps.length
    const at = `${plan.id}-${opened.number}`
    return gaps > 0 ? `round_opened_gaps.${opened.owed}-${gaps}-${at}` : `round_opened.${opened.owed}-${at}`
  },
})

export type Chosen = Pick<Plan, "rhythm" | "dueShift" | "dueDay" | "dueRoll" | "opensBefore" | "opensItself">

/** 报送安排 as it was chosen. */
export function arrangementIn(input: z.output<typeof Arranging>): Chosen {
  const { rhythm, shift, day, roll, opensBefore = 0, opensItself } = input
  return rhythm === "none"
    ? { rhythm, dueShift: null, dueDay: null, dueRoll: "next", opensBefore: null, opensItself: false }
    : { rhythm, dueShift: shift, dueDay: day, dueRoll: roll, opensBefore, opensItself }
}

export const SET_RHYTHM = act({
  ...ROUNDS,
  input: Arranging,
  version: ({ plan }) => plan.version,
  does: async ({ database, by }, { plan }, input) => {
    await changePlan(database, plan, arrangementIn(input), by)
    return "rhythm_set"
  },
})

/** The tasks that were ticked; one that is not there is not the plan's. */
function chosenOf<T extends { ordinal: number }>(tasks: readonly T[], ordinals: readonly number[]): T[] {
  const chosen = tasks.filter(({ ordinal }) => ordinals.includes(ordinal))
  if (chosen.length !== new Set(ordinals).size) throw missing()
  return chosen
}

/** What a bulk form leaves empty stays as it is. */
function scheduleIn({ rhythm, deadline, dueBy }: z.output<typeof Scheduling>): Partial<Schedule> {
  return {
    ...(rhythm === "" ? {} : { rhythm: rhythm === "plan" ? null : rhythm }),
    ...(deadline === "" ? {} : { deadline, dueBy: deadline === "date" || deadline === "yearly" ? dueBy : null }),
  }
}

/** The day that tasks are given together. */
const deadlineSet = ({ dueBy = null }: Partial<Schedule>, held: readonly { label: string }[]): DaySet => ({
  field: "dueBy",
  id: "schedule-due",
  what: "完成时限",
  on: dueBy,
  effect: "保存后立即逾期",
  items: held.map(({ label }) => label),
})

export const SCHEDULE_TASKS = act({
  ...ROUNDS,
  input: Scheduling,
  days: (_asked, { tasks }, input) => {
    const held = tasks.filter(({ ordinal, isHeld }) => isHeld && input.tasks.includes(ordinal))
    return held.length > 0 ? [deadlineSet(scheduleIn(input), held)] : []
  },
  does: async ({ database, by }, { plan, tasks }, input) => {
    const chosen = chosenOf(tasks, input.tasks)
    await scheduleTasks(database, plan, chosen, scheduleIn(input), by)
    return `tasks_scheduled.${chosen.length}`
  },
})

export const SET_LEADERS_OF_MANY = act({
  ...ROUNDS,
  input: LeadingMany,
  fits: (_asked, { accounts }, { leaders }) => leadersFit(leadersNamed(leaders, accounts)),
  does: async ({ database, by }, { plan, tasks, accounts }, input) => {
    const named = leadersNamed(input.leaders, accounts)
    const chosen = chosenOf(tasks, input.tasks)
    await setLeaders(database, plan, chosen, "leaders" in named ? named.leaders : [], by)
    return `leaders_set.${chosen.length}`
  },
})

export const RESCHEDULE_ROUND = act({
  ...ROUND,
  input: Rescheduling,
  fits: (_asked, found, changes) => rescheduleFits(found.row.round, othersThan(found), changes),
  days: (_asked, { row: { round } }, { dueBy }) => (dueBy === round.dueBy ? [] : [dueSet(dueBy, round.number)]),
  does: async ({ database, by }, found, { version: _, ...changes }) => {
    await rescheduleRound(database, found.plan, found.row.round, othersThan(found), changes, by)
    return "round_rescheduled"
  },
})

/** A round of the address with what it could still ask for. */
export const ADDITIONS = {
  find: ({ database, actor, number }: Asked) => findAdditions(database, actor, number("plan"), number("round")),
  may: (actor: Actor, { plan }: Additions) => {
    if (!supervises(actor, plan)) throw forbidden()
  },
}

export const LIST_PARTS = act({
  ...ADDITIONS,
  input: Listing,
  does: async ({ database, by }, found, { parts }) => {
    const chosen = found.parts.filter(({ id }) => parts.includes(id))
    if (chosen.length !== new Set(parts).size) throw missing()
    await listParts(database, found, chosen, by)
    return `parts_listed.${chosen.length}`
  },
})

export const CUT_OFF = act({
  ...ROUND,
  input: CuttingOff,
  does: async ({ database, by }, { plan, row }) => {
    await cutOff(database, plan, row.round, by)
    return "cut_off"
  },
})

export const UNDO_CUT_OFF = act({
  ...ROUND,
  input: UndoingCutOff,
  fits: (_asked, { row }, { remark }) => undoFits(row.lastWord, remark),
  does: async ({ database, by, calendar, settings }, { plan, row }, { remark }) => {
    await undoCutOff(database, plan, row, by, { calendar, ...settings }, remark)
    return "cut_off_undone"
  },
})
