import { yearOf } from "#src/clock.ts"
import { type Asked, act, actsAs } from "#src/door/act.ts"
import { type Actor, ensureHolds, unitsOf } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { BODY_VIEW_LABEL } from "#views/years/words.ts"
import { bodyViewIn, leavingFits, standingFits } from "./bodies.ts"
import { addBodies, changeBody, type FileKind, leaveYear, noteRegister, openYear, rejoinYear } from "./commands.ts"
import { Adding, Leaving, Naming, Opening, Rejoining, Setting, Taking } from "./input.ts"
import { entersFor, type Kept, keepsYear } from "./policy.ts"
import { type FoundBody, findBody, findOutside, openingChoices, wholeRegister } from "./queries.ts"

/* 普法年度: opened and kept by its office; each 责任单位 names who answers for it. Its pages are in routes.tsx. */

/** The units for which the actor may keep a year. */
export const officesOf = (actor: Actor) => unitsOf(actor, "supervisor")

export async function openingAsked({ database, actor }: Asked) {
  const found = await openingChoices(database)
  const own = officesOf(actor)
  return { ...found, offices: found.units.filter(({ id }) => own.includes(id)) }
}

export type Opens = Awaited<ReturnType<typeof openingAsked>>

/** For whoever supervises in some unit. */
export const theSupervisors = (actor: Actor) => ensureHolds(actor, "supervisor")

function openingFits(
  { today }: Pick<Asked, "today">,
  found: Opens,
  { year, office, units }: { year: number; office: number; units: number[] },
): Problems | null {
  const next = yearOf(today) + 1
  if (found.years.includes(year)) return { year: [`${year}年度已经设立`] }
  if (year > next) return { year: [`最多提前一年，现在可设到${next}年度`] }
  if (!found.offices.some(({ id }) => id === office)) return { office: ["请选择您任督查人员的单位"] }
  return units.every((unit) => found.units.some(({ id }) => id === unit)) ? null : { units: ["请从在用单位中选择"] }
}

const among = <One extends { id: number }>(all: readonly One[], ids: readonly number[]) =>
  all.filter(({ id }) => ids.includes(id))

export const OPEN = act({
  find: openingAsked,
  may: theSupervisors,
  input: Opening,
  fits: openingFits,
  does: async (asked, found, { year, office, units }) => {
    const [keeper] = among(found.offices, [office])
    if (!keeper) throw forbidden()
    const opened = { year, office: keeper, units: among(found.units, units) }
    await openYear(asked.database, opened, actsAs(asked, "supervisor"))
    return { said: "year_opened", made: year }
  },
})

/** For the year's office. */
export function theOffice(actor: Actor, { year }: { year: Kept }) {
  if (!keepsYear(actor, year)) throw forbidden()
}

export const outsideAsked = ({ database, actor, number }: Asked) => findOutside(database, actor, number("year"))

export const ADD = act({
  find: outsideAsked,
  may: theOffice,
  input: Adding,
  fits: (_asked, { outside }, { units }) =>
    units.every((unit) => outside.some(({ id }) => id === unit)) ? null : { units: ["请从未列入的单位中选择"] },
  version: ({ year }) => year.version,
  does: async (asked, { year, outside }, { units }) => {
    await addBodies(asked.database, year, among(outside, units), actsAs(asked, "supervisor"))
    return `bodies_added.${units.length}`
  },
})

export const bodyAsked = ({ database, actor, number }: Asked) => findBody(database, actor, number("body"))

const version = ({ body }: FoundBody) => body.version

/** What was taken out of the year is changed no more. */
function ensureTakesPart({ body }: FoundBody) {
  if (body.leftOn !== null) throw conflict()
}

export const SET = act({
  find: bodyAsked,
  may: (actor, found) => {
    theOffice(actor, found)
    ensureTakesPart(found)
  },
  input: Setting,
  fits: (_asked, { body, units }, input) =>
    standingFits(body.unitId, input) ??
    (input.supervisorUnitId === null ||
    input.supervisorUnitId === body.supervisorUnitId ||
    units.some(({ id }) => id === input.supervisorUnitId)
      ? null
      : { supervisorUnitId: ["请从在用单位中选择"] }),
  version,
  does: async (asked, found, { version: _, ...changes }) => {
    await changeBody(asked.database, found, changes, actsAs(asked, "supervisor"))
    return "body_changed"
  },
})

export const NAME = act({
  find: bodyAsked,
  may: (actor, found) => {
    if (!entersFor(actor, found.body.unitId)) throw forbidden()
    ensureTakesPart(found)
  },
  input: Naming,
  version,
  does: async ({ database, by }, found, { version: _, ...changes }) => {
    await changeBody(database, found, changes, by)
    return "body_changed"
  },
})

export const LEAVE = act({
  find: bodyAsked,
  may: (actor, found) => {
    theOffice(actor, found)
    ensureTakesPart(found)
  },
  input: Leaving,
  fits: ({ today }, { year }, { leftOn }) => leavingFits(year.year, today, leftOn),
  version,
  does: async (asked, found, { leftOn, leftWhy }) => {
    await leaveYear(asked.database, found, { leftOn, leftWhy }, actsAs(asked, "supervisor"))
    return "body_left"
  },
})

export const REJOIN = act({
  find: bodyAsked,
  may: (actor, found) => {
    theOffice(actor, found)
    if (found.body.leftOn === null) throw conflict()
  },
  input: Rejoining,
  version,
  does: async (asked, found) => {
    await rejoinYear(asked.database, found, actsAs(asked, "supervisor"))
    return "body_rejoined"
  },
})

/** Whoever sees the register takes what they see of it. */
const taking = (file: FileKind) =>
  act({
    find: ({ database, actor, number, query }) =>
      wholeRegister(database, actor, { year: number("year"), view: bodyViewIn(query.get("view")) }),
    may: () => undefined,
    input: Taking,
    does: async ({ database, by }, { year, view, rows }) => {
      const picked = BODY_VIEW_LABEL[view]
      await noteRegister(database, { year: year.year, register: "责任单位", picked, file, rows: rows.length }, by)
      return { said: null, made: file }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")
