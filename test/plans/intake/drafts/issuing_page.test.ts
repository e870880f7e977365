import { readFileSync } from "node:fs"
import { asc, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { assignments, events, planDrafts, planSourcePieces, planSources, plans, tasks, units } from "#db/schema.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { imported, issue, post } from "./support.ts"

const SEED = readFileSync(new URL("../../../../seeds/xinfang-division-of-work.txt", import.meta.url), "utf8")
const SMALL = `关于加强普法的分工方案

一、加强学习
（一）制定学法计划。（牵头单位：办公室、综合指导司；配合单位：外事处；完成时限：2026年12月底前）
（二）组织考试。（牵头单位：研究室）
`
const OTHERS: [Login | null, number][] = [
  ["wang", 403],
  ["head", 403],
  ["boss", 403],
  ["zhao", 403],
  ["admin", 403],
  ["auditor", 403],
  [null, 401],
]

const stored = async (w: World) => {
  const { db, read } = w.database
  const [everyPlan, everyTask, parts, drafts, sources, pieces, everyUnit] = await read([
    db.select().from(plans).orderBy(asc(plans.id)),
    db.select().from(tasks).where(eq(tasks.planId, 2)).orderBy(asc(tasks.ordinal)),
    db.select().from(assignments).where(eq(assignments.planId, 2)).orderBy(asc(assignments.id)),
    db.select().from(planDrafts),
    db.select().from(planSources),
    db.select().from(planSourcePieces),
    db.select().from(units).orderBy(asc(units.id)),
  ])
  return { plans: everyPlan, tasks: everyTask, assignments: parts, drafts, sources, pieces, units: everyUnit }
}

test("the office's own names hold together, and names of its units that ran together are those units", async () => {
  const w = await world()
  const { db, write } = w.database
  await write([
    db
      .update(units)
      .set({ aliases: ["办公厅、机要局"] })
      .where(eq(units.name, "办公室")),
  ])
  const source = "方案\n（一）设窗口。（办公厅、机要局牵头，研究室外事处配合）\n（二）办手续。（研究室负责）"
  const draft = await imported(w, { source })
  expect(await draft.html()).toContain("已识别 <b>2项任务、3个单位、4项分工</b>")
})

describe("the whole seed", () => {
  test("becomes an issued plan with 22 tasks, 9 units and 63 assignments, its file and its trail", async () => {
    const w = await world()
    const draft = await imported(w, { file: new File([SEED], "方案.txt") })
    expect(await draft.html()).toContain("22项任务、9个单位、63项分工")
    expect((await stored(w)).plans).toHaveLength(1)
    await draft.correct({ kind: "match_all" })
    const response = await issue(w, draft)
    expect(response.status).toBe(303)
    expect(response.headers.get("location")).toBe("/plans/2")

    const now = await stored(w)
    expect(now.tasks).toHaveLength(22)
    expect(now.assignments).toHaveLength(63)
    expect(now.units).toHaveLength(4 + 6)
    expect(now.drafts).toEqual([])
    expect(now.sources).toMatchObject([{ planId: 2, name: "方案.txt", size: Buffer.byteLength(SEED) }])
    expect(Buffer.concat(now.pieces.map(({ bytes }) => bytes)).toString()).toBe(SEED)
    const acts = (await w.events()).map(({ action, subject }) => `${action} ${subject.split(":")[0]}`)
    expect(acts.slice(0, 2)).toEqual(["plan_issued plan", "document_issued document"])
    expect(acts.filter((act) => act === "unit_added unit")).toHaveLength(6)

    expect(await (await w.as("lin").get("/plans/2")).text()).toContain('href="/plans/2/source"')
    const file = await w.as("lin").get("/plans/2/source")
    expect(await file.text()).toBe(SEED)
    expect((await w.as("zhao").get("/plans/2/source")).status).toBe(404)
  })
})

test("units, roles, deadlines and sections land as they were read", async () => {
  const w = await world()
  const draft = await imported(w, { source: SMALL })
  await issue(w, draft)
  const now = await stored(w)
  expect(
    now.tasks.map(({ label, deadline, deadlineText, dueBy }) => ({ label, deadline, deadlineText, dueBy })),
  ).toEqual([
    { label: "（一）", deadline: "date", deadlineText: "2026年12月底前", dueBy: "2026-12-31" },
    { label: "（二）", deadline: "none", deadlineText: null, dueBy: null },
  ])
  expect(now.assignments.map(({ unitId, role, position }) => [unitId, role, position])).toEqual([
    [1, "lead", 0],
    [2, "lead", 1],
    [4, "support", 2],
    [3, "lead", 0],
  ])
})

describe("who may", () => {
  test.each(OTHERS)("%s neither imports nor sees a draft (%i)", async (login, status) => {
    const w = await world()
    const draft = await imported(w, { source: SMALL })
    const answers = [
      await w.as(login).get("/plans/new"),
      await post(w, "/plans/new", { source: SMALL.replace("学法计划", "另一计划") }, login),
      await w.as(login).get(draft.path),
      await post(w, `${draft.path}/corrections`, { revision: "1", kind: "renumber" }, login),
      await post(w, `${draft.path}/undo`, { revision: "1" }, login),
      await post(w, `${draft.path}/target`, { revision: "1" }, login),
      await post(w, `${draft.path}/removal`, { revision: "1" }, login),
      await issue(w, draft, {}, login),
    ]
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status))
    for (const answer of answers) expect(await answer.text()).not.toContain("制定学法计划")
    expect(await stored(w)).toMatchObject({ plans: [{}], drafts: [{ revision: 1 }] })
  })

  test("a colleague of the office goes on with the draft; another office's supervisor does not find it", async () => {
    const w = await world()
    const draft = await imported(w, { source: SMALL })
    expect((await w.as("lin2").get(draft.path)).status).toBe(200)
    expect(await (await w.as("lin2").get("/plans/new")).text()).toContain(draft.path)
    const { db, write } = w.database
    await write([db.update(planDrafts).set({ unitId: 1 })])
    expect((await w.as("lin").get(draft.path)).status).toBe(404)
    expect((await issue(w, draft)).status).toBe(404)
  })
})

describe("twice and stale", () => {
  test("issuing twice at once makes one plan", async () => {
    const w = await world()
    const draft = await imported(w, { source: SMALL })
    const answers = await Promise.all([issue(w, draft), issue(w, draft, {}, "lin2")])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect((await stored(w)).plans).toHaveLength(2)
  })

  test("the same text in two drafts, issued at once, makes one plan", async () => {
    const w = await world()
    const one = await imported(w, { source: SMALL })
    const other = await imported(w, { source: SMALL })
    const answers = await Promise.all([issue(w, one), issue(w, other, {}, "lin2")])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect((await stored(w)).plans).toHaveLength(2)
  })

  test("a correction and 下达 at the same moment: one of them is told", async () => {
    const w = await world()
    for (let i = 0; i < 5; i++) {
      const draft = await imported(w, { source: SMALL.replace("学法", `第${i}年学法`).replace("普法", `普法${i}`) })
      const correction = { revision: "1", kind: "text", task: "1" }
      const fields = { ...correction, kind: "task", label: "", text: "改了。", deadline: "none" }
      const work = [
        () => issue(w, draft, { title: `方案${i}` }),
        () => post(w, `${draft.path}/corrections`, fields, "lin2"),
      ]
      const answers = await Promise.all((i % 2 ? work.reverse() : work).map((one) => one()))
      expect(answers.map(({ status }) => status).sort()).not.toEqual([303, 303])
      expect(answers.some(({ status }) => status === 303)).toBe(true)
    }
  })

  test("a correction from an old page changes nothing and gives the words back", async () => {
    const w = await world()
    const draft = await imported(w, { source: SMALL })
    await draft.correct({ kind: "not_task", task: "2" })
    const late = await post(w, `${draft.path}/corrections`, {
      revision: "1",
      kind: "task",
      task: "1",
      label: "（一）",
      text: "这是另一个窗口里写的文字",
      deadline: "none",
    })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain("这是另一个窗口里写的文字")
    const html = await draft.html()
    expect(html).toContain("1项任务")
    expect(html).not.toContain("另一个窗口")
  })

  test("an issue from an old page is refused", async () => {
    const w = await world()
    const draft = await imported(w, { source: SMALL })
    await draft.correct({ kind: "not_task", task: "2" })
    expect((await issue(w, { path: draft.path, revision: 1 })).status).toBe(409)
    expect((await stored(w)).plans).toHaveLength(1)
  })
})

describe("bad input", () => {
  const NOTHING: [string, Record<string, string> | { file: File }, RegExp][] = [
    ["nothing at all", { source: "  " }, /请粘贴方案全文/],
    ["a PDF", { file: new File(["%PDF-1.7\n"], "方案.docx") }, /PDF/],
    ["a text without any assignment", { source: "关于放假的通知\n今天放假。\n" }, /未导入/],
    ["a broken zip", { file: new File([new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3])], "a.docx") }, /文件已损坏|压缩/],
  ]
  test.each(NOTHING)("%s is answered with a sentence at the field, and nothing is kept", async (_, sent, sentence) => {
    const w = await world()
    const answer = await post(w, "/plans/new", sent)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toMatch(sentence)
    if ("source" in sent) expect(html).toContain(sent.source?.trim() ?? "")
    const now = await stored(w)
    expect([now.drafts, now.sources, now.pieces]).toEqual([[], [], []])
  })

  test.each([
    ["an unknown kind", { kind: "explode" }],
    ["a text beyond the limit", { kind: "task", task: "1", label: "", text: "长".repeat(5001), deadline: "none" }],
    ["a deadline without its day", { kind: "task", task: "1", label: "", text: "好", deadline: "date", dueBy: "" }],
    ["a task that is not there", { kind: "not_task", task: "99" }],
    ["a split behind the end", { kind: "split", task: "1", at: "9999" }],
    ["a unit that is none", { kind: "match", name: "办公室", answer: "unit:x" }],
  ])("%s is refused with 422, and the draft stays", async (_, fields) => {
    const w = await world()
    const draft = await imported(w, { source: SMALL })
    const answer = await post(w, `${draft.path}/corrections`, { revision: "1", ...fields })
    expect(answer.status).toBe(422)
    expect((await stored(w)).drafts).toMatchObject([{ revision: 1, steps: [] }])
    if ("text" in fields) expect(await answer.text()).toContain(fields.text)
  })

  test("without a name, or with a unit that nobody knows, it is not issued", async () => {
    const w = await world()
    const draft = await imported(w, { source: SMALL.replace("研究室", "网信办") })
    const unnamed = await issue(w, draft, { title: " " })
    expect(unnamed.status).toBe(422)
    expect(await unnamed.text()).toContain("请填写方案名称")
    const unknown = await issue(w, draft)
    expect(unknown.status).toBe(422)
    expect(await unknown.text()).toContain("请先为网信办选择对应单位")
    expect((await stored(w)).plans).toHaveLength(1)
  })

  test("a supervisor of another unit is not named as the supervising office", async () => {
    const w = await world()
    const draft = await imported(w, { source: SMALL })
    expect((await issue(w, draft, { supervisingUnitId: "1" })).status).toBe(403)
  })
})

describe("names", () => {
  const text = SMALL.replace("牵头单位：研究室", "牵头单位：网络办")

  test("an answer is remembered for the next document, and told in the trail", async () => {
    const w = await world()
    const draft = await imported(w, { source: text })
    await draft.correct({ kind: "match", name: "网络办", answer: "unit:3" })
    await issue(w, draft)
    const issued = (await w.events()).find(({ action }) => action === "document_issued")
    expect(issued?.particulars).toMatchObject({ matched: { 网络办: "研究室" }, corrections: 1 })
    const next = await imported(w, { source: text.replace("学法计划", "用法计划") })
    expect(await next.html()).toContain("上次这样选，请核对")
  })

  test("a collective is expanded to chosen units, or kept as one", async () => {
    const w = await world()
    const collective = SMALL.replace("牵头单位：研究室", "牵头单位：研究室；配合单位：各处室")
    const draft = await imported(w, { source: collective })
    await draft.correct({ kind: "match", name: "各处室", answer: "units", units: ["1", "2"] })
    expect(await draft.html()).toContain("2项任务、4个单位、6项分工")
    await draft.correct({ kind: "match", name: "各处室", answer: "new:collective" })
    expect(await draft.html()).toContain("2项任务、5个单位、5项分工")
    await issue(w, draft)
    expect((await stored(w)).units.at(-1)).toMatchObject({ name: "各处室", kind: "collective" })
  })
})

test("every remedy takes one click", async () => {
  const w = await world()
  const source = SMALL.replace("（牵头单位：研究室）", "（牵头单位：研究室、各牵头单位）")
  const draft = await imported(w, { source })
  const says = async (words: string) => expect(await draft.html()).toContain(words)
  await draft.correct({ kind: "match", name: "各牵头单位", answer: "leads" })
  await says("2项任务、4个单位、6项分工")
  await draft.correct({ kind: "task_added", text: "漏读的一项", from: "1", to: "1" })
  await says("3项任务")
  await says("没有单位")
  await draft.correct({ kind: "same_units", task: "3", as: "1" })
  await says("3项任务、4个单位、9项分工")
  await draft.correct({ kind: "move", task: "3", to: "down" })
  await draft.correct({ kind: "join", task: "3" })
  await says("2项任务、4个单位、6项分工")
  await draft.correct({ kind: "heading_added", task: "2", text: "二、考试" })
  await says("分2个部分")
  await draft.correct({ kind: "heading", section: "2", text: "二、考核" })
  await says("二、考核")
  await draft.correct({ kind: "heading_dropped", section: "2" })
  await says("分1个部分")
  await draft.correct({ kind: "facts", title: "新的名称", docNumber: "〔2026〕5号" })
  await says('value="新的名称"')
  const edit = { kind: "task", task: "2", label: "（二）", text: "组织年度考试。", section: "1" }
  const units = { unit: ["研究室", "办公室", ""], role: ["none", "responsible", "lead"] }
  await draft.correct({ ...edit, ...units, deadline: "date", dueBy: "2026-11-30", deadlineText: "" })
  await says("组织年度考试。")
  await says("2026年11月30日")
  await draft.correct({}, "undo")
  await says("组织考试。")
})

test("a draft can be thrown away, with its file", async () => {
  const w = await world()
  const draft = await imported(w, { source: SMALL })
  expect((await post(w, `${draft.path}/removal`, { revision: "1" })).status).toBe(303)
  const now = await stored(w)
  expect([now.drafts, now.sources, now.pieces]).toEqual([[], [], []])
  expect((await w.as("lin").get(draft.path)).status).toBe(404)
})

test("a page costs two round trips, an act at most four", async () => {
  const w = await world()
  const trips = async (work: () => unknown) => {
    const before = w.database.trips()
    await work()
    return w.database.trips() - before
  }
  const draft = await imported(w, { source: SMALL })
  expect(await trips(() => w.as("lin").get("/plans/new"))).toBeLessThanOrEqual(2)
  expect(await trips(() => w.as("lin").get(draft.path))).toBeLessThanOrEqual(2)
  expect(await trips(() => draft.correct({ kind: "renumber" }))).toBeLessThanOrEqual(4)
  expect(await trips(() => issue(w, draft))).toBeLessThanOrEqual(4)
  expect(await trips(() => w.as("lin").get("/plans/2/successor"))).toBeLessThanOrEqual(2)
})

test("the template is an Excel file that the importer reads", async () => {
  const w = await world()
  const answer = await w.as("lin").get("/plans/new/template")
  expect(answer.headers.get("content-disposition")).toContain(".xlsx")
  const file = new File([await answer.arrayBuffer()], "模板.xlsx")
  expect((await post(w, "/plans/new", { file })).status).toBe(303)
  expect((await w.as("wang").get("/plans/new/template")).status).toBe(403)
})

test("the trail keeps who issued it", async () => {
  const w = await world()
  await issue(w, await imported(w, { source: SMALL }))
  const { db, read } = w.database
  const [rows] = await read([db.select().from(events).where(eq(events.action, "document_issued"))])
  expect(rows).toMatchObject([{ actorName: "林督查", planId: 2, version: 1 }])
})

test("adding all unknown names leaves those that look like none to be asked about", async () => {
  const w = await world()
  const source = "关于加强普法的分工方案\n（一）制定计划。（牵头单位：网络办、另行通知）\n"
  const draft = await imported(w, { source })
  await draft.correct({ kind: "match_all" })
  const html = await draft.html()
  expect(html).toContain("也不像单位名称，请核对")
  expect(html).not.toContain("「网络办」</a></b>")
  expect(await (await issue(w, draft)).text()).toContain("请先为另行通知选择对应单位")
})
