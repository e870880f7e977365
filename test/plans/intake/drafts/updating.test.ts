import { asc, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { assignments, events, plans, tasks, units } from "#db/schema.ts"
import { done } from "#test/support/acts.ts"
import { enterDuty, fileList, onDuty } from "#test/support/duties.ts"
import { discrepancies } from "#test/support/house.ts"
import { type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"
import { imported, issue, post } from "./support.ts"

const FIRST = `关于加强普法的分工方案

一、加强学习
（一）制定学法计划，明确学习内容。（牵头单位：办公室、综合指导司；配合单位：外事处）
（二）组织法律知识考试。（牵头单位：研究室）
（三）开展旁听庭审活动。（牵头单位：综合指导司）
`
/** （一） reworded, 外事处 out and 研究室 in; （二） as before; （三） gone; a new （三）. */
const SECOND = `关于加强普法的分工方案

一、加强学习和考核
（一）制定年度学法计划，明确学习内容。（牵头单位：办公室；责任单位：综合指导司；配合单位：研究室）
（二）组织法律知识考试。（牵头单位：研究室）
（三）把述法纳入年度考核评议的范围。（牵头单位：办公室；完成时限：2026年12月底前）
`

const plan2 = async (w: World) => {
  const { db, read } = w.database
  const [rows, parts, all] = await read([
    db.select().from(tasks).where(eq(tasks.planId, 2)).orderBy(asc(tasks.ordinal)),
    db
      .select({ unit: units.name, role: assignments.role, state: assignments.state, taskId: assignments.taskId })
      .from(assignments)
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(eq(assignments.planId, 2))
      .orderBy(asc(assignments.id)),
    db.select().from(plans).orderBy(asc(plans.id)),
  ])
  const partsOf = (taskId: number) =>
    parts.filter((part) => part.taskId === taskId).map(({ unit, role, state }) => `${unit} ${role} ${state}`)
  return { plans: all, tasks: rows.map((row) => ({ ...row, parts: partsOf(row.id) })) }
}

async function issuedAndSecond(w: World) {
  await issue(w, await imported(w, { source: FIRST }))
  const draft = await imported(w, { source: SECOND })
  return draft
}

test("a document of the same title offers to update, and is not doubled without being asked", async () => {
  const w = await world()
  const draft = await issuedAndSecond(w)
  expect(await draft.html()).toContain("这份文件或同名方案已经下达")
  const answer = await issue(w, draft)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain("请选择更新现有方案")
  expect((await plan2(w)).plans).toHaveLength(2)
  expect((await issue(w, draft, { target: "new" })).headers.get("location")).toBe("/plans/3")
})

test("the same file is recognised under another title", async () => {
  const w = await world()
  await issue(w, await imported(w, { source: FIRST }), { title: "另一个名称" })
  expect(await (await imported(w, { source: FIRST })).html()).toContain("这份文件或同名方案已经下达")
})

test("updating shows the difference and carries it out in one act; running numbers stay", async () => {
  const w = await world()
  const draft = await issuedAndSecond(w)
  await draft.correct({ plan: "2" }, "target")
  const html = await draft.html()
  expect(html).toContain("<del>一、加强学习</del>")
  expect(html).toContain("新增1项任务，取消1项任务，修改1项任务，新增2项分工，取消2项分工，1项分工调整角色")
  const before = (await plan2(w)).tasks
  const answer = await issue(w, draft)
  expect(answer.headers.get("location")).toBe("/plans/2")

  const { tasks: now, plans: all } = await plan2(w)
  expect(all).toHaveLength(2)
  expect(now.map(({ ordinal, text }) => `${ordinal} ${text}`)).toEqual([
    "1 制定年度学法计划，明确学习内容。",
    "2 组织法律知识考试。",
    "3 开展旁听庭审活动。",
    "4 把述法纳入年度考核评议的范围。",
  ])
  expect(now.map(({ id }) => id).slice(0, 3)).toEqual(before.map(({ id }) => id))
  expect(now.map(({ parts }) => parts)).toEqual([
    ["办公室 lead awaiting", "综合指导司 responsible awaiting", "外事处 support terminated", "研究室 support awaiting"],
    ["研究室 lead awaiting"],
    ["综合指导司 lead terminated"],
    ["办公室 lead awaiting"],
  ])
  expect(now[3]).toMatchObject({ deadline: "date", dueBy: "2026-12-31" })
  const { db, read } = w.database
  const [trail] = await read([db.select().from(events).where(eq(events.planId, 2)).orderBy(asc(events.id))])
  const since = trail.slice(trail.findIndex(({ action }) => action === "plan_updated"))
  expect(since.map(({ action }) => action).sort()).toEqual(
    [
      "plan_updated",
      "document_issued",
      "task_changed",
      "assignment_terminated",
      "assignment_added",
      "assignment_role_changed",
      "assignment_terminated",
      "task_added",
      "assignment_added",
    ].sort(),
  )
  expect(since.find(({ action }) => action === "task_changed")?.particulars).toMatchObject({
    wording: { text: { before: "制定学法计划，明确学习内容。", after: "制定年度学法计划，明确学习内容。" } },
  })
  expect(since.find(({ action }) => action === "assignment_terminated")?.particulars.remark).toContain(
    "按新文件更新方案",
  )
  expect(await discrepancies(w.database)).toEqual([])
  const timeline = await (await w.as("lin").get("/plans/2/tasks/1")).text()
  expect(timeline).toContain("内容「制定学法计划，明确学习内容。」 → 「制定年度学法计划，明确学习内容。」")
  expect(timeline).toContain("牵头 → 责任")
  expect(await (await w.as("auditor").get("/admin/events")).text()).not.toContain("学法计划")
})

test("a task that was added beside the document is not taken out by its next wording", async () => {
  const w = await world()
  await openYear(w)
  await issue(w, await imported(w, { source: FIRST }))
  await done(enterDuty(w))
  await fileList(w)
  await done(onDuty(w, "lin", "placing", { plan: "2", listed: "" }))
  const placed = { ordinal: 4, parts: ["办公室 lead awaiting"] }
  expect((await plan2(w)).tasks[3]).toMatchObject(placed)
  const draft = await imported(w, { source: SECOND })
  await draft.correct({ plan: "2" }, "target")
  expect(await draft.html()).toContain("新增1项任务，取消1项任务，修改1项任务，")
  expect((await issue(w, draft)).status).toBe(303)
  const { tasks: now } = await plan2(w)
  expect(now[3]).toMatchObject(placed)
  expect(now[4]).toMatchObject({ ordinal: 5, text: "把述法纳入年度考核评议的范围。" })
})

test("a unit that comes back takes up its old part, and the trail agrees", async () => {
  const w = await world()
  const second = await issuedAndSecond(w)
  await second.correct({ plan: "2" }, "target")
  await issue(w, second)
  const third = await imported(w, { source: `${FIRST}\n` })
  await third.correct({ plan: "2" }, "target")
  expect((await issue(w, third)).status).toBe(303)
  const { tasks: now } = await plan2(w)
  expect(now[0]?.parts).toEqual([
    "办公室 lead awaiting",
    "综合指导司 lead awaiting",
    "外事处 support awaiting",
    "研究室 support terminated",
  ])
  expect(now[2]?.parts).toEqual(["综合指导司 lead awaiting"])
  expect(await discrepancies(w.database)).toEqual([])
})

test("a closed part stays closed, and dates that the office has set stay", async () => {
  const w = await world()
  const draft = await issuedAndSecond(w)
  const { db, write } = w.database
  await write([
    db
      .update(assignments)
      .set({ state: "closed" })
      .where(eq(assignments.unitId, w.unitId("wai"))),
    db.update(tasks).set({ deadline: "date", dueBy: "2026-10-01" }).where(eq(tasks.ordinal, 2)),
  ])
  await draft.correct({ plan: "2" }, "target")
  await issue(w, draft)
  const { tasks: now } = await plan2(w)
  expect(now[0]?.parts).toContain("外事处 support closed")
  expect(now[1]).toMatchObject({ deadline: "date", dueBy: "2026-10-01" })
})

test("of two updates at once one is told", async () => {
  const w = await world()
  const draft = await issuedAndSecond(w)
  await draft.correct({ plan: "2" }, "target")
  const answers = await Promise.all([issue(w, draft), issue(w, draft, {}, "lin2")])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
})

test("only a plan that the document may be an update of can be chosen", async () => {
  const w = await world()
  const draft = await issuedAndSecond(w)
  expect((await post(w, `${draft.path}/target`, { revision: "1", plan: "1" })).status).toBe(404)
})

test("why it changes is what was typed, where something was typed", async () => {
  const w = await world()
  const draft = await issuedAndSecond(w)
  await draft.correct({ plan: "2" }, "target")
  await issue(w, draft, { reason: "局务会9月20日决定" })
  const ended = (await w.events()).filter(({ action }) => action === "assignment_terminated")
  expect(ended.map(({ particulars }) => particulars.remark)).toEqual(["局务会9月20日决定", "局务会9月20日决定"])
})

test("next year's plan begins with this year's, a year on, and is compared with it", async () => {
  const w = await world()
  const source = FIRST.replace("分工方案", "2026年分工方案").replace("配合单位：外事处", "完成时限：2026年6月底前")
  await issue(w, await imported(w, { source }), { title: "2026年普法分工方案" })
  const answer = await post(w, "/plans/2/successor", { which: "all" })
  const path = answer.headers.get("location") ?? ""
  const html = await (await w.as("lin").get(path)).text()
  expect(html).toContain("2027年普法分工方案")
  expect(html).toContain("3项任务、3个单位、4项分工")
  expect(html).not.toContain("同名方案已经下达")

  const draft = { path, revision: 1 }
  await post(w, `${path}/corrections`, { revision: "1", kind: "not_task", task: "3" })
  draft.revision = 2
  expect((await issue(w, draft, { title: "2027年普法分工方案" })).headers.get("location")).toBe("/plans/3")
  const { db, read } = w.database
  const [rows] = await read([db.select().from(tasks).where(eq(tasks.planId, 3)).orderBy(asc(tasks.ordinal))])
  expect(rows).toMatchObject([
    { label: "（一）", deadline: "date", dueBy: "2027-06-30", deadlineText: "2027年6月底前" },
    { label: "（二）", deadline: "none" },
  ])
  expect(await (await w.as("lin").get("/plans/3")).text()).toContain('href="/plans/3/comparison"')
  const compared = await (await w.as("lin").get("/plans/3/comparison")).text()
  expect(compared).toContain("取消1项任务")
  expect((await w.as("zhao").get("/plans/3/comparison")).status).toBe(404)
  expect((await w.as("lin").get("/plans/2/comparison")).status).toBe(404)
  expect((await post(w, "/plans/2/successor", { which: "all" }, "boss")).status).toBe(403)
  expect((await post(w, "/plans/2/successor", { which: "all" }, "zhao")).status).toBe(404)
})

test("what an update added stands under its heading in next year's plan, and no heading twice", async () => {
  const w = await world()
  const source = (more: string) =>
    `普法分工方案\n\n一、学习\n（一）制定计划。（牵头单位：办公室）\n${more}二、宣传\n（二）组织宣传。（牵头单位：研究室）\n`
  await issue(w, await imported(w, { source: source("") }), { title: "普法分工方案" })
  const again = await imported(w, { source: source("（三）组织考试。（牵头单位：综合指导司）\n") })
  await again.correct({ plan: "2" }, "target")
  await issue(w, again, { title: "普法分工方案" })

  const path = (await post(w, "/plans/2/successor", { which: "all" })).headers.get("location") ?? ""
  const html = await (await w.as("lin").get(path)).text()
  expect(html).toContain("3项任务、3个单位、3项分工</b>，分2个部分")
  const words = [...html.matchAll(/class="task-words">([^<]*)/g)].map(([, text]) => text)
  expect(words).toEqual(["制定计划。", "组织考试。", "组织宣传。"])
})

test("an empty file is told as such; none chosen is another matter", async () => {
  const w = await world()
  const empty = await post(w, "/plans/new", { file: new File([], "方案.docx") })
  expect(empty.status).toBe(422)
  expect(await empty.text()).toContain("「方案.docx」是空文件")
  expect(await (await post(w, "/plans/new", { file: new File([], "") })).text()).toContain("请粘贴方案全文，或选择文件")
})

test("after a correction that takes the task away one is led to its neighbour", async () => {
  const w = await world()
  const source =
    "普法分工方案\n（一）甲事。（牵头单位：办公室）\n（二）乙事。（牵头单位：办公室）\n（三）丙事。（牵头单位：研究室）\n"
  const { path } = await imported(w, { source })
  const after = async (revision: string, kind: string, task: string) =>
    (await post(w, `${path}/corrections`, { revision, kind, task })).headers.get("location")
  expect(await after("1", "join", "3")).toBe(`${path}#task-2`)
  expect(await after("2", "not_task", "1")).toBe(`${path}#task-2`)
})

test("next to last year's plan: what had ended is not missing, and a mere new number is told in one line", async () => {
  const w = await world()
  const source =
    "普法分工方案\n（一）制定年度计划。（牵头单位：办公室）\n（二）组织知识考试。（牵头单位：研究室）\n（三）开展法治宣传。（牵头单位：研究室）\n"
  await issue(w, await imported(w, { source }), { title: "普法分工方案" })
  const again = await imported(w, { source: source.replace("（一）制定年度计划。（牵头单位：办公室）\n", "") })
  await again.correct({ plan: "2" }, "target")
  await issue(w, again, { title: "普法分工方案" })

  const path = (await post(w, "/plans/2/successor", { which: "all" })).headers.get("location") ?? ""
  await issue(w, { path, revision: 1 }, { title: "明年普法分工方案" })
  const compared = await (await w.as("lin").get("/plans/3/comparison")).text()
  expect(compared).not.toContain("取消1项任务")
  expect(compared).toContain("任务和分工没有差异，只是2项改了编号。")
  expect(compared).toContain("（二） → （一）；（三） → （二）")
})
