import { type Attributes, attribute, readXml } from "./xml.ts"

/**
 * How the numbers of a cell are printed: as a date down to its smallest part, as a time of day, with fixed decimals, or as
 * they are. `signs` stand behind hours, minutes and seconds, and hours that are `elapsed` count on behind the 24th; `whole`
 * are the digits before the point at least.
 */
export type Format =
  | { kind: "general" }
  | { kind: "date"; parts: "y" | "ym" | "ymd" }
  | { kind: "time"; signs: "colons" | "words"; seconds: boolean; elapsed?: true }
  | { kind: "fixed"; decimals: number; percent: boolean; whole?: number; grouped?: true }

const GENERAL: Format = { kind: "general" }
const YMD: Format = { kind: "date", parts: "ymd" }
const YM: Format = { kind: "date", parts: "ym" }
const fixed = (decimals: number, more: { percent?: boolean; grouped?: true } = {}): Format => ({
  kind: "fixed",
  decimals,
  percent: false,
  ...more,
})
const time = (signs: "colons" | "words", seconds: boolean): Format => ({ kind: "time", signs, seconds })
const ELAPSED: Format = { kind: "time", signs: "colons", seconds: true, elapsed: true }

const all = (ids: readonly number[], format: Format) => ids.map((id): [number, Format] => [id, format])

/** The formats that every program knows by number; from 27 to 36 and from 50 on they are those of Chinese Excel. */
const BUILT_IN = new Map<number, Format>([
  ...all([1], fixed(0)),
  ...all([2], fixed(2)),
  ...all([3, 37, 38, 41, 42], fixed(0, { grouped: true })),
  ...all([4, 39, 40, 43, 44], fixed(2, { grouped: true })),
  ...all([9], fixed(0, { percent: true })),
  ...all([10], fixed(2, { percent: true })),
  ...all([14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58], YMD),
  ...all([17, 27, 36, 50, 52, 57], YM),
  ...all([18, 20], time("colons", false)),
  ...all([19, 21, 45, 47], time("colons", true)),
  ...all([46], ELAPSED),
  ...all([32, 34, 55], time("words", false)),
  ...all([33, 35, 56], time("words", true)),
])

/** The format that is known by this number alone. */
export const formatNumbered = (id: number): Format => BUILT_IN.get(id) ?? GENERAL

/** The format of each style that cells name by its place. */
export function formatsIn(chunks: Iterable<Uint8Array>): Format[] {
  const own = new Map<number, Format>()
  const formats: Format[] = []
  let inCells = false
  const open = (name: string, attributes: Attributes) => {
    const id = Number(attribute(attributes, "numFmtId") ?? 0)
    if (name === "numFmt") own.set(id, formatOf(attribute(attributes, "formatCode") ?? ""))
    if (name === "cellXfs") inCells = true
    if (name === "xf" && inCells) formats.push(own.get(id) ?? formatNumbered(id))
  }
  const close = (name: string) => {
    if (name === "cellXfs") inCells = false
  }
  readXml(chunks, { open, close })
  return formats
}

/** What a code such as yyyy"年"m"月"d"日";@ prints. Words in quotes and colours count for nothing. */
export function formatOf(code: string): Format {
  const [first = ""] = code.replace(/"[^"]*"|\[(?!h+\])[^\]]*\]|[\\_*]./gi, "").split(";")
  const letters = first.toLowerCase()
  if (letters.includes("general")) return GENERAL
  if (letters.includes("y") && letters.includes("d")) return YMD
  if (letters.includes("y")) return { kind: "date", parts: letters.includes("m") ? "ym" : "y" }
  if (letters.includes("[h")) return ELAPSED
  if (letters.includes("h")) return time(/[时時]/.test(code) ? "words" : "colons", letters.includes("s"))
  if (letters.includes("d") || (letters.includes("m") && /月/.test(code))) return YMD
  return fixedOf(letters.trim()) ?? GENERAL
}

function fixedOf(letters: string): Format | null {
  const [code, grouped, zeros = "", decimals = "", percent] = /^(#,##)?(0+)(?:\.(0+))?(%?)$/.exec(letters) ?? []
  if (code === undefined) return null
  return {
    kind: "fixed",
    decimals: Math.min(decimals.length, MOST_DIGITS),
    percent: percent === "%",
    ...(zeros.length > 1 ? { whole: Math.min(zeros.length, MOST_DIGITS) } : {}),
    ...(grouped ? { grouped: true } : {}),
  }
}
const MOST_DIGITS = 30

const LAST_DAY = 2_958_465
const DAYS_1904 = 1462
const DAY_MS = 86_400_000

/** The number of a cell as a person sees it. Dates are printed as documents print them. */
export function printedNumber(value: string, format: Format, since1904: boolean): string {
  const number = Number(value)
  if (value.trim() === "" || !Number.isFinite(number)) return value
  if (format.kind === "date") {
    const day = Math.floor(number) + (since1904 ? DAYS_1904 : 0)
    return day >= 1 && day <= LAST_DAY ? printedDay(day, format.parts) : value
  }
  if (format.kind === "time") return printedTime(number, format)
  return format.kind === "general" ? String(Number(number.toPrecision(15))) : printedFixed(number, format)
}

function printedFixed(number: number, format: Format & { kind: "fixed" }): string {
  const digits = Math.abs(format.percent ? number * 100 : number).toFixed(format.decimals)
  const [whole = "", ...rest] = digits.split(".")
  const filled = whole.padStart(format.whole ?? 1, "0")
  const printed = format.grouped ? filled.replace(/\B(?=(?:\d{3})+$)/g, ",") : filled
  const isBelow = number < 0 && /[1-9]/.test(digits)
  return `${isBelow ? "-" : ""}${[printed, ...rest].join(".")}${format.percent ? "%" : ""}`
}

const DAY_SECONDS = 86_400

/** 9:00 or 9时00分. */
function printedTime(number: number, { signs, seconds, elapsed }: Format & { kind: "time" }): string {
  const days = elapsed ? Math.abs(number) : number - Math.floor(number)
  const all = Math.round(days * DAY_SECONDS)
  const two = (value: number) => String(value).padStart(2, "0")
  const [hours, minutes, rest] = [Math.floor(all / 3600), two(Math.floor(all / 60) % 60), two(all % 60)]
  if (signs === "colons") return `${hours}:${minutes}${seconds ? `:${rest}` : ""}`
  return `${hours}时${minutes}分${seconds ? `${rest}秒` : ""}`
}

/** Excel counts a 29th of February 1900 that never was: before it the count is one day ahead. */
function printedDay(day: number, parts: "y" | "ym" | "ymd"): string {
  const date = new Date(Date.UTC(1899, 11, 30) + (day < 60 ? day + 1 : day) * DAY_MS)
  const year = `${date.getUTCFullYear()}年`
  const month = parts === "y" ? "" : `${date.getUTCMonth() + 1}月`
  return `${year}${month}${parts === "ymd" ? `${date.getUTCDate()}日` : ""}`
}

/** A date that stands as text of its own kind: 2026-06-30T00:00:00. */
export function printedIsoDate(value: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(value) ?? []
  return year ? `${year}年${Number(month)}月${Number(day)}日` : value
}
