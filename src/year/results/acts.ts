import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { forbidden } from "#src/refusal.ts"
import { tableAsked } from "#src/year/duties/table_asked.ts"
import { noteRegister } from "#src/year/years/commands.ts"
import { FIGURE_LABEL } from "#views/results/words.ts"
import { bringResults, ensureKeeps, removalFits, removeResult, reviseResult, revisionFits } from "./commands.ts"
import { FIGURES } from "./figures.ts"
import { Bringing, Reading, Removing, Revising, Taking } from "./input.ts"
import {
  type FoundResult,
  findResult,
  type Picked,
  type ResultsToBring,
  resultsOfYear,
  resultsToBring,
  resultsToTake,
} from "./queries.ts"
import { resultsIn, type Year } from "./reading.ts"
import { type ResultRow, resultsRead } from "./sheet_reading.ts"

/* 学法考试 and 述法: brought as a table that is looked over first, put right and removed by person. The pages are in routes.tsx. */

export const pickedIn = ({ query, asks }: Pick<Asked, "query" | "asks">): Picked => ({
  unit: asks("unit"),
  shown: FIGURES.find((one) => one === query.get("shown")) ?? null,
})

export const register = (asked: Asked) =>
  resultsOfYear(asked.database, asked.actor, asked.number("year"), {
    ...pickedIn(asked),
    page: Math.max(1, asked.asks("page") ?? 1),
  })

export const bringable = ({ database, actor, number }: Asked) => resultsToBring(database, actor, number("year"))

export function theKeepers(_actor: Actor, { own }: ResultsToBring) {
  if (own.length === 0) throw forbidden()
}

/** As a table is read. */
export const yearRead = ({ year, own, units, there }: ResultsToBring): Year => ({ year: year.year, own, units, there })

export const READ = act({
  find: bringable,
  may: theKeepers,
  input: Reading,
  fits: (_asked, _found, { file, pasted }) =>
    file === null && pasted.trim() === "" ? { file: ["请选择成绩表文件，或粘贴表格"] } : null,
  does: async (asked, _found, given): Promise<{ said: null; made: ResultRow[] }> => ({
    said: null,
    made: (await tableAsked(asked, given, resultsRead)).rows,
  }),
})

/** The rows that are taken, with what is wrong with each, at its column. */
function taken(found: ResultsToBring, { rows, taken: ticked }: { rows: ResultRow[]; taken: number[] }) {
  const kept = ticked.filter((i) => rows[i] !== undefined)
  const read = resultsIn(
    kept.flatMap((i) => rows[i] ?? []),
    yearRead(found),
  )
  const problems: Problems = {}
  read.forEach(({ doubts }, n) => {
    for (const [column, words] of Object.entries(doubts)) problems[`${column}-${kept[n]}`] = [words]
  })
  return { words: read.map(({ words }) => words), problems: Object.keys(problems).length > 0 ? problems : null }
}

export const BRING = act({
  find: bringable,
  may: theKeepers,
  input: Bringing,
  fits: (_asked, found, brought) => taken(found, brought).problems,
  does: async ({ database, by }, found, brought) => {
    const { words } = taken(found, brought)
    await bringResults(database, found, words, by)
    return `results_entered.${words.length}`
  },
})

export const theResult = ({ database, actor, number }: Asked) => findResult(database, actor, number("result"))

const onOne = { find: theResult, may: ensureKeeps, version: ({ result }: FoundResult) => result.version }

export const REVISE = act({
  ...onOne,
  input: Revising,
  fits: (_asked, found, { version: _, remark, ...words }) => revisionFits(found, words, remark),
  does: async ({ database, by }, found, { version: _, remark, ...words }) => {
    await reviseResult(database, found, words, remark, by)
    return "result_revised"
  },
})

export const REMOVE = act({
  ...onOne,
  input: Removing,
  fits: (_asked, found, { remark }) => removalFits(found, remark),
  does: async ({ database, by }, found, { remark }) => {
    await removeResult(database, found, remark, by)
    return "result_removed"
  },
})

/** One person's page as a paper, for 述职; no event says whose it is. */
export const TAKE_PAPER = act({
  find: theResult,
  may: ensureKeeps,
  input: Taking,
  does: async ({ database, by }, { year, unit }) => {
    const told = { year: year.year, register: "述职学法用法情况", picked: unit, file: "docx" as const, rows: 1 }
    await noteRegister(database, told, by)
    return { said: null, made: unit }
  },
})

/** Whoever reads names takes those. */
export const taking = (file: "xlsx" | "csv") =>
  act({
    find: (asked: Asked) => resultsToTake(asked.database, asked.actor, asked.number("year"), pickedIn(asked)),
    may: () => undefined,
    input: Taking,
    does: async (asked, { year, people }) => {
      const { database, by } = asked
      const { unit, shown } = pickedIn(asked)
      const picked =
        [unit !== null && people[0]?.unit, shown && FIGURE_LABEL[shown]].filter(Boolean).join("，") || "全部"
      const told = { year: year.year, register: "学法述法", picked, file, rows: people.length }
      await noteRegister(database, told, by)
      return { said: null, made: file }
    },
  })
