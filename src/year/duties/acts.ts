import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { forbidden } from "#src/refusal.ts"
import { keptWords } from "#views/duties/words.ts"
import {
  carryDuties,
  type DutyWords,
  ensureWritable,
  enterDuty,
  noteTaking,
  reviseDuty,
  strikeDuty,
  wordsFit,
} from "./commands.ts"
import { Carrying, Entering, Revising, Striking, Taking } from "./input.ts"
import { dutyFilterIn } from "./lists.ts"
import { carriableOf, type DutyChoices, dutyChoices, type FoundDuty, findDuty, wholeRegister } from "./queries.ts"

/* 清单事项: entered, revised and taken out by their unit, as long as its list was not sent. The pages are in routes.tsx. */

export const yearAsked = ({ database, actor, number }: Asked) => dutyChoices(database, actor, number("year"))

export function theUnits(_actor: Actor, { own }: DutyChoices) {
  if (own.length === 0) throw forbidden()
}

export const ENTER = act({
  find: yearAsked,
  may: theUnits,
  input: Entering,
  fits: (_asked, { choices, own }, { unit, ...words }) =>
    own.some(({ unitId }) => unitId === unit) ? wordsFit(choices, words) : { unit: ["请选择本单位"] },
  does: async ({ database, by }, found, { unit, ...words }) => {
    const made = await enterDuty(database, found, { unitId: unit, words }, by)
    return { said: "duty_entered", made }
  },
})

export const CARRY = act({
  find: yearAsked,
  may: theUnits,
  input: Carrying,
  fits: (_asked, { own }, { unit }) => (own.some(({ unitId }) => unitId === unit) ? null : { unit: ["请选择本单位"] }),
  does: async ({ database, by }, found, { unit }) => {
    const last = await carriableOf(database, unit, found.choices.year)
    await carryDuties(database, found, unit, last, by)
    return `duties_carried.${last.length}`
  },
})

export const duty = ({ database, actor, number }: Asked) => findDuty(database, actor, number("duty"))
const version = ({ duty }: FoundDuty) => duty.version

export const REVISE = act({
  find: duty,
  may: ensureWritable,
  input: Revising,
  fits: (_asked, { choices, text }, words: DutyWords) => wordsFit(choices, words, text.leadIds),
  version,
  does: async ({ database, by }, found, { version: _, ...words }) => {
    await reviseDuty(database, found, words, by)
    return "duty_revised"
  },
})

export const STRIKE = act({
  find: duty,
  may: ensureWritable,
  input: Striking,
  version,
  does: async ({ database, by }, found, { reason }) => {
    await strikeDuty(database, found, reason, by)
    return "duty_struck"
  },
})

const toTake = ({ database, actor, number, query, today }: Asked) =>
  wholeRegister(database, actor, { year: number("year"), filter: dutyFilterIn(Object.fromEntries(query)) }, today)

/** Whoever sees the register takes what they see of it. */
const taking = (file: "xlsx" | "csv") =>
  act({
    find: toTake,
    may: () => undefined,
    input: Taking,
    does: async ({ database, by }, found) => {
      await noteTaking(database, found, { file, picked: keptWords(found.choices, found.filter).join("；") }, by)
      return { said: null, made: file }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")
