import { act, actsAs } from "#src/door/act.ts"
import { ensureHolds } from "#src/office/people/actor.ts"
import { calendarAndDates } from "#src/pages/calendar_effect/queries.ts"
import { calendarProblemWords } from "#views/calendar/words.ts"
import { saveYear } from "./commands.ts"
import { Entering } from "./input.ts"
import { yearTableIn } from "./parse.ts"
import type { CalendarTable } from "./queries.ts"

export type Calendars = Awaited<ReturnType<typeof calendarAndDates>>

export const tableOf = ({ tables }: Calendars, year: number): CalendarTable | null =>
  tables.find((one) => one.year === year) ?? null

/** So many wrong lines are named; whoever has mended them is told the next ones. */
const TOLD = 8

/** 工作日安排 of a year, entered or replaced by the 系统管理员. */
export const SAVE_YEAR = act({
  find: ({ database, today }) => calendarAndDates(database, today),
  may: (actor) => ensureHolds(actor, "admin"),
  input: Entering,
  fits: (_asked, _found, { table, year }) => {
    const { problems } = yearTableIn(table, year)
    return problems.length > 0 ? { table: problems.slice(0, TOLD).map(calendarProblemWords) } : null
  },
  version: (found, { year }) => tableOf(found, year)?.version ?? 0,
  does: async (asked, found, { year, source, table }) => {
    const { off, work } = yearTableIn(table, year)
    await saveYear(asked.database, { year, source, off, work }, tableOf(found, year), actsAs(asked, "admin"))
    return "calendar_changed"
  },
})
