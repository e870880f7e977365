/** The civil calendar of Asia/Shanghai (UTC+8, no summer time). Civil dates are `YYYY-MM-DD` text. */

/** Tells the instant, in UTC milliseconds. Tests and the demo set it; nothing else reads the machine's clock. */
export type Clock = () => number

const DAY = 86_400_000
const OFFSET = 8 * 3_600_000

/** The civil date on which an instant falls. */
export const dateOf = (at: number): string => new Date(at + OFFSET).toISOString().slice(0, 10)

/** `14:05`, the time of day of an instant. */
export const timeOf = (at: number): string => new Date(at + OFFSET).toISOString().slice(11, 16)

/** The last instant of a day, which ends at 24:00. */
export const endOf = (date: string): number => startOf(date) + DAY - 1

/** The first instant of a day. */
export const startOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) - OFFSET

/** An instant on a day, by hour and minute there. */
export const instant = (date: string, hour: number, minute = 0): number => startOf(date) + (hour * 60 + minute) * 60_000

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** The same-numbered day some months on, or the month's last day (民法典 202). */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = parts(date)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, last))).toISOString().slice(0, 10)
}

/** The last day of a day's month. */
export const monthEnd = (date: string): string => addDays(addMonths(`${date.slice(0, 7)}-01`, 1), -1)

/** Days from one day to another; negative when that lies before it. */
export const daysBetween = (from: string, to: string): number => (startOf(to) - startOf(from)) / DAY

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7

export const yearOf = (date: string): number => Number(date.slice(0, 4))

/** True for a day that exists, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** [year, month 1–12, day]. */
export function parts(date: string): [number, number, number] {
  return [yearOf(date), Number(date.slice(5, 7)), Number(date.slice(8, 10))]
}
