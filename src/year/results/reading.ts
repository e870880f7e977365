import type { Result } from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import { dateIn } from "#src/office/typed/figures.ts"
import { personalFit } from "#src/year/cases/identifiers.ts"
import type { Column, ResultRow } from "./sheet_reading.ts"

/*
 * What a row of a table means: a person of a unit with what they took. What cannot be told for certain is a doubt that stands
 * at its field until somebody has looked at it.
 */

export type ResultWords = Pick<
  Result,
  "unitId" | "name" | "post" | "score" | "exam" | "statement" | "grade" | "happenedOn"
>

type NamedUnit = { id: number; name: string; shortName: string; aliases: readonly string[] }

export type Year = {
  year: number
  /** Those for which whoever brings the table enters. */
  own: readonly NamedUnit[]
  units: readonly NamedUnit[]
  /** Who is in the register already, by `personKey`. */
  there: ReadonlyMap<string, Result>
}

/** What somebody took; of it a second table may bring what the first had not. */
type Taken = Pick<Result, "score" | "exam" | "statement" | "grade" | "happenedOn">

/** A name as it is kept: 王 强 is 王强. */
export const nameOf = (text: string): string => plain(text)

/** By which somebody is known in a year. */
export const personKey = ({ unitId, name }: Pick<Result, "unitId" | "name">): string => `${unitId} ${name}`

const plain = (text: string) => text.normalize("NFKC").replace(/\s+/g, "")

const unitIn = (units: readonly NamedUnit[], text: string) =>
  units.find(({ name, shortName, aliases }) => [name, shortName, ...aliases].includes(text))

/** `92`, `92.5分`, 合格, 不合格, 参加; null: it is not understood. */
export function examIn(written: string): Pick<Result, "score" | "exam"> | null {
  const text = plain(written)
  if (/^(|[-—–无]|未参加|未考|缺考)$/.test(text)) return { score: null, exam: null }
  const points = /^(\d{1,3}(?:\.\d)?)分?(?:[(（,，]?(合格|优秀|不合格)[)）]?)?$/.exec(text)
  if (points && Number(points[1]) <= 100) return { score: Math.round(Number(points[1]) * 10), exam: wordOf(points[2]) }
  if (/^(不合格|不及格)$/.test(text)) return { score: null, exam: "failed" }
  if (/^(合格|及格|通过|优秀)$/.test(text)) return { score: null, exam: "passed" }
  return /^(已?参加|已考|是|√)$/.test(text) ? { score: null, exam: "took" } : null
}

const wordOf = (word: string | undefined): Result["exam"] => {
  if (word === undefined) return "took"
  return word === "不合格" ? "failed" : "passed"
}

export const statementIn = (written: string): Result["statement"] | undefined => {
  const text = plain(written)
  if (/^(|[-—–无]|未述法)$/.test(text)) return null
  if (text.includes("书面")) return "written"
  return /口头|会议|现场/.test(text) ? "oral" : undefined
}

const GRADES: readonly [RegExp, NonNullable<Result["grade"]>][] = [
  [/^(优秀|好|优)$/, "excellent"],
  [/^(良好|较好|良)$/, "good"],
  [/^(一般|合格|中)$/, "fair"],
  [/^(较差|差|不合格)$/, "poor"],
]

export const gradeIn = (written: string): Result["grade"] | undefined => {
  const text = plain(written)
  if (/^(|[-—–无])$/.test(text)) return null
  return GRADES.find(([pattern]) => pattern.test(text))?.[1]
}

type Doubts = Partial<Record<Column, string>>

/** The unit that is written; whoever enters for one unit need not name it. */
function unitRead(text: string, { own, units }: Year): { unit?: NamedUnit; doubt?: string } {
  const written = plain(text)
  const unit = written === "" && own.length === 1 ? own[0] : unitIn(own, written)
  if (unit) return { unit }
  return { doubt: unitIn(units, written) ? "只能登记本单位人员" : "没有认出单位，请写本年度责任单位的名称" }
}

/** What a year took is often told after its end: 年终述法 in the next January. */
export const isOfYear = (day: string, year: number): boolean => [year, year + 1].includes(yearOf(day))

function dayRead(text: string, year: number): { day: string | null; doubt?: string } {
  if (plain(text) === "") return { day: null }
  const read = dateIn(text)
  if ("date" in read && isOfYear(read.date, year)) return { day: read.date }
  return { day: null, doubt: `请写${year}年或次年的日期，如 ${year}-11-20，或留空` }
}

function nameDoubt(name: string, was: Result | undefined, taken: Taken): string | undefined {
  if (name.length < 2 || name.length > 20) return "姓名请写2至20个字"
  if (was === undefined || filledIn(was, taken)) return undefined
  return "这个人已经登记：请去掉勾选，到登记册里更正"
}

const COLUMNS_TAKEN = ["score", "exam", "statement", "grade"] as const

/** What a table adds to who is there already; null: it adds nothing, or says otherwise of what is there. */
export function filledIn(was: Taken, taken: Taken): Partial<Taken> | null {
  const brings = COLUMNS_TAKEN.filter((name) => taken[name] !== null)
  const added = brings.filter((name) => was[name] === null)
  if (added.length === 0 || brings.some((name) => was[name] !== null && was[name] !== taken[name])) return null
  // A score of its own is no second exam, and the day is that of the exam where there was one.
  if (was.exam !== null && was.score === null && taken.score !== null) return null
  const { happenedOn } = taken
  const isDay = happenedOn !== null && (was.happenedOn === null || (was.exam === null && taken.exam !== null))
  return { ...Object.fromEntries(added.map((name) => [name, taken[name]])), ...(isDay ? { happenedOn } : {}) }
}

export const NOTHING_TAKEN = "考试和述法都没有，不必登记"

/** What was taken, and what of that is not understood. */
function takenIn(row: ResultRow) {
  const [exam, statement, grade] = [examIn(row.exam), statementIn(row.statement), gradeIn(row.grade)]
  const isNothing = exam?.exam === null && statement === null && grade === null
  return {
    taken: { ...(exam ?? { score: null, exam: null }), statement: statement ?? null, grade: grade ?? null },
    doubts: {
      exam:
        exam === null ? "没有看懂，请写成 92、92.5、合格、不合格、参加，或留空" : isNothing ? NOTHING_TAKEN : undefined,
      statement: statement === undefined ? "请写书面或口头，或留空" : undefined,
      grade: grade === undefined ? "请写优秀、良好、一般、较差，或留空" : undefined,
    },
  }
}

const personalDoubts = (row: ResultRow): Doubts =>
  Object.fromEntries(Object.entries(personalFit(row) ?? {}).map(([column, problems]) => [column, problems.join("；")]))

/** The person that a row means, and what of it is in doubt, at its column. */
export function resultIn(row: ResultRow, year: Year): { words: ResultWords; doubts: Doubts } {
  const { unit, doubt } = unitRead(row.unit, year)
  const name = nameOf(row.name)
  const post = row.post.trim()
  const { taken, doubts } = takenIn(row)
  const { day, doubt: ofDay } = dayRead(row.happenedOn, year.year)
  const unitId = unit?.id ?? 0
  const all = {
    unit: doubt,
    name: nameDoubt(name, year.there.get(personKey({ unitId, name })), { ...taken, happenedOn: day }),
    post: post === "" || post.length > 60 ? "请填写职务，最多60字" : undefined,
    ...doubts,
    happenedOn: ofDay,
    ...personalDoubts(row),
  }
  const said = Object.fromEntries(Object.entries(all).filter(([, words]) => words !== undefined)) as Doubts
  return { words: { unitId, name, post, ...taken, happenedOn: day }, doubts: said }
}

/** All rows of a table: also who stands in it twice. */
export function resultsIn(rows: readonly ResultRow[], year: Year) {
  const seen = new Set<string>()
  return rows.map((row) => {
    const { words, doubts } = resultIn(row, year)
    const key = personKey(words)
    if (words.unitId > 0 && seen.has(key)) doubts.name ??= "表里有两行，请去掉一行的勾选"
    seen.add(key)
    return { words, doubts }
  })
}
