import { type Attributes, attribute, readXml } from "./xml.ts"

/** How the numbers of a cell are printed: as a date down to its smallest part, with fixed decimals, or as they are. */
export type Format =
  | { kind: "general" }
  | { kind: "date"; parts: "y" | "ym" | "ymd" }
  | { kind: "fixed"; decimals: number; percent: boolean }

const GENERAL: Format = { kind: "general" }
const YMD: Format = { kind: "date", parts: "ymd" }
const YM: Format = { kind: "date", parts: "ym" }

/** The formats that every program knows by number; the codes from 27 and 50 on are those of Chinese Excel. */
const BUILT_IN = new Map<number, Format>([
  [1, { kind: "fixed", decimals: 0, percent: false }],
  [2, { kind: "fixed", decimals: 2, percent: false }],
  [9, { kind: "fixed", decimals: 0, percent: true }],
  [10, { kind: "fixed", decimals: 2, percent: true }],
  ...[14, 15, 16, 22, 28, 29, 30, 31, 36, 50, 51, 53, 54, 58].map((id): [number, Format] => [id, YMD]),
  ...[17, 27, 52, 55, 57].map((id): [number, Format] => [id, YM]),
])

/** The format of each style that cells name by its place. */
export function formatsIn(chunks: Iterable<Uint8Array>): Format[] {
  const own = new Map<number, Format>()
  const formats: Format[] = []
  let inCells = false
  const open = (name: string, attributes: Attributes) => {
    const id = Number(attribute(attributes, "numFmtId") ?? 0)
    if (name === "numFmt") own.set(id, formatOf(attribute(attributes, "formatCode") ?? ""))
    if (name === "cellXfs") inCells = true
    if (name === "xf" && inCells) formats.push(own.get(id) ?? BUILT_IN.get(id) ?? GENERAL)
  }
  const close = (name: string) => {
    if (name === "cellXfs") inCells = false
  }
  readXml(chunks, { open, close })
  return formats
}

/** What a code such as yyyy"年"m"月"d"日";@ prints. Words in quotes and colours count for nothing. */
export function formatOf(code: string): Format {
  const [first = ""] = code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, "").split(";")
  const letters = first.toLowerCase()
  if (letters.includes("general")) return GENERAL
  if (letters.includes("y") && letters.includes("d")) return YMD
  if (letters.includes("y")) return { kind: "date", parts: letters.includes("m") ? "ym" : "y" }
  if (letters.includes("d") || (letters.includes("m") && /月/.test(code))) return YMD
  const fixed = /^0(?:\.(0+))?(%?)$/.exec(letters.trim())
  return fixed ? { kind: "fixed", decimals: fixed[1]?.length ?? 0, percent: fixed[2] === "%" } : GENERAL
}

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
  if (format.kind === "general") return String(Number(number.toPrecision(15)))
  return format.percent ? `${(number * 100).toFixed(format.decimals)}%` : number.toFixed(format.decimals)
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
