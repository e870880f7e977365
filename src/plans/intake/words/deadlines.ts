import type { Deadline } from "#db/schema.ts"

/** When a task is to be done: as printed, and the day that this means where it names one. */
export type DraftDeadline = { kind: Deadline; text: string | null; dueBy: string | null }

export const NO_DEADLINE: DraftDeadline = { kind: "none", text: null, dueBy: null }

const CONTINUING = /^(?:并|且)?(?:长期坚持|长期推进|长期执行|持续推进|持续落实|常态化推进|常年坚持|全年推进|长期)$/
const YEAR = "(20\\d{2})年"
const BEFORE = "(?:之?前|以前)?(?:完成|落实|办结|见效)?"
const DAY = new RegExp(`^${YEAR}(\\d{1,2})月(\\d{1,2})日${BEFORE}$`)
const MONTH = new RegExp(`^${YEAR}(\\d{1,2})月(?:底|末|份?底)?${BEFORE}$`)
const END_OF_YEAR = new RegExp(`^${YEAR}(?:年?底|末|内)${BEFORE}$`)
const HALF = new RegExp(`^${YEAR}上半年${BEFORE}$`)

/** The day of a printed deadline, where it names year and month; what it leaves open stays as printed. */
export function deadlineOf(printed: string | null): DraftDeadline {
  const text = printed?.trim() ?? ""
  if (text === "") return NO_DEADLINE
  const plain = text
    .normalize("NFKC")
    .replace(/\s+/g, "")
    .replace(/[。；;，,]+$/, "")
  if (CONTINUING.test(plain)) return { kind: "continuing", text, dueBy: null }
  const dueBy = dayIn(plain)
  return dueBy ? { kind: "date", text, dueBy } : { kind: "printed", text, dueBy: null }
}

function dayIn(plain: string): string | null {
  const [, dayYear, dayMonth, day] = DAY.exec(plain) ?? []
  if (dayYear && dayMonth && day) return civil(dayYear, Number(dayMonth), Number(day))
  const [, year, month] = MONTH.exec(plain) ?? []
  if (year && month) return civil(year, Number(month), lastDay(Number(year), Number(month)))
  const endOfYear = END_OF_YEAR.exec(plain)?.[1]
  if (endOfYear) return `${endOfYear}-12-31`
  const half = HALF.exec(plain)?.[1]
  return half ? `${half}-06-30` : null
}

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

function civil(year: string, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > lastDay(Number(year), month)) return null
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
}

/** 2026 → 2027 wherever a year of four digits is printed: for next year's plan. */
export const aYearOn = (text: string, from: number): string =>
  text.replace(/(?<!\d)20\d{2}(?!\d)/g, (year) => (Number(year) >= from ? String(Number(year) + 1) : year))

/** The same day a year later; the 29th of February becomes the 28th. */
export function dayAYearOn(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number)
  return civil(String(year + 1), month, Math.min(date, lastDay(year + 1, month))) ?? day
}
