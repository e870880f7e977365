import { describe, expect, test } from "vitest"
import { assignments, opinions, opinionVerdicts, plans } from "#db/schema.ts"
import { sweep } from "#src/messages/sweep.ts"
import { imported, issue, post } from "#test/plans/intake/drafts/support.ts"
import { planDraft } from "#test/support/approvals.ts"
import { askOpinions, consultationOf, giveOpinion, onConsultation } from "#test/support/consultations.ts"
import { discrepancies } from "#test/support/house.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const DOCUMENT = `关于加强普法的分工方案

一、加强学习
（一）制定学法计划。（牵头单位：办公室；完成时限：2026年12月底前）
（二）组织考试。（牵头单位：综合指导司、办公室）
`

async function asked() {
  const w = await world()
  const draft = await imported(w, { source: DOCUMENT })
  const response = await askOpinions(w, draft.path)
  if (response.status !== 303) throw new Error(`not asked: ${response.status} ${await response.text()}`)
  return { w, draft }
}

const stored = async (w: World) => {
  const { db, read } = w.database
  const [said, verdicts, everyPlan, parts] = await read([
    db.select().from(opinions),
    db.select().from(opinionVerdicts),
    db.select().from(plans),
    db.select().from(assignments),
  ])
  return { opinions: said, verdicts, plans: everyPlan, parts }
}

const html = async (w: World, login: Login, path: string) => (await w.as(login).get(path)).text()

describe("征求意见", () => {
  test("proposes the units of the draft, and shows nothing to anybody before it is sent", async () => {
    const w = await world()
    const draft = await imported(w, { source: DOCUMENT })
    const page = await html(w, "lin", `${draft.path}/consultations/new`)
    const ticked = [...page.matchAll(/name="units" value="(\d+)" checked/g)].map(([, id]) => id)
    expect(ticked).toEqual(["1", "2"])
    expect(await html(w, "wang", "/todo")).not.toContain("征求意见稿")
  })

  test("is no plan: read under 我的待办, in no count, on no other page, asked for by nobody", async () => {
    const w = await world()
    const before = await stored(w)
    const counted = (await html(w, "wang", "/todo")).match(/<h1>[^<]*<\/h1>/)?.[0]
    const desk = await html(w, "lin", "/desk")
    const draft = await imported(w, { source: DOCUMENT })
    expect((await askOpinions(w, draft.path)).status).toBe(303)
    const todo = await html(w, "wang", "/todo")
    expect(todo).toContain('href="/consultations/1/opinion"')
    expect(todo).toContain("不提的不催办")
    expect(todo.match(/<h1>[^<]*<\/h1>/)?.[0]).toBe(counted)
    const after = await stored(w)
    expect([after.plans.length, after.parts]).toEqual([before.plans.length, before.parts])
    for (const path of ["/plans", "/notices", "/units/1", "/plans/1/matrix"])
      expect(await html(w, "wang", path), path).not.toContain("关于加强普法的分工方案")
    expect(await html(w, "boss", "/overview")).not.toContain("关于加强普法的分工方案")
    // Long after the day: nobody is late, nobody reminded.
    await w.travel("2026-10-20")
    await sweep(w.database, w.now())
    const events = (await w.events()).map(({ action }) => action)
    expect(events).toEqual(["consultation_opened"])
    expect(desk.length).toBeGreaterThan(0)
    expect(await html(w, "zhao", "/todo")).not.toContain("征求意见稿")
    expect((await w.as("zhao").get("/consultations/1")).status).toBe(404)
  })

  test("shows the words as they were then, whatever is corrected since", async () => {
    const { w, draft } = await asked()
    await draft.correct({
      kind: "task",
      task: "2",
      label: "（二）",
      text: "组织年度考试。",
      section: "1",
      deadline: "none",
    })
    const seen = await html(w, "wang", "/consultations/1")
    expect(seen).toContain("组织考试。")
    expect(seen).not.toContain("组织年度考试。")
    expect(seen).toContain("第1稿")
    expect((await askOpinions(w, draft.path, { units: "1" })).status).toBe(303)
    expect(await html(w, "wang", "/consultations/2")).toContain("组织年度考试。")
    expect(await consultationOf(w, 2)).toMatchObject({ edition: 2, state: "open" })
    expect((await w.as("zhou").get("/consultations/2")).status).toBe(404)
  })

  test.each<[string, Record<string, string | string[]>, RegExp]>([
    ["no unit", { units: [] }, /请至少选择一项单位/],
    ["no day", { answerBy: "" }, /请填写反馈日期/],
    ["a day that is over", { answerBy: "2026-09-01" }, /今天或以后/],
  ])("%s is asked for at the field, and nothing is sent", async (_, fields, sentence) => {
    const w = await world()
    const draft = await imported(w, { source: DOCUMENT })
    const response = await askOpinions(w, draft.path, { remark: "说明文字", ...fields })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toMatch(sentence)
    expect(page).toContain("说明文字")
    expect(await consultationOf(w)).toBeNull()
  })

  test("of an old page, of an unknown unit, by another: refused", async () => {
    const w = await world()
    const draft = await imported(w, { source: DOCUMENT })
    await draft.correct({ kind: "renumber" })
    expect((await askOpinions(w, draft.path, { revision: "1" })).status).toBe(409)
    expect((await askOpinions(w, draft.path, { units: "99" })).status).toBe(404)
    for (const login of ["wang", "boss", "zhao", "admin"] as const)
      expect((await askOpinions(w, draft.path, {}, login)).status).toBe(403)
    expect(await consultationOf(w)).toBeNull()
  })
})

describe("a unit", () => {
  test("says something of one task and of the whole, changes it, and every version is kept", async () => {
    const { w } = await asked()
    expect((await giveOpinion(w, { text: "总体同意。" })).status).toBe(303)
    const stale = await giveOpinion(w, { "item-2": "另一个窗口" })
    expect(stale.status).toBe(409)
    expect(await stale.text()).toContain("另一个窗口")
    expect((await giveOpinion(w, { number: "1", stance: "agree", "item-1": "" }, "head")).status).toBe(303)
    expect((await stored(w)).opinions).toMatchObject([
      { unitId: 1, number: 1, stance: "amend", text: "总体同意。", items: { 1: "建议由研究室牵头。" }, byId: 3 },
      { unitId: 1, number: 2, stance: "agree", text: "", items: {} },
    ])
    expect(await html(w, "wang", "/todo")).toContain("已答复，结束之前可以修改")
    expect(await html(w, "wang", "/consultations/1")).toContain("第2次答复")
  })

  test.each<[string, Record<string, string>, RegExp]>([
    ["有意见 without any", { "item-1": " " }, /请在下面写明意见/],
    ["无意见 with one", { stance: "agree" }, /请选「有意见」/],
    ["no choice", { stance: "" }, /请选择无意见或有意见/],
    ["too much", { "item-1": "长".repeat(2001) }, /最多 2000 字/],
  ])("%s is told at the field, with what was typed", async (_, fields, sentence) => {
    const { w } = await asked()
    const response = await giveOpinion(w, { text: "", ...fields })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toMatch(sentence)
    if (fields["item-1"] === undefined) expect(page).toContain("建议由研究室牵头。")
    expect((await stored(w)).opinions).toEqual([])
  })

  test("speaks for itself alone, and reads none but its own", async () => {
    const { w } = await asked()
    await giveOpinion(w)
    expect((await giveOpinion(w, { number: "1" }, "zhou")).status).toBe(404)
    expect((await giveOpinion(w, {}, "jing")).status).toBe(404)
    expect((await giveOpinion(w, {}, "lin")).status).toBe(403)
    expect((await giveOpinion(w, {}, "zhao")).status).toBe(404)
    expect((await giveOpinion(w, {}, "boss")).status).toBe(404)
    expect((await giveOpinion(w, { number: "1", "item-99": "没有这一项" })).status).toBe(404)
    expect(await html(w, "wang", "/consultations/1")).toContain("建议由研究室牵头。")
    for (const path of ["/consultations/1", "/consultations/1/opinion"])
      expect(await html(w, "zhou", path)).not.toContain("建议由研究室牵头。")
    expect((await stored(w)).opinions).toHaveLength(1)
  })

  test("of two at once one counts; after the end none", async () => {
    const { w } = await asked()
    const answers = await Promise.all([giveOpinion(w), giveOpinion(w, { "item-1": "另一条" }, "head")])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect((await onConsultation(w, "closing")).status).toBe(303)
    expect((await giveOpinion(w, { number: "1" })).status).toBe(409)
    expect(await html(w, "wang", "/consultations/1")).toContain("征求意见已经结束")
    expect(await html(w, "wang", "/todo")).not.toContain("/consultations/1")
  })
})

describe("the office", () => {
  test("reads all beside the tasks, here and on the draft, and who has not answered; says what it makes of each", async () => {
    const { w, draft } = await asked()
    await giveOpinion(w, { text: "总体可行。" })
    for (const path of ["/consultations/1", draft.path])
      expect(await html(w, "lin2", path), path).toContain("建议由研究室牵头。")
    const page = await html(w, "lin", "/consultations/1")
    expect(page).toMatch(/未答复<\/dt><dd>综合指导司（不催办）/)
    expect(page.indexOf("建议由研究室牵头。")).toBeGreaterThan(page.indexOf('id="task-1"'))
    expect(page.indexOf("建议由研究室牵头。")).toBeLessThan(page.indexOf('id="task-2"'))

    const verdict = { unit: "1", item: "1", number: "1", verdict: "partly", reason: "由两家共同牵头" }
    expect((await onConsultation(w, "verdict", verdict)).status).toBe(303)
    expect((await onConsultation(w, "verdict", { ...verdict, item: "", verdict: "adopted", reason: "" })).status).toBe(
      303,
    )
    expect((await onConsultation(w, "verdict", { ...verdict, verdict: "declined" })).status).toBe(303)
    expect((await stored(w)).verdicts).toHaveLength(2)
    expect(await html(w, "wang", "/consultations/1")).toContain("不采纳：由两家共同牵头")
    // The unit says something else: the mark is of what was said before.
    await giveOpinion(w, { number: "1", "item-1": "改为建议。" })
    expect(await html(w, "lin", "/consultations/1")).toContain("请再看一遍")
    expect((await onConsultation(w, "verdict", verdict)).status).toBe(409)
    expect(await discrepancies(w.database)).toEqual([])
  })

  test("marks only what was said, and with one of three words; from an old page it is told", async () => {
    const { w } = await asked()
    await giveOpinion(w)
    const right = { unit: "1", item: "1", number: "1", verdict: "adopted" }
    expect((await onConsultation(w, "verdict", { ...right, verdict: "" })).status).toBe(422)
    expect((await onConsultation(w, "verdict", { ...right, item: "2" })).status).toBe(404)
    expect((await onConsultation(w, "verdict", { ...right, unit: "2" })).status).toBe(404)
    expect((await onConsultation(w, "verdict", { ...right, version: "9" })).status).toBe(409)
    expect((await onConsultation(w, "verdict", right, "wang")).status).toBe(403)
    for (const login of ["jing", "zhao"] as const)
      expect((await onConsultation(w, "verdict", right, login)).status).toBe(404)
    expect((await stored(w)).verdicts).toEqual([])
  })

  test("takes it back: units find nothing any more, the office still what was said", async () => {
    const { w, draft } = await asked()
    await giveOpinion(w)
    expect((await post(w, `${draft.path}/removal`, { revision: "1" })).status).toBe(409)
    expect((await onConsultation(w, "recall")).status).toBe(303)
    expect((await w.as("wang").get("/consultations/1")).status).toBe(404)
    expect(await html(w, "wang", "/todo")).not.toContain("征求意见稿")
    expect(await html(w, "lin", "/consultations/1")).toContain("建议由研究室牵头。")
    expect((await onConsultation(w, "recall")).status).toBe(409)
    expect((await onConsultation(w, "closing")).status).toBe(409)
    expect((await post(w, `${draft.path}/removal`, { revision: "1" })).status).toBe(303)
  })

  test("issues the draft meanwhile: it ends with that, and stays readable from the plan", async () => {
    const { w, draft } = await asked()
    await giveOpinion(w)
    const look = await (await issue(w, draft, { confirmed: "" })).text()
    expect(look).toContain("正在征求意见，下达后随即结束")
    expect((await issue(w, draft)).status).toBe(303)
    expect(await planDraft(w, draft.path)).toBeNull()
    expect(await consultationOf(w)).toMatchObject({ state: "issued", planId: 2, version: 2 })
    expect(await html(w, "lin", "/plans/2/settings")).toContain('href="/consultations/1"')
    expect(await html(w, "lin", "/consultations/1")).toContain("建议由研究室牵头。")
    expect((await giveOpinion(w, { number: "1" })).status).toBe(409)
    expect(await discrepancies(w.database)).toEqual([])
  })
})

test("the 审计管理员 reads that something was said, and none of the words", async () => {
  const { w } = await asked()
  await giveOpinion(w)
  await onConsultation(w, "verdict", { unit: "1", item: "1", number: "1", verdict: "declined", reason: "另有安排" })
  const trail = await html(w, "auditor", "/admin/events")
  expect(trail).toContain("答复征求意见稿")
  expect(trail).not.toContain("另有安排")
  expect(trail).not.toContain("建议由研究室牵头")
})
