import type { Context } from "hono"
import * as z from "zod"
import { Stale } from "#db/database.ts"
import { UNIT_KINDS } from "#db/schema.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { onward, page } from "#src/door/respond.tsx"
import { newToken } from "#src/office/people/sessions.ts"
import { choice, counted, line, namedLine, number, ticked } from "#src/office/typed/input.ts"
import { spelled } from "#src/office/typed/spelling.ts"
import { missing } from "#src/refusal.ts"
import { isNothing, type OpenWork, openWorkOf } from "#src/supervision/transfers/queries.ts"
import { DirectoryPage, UnitFormPage } from "#views/units/directory.tsx"
import { addUnit, editUnit, reordered } from "./commands.ts"
import { directory, directoryFor, type UnitRow } from "./queries.ts"

const written = line()

/** Other names that documents have for the unit; a form has them in one line. */
const aliases = spelled(z.array(z.string()).default([]), (typed) => {
  const read = written.safeParse(typed ?? "")
  if (!read.success) return { problem: read.error.issues[0]?.message ?? "" }
  return { value: [...new Set(read.data.split(/[、，,；;\s]+/).filter(Boolean))] }
})

const Describing = z.object({
  name: namedLine("名称", 80),
  shortName: line(20).default(""),
  aliases,
  kind: z.enum(UNIT_KINDS, { error: "请选择类别" }),
  parentId: choice,
  leaderId: choice,
})
const Editing = Describing.extend({
  successorId: choice,
  position: number("序号", { least: 1, most: 9999 }),
  active: ticked,
  /** 更正: the name was a misprint, and was never meant to be what it said. */
  correction: ticked,
  /** 停用: seen what the unit still has to do. */
  known: ticked,
  version: counted,
})

type Directory = Awaited<ReturnType<typeof directory>>

/** What the choices of a form must be: names nobody else has, units and leaders that are there. */
function problemsWith(
  { rows, leaders }: Directory,
  data: { name: string; parentId: number | null; leaderId: number | null; successorId?: number | null },
  own: UnitRow | null,
): Record<string, string[]> {
  const others = rows.filter(({ id }) => id !== own?.id)
  const has = (id: number | null | undefined) =>
    id === null || id === undefined || others.some((unit) => unit.id === id)
  // Whoever takes over has to be there; one that was named before and has gone itself may stay.
  const takesOver = (id: number | null | undefined) =>
    id == null || id === own?.successorId || others.some((unit) => unit.id === id && unit.active)
  return {
    ...(others.some(({ name }) => name === data.name) ? { name: ["已有同名单位"] } : {}),
    ...(has(data.parentId) ? {} : { parentId: ["请选择其他单位"] }),
    ...(has(data.successorId) ? {} : { successorId: ["请选择其他单位"] }),
    ...(has(data.successorId) && !takesOver(data.successorId) ? { successorId: ["承接单位须为在用单位"] } : {}),
    ...(data.leaderId === null || data.leaderId === own?.leaderId || leaders.some(({ id }) => id === data.leaderId)
      ? {}
      : { leaderId: ["请从领导中选择"] }),
  }
}

const form = (
  c: Context<Env>,
  found: Directory,
  unit: UnitRow | null,
  flaws: Flawed | null = null,
  work: OpenWork | null = null,
) =>
  page(
    c,
    { title: unit ? unit.name : "新增单位", status: flaws ? 422 : 200 },
    <UnitFormPage {...found} unit={unit} flaws={flaws} work={work} />,
  )

const unitAsked = ({ rows }: Directory, c: Context<Env>): UnitRow => {
  const unit = rows.find(({ id }) => String(id) === c.req.param("id"))
  if (!unit) throw missing()
  return unit
}

/** 单位: the directory in 单位排序 for everybody; the 系统管理员 keeps it. */
export const unitDirectory = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database, today } = c.var
    const found = await directoryFor(database, actor, today)
    return page(c, { title: "单位" }, <DirectoryPage {...found} actor={actor} today={today} />)
  })
  .get("/new", only("admin"), async (c) => form(c, await directory(c.var.database), null))
  .post("/", only("admin"), async (c) => {
    const posted = await read(c, Describing)
    const found = await directory(c.var.database)
    if (!posted.ok) return form(c, found, null, posted)
    const problems = problemsWith(found, posted.data, null)
    if (Object.keys(problems).length > 0) return form(c, found, null, { ok: false, typed: posted.typed, problems })
    const { shortName, name } = posted.data
    const position = (found.rows.at(-1)?.position ?? 0) + 1
    const code = `u-${newToken().slice(0, 10)}`
    await addUnit(c.var.database, { ...posted.data, shortName: shortName || name, code, position }, by(c, "admin"))
    say(c, "unit_added")
    return onward(c, "/units")
  })
  .get("/:id/edit", only("admin"), async (c) => {
    const found = await directory(c.var.database)
    return form(c, found, unitAsked(found, c))
  })
  .post("/:id/edit", only("admin"), async (c) => {
    const posted = await read(c, Editing)
    const found = await directory(c.var.database)
    const unit = unitAsked(found, c)
    if (!posted.ok) return form(c, found, unit, posted)
    const { version, position, correction, known, ...data } = posted.data
    if (version !== unit.version) throw new Stale("stale")
    const problems = problemsWith(found, data, unit)
    if (Object.keys(problems).length > 0) return form(c, found, unit, { ok: false, typed: posted.typed, problems })
    if (unit.active && !data.active && !known) {
      const work = await openWorkOf(c.var.database, unit.id, c.var.today)
      if (!isNothing(work)) return form(c, found, unit, { ok: false, typed: posted.typed, problems: {} }, work)
    }

    const place = found.rows.findIndex(({ id }) => id === unit.id) + 1
    const moves = position === place ? [] : reordered(found.rows, unit.id, position)
    await editUnit(c.var.database, unit, { ...data, shortName: data.shortName || data.name }, moves, by(c, "admin"), {
      correction,
    })
    say(c, "unit_changed")
    return onward(c, "/units")
  })
