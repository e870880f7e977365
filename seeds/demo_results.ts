import { addDays } from "#src/clock.ts"
import { bringResults } from "#src/year/results/commands.ts"
import { resultsToBring } from "#src/year/results/queries.ts"
import type { ResultWords } from "#src/year/results/reading.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/* 学法考试 and 述法 of the demo: leading cadres of four units, brought by the office. */

const TAKEN: readonly [string, string, string, number, ResultWords["statement"], ResultWords["grade"]][] = [
  ["bangongshi", "石磊", "办公室副主任", 96, "oral", "excellent"],
  ["zonghezhidaosi", "方建国", "综合指导司副司长", 91.5, "written", "good"],
  ["banxinsi", "许静", "办信司副司长", 94, "written", "excellent"],
  ["laifangjiedaisi", "郭海", "来访接待司副司长", 88, "written", "good"],
  ["laifangjiedaisi", "吴敏", "来访接待司处长", 79.5, null, null],
]

export const resultActs = (today: string, opened: string): YearAct[] => {
  const on = addDays(today, -20) < opened ? opened : addDays(today, -20)
  return [{ on, does: (demo) => bring(demo, on) }]
}

async function bring({ database, year, units, by }: DemoYear, happenedOn: string) {
  const office = by("yanjiushi")
  const found = await resultsToBring(database, office.actor, year)
  const rows = TAKEN.map(
    ([unit, name, post, score, statement, grade]): ResultWords => ({
      unitId: units.get(unit) ?? 0,
      name,
      post,
      score: score * 10,
      exam: "passed",
      statement,
      grade,
      happenedOn,
    }),
  )
  if (found) await bringResults(database, found, rows, office)
}
