import { eq } from "drizzle-orm"
import fc from "fast-check"
import { appraisals, appraisalTargets, CRITERION_MEASURES, type StandardBlock, standards } from "#db/schema.ts"
import { JIANGYIN_TABLE } from "#seeds/jiangyin_standard.ts"
import { standardRead } from "#src/year/appraisals/sheet_reading.ts"
import { criteriaOf, standardIn } from "#src/year/appraisals/standard.ts"
import { done, type Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/* 履职评议 over HTTP, each form right unless it is told otherwise. The world lives on 2026-09-21. */

const points = fc.integer({ min: 1, max: 3000 })
const words = fc.stringMatching(/^[甲-龟]{1,12}$/)
const criterion = fc
  .record({
    text: words,
    max: points,
    measure: fc.option(fc.constantFrom(...CRITERION_MEASURES)),
    least: fc.integer({ min: 1, max: 9 }),
  })
  .map((one) => ({ ...one, least: one.measure ? one.least : 1 }))
const item = fc.record({
  max: points,
  by: fc.constantFrom("unit" as const, "office" as const, "both" as const),
  evidence: fc.oneof(words, fc.constant("")),
  criteria: fc.array(criterion, { minLength: 1, maxLength: 4 }),
})
const block = fc.record({
  name: words,
  max: points,
  mode: fc.constantFrom("deduct" as const, "add" as const),
  items: fc.array(item, { minLength: 1, maxLength: 4 }),
})

/** Any standard, its items numbered through. */
export const anyStandard: fc.Arbitrary<StandardBlock[]> = fc
  .uniqueArray(block, { minLength: 1, maxLength: 4, selector: ({ name }) => name })
  .map((blocks) => {
    let number = 0
    return blocks.map((one) => ({ ...one, items: one.items.map((each) => ({ number: ++number, ...each })) }))
  })

/** The standard of 江阴 as it is read from its paper. */
export const JIANGYIN = (() => {
  const made = standardRead({ tables: [JIANGYIN_TABLE] })
  if ("problem" in made) throw new Error(made.problem)
  return { title: "评估标准", docNumber: "澄法宣办〔2020〕7号", text: made.text, findings: made.findings.join("\n") }
})()

export const enterStandard = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/years/2026/standards", { ...JIANGYIN, ...over })

export async function standardOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(standards).where(eq(standards.id, id))])
  if (!row) throw new Error(`no standard ${id}`)
  return row
}

const STANDARD_FIELDS: Record<string, Fields> = {
  "": { title: JIANGYIN.title, docNumber: JIANGYIN.docNumber, text: JIANGYIN.text },
  opening: { "reading-item14": "sum", seen: "yes" },
  edition: {},
}

/** A form on a standard, made of what is there now; `act` empty: it is put right. */
export const onStandard = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/standards/${id}${act && `/${act}`}`, {
    version: String((await standardOf(w, id)).version),
    ...STANDARD_FIELDS[act],
    ...over,
  })

/** A standard that is opened: that of 江阴, by its reading B. */
export async function openStandard(w: World) {
  await done(enterStandard(w))
  await done(onStandard(w, "lin", "opening"))
}

const RULES = {
  convener: "市普法办",
  stages: "自查自评 2026-11-15\n集中评议 2026-12-10\n公布结果 2026-12-25",
  ratio: "15",
  panel: "100",
  aggregation: "mean",
  floor: "criterion",
  rounding: "none",
  excellent: "90",
  good: "75",
  passed: "60",
}

/** 启动评议 of 2026 with 办公室 and 综合指导司 as 评议对象 (targets 1 and 2); 研究室, 普法办 itself, by reference (target 3). */
export const startAppraisal = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/years/2026/appraisal", { standard: "1", objects: ["1", "2"], ...RULES, ...over })

export async function appraisalOf(w: World) {
  const { db, read } = w.database
  const [[row], targets] = await read([db.select().from(appraisals), db.select().from(appraisalTargets)])
  if (!row) throw new Error("no appraisal")
  const target = (id: number) => {
    const found = targets.find((one) => one.id === id)
    if (!found) throw new Error(`no target ${id}`)
    return found
  }
  return { ...row, targets, target }
}

/** A form on the cycle, made of what is there now. */
export const onAppraisal = async (w: World, login: Login | null, act: "rules" | "stage", over: Fields = {}) =>
  w.as(login).post(`/years/2026/appraisal/${act}`, {
    version: String((await appraisalOf(w)).version),
    ...(act === "rules" ? RULES : {}),
    ...over,
  })

/** A sheet with nothing taken away and nothing earned, and what is told of it. */
export const marksTyped = (over: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const made = standardIn(JIANGYIN.text)
  if ("problem" in made) throw new Error(made.problem)
  const all = criteriaOf(made.blocks).map(({ key }) => [`points-${key}`, over[key] ?? "0"])
  return Object.fromEntries(all)
}

/** A form on a target, made of what is there now; `act` empty: the sheet is only saved. */
export const onTarget = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/appraisals/${id}${act && `/${act}`}`, {
    version: String((await appraisalOf(w)).target(id).version),
    ...(act === "return" ? { remark: "请补充7.1的材料。" } : marksTyped()),
    ...(act === "submission" ? { signedBy: "张三" } : {}),
    ...over,
  })

const STAGES = ["draft", "scoring", "panel", "confirming", "published", "closed"] as const

/** 公布 was so long ago that nobody objects any more. */
export const passObjections = (w: World) =>
  w.database.client.execute("update appraisals set published_on = '2026-08-21'")

/** What each stage takes before the next one: 办公室 submits its sheet, the office audits it, the days to object pass. */
const BEFORE_NEXT: Partial<Record<(typeof STAGES)[number], (w: World) => Promise<unknown>>> = {
  scoring: (w) => done(onTarget(w, "wang", "submission")),
  confirming: (w) => done(onTarget(w, "lin", "audit")),
  published: passObjections,
}

/** A cycle that has come so far. */
export async function bringAppraisal(w: World, state: (typeof STAGES)[number]) {
  await openStandard(w)
  await done(startAppraisal(w))
  for (const stage of STAGES.slice(0, STAGES.indexOf(state))) {
    await BEFORE_NEXT[stage]?.(w)
    await done(onAppraisal(w, "lin", "stage"))
  }
}

/** 抽取, so many of the 评议对象 by the draw unless it is told otherwise. */
export const drawPanel = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/years/2026/appraisal/draw", { version: "0", size: "2", why: "", ...over })

/** A juror with a link; resolves with its address. */
export async function addJuror(w: World, name: string, over: Fields = {}): Promise<string> {
  const response = await w.as("lin").post("/years/2026/appraisal/jurors", { name, kind: "deputy", ...over })
  const [, link = ""] = /(\/panel\/[\w-]+)/.exec(await response.text()) ?? []
  return link
}

/** A sheet that comes by a link. */
export const castBallot = (w: World, link: string, target: number, over: Fields = {}) =>
  w.as(null).post(`${link}/${target}`, { version: "0", ...marksTyped(), comment: "", ...over })

export const RECORD = {
  kind: "note",
  criterion: "6.1",
  happenedOn: "2026-05-01",
  points: "-2",
  text: "行政诉讼败诉一件",
}
