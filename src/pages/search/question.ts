import { dateIn, numberAsked } from "#src/office/typed/figures.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { cleaned } from "#src/office/typed/unseen.ts"
import { type Query, searchPath } from "#src/paths.ts"
import { folded, LONGEST_QUESTION, questionOf, termsOf } from "./words.ts"

/** What is asked for: words that all have to be there, and where. */
export type Question = {
  /** As it was typed. */
  text: string
  terms: readonly string[]
  kind: string | null
  unit: number | null
  plan: number | null
  /** Civil days, both included. */
  from: string | null
  to: string | null
  page: number
  /** Of a day that is none, or an end before the beginning: as it was typed, and what is wrong with it. */
  flaws: { typed: Typed; problems: Problems } | null
}

export const HITS_A_PAGE = 20
/** So many of a kind are counted, and so many can be walked through: whoever has more before them asks for less. */
export const MOST_HITS = 500

const ENDS_BEFORE = "早于「自」的日期，请改为同一天或更晚，或留空"
const WRONG_DAY = "没有看懂这个日期，请写成 2026-12-10，或留空"

/** From the address. What makes no sense is left out, but for a day: leaving that out would answer another question. */
export function questionIn(query: Record<string, string>, kinds: readonly { kind: string }[]): Question {
  const text = cleaned(query.q ?? "")
    .text.trim()
    .slice(0, LONGEST_QUESTION)
  const [from, to] = [dayIn(query.from), dayIn(query.to)]
  const days = { from: "date" in from ? from.date : null, to: "date" in to ? to.date : null }
  const endsBefore = days.from !== null && days.to !== null && days.to < days.from
  const problems: Problems = {
    ...("problem" in from ? { from: [from.problem] } : {}),
    ...("problem" in to ? { to: [to.problem] } : {}),
    ...(endsBefore ? { to: [ENDS_BEFORE] } : {}),
  }
  return {
    text,
    terms: termsOf(text),
    kind: kinds.find(({ kind }) => kind === query.kind)?.kind ?? null,
    unit: numberAsked(query.unit),
    plan: numberAsked(query.plan),
    ...days,
    page: Math.min(Math.max(1, numberAsked(query.page) ?? 1), MOST_HITS / HITS_A_PAGE),
    flaws: Object.keys(problems).length > 0 ? { typed: { from: query.from, to: query.to }, problems } : null,
  }
}

function dayIn(typed: string | undefined): { date: string | null } | { problem: string } {
  if (!typed?.trim()) return { date: null }
  const read = dateIn(typed)
  return "date" in read ? read : { problem: WRONG_DAY }
}

/** There is something to look for: words, or of whom or of what everything is wanted. */
export const asksFor = ({ terms, unit, plan, flaws }: Question): boolean =>
  flaws === null && (terms.length > 0 || unit !== null || plan !== null)

/** The address of the same question with something asked otherwise, from its first page. */
export function asking(question: Question, otherwise: Query & { terms?: never } = {}): string {
  const { text, kind, unit, plan, from, to } = question
  return searchPath({ q: text, kind, unit, plan, from, to, ...otherwise })
}

type Named = { id: number; name: string; shortName: string; aliases: readonly string[] }

/** A narrower question that the words themselves suggest: a unit or a month is named in them. */
export type Proposal = {
  href: string
  unit: string | null
  /** One of the words is the unit's name, so that whatever is about the unit has that word (`calledBy` of queries.ts). */
  isTerm: boolean
  from: string | null
  rest: string
}

const since = /(?:(\d{4})年)?(\d{1,2})月(?:份)?(?:以来|以后|之后|至今|起)/

/** By the names of units and by 「3月以来」 in the words, as far as nothing is chosen there already. */
export function proposed(question: Question, units: readonly Named[], today: string): Proposal | null {
  const unit = question.unit === null ? namedIn(question.text, units) : null
  const text = unit ? question.text.replace(unit.called, " ") : question.text
  const month = question.from === null ? monthIn(text, today) : null
  if (!unit && !month) return null
  const rest = questionOf(termsOf(month ? text.replace(since, " ") : text))
  return {
    href: asking(question, { q: rest, ...(unit ? { unit: unit.id } : {}), ...(month ? { from: month } : {}) }),
    unit: unit?.name ?? null,
    isTerm: unit !== null && question.terms.some((term) => folded(term) === folded(unit.called)),
    from: month,
    rest,
  }
}

/** The longest name wins: 督查室 is not 查室. */
function namedIn(text: string, units: readonly Named[]): { id: number; name: string; called: string } | null {
  const names = units.flatMap(({ id, name, shortName, aliases }) =>
    [name, shortName, ...aliases].filter((one) => one.length > 1).map((called) => ({ id, name, called })),
  )
  const found = names.filter(({ called }) => text.includes(called))
  return found.reduce<(typeof found)[number] | null>(
    (best, one) => (best && best.called.length >= one.called.length ? best : one),
    null,
  )
}

/** The first day of the month that is meant: of this year, or of the one before where it is still to come. */
function monthIn(text: string, today: string): string | null {
  const [, year, month] = since.exec(text) ?? []
  if (month === undefined || Number(month) < 1 || Number(month) > 12) return null
  const [thisYear = "", thisMonth = ""] = today.split("-")
  const own = Number(month) > Number(thisMonth) ? Number(thisYear) - 1 : Number(thisYear)
  return `${year ?? own}-${month.padStart(2, "0")}-01`
}
