import { addDays, isDate, weekdayOf, yearOf } from "#src/clock.ts"

export type CalendarProblemCode =
  | "unreadable"
  | "no_such_day"
  | "other_year"
  | "backwards"
  | "twice"
  | "weekday_work"
  | "empty"
export type CalendarProblem = { line: number; code: CalendarProblemCode; text: string }
export type YearTable = { off: string[]; work: string[] }

const DAY = String.raw`(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?`
const LINE = new RegExp(
  String.raw`^${DAY}(?:\s*(?:至|到|~|～|—+|–)\s*${DAY})?[\s,，:：]*(休|放假|班|上班|调休上班)(?:[\s,，:：].*)?$`,
  "u",
)
const LONGEST_RANGE = 31

/**
 * Reads a year's official table: `2027-01-01 休 元旦`, `2027-02-06 班`, `2027-02-05至2027-02-11 休 春节`.
 * Empty lines and lines that begin with # say nothing. Every problem names its line.
 */
export function yearTableIn(text: string, year: number): YearTable & { problems: CalendarProblem[] } {
  const days = new Map<string, Kind>()
  const problems: CalendarProblem[] = []
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.normalize("NFKC").trim()
    if (line === "" || line.startsWith("#")) continue
    const read = rangeIn(line, year)
    const found = "code" in read ? [read] : entered(days, read)
    problems.push(...found.map(({ code, what }) => ({ line: i + 1, code, text: what.slice(0, 40) })))
  }
  if (days.size === 0 && problems.length === 0) problems.push({ line: 1, code: "empty", text: "" })
  const of = (kind: Kind) =>
    [...days]
      .filter(([, one]) => one === kind)
      .map(([day]) => day)
      .sort()
  return { off: of("off"), work: of("work"), problems }
}

type Kind = "off" | "work"
type Range = { first: string; last: string; kind: Kind }
type Wrong = { code: CalendarProblemCode; what: string }

/** The days that one line names, or why it cannot be taken. */
function rangeIn(line: string, year: number): Range | Wrong {
  const match = LINE.exec(line)
  if (!match) return { code: "unreadable", what: line }
  const first = civil(match[1], match[2], match[3])
  const last = civil(match[4] ?? match[1], match[5] ?? match[2], match[6] ?? match[3])
  const missing = [first, last].find((day) => !isDate(day))
  if (missing) return { code: "no_such_day", what: missing }
  if (last < first || last > addDays(first, LONGEST_RANGE)) return { code: "backwards", what: line }
  if (yearOf(first) !== year || yearOf(last) !== year) return { code: "other_year", what: line }
  return { first, last, kind: match[7]?.endsWith("班") ? "work" : "off" }
}

/** Enters the days of a range beside those that are known already; tells what is wrong with some of them. */
function entered(days: Map<string, Kind>, { first, last, kind }: Range): Wrong[] {
  const wrong: Wrong[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (days.has(day) && days.get(day) !== kind) wrong.push({ code: "twice", what: day })
    else if (kind === "work" && weekdayOf(day) <= 5) wrong.push({ code: "weekday_work", what: day })
    else days.set(day, kind)
  }
  return wrong
}

const civil = (year = "", month = "", day = "") => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`

/** A table as text that `yearTableIn` reads back: neighbouring days off as one range. */
export function yearTableText({ off, work }: YearTable): string {
  const ranges: [string, string][] = []
  for (const day of [...off].sort()) {
    const last = ranges.at(-1)
    if (last && addDays(last[1], 1) === day) last[1] = day
    else ranges.push([day, day])
  }
  return [
    ...ranges.map(([first, last]) => (first === last ? `${first} 休` : `${first}至${last} 休`)),
    ...[...work].sort().map((day) => `${day} 班`),
  ]
    .sort()
    .join("\n")
}
