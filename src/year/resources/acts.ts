import { RESOURCE_KINDS } from "#db/schema.ts"
import { type Asked, act } from "#src/door/act.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import { forbidden } from "#src/refusal.ts"
import { noteRegister } from "#src/year/years/commands.ts"
import { pickedWords } from "#views/resources/words.ts"
import { endResource, ensureMaintains, enterResource, resumeResource, reviseResource } from "./commands.ts"
import { resourceFits } from "./fields.ts"
import { Ending, Entering, Resuming, Revising, Taking } from "./input.ts"
import { type FoundResource, findResource, type Picked, resourcesOfYear, resourcesToTake } from "./queries.ts"

/* 阵地, 宣传渠道, 讲师团 and 志愿者: one register, kept by units for themselves and by the year's office. The pages are in routes.tsx. */

export const pickedIn = (query: URLSearchParams): Picked => ({
  kind: RESOURCE_KINDS.find((kind) => kind === query.get("kind")) ?? null,
  unit: numberAsked(query.get("unit") ?? ""),
  ended: query.get("ended") === "1",
})

export const register = ({ database, actor, number, query }: Asked) =>
  resourcesOfYear(
    database,
    actor,
    number("year"),
    pickedIn(query),
    Math.max(1, numberAsked(query.get("page") ?? "") ?? 1),
  )

export const ENTER = act({
  find: register,
  may: (_actor, { own }) => {
    if (own.length === 0) throw forbidden()
  },
  input: Entering,
  fits: (_asked, { own }, { kind: _, unit, ...words }) =>
    own.some(({ id }) => id === unit) ? resourceFits(words) : { unit: ["请选择本单位"] },
  does: async ({ database, by }, found, { kind, unit, ...words }) => ({
    said: "resource_entered",
    made: await enterResource(database, found, { kind, unitId: unit, words }, by),
  }),
})

export const theResource = ({ database, actor, number }: Asked) => findResource(database, actor, number("resource"))

const onOne = {
  find: theResource,
  may: ensureMaintains,
  version: ({ resource }: FoundResource) => resource.version,
}

export const REVISE = act({
  ...onOne,
  input: Revising,
  fits: (_asked, _found, { version: _, ...words }) => resourceFits(words),
  does: async ({ database, by }, found, { version: _, ...words }) => {
    await reviseResource(database, found, words, by)
    return "resource_revised"
  },
})

export const END = act({
  ...onOne,
  input: Ending,
  does: async ({ database, by }, found, { remark }) => {
    await endResource(database, found, remark, by)
    return "resource_ended"
  },
})

export const RESUME = act({
  ...onOne,
  input: Resuming,
  does: async ({ database, by }, found) => {
    await resumeResource(database, found, by)
    return "resource_resumed"
  },
})

/** Whoever sees the register takes what they see of it. */
export const taking = (file: "xlsx" | "csv") =>
  act({
    find: ({ database, actor, number, query }: Asked) =>
      resourcesToTake(database, actor, number("year"), pickedIn(query)),
    may: () => undefined,
    input: Taking,
    does: async ({ database, by, query }, { year, rows }) => {
      const picked = pickedWords(pickedIn(query))
      await noteRegister(database, { year: year.year, register: "普法资源", picked, file, rows: rows.length }, by)
      return { said: null, made: file }
    },
  })
