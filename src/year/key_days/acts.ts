import { type Asked, act } from "#src/door/act.ts"
import { isAdministrator } from "#src/office/people/actor.ts"
import { forbidden } from "#src/refusal.ts"
import type { YearChoices, YearDay } from "#src/year/activities/choices_queries.ts"
import { addKeyDay, endKeyDay } from "./commands.ts"
import { Adding, Ending } from "./input.ts"
import { maySetDay } from "./policy.ts"
import { type FoundKeyDays, keyDaysOf } from "./queries.ts"

/* 普法节点: added and ended by the year's office, and by a unit for itself. Their page is in routes.tsx. */

export const keyDaysAsked = ({ database, actor, number }: Asked) => keyDaysOf(database, actor, number("year"))

/** For all, or for one of the units for which the actor enters. */
export const setsSome = (actor: Asked["actor"], { choices }: Pick<FoundKeyDays, "choices">): boolean =>
  !isAdministrator(actor) && (maySetDay(actor, choices, null) || choices.own.length > 0)

export const ADD = act({
  find: keyDaysAsked,
  may: (actor, found) => {
    if (!setsSome(actor, found)) throw forbidden()
  },
  input: Adding,
  fits: ({ actor }, { choices }, { unit }) =>
    maySetDay(actor, choices, unit) && (unit === null || choices.own.some(({ id }) => id === unit))
      ? null
      : { unit: ["请选择本单位：全体单位的节点由普法办设定"] },
  does: async ({ database, by }, { choices }, day) => {
    await addKeyDay(database, choices, day, by)
    return "key_day_added"
  },
})

type FoundDay = { choices: YearChoices; day: YearDay }

/** A day that the year has. */
async function dayAsked(asked: Asked): Promise<FoundDay | null> {
  const found = await keyDaysAsked(asked)
  const one = found?.choices.days.find(({ day }) => day.id === asked.number("day"))
  return found && one ? { choices: found.choices, day: one.day } : null
}

export const END = act({
  find: dayAsked,
  may: (actor, { choices, day }) => {
    if (!maySetDay(actor, choices, day.unitId)) throw forbidden()
  },
  input: Ending,
  version: ({ day }) => day.version,
  does: async ({ database, by }, { choices, day }) => {
    await endKeyDay(database, choices, day, by)
    return "key_day_ended"
  },
})
