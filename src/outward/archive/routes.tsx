import type { Context } from "hono"
import { dateOf, timeOf } from "#src/clock.ts"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { download, streamOf } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { ArchivePage, YearArchivePage } from "#views/archive/archive.tsx"
import { component } from "#views/archive/paths.ts"
import { yearTitle } from "#views/years/words.ts"
import { MAKE_ARCHIVE, MAKE_YEAR_ARCHIVE } from "./acts.ts"
import { type Entry, zipped } from "./zip.ts"

/** 立卷归档 of a plan. */
export const archive = factory
  .createApp()
  .get("/:plan{[0-9]+}/archive", async (c) => {
    const found = await reached(MAKE_ARCHIVE, askedOf(c))
    return page(
      c,
      { title: `立卷归档 · ${found.plan.title}` },
      <ArchivePage found={found} most={c.var.ports.mostArchived ?? null} today={c.var.today} />,
    )
  })
  .post(
    "/:plan{[0-9]+}/archive",
    pressed(MAKE_ARCHIVE, { again: nothingTyped, shows: (c, { plan }, _, made) => asPackage(c, plan.title, made) }),
  )

/** 立卷归档 of a 普法年度. */
export const yearArchive = factory
  .createApp()
  .get("/:year{[0-9]+}/archive", async (c) => {
    const found = await reached(MAKE_YEAR_ARCHIVE, askedOf(c))
    return page(
      c,
      { title: `立卷归档 · ${yearTitle(found.year.year)}` },
      <YearArchivePage found={found} most={c.var.ports.mostArchived ?? null} today={c.var.today} />,
    )
  })
  .post(
    "/:year{[0-9]+}/archive",
    pressed(MAKE_YEAR_ARCHIVE, {
      again: nothingTyped,
      shows: (c, { year }, _, made) => asPackage(c, yearTitle(year.year), made),
    }),
  )

/** Its length is said first, so that a browser shows how far it is, and that a piece is missing if one is. */
function asPackage(c: Context<Env>, title: string, made: { entries: Entry[]; bytes: number }) {
  const { now, today } = c.var
  const [hour = 0, minute = 0] = timeOf(now).split(":").map(Number)
  const name = `${component(title, 50)}归档包${dateOf(now).replaceAll("-", "")}.zip`
  const pieces = zipped(made.entries, { day: today, hour, minute })
  return c.body(streamOf(pieces), 200, {
    ...download(name, "application/zip"),
    "Content-Length": String(made.bytes),
  })
}
