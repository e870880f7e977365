import type { DutyRhythm } from "#db/schema.ts"
import { addDays, addMonths, isDate } from "#src/clock.ts"
import { titlesIn } from "#src/year/laws/naming.ts"
import type { ListRow } from "./sheet_reading.ts"
import type { TimingTyped } from "./timing.ts"

/*
 * What a row of somebody's 责任清单 means: its words become an item, and what cannot be told for certain is a doubt that
 * stands at its field until somebody has looked at it.
 */

type Year = {
  year: number
  units: readonly { id: number; name: string; shortName: string; hasLeft: boolean }[]
  days: readonly { day: { id: number; name: string } }[]
}

const NOTHING: TimingTyped = { timing: null, rhythm: null, keyDay: null, fromOn: null, untilOn: null }

const RHYTHMS: readonly [RegExp, DutyRhythm][] = [
  [/每(天|日)|天天/, "daily"],
  [/每(周|星期)/, "weekly"],
  [/每(个)?月/, "monthly"],
  [/每(个)?季/, "quarterly"],
  [/每半年/, "half_yearly"],
  [/每年/, "yearly"],
]

const IRREGULAR = /不定期|适时|随时|日常|经常|长期|常年|全年|结合实际/

const padded = (n: string | number) => String(n).padStart(2, "0")
const lastOf = (month: string) => addDays(addMonths(`${month}-01`, 1), -1)

type Span = { fromOn: string; untilOn: string }

/** A month, a quarter, half a year, by their first and last day. */
function monthsIn(text: string, year: number): Span | null {
  const part = /第?([一二三四1-4])季度/.exec(text)?.[1]
  if (part) {
    const quarter = "一二三四".includes(part) ? "一二三四".indexOf(part) : Number(part) - 1
    return monthSpan(year, quarter * 3 + 1, quarter * 3 + 3)
  }
  if (/上半年/.test(text)) return monthSpan(year, 1, 6)
  if (/下半年/.test(text)) return monthSpan(year, 7, 12)
  const months = /^(\d{1,2})月?(?:[-—~至到](\d{1,2})月)?(?:份|底前|底)?$/.exec(text)
  if (!months || !text.includes("月")) return null
  const [from, until] = [Number(months[1]), Number(months[2] ?? months[1])]
  return from >= 1 && until >= from && until <= 12 ? monthSpan(year, from, until) : null
}

const monthSpan = (year: number, from: number, until: number): Span => ({
  fromOn: `${year}-${padded(from)}-01`,
  untilOn: lastOf(`${year}-${padded(until)}`),
})

/** `5月1日`, `2026年5月1日`, `2026-05-01`, `5.1`, one or two of them. */
function daysIn(text: string, year: number): string[] {
  const found = text.matchAll(/(?:(\d{4})[年.\-/])?(\d{1,2})[月.\-/](\d{1,2})日?/g)
  return [...found].map(([, y, m = "", d = ""]) => `${y ?? year}-${padded(m)}-${padded(d)}`).filter(isDate)
}

/** 何时普 as it is written; null: it is not understood. */
export function timingIn(written: string, { year, days }: Pick<Year, "year" | "days">): TimingTyped | null {
  const text = written.replace(/\s+/g, "")
  if (text === "") return NOTHING
  if (text.startsWith("不定期")) return { ...NOTHING, timing: "irregular" }
  const bare = (name: string) => name.replace(/^国家|[《》]/g, "")
  const named = days.find(({ day }) => bare(text).includes(bare(day.name)))
  if (named) return { ...NOTHING, timing: "key_day", keyDay: named.day.id }
  const rhythm = RHYTHMS.find(([pattern]) => pattern.test(text))?.[1]
  if (rhythm) return { ...NOTHING, timing: "rhythm", rhythm }
  const months = monthsIn(text, year)
  if (months) return { ...NOTHING, timing: "range", ...months }
  const [first, last] = daysIn(text, year)
  if (first && last) return { ...NOTHING, timing: "range", fromOn: first, untilOn: last }
  if (first) return { ...NOTHING, timing: "date", fromOn: first }
  return IRREGULAR.test(text) ? { ...NOTHING, timing: "irregular" } : null
}

/** `专题讲座 4场`: what is counted, how much, in what. */
export function indicatorIn(written: string): { indicator: string; target: string; targetUnit: string } {
  const text = written.trim().replace(/\s*\n\s*/g, "；")
  const parts = /^(\D+?)\s*(?:不少于|不低于|达到|≥)?\s*(\d[\d.]*)\s*(\D{0,6})$/.exec(text)
  const [, indicator = text, target = "", targetUnit = ""] = parts ?? []
  return { indicator: indicator.trim(), target, targetUnit: targetUnit.trim() }
}

const FIRST = /（?[(（]?第一牵头[)）]?|[(（]主[)）]/

/** Units by their names; `unknown`: those of no 责任单位 of the year. Nothing written: the unit itself. */
export function leadsIn(written: string, own: number, { units }: Pick<Year, "units">) {
  const names = written.split(/[、，,；;\n]+/).filter((one) => one.trim() !== "")
  const found = names.map((name) => {
    const bare = name.replace(FIRST, "").trim()
    const unit = units.find((one) => !one.hasLeft && (one.name === bare || one.shortName === bare))
    return { name: bare, isFirst: FIRST.test(name), id: unit?.id ?? null }
  })
  const named = new Set(found.flatMap(({ id }) => id ?? []))
  const ids = units.flatMap(({ id }) => (named.has(id) ? [id] : []))
  return {
    leads: names.length === 0 ? [own] : ids,
    first: found.find(({ isFirst, id }) => isFirst && id !== null)?.id ?? null,
    unknown: found.flatMap(({ id, name }) => (id === null ? [name] : [])),
  }
}

const oneLine = (text: string) => text.trim().replace(/\s*\n\s*/g, "、")

/** The item that a row means for a unit, and what of it is in doubt, at its column. */
export function itemIn(row: ListRow, own: number, year: Year) {
  const timing = timingIn(row.when, year)
  const { leads, first, unknown } = leadsIn(row.leads, own, year)
  const laws = titlesIn(row.laws === "" && row.content.includes("《") ? quoted(row.content) : row.laws)
  const why = /^不适用[：:]?\s*(.*)$/s.exec(row.remark)?.[1]
  const doubts: Partial<Record<keyof ListRow, string>> = {}
  if (timing === null)
    doubts.when = `没有看懂「${oneLine(row.when)}」，请写成 5月1日、5月1日至5月31日、每季度、不定期，或节点名称`
  if (unknown.length > 0) doubts.leads = `本年度的责任单位中没有${unknown.join("、")}，请改正或删去`
  const words = {
    content: row.content.trim() || laws.map((title) => `《${title}》`).join(""),
    laws,
    applies: why === undefined,
    why: why === undefined ? "" : oneLine(why) || "清单中注明不适用",
    audience: oneLine(row.audience),
    ways: row.ways.trim(),
    ...(timing ?? NOTHING),
    leads,
    first,
    department: oneLine(row.department),
    person: oneLine(row.person),
    standard: row.standard.trim(),
    measures: row.measures.trim(),
    ...indicatorIn(row.indicator),
    steps: [],
  }
  return { words, doubts }
}

const quoted = (text: string) => [...text.matchAll(/《[^》]+》/g)].map(([title]) => title).join("")

/** As much as an item takes of each. */
const LONGEST: Partial<Record<keyof ListRow, number>> = {
  content: 500,
  audience: 200,
  ways: 500,
  department: 80,
  person: 80,
  indicator: 200,
}

/** Which columns of a row say more than an item takes. */
export const tooLongIn = (row: ListRow): Partial<Record<keyof ListRow, string>> =>
  Object.fromEntries(
    Object.entries(LONGEST).flatMap(([column, most]) => {
      const { length } = row[column as keyof ListRow]
      return length > most ? [[column, `最多 ${most} 字，现有 ${length} 字`]] : []
    }),
  )
