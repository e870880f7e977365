import { parts } from "#src/clock.ts"
import type { RestDay } from "#src/office/calendar/working_days.ts"
import type { about } from "#src/outward/agenda/about.ts"
import type { DatedEvent } from "#src/outward/agenda/ical.ts"
import type { Entry, NamedUnit } from "#src/outward/agenda/queries.ts"
import type { Dated } from "#src/outward/agenda/source.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { cited } from "../words.ts"

export const monthWords = (month: string): string => {
  const [year, number] = parts(month)
  return `${year}年${number}月`
}

/** So many units are named; more are counted. */
const MOST_NAMES = 2

/** 「办公室、人事司」, 「办公室等7个单位」. */
function unitsWords(ids: readonly number[], units: readonly NamedUnit[]): string {
  const names = units.filter(({ id }) => ids.includes(id)).map(({ shortName }) => shortName)
  return names.length <= MOST_NAMES ? names.join("、") : `${names[0]}等${names.length}个单位`
}

/** What it is about, without its kind: 「任务（一） 办公室」. */
export const entryWords = ({ label, title, units: ids }: Entry, units: readonly NamedUnit[]): string =>
  [label && `任务${label}`, title, unitsWords(ids, units)].filter(Boolean).join(" ")

export const restWords = (rest: RestDay | null, isMadeUp: boolean): string =>
  isMadeUp ? "班" : rest?.why === "holiday" ? "休" : ""

export const feedName = (of: string): string => `分工督办 ${of}`

/** As a calendar program shows it: its kind, what it is about, and of which plan; nothing that anybody reported. */
export function eventOf(
  entry: Entry,
  kinds: readonly Dated[],
  units: readonly NamedUnit[],
  origin: string,
): DatedEvent {
  const kind = kinds.find((one) => one.kind === entry.kind)
  const { version, changedAt, on, until, key, planTitle } = entry
  return {
    uid: `${[entry.kind, ...key].join("-")}@${new URL(origin).host}`,
    sequence: version,
    changedAt,
    on,
    until,
    summary: `${kind?.label ?? ""}：${entryWords(entry, units)}`,
    description: planTitle === null ? "" : cited({ title: planTitle, docNumber: null }),
    url: origin + (kind?.href(entry) ?? ""),
  }
}

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  feed_made: "生成日历订阅地址",
  feed_revoked: "作废日历订阅地址",
}

/** Said once after an act. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  feed_revoked: () => "订阅地址已作废，日历程序不能再读取",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { feed: "日历订阅" }
