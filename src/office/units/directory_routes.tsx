import type { Context } from "hono"
import { askedOf, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { page } from "#src/door/respond.tsx"
import { missing } from "#src/refusal.ts"
import { isNothing, type OpenWork, openWorkOf } from "#src/supervision/transfers/queries.ts"
import { DirectoryPage, UnitFormPage } from "#views/units/directory.tsx"
import { ADD_UNIT, type Directory, EDIT_UNIT, findUnit } from "./acts.ts"
import { directory, directoryFor, type UnitRow } from "./queries.ts"

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

/** 单位: the directory in 单位排序 for everybody; the 系统管理员 keeps it. */
export const unitDirectory = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database, today } = c.var
    const found = await directoryFor(database, actor, today)
    return page(c, { title: "单位" }, <DirectoryPage {...found} actor={actor} today={today} />)
  })
  .get("/new", only("admin"), async (c) => form(c, await directory(c.var.database), null))
  .post(
    "/",
    only("admin"),
    pressed(ADD_UNIT, { again: (c, found, flaws) => form(c, found, null, flaws), onward: () => "/units" }),
  )
  .get("/:id/edit", only("admin"), async (c) => {
    const found = await findUnit(askedOf(c))
    if (!found) throw missing()
    return form(c, found, found.unit)
  })
  .post(
    "/:id/edit",
    only("admin"),
    pressed(EDIT_UNIT, {
      again: (c, found, flaws) => form(c, found, found.unit, flaws),
      // 停用: what the unit still has to do is shown once.
      before: async (c, found, { active, known }, typed) => {
        const { unit } = found
        if (!unit.active || active || known) return null
        const work = await openWorkOf(c.var.database, unit.id, c.var.today)
        return isNothing(work) ? null : form(c, found, unit, { ok: false, typed, problems: {} }, work)
      },
      onward: () => "/units",
    }),
  )
