import { wholeNumberIn, wholeNumbersIn } from "#src/office/typed/figures.ts"
import { DEFAULTS, PLAN_APPROVERS, type PlanApprover, type SettingKey, type Settings } from "./settings.ts"

/** What a setting may be: a whole number from least to most, one line of so many characters, days that ascend, one of several, yes or no. */
export type Range =
  | { kind: "number"; least: number; most: number }
  | { kind: "line"; longest: number }
  | { kind: "days" }
  | { kind: "choice"; options: readonly PlanApprover[] }
  | { kind: "switch" }

const from = (least: number, most: number): Range => ({ kind: "number", least, most })

export const RANGES: Record<SettingKey, Range> = {
  organisation: { kind: "line", longest: 60 },
  planApprover: { kind: "choice", options: PLAN_APPROVERS },
  dueSoonDays: from(0, 30),
  resubmitDays: from(1, 30),
  rectifyDays: from(1, 120),
  noticeDays: from(1, 120),
  objectionDays: from(1, 90),
  objectionDecisionDays: from(1, 90),
  remindAutomatically: { kind: "switch" },
  remindBeforeDays: from(0, 30),
  remindOverdueSteps: { kind: "days" },
  headAfterDays: from(0, 60),
  leaderAfterDays: from(0, 60),
  circularAfterDays: from(0, 120),
  silentRounds: from(0, 12),
  silentDays: from(0, 250),
  ranksUnits: { kind: "switch" },
  sendFromHour: from(0, 23),
  sendUntilHour: from(1, 24),
  lastPeriodDays: from(0, 28),
  roundDays: from(1, 60),
  cutOffDays: from(0, 30),
  linkDays: from(1, 30),
  itemQuotaMb: from(10, 2000),
  unitQuotaMb: from(10, 100_000),
  planQuotaMb: from(10, 1_000_000),
  idleMinutes: from(5, 240),
  absoluteMinutes: from(30, 1440),
  administratorIdleMinutes: from(5, 240),
  sessionsPerPerson: from(1, 50),
  lockAfterFailures: from(3, 20),
  lockMinutes: from(5, 1440),
  addressFailures: from(10, 1000),
  passwordLength: from(8, 64),
  passwordClasses: from(1, 4),
  passwordDays: from(0, 365),
  passwordHistory: from(0, 10),
}

export const SETTING_KEYS = Object.keys(DEFAULTS) as SettingKey[]

export type SettingProblem = "out_of_range" | "shorter_than_idle" | "before_it_begins"

/** 「1,3,5,10」 as numbers, ascending; null when it is not that. */
export function stepsIn(text: string): number[] | null {
  const steps = wholeNumbersIn(text)
  if (!steps || steps.length > 10) return null
  return steps.every((step, i) => step > (steps[i - 1] ?? 0) && step < 1000) ? steps : null
}

/** Reads what was typed into one field; null: it is not such a value. */
export function settingIn(key: SettingKey, typed: string): Settings[SettingKey] | null {
  const range = RANGES[key]
  const text = typed.trim()
  if (range.kind === "line") return text.length <= range.longest && !text.includes("\n") ? text : null
  if (range.kind === "days") return stepsIn(text)?.join(",") ?? null
  if (range.kind === "choice") return range.options.find((one) => one === text) ?? null
  if (range.kind === "switch") return text === "true" || text === "false" ? text === "true" : null
  const number = wholeNumberIn(text)
  return number !== null && number >= range.least && number <= range.most ? number : null
}

type Row = { key: SettingKey; value: Settings[SettingKey]; version: number }
export type SettingChange = {
  key: SettingKey
  /** Events the setting has had; 0 while it stands at its default. */
  version: number
  before: Settings[SettingKey]
  after: Settings[SettingKey]
}
type Given = Partial<Record<SettingKey, string | number | boolean>>

/** The settings as they would be: those that are given read as they are typed, the others as they stand. */
export const settingsWith = (rows: readonly Row[], given: Given) =>
  settingsIn(Object.fromEntries(rows.map(({ key, value }) => [key, String(given[key] ?? value)])))

/** Which of the given values are another one than stands there. */
export function changesIn(rows: readonly Row[], given: Given): SettingChange[] {
  const { values } = settingsWith(rows, given)
  return rows.flatMap(({ key, value: before, version }) => {
    const after = values[key]
    return after === undefined || after === before ? [] : [{ key, version, before, after }]
  })
}

/** Reads all fields; says which are not right. */
export function settingsIn(typed: Partial<Record<SettingKey, string>>): {
  values: Partial<Record<SettingKey, Settings[SettingKey]>>
  problems: Partial<Record<SettingKey, SettingProblem>>
} {
  const values: Partial<Record<SettingKey, Settings[SettingKey]>> = {}
  const problems: Partial<Record<SettingKey, SettingProblem>> = {}
  for (const key of SETTING_KEYS) {
    const value = settingIn(key, typed[key] ?? "")
    if (value === null) problems[key] = "out_of_range"
    else values[key] = value
  }
  const { idleMinutes, absoluteMinutes } = values
  if (typeof idleMinutes === "number" && typeof absoluteMinutes === "number" && absoluteMinutes < idleMinutes) {
    problems.absoluteMinutes = "shorter_than_idle"
  }
  const { sendFromHour, sendUntilHour } = values
  if (typeof sendFromHour === "number" && typeof sendUntilHour === "number" && sendUntilHour <= sendFromHour) {
    problems.sendUntilHour = "before_it_begins"
  }
  return { values, problems }
}
