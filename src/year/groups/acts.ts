import { type Asked, act } from "#src/door/act.ts"
import { type Actor, ensureHolds, isAdministrator } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { forbidden } from "#src/refusal.ts"
import { entersFor, keepsYear } from "#src/year/years/policy.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { addGroup, changeAddressees, changeGroup, removeAddressees, removeGroup, saveAddressees } from "./commands.ts"
import { Adding, Changing, ChangingSet, Removing, SavingSet } from "./input.ts"
import { entersGroup } from "./policy.ts"
import {
  bodiesToLead,
  type FoundAddressees,
  type FoundGroup,
  findAddressees,
  findGroup,
  unitsToSit,
} from "./queries.ts"

/* 领导小组, of the whole office or of one unit, and 主送范围. */

/** What a new group can be of, for whoever asks: 普法办 of all, a unit of its own. */
export async function addingAsked({ database, actor, number }: Asked) {
  const year = number("year")
  const [[found], leads, units] = await database.read([
    yearOfAddress(database, actor, year),
    bodiesToLead(database, year),
    unitsToSit(database),
  ])
  if (!found) return null
  const keeps = keepsYear(actor, found.year)
  return { ...found, keeps, units, leads: leads.filter(({ id }) => keeps || entersFor(actor, id)) }
}

export type FoundAdding = NonNullable<Awaited<ReturnType<typeof addingAsked>>>

const seatFits = ({ units }: { units: readonly { id: number }[] }, seat: number | null, was: number | null = null) =>
  seat === null || seat === was || units.some(({ id }) => id === seat) ? null : { seatUnitId: ["请从在用单位中选择"] }

function groupFits(
  found: FoundAdding,
  { unitId, seatUnitId }: { unitId: number | null; seatUnitId: number | null },
): Problems | null {
  if (unitId === null && !found.keeps) return { unitId: ["请选择本单位"] }
  if (unitId !== null && !found.leads.some(({ id }) => id === unitId)) return { unitId: ["请从责任单位中选择"] }
  return seatFits(found, seatUnitId)
}

export const ADD = act({
  find: addingAsked,
  may: (_actor, { keeps, leads }) => {
    if (!keeps && leads.length === 0) throw forbidden()
  },
  input: Adding,
  fits: (_asked, found, input) => groupFits(found, input),
  does: async ({ database, by }, { year, units, leads }, { unitId, ...words }) => {
    await addGroup(database, { year: year.year, unitId, units: [...units, ...leads] }, words, by)
    return "group_saved"
  },
})

export const groupAsked = ({ database, actor, number }: Asked) => findGroup(database, actor, number("group"))

function mayEnter(actor: Actor, { year, group }: FoundGroup) {
  if (!entersGroup(actor, year, group)) throw forbidden()
}

const version = ({ group }: FoundGroup) => group.version

export const CHANGE = act({
  find: groupAsked,
  may: mayEnter,
  input: Changing,
  fits: (_asked, found, { seatUnitId }) => seatFits(found, seatUnitId, found.group.seatUnitId),
  version,
  does: async ({ database, by }, found, { version: _, ...words }) => {
    await changeGroup(database, found, words, by)
    return "group_saved"
  },
})

export const REMOVE = act({
  find: groupAsked,
  may: mayEnter,
  input: Removing,
  version,
  does: async ({ database, by }, found) => {
    await removeGroup(database, found, by)
    return "group_removed"
  },
})

const theSupervisors = (actor: Actor) => ensureHolds(actor, "supervisor")

export const addresseesAsked = ({ database, actor }: Asked) =>
  isAdministrator(actor) ? Promise.resolve(null) : findAddressees(database)

/** A name that no other has, and units that are there. */
function setFits(
  { sets, units }: FoundAddressees,
  { name, units: ids }: { name: string; units: number[] },
  own: { id: number; unitIds: number[] } | null = null,
): Problems | null {
  if (sets.some((set) => set.name === name && set.id !== own?.id)) return { name: [`已有「${name}」，请换一个名称`] }
  const isKnown = (unit: number) => units.some(({ id }) => id === unit) || own?.unitIds.includes(unit)
  return ids.every(isKnown) ? null : { units: ["请从在用单位中选择"] }
}

export const SAVE_SET = act({
  find: addresseesAsked,
  may: theSupervisors,
  input: SavingSet,
  fits: (_asked, found, input) => setFits(found, input),
  does: async ({ database, by }, { units }, { name, units: unitIds }) => {
    await saveAddressees(database, units, { name, unitIds }, by)
    return "addressees_saved"
  },
})

export async function setAsked(asked: Asked) {
  const found = await addresseesAsked(asked)
  const set = found?.sets.find(({ id }) => id === asked.number("set"))
  return found && set ? { ...found, set } : null
}

export type FoundSet = NonNullable<Awaited<ReturnType<typeof setAsked>>>

export const CHANGE_SET = act({
  find: setAsked,
  may: theSupervisors,
  input: ChangingSet,
  fits: (_asked, found, input) => setFits(found, input, found.set),
  version: ({ set }) => set.version,
  does: async ({ database, by }, found, { name, units: unitIds }) => {
    await changeAddressees(database, found, { name, unitIds }, by)
    return "addressees_saved"
  },
})

export const REMOVE_SET = act({
  find: setAsked,
  may: theSupervisors,
  input: Removing,
  version: ({ set }) => set.version,
  does: async ({ database, by }, found) => {
    await removeAddressees(database, found, by)
    return "addressees_removed"
  },
})
