import { yearOf } from "#src/clock.ts"
import { type Asked, act } from "#src/door/act.ts"
import { evidence } from "#src/door/evidence.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { Attaching } from "#src/reports/evidence/input.ts"
import { findReport } from "#src/reports/report/queries.ts"
import { itemOf } from "#src/year/activities/telling.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { keptWords } from "#views/activities/words.ts"
import { choicesOf, type YearChoices, yearsToEnter } from "./choices_queries.ts"
import {
  cancelActivity,
  changeActivityEvidence,
  changeLists,
  daysFit,
  discardActivity,
  enterActivity,
  holdActivity,
  holdingFits,
  listsFit,
  noteTaking,
  reviseActivity,
  revisionFits,
  roomOf,
  tellEffect,
  tellInReport,
  wordsFit,
  yearFor,
} from "./commands.ts"
import { filterOf } from "./filter.ts"
import { Cancelling, Discarding, Effecting, Entering, Holding, Listing, Revising, Taking, Telling } from "./input.ts"
import { mayChange, mayTell } from "./policy.ts"
import { type ActivityRow, activitiesInGroups, activitiesToTake, type FoundActivity, findActivity } from "./queries.ts"

/* What is done with 普法活动: entered, put right, held, cancelled, discarded, taken as a file. Its pages are in routes.tsx. */

/** The years in which activities are entered, as the actor may. */
export async function enterable({ database, actor, today }: Asked): Promise<YearChoices[] | null> {
  const years = await yearsToEnter(database, actor, yearOf(today))
  return years.length > 0 ? years : null
}

export function mayEnterSome(_actor: Actor, years: readonly YearChoices[]) {
  if (years.every(({ own }) => own.length === 0)) throw forbidden()
}

export const ENTER = act({
  find: enterable,
  may: mayEnterSome,
  input: Entering,
  fits: ({ today }, years, { unit, state, ...words }) => {
    const chosen = yearFor(years, unit, words.fromOn)
    const onDays = daysFit(state, words, today)
    if ("problems" in chosen) return { ...onDays, ...chosen.problems }
    const onWords = wordsFit(chosen.year, unit, words)
    return onDays || onWords ? { ...onWords, ...onDays } : null
  },
  does: async ({ database, by }, years, { unit, state, ...words }) => {
    const chosen = yearFor(years, unit, words.fromOn)
    if ("problems" in chosen) throw forbidden()
    const made = await enterActivity(database, chosen.year, { unitId: unit, state, words }, by)
    return { said: state === "held" ? "activity_entered" : "activity_planned", made }
  },
})

export const activity = ({ database, actor, number, today }: Asked) =>
  findActivity(database, actor, number("activity"), today)
const version = ({ activity }: FoundActivity) => activity.version

function theHost(actor: Actor, { activity, year }: FoundActivity) {
  if (!mayChange(actor, year, activity)) throw forbidden()
}

export const REVISE = act({
  find: activity,
  may: theHost,
  input: Revising,
  fits: ({ today }, found, words) => revisionFits(found, words, today),
  version,
  does: async ({ database, by }, found, { version: _, ...words }) => {
    await reviseActivity(database, found, words, by)
    return "activity_revised"
  },
})

export const HOLD = act({
  find: activity,
  may: theHost,
  input: Holding,
  fits: ({ today }, found, held) => holdingFits(found, held, today),
  version,
  does: async ({ database, by }, found, { version: _, ...held }) => {
    await holdActivity(database, found, held, by)
    return "activity_held"
  },
})

export const CANCEL = act({
  find: activity,
  may: theHost,
  input: Cancelling,
  version,
  does: async ({ database, by }, found, { reason }) => {
    await cancelActivity(database, found, reason, by)
    return "activity_cancelled"
  },
})

export const DISCARD = act({
  find: activity,
  may: theHost,
  input: Discarding,
  version,
  does: async ({ database, by }, found, { reason }) => {
    await discardActivity(database, found, reason, by)
    return "activity_discarded"
  },
})

export const EFFECT = act({
  find: activity,
  may: theHost,
  input: Effecting,
  version,
  does: async ({ database, by }, found, { version: _, ...effect }) => {
    await tellEffect(database, found, effect, by)
    return "activity_effect_told"
  },
})

export const EVIDENCE = evidence({
  room: roomOf,
  listed: ({ files }: FoundActivity) => files,
  keep: ({ database, by }, found, change) => changeActivityEvidence(database, found, change, by),
})

export const ATTACH = act({
  find: activity,
  may: theHost,
  input: Attaching,
  does: async () => "attached.0",
})

/** Its words go into an open report of one of its units, for which the actor writes. */
export const TELL = act({
  find: activity,
  may: (actor, found) => {
    if (!mayTell(actor, found)) throw forbidden()
  },
  input: Telling,
  fits: (_asked, { reports }, { item }) =>
    reports.some((one) => itemOf(one) === item) ? null : { item: ["请选择写进哪一项的本期进展"] },
  version,
  does: async ({ database, actor, by }, found, { item, text }) => {
    const one = found.reports.find((report) => itemOf(report) === item)
    const report = one && (await findReport(database, actor, one.assignmentId, one.round.number))
    if (!report) throw missing()
    await tellInReport(database, found, report, text, by)
    return "activity_told"
  },
})

const toTake = ({ database, actor, number, query }: Asked) =>
  activitiesToTake(database, actor, number("year"), filterOf(Object.fromEntries(query)))

/** Whoever sees the year takes what they see of it. */
const taking = (file: "xlsx" | "csv") =>
  act({
    find: toTake,
    may: () => undefined,
    input: Taking,
    does: async ({ database, actor, by }, found): Promise<{ said: null; made: AsyncGenerator<ActivityRow[]> }> => {
      const { choices, filter } = found
      await noteTaking(database, found, { file, picked: keptWords(choices, filter).join("；") }, by)
      return { said: null, made: activitiesInGroups(database, actor, choices.year, filter) }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")

export const yearAsked = ({ database, actor, number }: Asked) => choicesOf(database, actor, number("year"))

export function theOffice(actor: Actor, year: YearChoices) {
  if (!keepsYear(actor, year)) throw forbidden()
}

export const LIST = act({
  find: yearAsked,
  may: theOffice,
  input: Listing,
  fits: (_asked, _found, typed) => listsFit(typed),
  version: ({ listsVersion }) => listsVersion,
  does: async ({ database, by }, year, { version: _, ...typed }) => {
    await changeLists(database, year, typed, by)
    return "activity_lists_changed"
  },
})
