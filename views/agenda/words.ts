import { parts } from "#src/clock.ts"
import type { RestDay } from "#src/office/calendar/working_days.ts"
import type { Entry, NamedUnit } from "#src/outward/agenda/queries.ts"

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
