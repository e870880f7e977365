import { addDays } from "#src/clock.ts"
import {
  claimItems,
  explainResult,
  type ResultWords,
  setDay,
  tellResults,
  verifyItems,
} from "#src/year/verifying/commands.ts"
import { findVerification, resultsToTell, verifyingOfYear } from "#src/year/verifying/queries.ts"
import { claimOf, versionOf } from "#src/year/verifying/shown.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/*
 * 督查核实 of the demo: three units have said how far they are, were verified and told; of what was 不实 one has explained it and
 * one has not. A fourth was verified and not told yet; the others wait.
 */

const OFFICE = "yanjiushi"

export function verifyingActs(today: string, opened: string): YearAct[] {
  const before = (days: number) => {
    const on = addDays(today, -days)
    return on < opened ? opened : on
  }
  const verifiedOn = before(6)
  return [
    { on: before(16), does: (demo) => begin(demo, before(10)) },
    {
      on: before(12),
      does: (demo) => claim(demo, "bangongshi", ["集体学法4次，有记录。", "测试参加率93%，资料已印发。"]),
    },
    { on: before(12), does: (demo) => claim(demo, "zonghezhidaosi", ["已宣讲6场，手册已定稿。", "已办2期。"]) },
    { on: verifiedOn, does: (demo) => verify(demo, "bangongshi", verifiedOn) },
    { on: verifiedOn, does: (demo) => verify(demo, "zonghezhidaosi", verifiedOn) },
    { on: before(5), does: (demo) => tell(demo, "bangongshi") },
    { on: before(5), does: (demo) => tell(demo, "zonghezhidaosi") },
    { on: before(3), does: explain },
    { on: before(4), does: (demo) => claim(demo, "tousuban", ["社区活动和直播问答各1场。", "抽查合格率98%。"]) },
    { on: before(2), does: (demo) => verify(demo, "tousuban", before(2)) },
    { on: before(2), does: (demo) => tell(demo, "tousuban") },
    { on: before(1), does: (demo) => verify(demo, "laifangjiedaisi", before(1)) },
  ]
}

/** What was found of each item of a list in its order. */
const FOUND: Record<string, readonly Pick<ResultWords, "result" | "remark">[]> = {
  bangongshi: [
    { result: "fulfilled", remark: "" },
    { result: "partly", remark: "参加率没有达到95%。" },
  ],
  zonghezhidaosi: [
    { result: "untrue", remark: "活动台账和照片只有4场，自报6场。" },
    { result: "fulfilled", remark: "" },
  ],
  tousuban: [
    { result: "fulfilled", remark: "" },
    { result: "untrue", remark: "自报抽查合格率98%，没有抽查记录。" },
  ],
  laifangjiedaisi: [
    { result: "fulfilled", remark: "" },
    { result: "unmet", remark: "宣讲没有开展。" },
  ],
}

const listOf = (demo: DemoYear, code: string, login: string) =>
  verifyingOfYear(demo.database, demo.by(login).actor, {
    year: demo.year,
    filter: { unit: demo.units.get(code) ?? 0, view: "all" },
    page: 1,
  })

async function begin(demo: DemoYear, fromOn: string) {
  const found = await listOf(demo, OFFICE, OFFICE)
  if (found) await setDay(demo.database, found, fromOn, demo.by(OFFICE))
}

async function claim(demo: DemoYear, code: string, texts: readonly string[]) {
  const found = await listOf(demo, code, code)
  if (!found) return
  const claims = found.rows.map((row, i) => ({ id: row.id, version: claimOf(row), text: texts[i] ?? "" }))
  await claimItems(demo.database, found, claims, demo.by(code))
}

async function verify(demo: DemoYear, code: string, verifiedOn: string) {
  for (const [i, words] of (FOUND[code] ?? []).entries()) {
    const found = await listOf(demo, code, OFFICE)
    const row = found?.rows[i]
    if (!found || !row) return
    const items = [{ id: row.id, version: versionOf(row) }]
    const given = { ...words, items, verifiedOn, basis: "查阅资料、询问了解", why: "" }
    await verifyItems(demo.database, found, given, demo.by(OFFICE))
  }
}

async function tell(demo: DemoYear, code: string) {
  const filter = { unit: demo.units.get(code) ?? 0, view: "all" as const }
  const found = await resultsToTell(demo.database, demo.by(OFFICE).actor, { year: demo.year, filter })
  if (found && found.rows.length > 0) await tellResults(demo.database, found, demo.by(OFFICE))
}

async function explain(demo: DemoYear) {
  const by = demo.by("zonghezhidaosi")
  const list = await listOf(demo, "zonghezhidaosi", "zonghezhidaosi")
  const found = await findVerification(demo.database, by.actor, list?.rows[0]?.id ?? 0)
  const words = "另外2场与地方信访部门合办，由对方登记，现附上合办通知。"
  if (found && found.results.length > 0) await explainResult(demo.database, found, words, by)
}
