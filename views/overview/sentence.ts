import type { LightColour } from "#db/schema.ts"
import type { Filter } from "#src/board/filter.ts"
import type { Counts } from "../parts/count.tsx"
import { LIGHT_SAYS } from "../words/lights.ts"
import { dayWords } from "../words.ts"

/** A piece of the sentence; one with a filter is a number that opens what it counts. */
export type Phrase = {
  text: string
  filter?: Partial<Filter>
  of?: Counts
  /** One of the few numbers that the eye is to find. */
  isKey?: boolean
  isLate?: boolean
}

export type SentenceFacts = {
  asOfOn: string
  today: string
  /** Only the units in the charge of this leader. */
  leader: number | null
  tasks: number
  lights: Record<LightColour, number>
  round: { name: string; isCutOff: boolean } | null
  due: number
  reported: number
  overdue: number
  /** Short names of the units that owe overdue reports, in 单位排序. */
  overdueUnits: string[]
  /** Overdue tasks at the end of the round before. */
  before: { name: string; isCutOff: boolean; red: number } | null
}

/** From good to bad, as a leader asks. */
const ORDER: LightColour[] = ["green", "blue", "grey", "yellow", "red", "none"]

/** The lights whose number is one of the few. */
const KEY: Partial<Record<LightColour, Pick<Phrase, "isKey" | "isLate">>> = {
  red: { isKey: true, isLate: true },
  yellow: { isKey: true },
}

/** More units than this are counted, not named. */
const NAMED_UNITS = 3

/** How it stands, in one or two plain sentences written from the figures. */
export function sentence(facts: SentenceFacts): Phrase[] {
  const leader = facts.leader === null ? {} : { leader: facts.leader }
  const scoped = (phrase: Phrase): Phrase =>
    phrase.filter ? { ...phrase, filter: { ...leader, ...phrase.filter } } : phrase
  const whose = facts.leader === null ? "" : "分管单位承担的"
  if (facts.tasks === 0) {
    const none = facts.leader === null ? "这个方案还没有任务。" : "分管单位在这个方案中没有任务。"
    return [{ text: none }]
  }
  return [
    { text: `截至${dayWords(facts.asOfOn, facts.today)}，${whose}` },
    ...tasksStand(facts),
    ...reportsStand(facts),
    ...sinceBefore(facts),
  ].map(scoped)
}

function tasksStand({ tasks, lights }: SentenceFacts): Phrase[] {
  const present = ORDER.filter((colour) => lights[colour] > 0)
  const [only] = present
  if (present.length === 1 && only) {
    const all: Phrase = { text: `${tasks}项任务全部${LIGHT_SAYS[only]}`, filter: { light: only }, of: "tasks" }
    return [{ ...all, ...KEY[only] }, { text: "。" }]
  }
  const counts = present.flatMap((colour, i): Phrase[] => [
    ...(i > 0 ? [{ text: "、" }] : []),
    {
      text: `${lights[colour]}项${LIGHT_SAYS[colour]}`,
      filter: { light: colour },
      of: "tasks",
      ...KEY[colour],
    },
  ])
  return [
    { text: `${tasks}项任务`, filter: {}, of: "tasks" },
    { text: "中，" },
    ...counts,
    { text: lights.red === 0 ? "，没有逾期。" : "。" },
  ]
}

function reportsStand({ round, due, reported, overdue, overdueUnits }: SentenceFacts): Phrase[] {
  if (round === null) return [{ text: "尚未开启填报期。" }]
  const name = round.isCutOff ? `${round.name}（已封账）` : round.name
  if (due === 0) return [{ text: `${name}没有应报事项。` }]
  const asked: Phrase = { text: `应报${due}项`, filter: { report: "due" }, of: "parts" }
  if (reported === due) {
    return [{ text: name }, asked, { text: "，已" }, sent("全部报送"), { text: "。" }]
  }
  const missing: Phrase = { text: `未报${due - reported}项`, filter: { report: "owed" }, of: "parts", isKey: true }
  const got: Phrase[] =
    reported === 0 ? [{ text: "，尚无报送，" }] : [{ text: "，" }, sent(`已报${reported}项`), { text: "，" }]
  return [{ text: name }, asked, ...got, missing, ...overdueReports(overdue, overdueUnits), { text: "。" }]
}

const sent = (text: string): Phrase => ({ text, filter: { report: "reported" }, of: "parts" })

function overdueReports(overdue: number, units: string[]): Phrase[] {
  if (overdue === 0) return []
  const who = units.length <= NAMED_UNITS ? units.join("、") : `${units.length}个单位`
  return [
    { text: `，其中${who}` },
    { text: `逾期未报${overdue}项`, filter: { report: "overdue" }, of: "parts", isKey: true, isLate: true },
  ]
}

function sinceBefore({ before, lights }: SentenceFacts): Phrase[] {
  if (before === null || (before.red === 0 && lights.red === 0)) return []
  const then = `${before.name}${before.isCutOff ? "末" : ""}`
  const difference = lights.red - before.red
  if (difference === 0) return [{ text: `逾期任务与${then}持平。` }]
  return [{ text: `逾期任务较${then}${difference < 0 ? "减少" : "增加"}${Math.abs(difference)}项。` }]
}
