import { isDate } from "#src/clock.ts"

/*
 * Numbers, dates and login names as people type them: an input method in full width, a dash of whatever kind, a date as
 * it stands in the document. Passwords are never read so: they count as they were typed.
 */

const DASHES = /[\u2010-\u2015\u2212]/g

/** In half width, with one kind of dash and without spaces. */
const plain = (text: string): string => text.normalize("NFKC").replace(DASHES, "-").replace(/\s+/g, "")

/** A whole number, `５` as well as `5`; null: it is none. */
export function wholeNumberIn(text: string): number | null {
  const digits = plain(text)
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null
}

/** Money in 分: `12000`, `12,000.50元`, `1.2万元`, `３万`; null: it is none. */
export function moneyIn(text: string): number | null {
  const [, yuan, cents = "", tens = ""] =
    /^(\d{1,12})(?:\.(\d{1,6}))?(万)?元?$/.exec(plain(text).replace(/[,，](?=\d{3})/g, "")) ?? []
  if (yuan === undefined) return null
  const factor = tens === "" ? 100 : 1_000_000
  const whole = Number(yuan) * factor + (Number(cents.padEnd(6, "0")) * factor) / 1_000_000
  return Number.isInteger(whole) ? whole : null
}

/** A number in an address, as the program writes it; what makes no sense is left out. */
export const numberAsked = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null

/** Whole numbers in a row: `1,3,5`, `１，３，５`, `1、3、5`; null: something in it is none. */
export function wholeNumbersIn(text: string): number[] | null {
  const numbers = text
    .split(/[,，、;；\s]+/)
    .filter(Boolean)
    .map(wholeNumberIn)
  return numbers.includes(null) ? null : numbers.map(Number)
}

/** A civil date, or why it is none; `last` is the last day of the month. */
export type DateRead =
  | { date: string }
  | { problem: "unreadable" }
  | { problem: "far_year" }
  | { problem: "no_such_month"; month: number }
  | { problem: "no_such_day"; year: number; month: number; day: number; last: number }

/**
 * No affair of an office has a day outside these years, and the calendar knows none after them. Beyond the year 9999 days are
 * no longer written in four digits, nor ordered as text: what walks from day to day would not end.
 */
export const FIRST_YEAR = 1900
export const LAST_YEAR = 2100
/** Of a year. */
export const isNear = (year: number) => year >= FIRST_YEAR && year <= LAST_YEAR

const WEEKDAY = String.raw`(?:\(?(?:星期|周)[一二三四五六日天]\)?)?`
const DATE = new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?${WEEKDAY}$`)
const DIGITS = /^(\d{4})(\d{2})(\d{2})$/

/** `2026-12-10`, `2026/12/10`, `2026.12.10`, `20261210` or `2026年12月10日（星期四）`, in full width too. */
export function dateIn(text: string): DateRead {
  const typed = plain(text)
  const [, year, month, day] = (DATE.exec(typed) ?? DIGITS.exec(typed) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return { problem: "unreadable" }
  if (!isNear(year)) return { problem: "far_year" }
  if (month < 1 || month > 12) return { problem: "no_such_month", month }
  const date = `${written(year, 4)}-${written(month, 2)}-${written(day, 2)}`
  if (isDate(date)) return { date }
  return { problem: "no_such_day", year, month, day, last: new Date(Date.UTC(year, month, 0)).getUTCDate() }
}

const MONTH = /^(\d{4})[-/.年]?(\d{1,2})月?$/

/** The first day of a month: `2026-09`, `2026/9`, `２０２６年９月`; null: it is none. */
export function monthIn(text: string): string | null {
  const [, year, month] = (MONTH.exec(plain(text)) ?? []).map(Number)
  if (year === undefined || month === undefined || month < 1 || month > 12 || !isNear(year)) return null
  return `${written(year, 4)}-${written(month, 2)}-01`
}

const written = (number: number, digits: number) => String(number).padStart(digits, "0")

/** A login name: all of them are in small letters of half width. */
export const loginIn = (text: string): string => text.normalize("NFKC").replace(DASHES, "-").trim().toLowerCase()
