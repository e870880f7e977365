import { type Asked, act, actsAs } from "#src/door/act.ts"
import { type Actor, ensureHolds } from "#src/office/people/actor.ts"
import { newToken } from "#src/office/people/sessions.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { addUnit, editUnit, reordered } from "./commands.ts"
import { Describing, Editing } from "./input.ts"
import { directory, type UnitRow } from "./queries.ts"

/* 单位: how the 系统管理员 keeps the directory. */

export type Directory = Awaited<ReturnType<typeof directory>>
export type FoundUnit = Directory & { unit: UnitRow }

const theAdmin = (actor: Actor) => ensureHolds(actor, "admin")

type Named = { name: string; parentId: number | null; leaderId: number | null; successorId?: number | null }

/** What the choices of a form must be: names nobody else has, units and leaders that are there. */
function unitFits({ rows, leaders }: Directory, data: Named, own: UnitRow | null): Problems | null {
  const others = rows.filter(({ id }) => id !== own?.id)
  const has = (id: number | null | undefined) =>
    id === null || id === undefined || others.some((unit) => unit.id === id)
  // Whoever takes over has to be there; one that was named before and has gone itself may stay.
  const takesOver = (id: number | null | undefined) =>
    id == null || id === own?.successorId || others.some((unit) => unit.id === id && unit.active)
  const problems = {
    ...(others.some(({ name }) => name === data.name) ? { name: ["已有同名单位"] } : {}),
    ...(has(data.parentId) ? {} : { parentId: ["请选择其他单位"] }),
    ...(has(data.successorId) ? {} : { successorId: ["请选择其他单位"] }),
    ...(has(data.successorId) && !takesOver(data.successorId) ? { successorId: ["承接单位须为在用单位"] } : {}),
    ...(data.leaderId === null || data.leaderId === own?.leaderId || leaders.some(({ id }) => id === data.leaderId)
      ? {}
      : { leaderId: ["请从领导中选择"] }),
  }
  return Object.keys(problems).length > 0 ? problems : null
}

export const ADD_UNIT = act({
  find: ({ database }) => directory(database),
  may: theAdmin,
  input: Describing,
  fits: (_asked, found, input) => unitFits(found, input, null),
  does: async (asked, { rows }, input) => {
    const position = (rows.at(-1)?.position ?? 0) + 1
    const code = `u-${newToken().slice(0, 10)}`
    const unit = { ...input, shortName: input.shortName || input.name, code, position }
    await addUnit(asked.database, unit, actsAs(asked, "admin"))
    return "unit_added"
  },
})

/** The unit of the address among all of them. */
export async function findUnit({ database, word }: Pick<Asked, "database" | "word">): Promise<FoundUnit | null> {
  const found = await directory(database)
  const unit = found.rows.find(({ id }) => String(id) === word("id"))
  return unit ? { ...found, unit } : null
}

export const EDIT_UNIT = act({
  find: findUnit,
  may: theAdmin,
  input: Editing,
  fits: (_asked, found, input) => unitFits(found, input, found.unit),
  version: ({ unit }) => unit.version,
  does: async (asked, { rows, unit }, { version: _, position, correction, known: __, ...data }) => {
    const place = rows.findIndex(({ id }) => id === unit.id) + 1
    const moves = position === place ? [] : reordered(rows, unit.id, position)
    const changes = { ...data, shortName: data.shortName || data.name }
    await editUnit(asked.database, unit, changes, moves, actsAs(asked, "admin"), { correction })
    return "unit_changed"
  },
})
