import type { Context } from "hono"
import type * as z from "zod"
import { yearOf } from "#src/clock.ts"
import { pressed } from "#src/door/act.ts"
import { carriesFiles } from "#src/door/body.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, type Form, flawed, read } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { onward, page } from "#src/door/respond.tsx"
import { fileIn } from "#src/door/upload.ts"
import { wholeNumberIn } from "#src/office/typed/figures.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { cleaned } from "#src/office/typed/unseen.ts"
import { changedDays, movedDates } from "#src/pages/calendar_effect/preview.ts"
import { CalendarPage, PreviewPage } from "#views/calendar/calendar.tsx"
import { type Calendars, SAVE_YEAR, tableOf } from "./acts.ts"
import { Entering, YEARS } from "./input.ts"
import { yearTableIn, yearTableText } from "./parse.ts"
import { type CalendarTable, calendarTables } from "./queries.ts"
import { calendarOf } from "./working_days.ts"

type C = Context<Env>

const show = (
  c: C,
  tables: CalendarTable[],
  year: number,
  flaws: { typed: Typed; problems: Problems } | null = null,
) => {
  const shown = tables.find((table) => table.year === year) ?? null
  return page(
    c,
    { title: "工作日安排", wide: true, status: flaws ? 422 : 200 },
    <CalendarPage
      years={tables.map((table) => table.year)}
      year={year}
      table={shown}
      text={shown ? yearTableText(shown) : ""}
      calendar={calendarOf(tables)}
      today={c.var.today}
      flaws={flaws}
    />,
  )
}

const askedYear = (typed: unknown, today: string): number => {
  const year = wholeNumberIn(String(typed)) ?? 0
  return year >= YEARS.least && year <= YEARS.most ? year : yearOf(today)
}

/** The form; a table that comes as a file stands in place of what is in the box. */
async function reads(c: C): Promise<Form<z.output<typeof Entering>>> {
  const { file, problem } = await fileIn(c, "file")
  const form = await read(c, Entering, file ? { table: cleaned(await file.text()).text } : {})
  if (!problem) return form
  return flawed(form.typed, { ...(form.ok ? {} : form.problems), file: [problem] })
}

const onCalendar = {
  reads,
  again: (c: C, { tables }: Calendars, flaws: Flawed) =>
    show(c, tables, askedYear(flaws.typed.year, c.var.today), flaws),
  onward: (_: unknown, { year }: { year: number }) => `/admin/calendar?year=${year}`,
}

/** What the year would change, and what that moves. */
function preview(c: C, found: Calendars, { year, source, table }: z.output<typeof Entering>) {
  const { tables, dates } = found
  const before = tableOf(found, year)
  const { off, work } = yearTableIn(table, year)
  const entry = { year, source, off, work }
  const calendars = {
    before: calendarOf(tables),
    after: calendarOf([...tables.filter((one) => one.year !== year), entry]),
  }
  const { today, settings } = c.var
  return page(
    c,
    { title: "核对工作日安排" },
    <PreviewPage
      entry={entry}
      text={yearTableText(entry)}
      version={before?.version ?? 0}
      isNew={before === null}
      days={changedDays(
        [...off, ...work, ...(before?.off ?? []), ...(before?.work ?? [])],
        calendars.before,
        calendars.after,
      )}
      moved={movedDates(dates, { ...calendars, today, cutOffDays: settings.cutOffDays })}
      open={dates.length}
    />,
  )
}

/** A year is some kilobytes of text. */
const carriesTable = carriesFiles(1024 * 1024)

/** 工作日安排: the official days off of each year, entered by the 系统管理员, with a preview of what they move. */
export const calendarAdmin = factory
  .createApp()
  .use(only("admin"))
  .get("/", async (c) => {
    const [tables] = await c.var.database.read([calendarTables(c.var.database)])
    return show(c, tables, askedYear(c.req.query("year"), c.var.today))
  })
  .get("/preview", (c) => onward(c, "/admin/calendar"))
  // The same act, shown before it is done.
  .post("/preview", carriesTable, pressed(SAVE_YEAR, { ...onCalendar, before: preview }))
  .post("/", carriesTable, pressed(SAVE_YEAR, onCalendar))
