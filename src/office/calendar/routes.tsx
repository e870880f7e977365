import type { Context } from "hono"
import { Stale } from "#db/database.ts"
import { yearOf } from "#src/clock.ts"
import { carriesFiles } from "#src/door/body.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { onward, page } from "#src/door/respond.tsx"
import { fileIn } from "#src/door/upload.ts"
import { wholeNumberIn } from "#src/office/typed/figures.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { cleaned } from "#src/office/typed/unseen.ts"
import { changedDays, movedDates } from "#src/pages/calendar_effect/preview.ts"
import { calendarAndDates } from "#src/pages/calendar_effect/queries.ts"
import { CalendarPage, PreviewPage } from "#views/calendar/calendar.tsx"
import { calendarProblemWords } from "#views/calendar/words.ts"
import { saveYear } from "./commands.ts"
import { Entering, YEARS } from "./input.ts"
import { yearTableIn, yearTableText } from "./parse.ts"
import { type CalendarTable, calendarTables } from "./queries.ts"
import { calendarOf } from "./working_days.ts"

const show = (
  c: Context<Env>,
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

/** The form with its parsed table, or the page that says what is wrong with it. */
async function entered(c: Context<Env>) {
  const form = await read(c, Entering)
  const typed = { ...form.typed }
  const { file, problem } = await fileIn(c, "file")
  if (file) typed.table = cleaned(await file.text()).text
  const { tables, dates } = await calendarAndDates(c.var.database, c.var.today)
  const year = askedYear(typed.year, c.var.today)
  const table = yearTableIn([typed.table].flat()[0] ?? "", year)
  const problems: Problems = {
    ...(form.ok ? {} : form.problems),
    ...(table.problems.length > 0 ? { table: table.problems.slice(0, 8).map(calendarProblemWords) } : {}),
    ...(problem ? { file: [problem] } : {}),
  }
  if (!form.ok || Object.keys(problems).length > 0) {
    return { ok: false as const, answer: show(c, tables, year, { typed, problems }) }
  }
  const before = tables.find((one) => one.year === year) ?? null
  if ((before?.version ?? 0) !== form.data.version) throw new Stale("stale")
  const entry = { year, source: form.data.source, off: table.off, work: table.work }
  return { ok: true as const, entry, before, tables, dates, text: yearTableText(entry) }
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
  .post("/preview", carriesTable, async (c) => {
    const result = await entered(c)
    if (!result.ok) return result.answer
    const { entry, before, tables, dates } = result
    const calendars = {
      before: calendarOf(tables),
      after: calendarOf([...tables.filter(({ year }) => year !== entry.year), entry]),
    }
    const { today, settings } = c.var
    return page(
      c,
      { title: "核对工作日安排" },
      <PreviewPage
        entry={entry}
        text={result.text}
        version={before?.version ?? 0}
        isNew={before === null}
        days={changedDays(
          [...entry.off, ...entry.work, ...(before?.off ?? []), ...(before?.work ?? [])],
          calendars.before,
          calendars.after,
        )}
        moved={movedDates(dates, { ...calendars, today, cutOffDays: settings.cutOffDays })}
        open={dates.length}
      />,
    )
  })
  .post("/", carriesTable, async (c) => {
    const result = await entered(c)
    if (!result.ok) return result.answer
    const { database } = c.var
    await saveYear(database, result.entry, result.before, by(c, "admin"))
    say(c, "calendar_changed")
    return onward(c, `/admin/calendar?year=${result.entry.year}`)
  })
