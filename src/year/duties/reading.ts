import type { DutyRhythm, DutyStep } from "#db/schema.ts"
import { addDays, addMonths, isDate } from "#src/clock.ts"
import { titlesIn } from "#src/year/laws/naming.ts"
import { LONGEST_STEP, MOST_STEPS } from "./lists.ts"
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

const IRREGULAR = /不定期|适时|随时|日常|经常|长期|常年|全年|常态|年内|年底|本年度|结合实际/

const padded = (n: string | number) => String(n).padStart(2, "0")
const lastOf = (month: string) => addDays(addMonths(`${month}-01`, 1), -1)

type Span = { fromOn: string; untilOn: string }

const TO = "[-—－~～至到]"
const PART = "(?:第?([一二三四1-4])(?:季度)?)"
const TENS = { 上: [1, 10], 中: [11, 20], 下: [21, 31] } as const

/** A month, a third of one, a quarter, half a year, by their first and last day: one of them, and nothing that contradicts it. */
function monthsIn(text: string, year: number): Span | null {
  if (/^上半年/.test(text)) return monthSpan(year, 1, 6)
  if (/^下半年/.test(text)) return monthSpan(year, 7, 12)
  const [, first, last = first] = new RegExp(`^${PART}(?:${TO}${PART})?$`).exec(text) ?? []
  if (first && last && text.includes("季度")) {
    const quarter = (word: string) => (Number(word) || "一二三四".indexOf(word) + 1) * 3
    return quarter(first) > quarter(last) ? null : monthSpan(year, quarter(first) - 2, quarter(last))
  }
  const [, month, third] = /^(\d{1,2})月([上中下])旬$/.exec(text) ?? []
  const days = TENS[third as keyof typeof TENS]
  if (days && isDate(`${year}-${padded(month ?? "")}-01`)) {
    const { untilOn } = monthSpan(year, Number(month), Number(month))
    const [from, until] = days.map((day) => `${year}-${padded(month ?? "")}-${padded(day)}`)
    return { fromOn: from ?? "", untilOn: until && until < untilOn ? until : untilOn }
  }
  const months = new RegExp(`^(\\d{1,2})月?(?:${TO}(\\d{1,2})月)?(?:份|底前|底|末)?$`).exec(text)
  if (!months || !text.includes("月")) return null
  const [from, until] = [Number(months[1]), Number(months[2] ?? months[1])]
  return from >= 1 && until >= from && until <= 12 ? monthSpan(year, from, until) : null
}

const monthSpan = (year: number, from: number, until: number): Span => ({
  fromOn: `${year}-${padded(from)}-01`,
  untilOn: lastOf(`${year}-${padded(until)}`),
})

const DAY = /(?:(\d{4})[年.\-/])?(\d{1,2})[月.·\-/](\d{1,2})日?/g

/** `5月1日`, `2026年5月1日`, `2026-05-01`, `5.1`, or two of them as a span; null: there is none, or more than one says. */
function daysIn(text: string, year: number): string[] | null {
  const whole = text.replace(new RegExp(`(\\d{1,2}月)(\\d{1,2})日?(${TO})(\\d{1,2})日`), "$1$2日$3$1$4日")
  const found = [...whole.matchAll(DAY)]
  const days = found.map(([, y, m = "", d = ""]) => `${y ?? year}-${padded(m)}-${padded(d)}`)
  const [first, second] = found
  if (!first || !days.every(isDate) || found.length > 2) return null
  const between = second && whole.slice(first.index + first[0].length, second.index)
  return between === undefined || new RegExp(`^${TO}+$`).test(between) ? days : null
}

/** 何时普 as it is written; null: it is not understood. */
export function timingIn(written: string, { year, days }: Pick<Year, "year" | "days">): TimingTyped | null {
  const text = written.normalize("NFKC").replace(/\s+/g, "")
  if (text === "") return NOTHING
  if (text.startsWith("不定期")) return { ...NOTHING, timing: "irregular" }
  const bare = (name: string) => name.normalize("NFKC").replace(/^国家|[《》\s]/g, "")
  const named = days
    .filter(({ day }) => bare(text).includes(bare(day.name)))
    .sort((a, b) => b.day.name.length - a.day.name.length)[0]
  if (named) return { ...NOTHING, timing: "key_day", keyDay: named.day.id }
  const said = text.replace(new RegExp(`^(每年|${year}年)(?=.)`), "")
  const months = monthsIn(said, year)
  if (months) return { ...NOTHING, timing: "range", ...months }
  const [first, last] = daysIn(said, year) ?? []
  if (first && last) return { ...NOTHING, timing: "range", fromOn: first, untilOn: last }
  if (first) return { ...NOTHING, timing: "date", fromOn: first }
  // 3月至10月每月一次 is neither every month nor those months.
  if (/\d月|\d[.·\-/]\d/.test(said)) return null
  const rhythm = RHYTHMS.find(([pattern]) => pattern.test(text))?.[1]
  if (rhythm) return { ...NOTHING, timing: "rhythm", rhythm }
  return IRREGULAR.test(text) || said === `${year}年` ? { ...NOTHING, timing: "irregular" } : null
}

/** The day by which a step is done, as it begins with one. */
const STEP_DAY = new RegExp(
  `^((?:\\d{4}[年.\\-/])?\\d{1,2}[月.\\-/](?:\\d{1,2}日?|底|末|份)?(?:${TO}(?:\\d{1,2}月)?(?:\\d{1,2}日|底)?)?)(?:之?前)?[\\s:：，,]\\s*(?=\\S)`,
)
/** What a step without a day begins with where it could be taken for one with it. */
export const UNDATED = "时间未定 "

/** 步骤, a line each: `3月5日 制定方案`, `3月底前：制定方案`. */
export function stepsIn(written: string, year: Pick<Year, "year" | "days">): DutyStep[] {
  const lines = written.split("\n").map((line) => line.trim())
  return lines.filter(Boolean).map((line) => {
    if (line.startsWith(UNDATED)) return { text: line.slice(UNDATED.length), by: null }
    const [head = "", day = ""] = STEP_DAY.exec(line) ?? []
    const read = day === "" ? null : timingIn(day, { ...year, days: [] })
    const by = read?.untilOn ?? read?.fromOn ?? null
    return by === null ? { text: line, by } : { text: line.slice(head.length), by }
  })
}

/** A step as a line that is read so again. */
export const stepLine = ({ text, by }: DutyStep, day: (on: string) => string): string =>
  by === null ? `${text.startsWith(UNDATED) || STEP_DAY.test(text) ? UNDATED : ""}${text}` : `${day(by)} ${text}`

/** `专题讲座 4场`: what is counted, how much, in what. */
export function indicatorIn(written: string): { indicator: string; target: string; targetUnit: string } {
  const text = written.trim().replace(/\s*\n\s*/g, "；")
  const parts = /^(\D+?)\s*((?:不少于|不低于|达到|≥)?\s*\d[\d.]*)\s*(\D{0,6})$/.exec(text)
  const [, indicator = text, target = "", targetUnit = ""] = parts ?? []
  return { indicator: indicator.trim(), target, targetUnit: targetUnit.trim() }
}

const FIRST = /（?[(（]?第一牵头[)）]?|[(（]主[)）]/

/** What stands where nobody leads. */
export const NOBODY = "未明确"

const namesIn = (written: string) =>
  written.split(/[、，,；;\n]+/).filter((one) => one.trim() !== "" && one.trim() !== NOBODY)

/** Units by their names; `unknown`: those of no 责任单位 of the year. */
export function leadsIn(written: string, { units }: Pick<Year, "units">) {
  const names = namesIn(written)
  const found = names.map((name) => {
    const bare = name.replace(FIRST, "").trim()
    const unit = units.find((one) => !one.hasLeft && (one.name === bare || one.shortName === bare))
    return { name: bare, isFirst: FIRST.test(name), id: unit?.id ?? null }
  })
  const named = new Set(found.flatMap(({ id }) => id ?? []))
  const ids = units.flatMap(({ id }) => (named.has(id) ? [id] : []))
  return {
    leads: ids,
    first: found.find(({ isFirst, id }) => isFirst && id !== null)?.id ?? null,
    unknown: found.flatMap(({ id, name }) => (id === null ? [name] : [])),
  }
}

const oneLine = (text: string) => text.trim().replace(/\s*\n\s*/g, "、")

/** The item that a row means, and what of it is in doubt, at its column. */
export function itemIn(row: ListRow, year: Year) {
  const timing = timingIn(row.when, year)
  const { leads, first, unknown } = leadsIn(row.leads, year)
  const laws = titlesIn(row.laws)
  const steps = stepsIn(row.steps, year)
  const why = /^不适用[：:]?\s*(.*)$/s.exec(row.remark)?.[1]
  const doubts: Partial<Record<keyof ListRow, string>> = {}
  if (timing === null)
    doubts.when = `没有看懂「${oneLine(row.when)}」，请写成 5月1日、5月1日至5月31日、每季度、不定期，或节点名称`
  const long = steps.find(({ text }) => text.length > LONGEST_STEP)
  if (steps.length > MOST_STEPS) doubts.steps = `最多${MOST_STEPS}个步骤，每行一个`
  if (long) doubts.steps = `每个步骤最多${LONGEST_STEP}字：${long.text.slice(0, 20)}…`
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
    steps,
  }
  return { words, doubts }
}

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
