import { addDays } from "#src/clock.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { advance, auditSheet, startAppraisal, submitSheet } from "#src/year/appraisals/commands.ts"
import { addJuror, castBallot, draw, setHearing } from "#src/year/appraisals/panel_commands.ts"
import { appraisalOfYear, cycleToAdvance, findTarget } from "#src/year/appraisals/queries.ts"
import type { MarksTyped } from "#src/year/appraisals/rules_typed.ts"
import { standardRead } from "#src/year/appraisals/sheet_reading.ts"
import { criteriaOf } from "#src/year/appraisals/standard.ts"
import { enterStandard, openStandard } from "#src/year/appraisals/standard_commands.ts"
import { findStandard, yearToBring } from "#src/year/appraisals/standard_queries.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"
import { JIANGYIN_NUMBER, JIANGYIN_TABLE, JIANGYIN_TITLE } from "./jiangyin_standard.ts"

/*
 * 履职评议 of the demo: the standard of 江阴, read from its paper and opened by the reading in which it has 100; all units have
 * scored themselves, two were drawn and heard by five jurors, and the results are published.
 */

export function appraisalActs(today: string, opened: string): YearAct[] {
  const before = (days: number) => {
    const on = addDays(today, -days)
    return on < opened ? opened : on
  }
  return [
    { on: opened, does: bringStandard },
    { on: before(60), does: (demo) => start(demo, before(60)) },
    { on: before(50), does: scoreThemselves },
    { on: before(41), does: (demo) => drawSome(demo, before(34)) },
    { on: before(34), does: hear },
    { on: before(29), does: publish },
  ]
}

const LOGIN: Record<string, string> = { yanjiushi: "yjs-lianluo" }
const office = (demo: DemoYear) => demo.by("yanjiushi")

async function bringStandard(demo: DemoYear) {
  const { database, year } = demo
  const by = office(demo)
  const found = await yearToBring(database, by.actor, year)
  const read = standardRead({ tables: [JIANGYIN_TABLE] })
  if (!found || "problem" in read) throw new Error("no standard in the demo")
  const words = { title: JIANGYIN_TITLE, docNumber: JIANGYIN_NUMBER, text: read.text, findings: read.findings }
  const standard = await findStandard(database, by.actor, await enterStandard(database, found, words, by))
  if (standard) await openStandard(database, standard, { readings: { item14: "sum" }, seen: true }, by)
}

async function cycleOf(demo: DemoYear) {
  const found = await appraisalOfYear(demo.database, office(demo).actor, demo.year)
  if (!found) throw new Error("no year in the demo")
  return found
}

async function withCycle(demo: DemoYear) {
  const found = await cycleOf(demo)
  const { cycle } = found
  if (!cycle) throw new Error("no appraisal in the demo")
  return { ...found, cycle }
}

async function next(demo: DemoYear) {
  const by = office(demo)
  const found = await cycleToAdvance(demo.database, by.actor, demo.year)
  if (found) await advance(demo.database, found, DEFAULTS, by)
}

async function start(demo: DemoYear, today: string) {
  const found = await cycleOf(demo)
  const rules = {
    convener: "普法依法治理工作领导小组办公室",
    stages: [`自查自评 ${addDays(today, 12)}`, `集中评议 ${addDays(today, 27)}`, `公布结果 ${addDays(today, 31)}`].join(
      "\n",
    ),
    ratio: 15,
    sparesLast: true,
    panel: 100,
    aggregation: "trimmed" as const,
    floor: "criterion" as const,
    rounding: "none" as const,
    excellent: 90,
    good: 75,
    passed: 60,
  }
  const objects = found.present.flatMap(({ id, duty }) => (duty === "primary" ? [id] : []))
  await startAppraisal(demo.database, found, { ...rules, standard: found.standards[0]?.id ?? 0, objects }, office(demo))
  await next(demo)
}

/** Some marks of a sheet, told by its keys: a little is missing everywhere, and some have earned more. */
function marksOf(blocks: Parameters<typeof criteriaOf>[0], turn: number): MarksTyped {
  return Object.fromEntries(
    criteriaOf(blocks).map(({ block, criterion, key }, i) => {
      const some = (i + turn) % 4 === 0
      if (block.mode === "add") return [key, { points: some ? String(criterion.max / 100) : "1.5", note: "" }]
      return [key, { points: some ? "0.5" : "0", note: some ? "材料不全" : "" }]
    }),
  )
}

async function scoreThemselves(demo: DemoYear) {
  const { database, units } = demo
  const { targets } = await withCycle(demo)
  for (const [code, unitId] of units) {
    const target = targets.find((one) => one.target.unitId === unitId)?.target
    if (!target) continue
    const by = demo.by(LOGIN[code] ?? code)
    const found = await findTarget(database, by.actor, target.id)
    if (found) await submitSheet(database, found, marksOf(found.standard.blocks, target.id), by.actor.name, by)
  }
}

async function drawSome(demo: DemoYear, on: string) {
  const { database } = demo
  const by = office(demo)
  await next(demo)
  await draw(database, await withCycle(demo), { size: 2, chosen: [], why: "" }, by)
  const hearing = { on, from: "09:00", minutes: 20, brings: "自评报告、普法责任清单" }
  await setHearing(database, await withCycle(demo), hearing, by)
}

const JURORS = [
  ["周代表", "deputy"],
  ["吴委员", "adviser"],
  ["郑同志", "grassroots"],
  ["王记者", "media"],
  ["冯教授", "scholar"],
] as const

async function hear(demo: DemoYear) {
  const { database } = demo
  const by = office(demo)
  for (const [name, kind] of JURORS) await addJuror(database, await withCycle(demo), { name, kind, conflicts: [] }, by)
  const { draws, targets, jurors } = await withCycle(demo)
  for (const { target } of targets) {
    const found = draws[0]?.drawn.includes(target.unitId) ? await findTarget(database, by.actor, target.id) : null
    if (!found) continue
    for (const [i, { juror }] of jurors.entries()) {
      const given = {
        marks: marksOf(found.standard.blocks, i),
        comment: i === 2 ? "案例贴近群众，建议加大基层一线的培训。" : "",
      }
      const how = { juror, keyHash: juror.keyHash, version: 0 }
      await castBallot(database, { ...found, ...how }, given, { ...by, actor: null })
    }
  }
  await next(demo)
}

async function publish(demo: DemoYear) {
  const { database } = demo
  const by = office(demo)
  const { targets } = await withCycle(demo)
  for (const { target } of targets) {
    const found = await findTarget(database, by.actor, target.id)
    if (found && !found.isDrawn) await auditSheet(database, found, marksOf(found.standard.blocks, target.id), by)
  }
  await next(demo)
}
