import type * as z from "zod"
import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { takingIn } from "#src/plans/rounds/rounds.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { keptWords } from "#views/duties/words.ts"
import {
  adoptPart,
  bringDuties,
  carryDuties,
  type DutyWords,
  dropPart,
  ensureLinks,
  ensurePlaces,
  ensureRestorable,
  ensureWritable,
  enterDuty,
  moveDuty,
  noteTaking,
  placeDuty,
  placingFits,
  restoreDuty,
  reviseDuty,
  strikeDuty,
  wordsFit,
} from "./commands.ts"
import {
  Bringing,
  Carrying,
  Entering,
  Linking,
  Moving,
  Placing,
  Reading,
  Restoring,
  Revising,
  Striking,
  Taking,
} from "./input.ts"
import { dutyFilterIn } from "./lists.ts"
import { carriableOf, type DutyChoices, dutyChoices, type FoundDuty, findDuty, wholeRegister } from "./queries.ts"
import { itemIn, tooLongIn } from "./reading.ts"
import { type ListRead, listRead } from "./sheet_reading.ts"
import { tableAsked } from "./table_asked.ts"

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

const CHOOSE = "请选择清单文件，或粘贴表格"

/** 导入: the table is read, and looked over before anything of it is entered. */
export const READ = act({
  find: yearAsked,
  may: theUnits,
  input: Reading,
  fits: (_asked, { own }, { unit, file, pasted }) => {
    if (!own.some(({ unitId }) => unitId === unit)) return { unit: ["请选择本单位"] }
    return file === null && pasted.trim() === "" ? { file: [CHOOSE] } : null
  },
  does: async (asked, { own, choices }, { unit, ...given }): Promise<{ said: null; made: ListRead }> => {
    if (own.find(({ unitId }) => unitId === unit)?.isOpen === false) throw conflict("list_sent")
    const names = (isOwn: boolean) =>
      choices.units.flatMap(({ id, shortName, name }) => ((id === unit) === isOwn ? [shortName, name] : []))
    const bringer = { own: names(true), others: names(false) }
    return { said: null, made: await tableAsked(asked, given, (answer) => listRead(answer, bringer)) }
  },
})

type Brought = z.output<typeof Bringing>

/** The items that are taken, with what is wrong with each, at its column. */
function itemsIn({ choices }: DutyChoices, { rows, taken }: Brought) {
  const problems: Problems = {}
  const items = taken.flatMap((i) => {
    const row = rows[i]
    if (!row) return []
    const { words, doubts } = itemIn(row, choices)
    for (const [column, words] of Object.entries({ ...tooLongIn(row), ...doubts })) problems[`${column}-${i}`] = [words]
    if (words.content === "") problems[`content-${i}`] = ["请填写普法内容"]
    return [words]
  })
  return { items, problems: Object.keys(problems).length > 0 ? problems : null }
}

export const BRING = act({
  find: yearAsked,
  may: theUnits,
  input: Bringing,
  fits: (_asked, found, brought) =>
    found.own.some(({ unitId }) => unitId === brought.unit)
      ? itemsIn(found, brought).problems
      : { taken: ["请选择本单位"] },
  does: async ({ database, by }, found, brought) => {
    const { items } = itemsIn(found, brought)
    await bringDuties(database, found, brought.unit, items, by)
    return `duties_brought.${items.length}`
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

export const RESTORE = act({
  find: duty,
  may: ensureRestorable,
  input: Restoring,
  version,
  does: async ({ database, by }, found) => {
    await restoreDuty(database, found, by)
    return "duty_restored"
  },
})

export const MOVE = act({
  find: duty,
  may: ensureWritable,
  input: Moving,
  version,
  does: async ({ database, by }, found, { towards }) => {
    await moveDuty(database, found, towards, by)
    return "duty_moved"
  },
})

const toTake = ({ database, actor, number, query, today }: Asked) =>
  wholeRegister(database, actor, { year: number("year"), filter: dutyFilterIn(Object.fromEntries(query)) }, today)

export const ADOPT = act({
  find: duty,
  may: ensureLinks,
  input: Linking,
  fits: (_asked, { adoptable }, { assignment }) =>
    adoptable.some(({ assignmentId }) => assignmentId === assignment)
      ? null
      : { assignment: ["请选择本单位在办的一项分工"] },
  version,
  does: async ({ database, by }, found, { assignment }) => {
    await adoptPart(database, found, assignment, by)
    return "duty_adopted"
  },
})

const BY_APPROVAL = "方案的改动须经审定：请按新文件更新方案并送审，下达后由单位在这里落实到该项分工"

/** 追加为分工; a plan whose changes are approved takes none past its approver. */
export const PLACE = act({
  find: duty,
  may: ensurePlaces,
  input: Placing,
  fits: ({ settings }, found, { plan }) =>
    settings.planApprover === "none" ? placingFits(found, plan) : { plan: [BY_APPROVAL] },
  days: (_asked, { text }) => [{ field: "plan", what: "完成时限", on: text.untilOn }],
  version,
  does: async ({ database, by, calendar, settings }, found, { plan: id, listed }) => {
    const taker = found.takers.find(({ plan }) => plan.id === id)
    if (!taker) throw conflict()
    const into = takingIn(taker.plan, listed ? taker.round : null, { calendar, ...settings })
    await placeDuty(database, found, taker, into, by)
    return "duty_placed"
  },
})

export const DROP = act({
  find: duty,
  may: ensureLinks,
  input: Linking,
  version,
  does: async ({ database, by }, found, { assignment }) => {
    await dropPart(database, found, assignment, by)
    return "duty_dropped"
  },
})

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

/** 任务书 of one unit, as whoever sees its list reads it. */
export const TAKE_PAPER = act({
  find: async ({ database, actor, number, today }: Asked) => {
    const filter = { unit: number("unit"), view: "all" } as const
    const found = await wholeRegister(database, actor, { year: number("year"), filter }, today)
    const unit = found?.choices.units.find(({ id }) => id === filter.unit)
    return found && unit && found.rows.length > 0 ? { found, unit } : null
  },
  may: () => undefined,
  input: Taking,
  does: async ({ database, by }, { found, unit }) => {
    await noteTaking(database, found, { file: "docx", picked: unit.name }, by)
    return { said: null, made: unit.name }
  },
})

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")
