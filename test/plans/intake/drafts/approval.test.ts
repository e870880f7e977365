import { asc, eq } from "drizzle-orm"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { assignments, plans, posts, tasks, units } from "#db/schema.ts"
import { PLAN_APPROVERS } from "#src/office/settings/settings.ts"
import { approvesDraft, issuedOnOf } from "#src/plans/intake/drafts/approval.ts"
import { decide, planApprover, planDraft, recall } from "#test/support/approvals.ts"
import { followed } from "#test/support/counts.ts"
import { discrepancies } from "#test/support/house.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { imported, issue, post } from "./support.ts"

const DOCUMENT = `关于加强普法的分工方案

一、加强学习
（一）制定学法计划。（牵头单位：办公室；配合单位：外事处；完成时限：2026年12月底前）
（二）组织考试。（牵头单位：研究室、办公室）
`

const everyPlan = async (w: World) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(plans).orderBy(asc(plans.id))])
  return rows
}

/** A draft that 林 has submitted to a leader. */
async function submitted(over: Record<string, string> = {}) {
  const w = await world()
  await planApprover(w, "leader")
  const draft = await imported(w, { source: DOCUMENT })
  const response = await issue(w, draft, over)
  if (response.status !== 303) throw new Error(`not submitted: ${response.status} ${await response.text()}`)
  return { w, path: draft.path, location: response.headers.get("location") }
}

const reading = async (w: World, path: string, login: Login = "boss") =>
  (await w.as(login).get(`${path}/approval`)).text()

describe("who may approve", () => {
  const office = fc.integer({ min: 1, max: 3 })
  const person = fc.integer({ min: 1, max: 4 })
  const post = fc.record({
    kind: fc.constantFrom("leader" as const, "head" as const, "supervisor" as const, "liaison" as const),
    unitId: fc.oneof(office, fc.constant(null)),
  })

  test("only whom the setting names, of the head's office, and never who wrote or submitted it", () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(
        fc.record({ id: person, posts: fc.array(post, { maxLength: 3 }) }),
        fc.record({ unitId: office, ownerId: person, savedById: person, submittedById: person }),
        fc.constantFrom(...PLAN_APPROVERS),
        (someone, draft, approver) => {
          const holder = {
            ...someone,
            posts: someone.posts.map((one) => ({ ...one, unitName: null, standIn: false, beat: [] })),
          }
          const may = approvesDraft(holder, draft, approver)
          const wrote = new Set([draft.ownerId, draft.savedById, draft.submittedById])
          if (may) {
            expect(wrote.has(holder.id)).toBe(false)
            expect(approver).not.toBe("none")
            expect(
              holder.posts.some(
                ({ kind, unitId }) => kind === approver && (kind === "leader" || unitId === draft.unitId),
              ),
            ).toBe(true)
          }
          seen.add(`${approver} ${may}`)
        },
      ),
      { numRuns: 2000 },
    )
    expect([...seen].sort()).toEqual(["head false", "head true", "leader false", "leader true", "none false"])
  })

  test("the day: one that had passed at 送审 stays, one that passed since is the day of 审定", () => {
    expect(issuedOnOf("2026-09-21", "2026-09-21", "2026-09-24")).toBe("2026-09-24")
    expect(issuedOnOf("2026-09-10", "2026-09-21", "2026-09-24")).toBe("2026-09-10")
    expect(issuedOnOf("2026-10-01", "2026-09-21", "2026-09-24")).toBe("2026-10-01")
    expect(issuedOnOf("2026-09-24", "2026-09-21", "2026-09-24")).toBe("2026-09-24")
  })
})

describe("送审", () => {
  test("nothing is issued, the draft is locked, its words stay; every act on it says why", async () => {
    const { w, path, location } = await submitted({ title: "改过的名称", docNumber: "〔2026〕9号" })
    expect(location).toBe(`${path}/approval`)
    expect(await everyPlan(w)).toHaveLength(1)
    const draft = await planDraft(w, path)
    expect(draft).toMatchObject({ state: "approving", title: "改过的名称", submittedById: 1, version: 1, unitId: 3 })
    expect(await w.events()).toMatchObject([
      { action: "setting_changed" },
      { action: "plan_submitted", actorName: "林督查", particulars: { from: "draft", to: "approving" } },
    ])
    const revision = String(draft?.revision)
    const tried = [
      await post(w, `${path}/corrections`, { revision, kind: "not_task", task: "2" }, "lin2"),
      await post(w, `${path}/undo`, { revision }),
      await post(w, `${path}/target`, { revision, plan: "" }),
      await post(w, `${path}/removal`, { revision }),
      await issue(w, { path, revision: Number(revision) }),
    ]
    expect(tried.map(({ status }) => status)).toEqual([409, 409, 409, 409, 409])
    for (const answer of tried) expect(await answer.text()).toContain("已送审")
    expect(await planDraft(w, path)).toEqual(draft)

    const page = await w.as("lin2").get(path)
    expect([page.status, page.headers.get("location")]).toEqual([303, `${path}/approval`])
    const html = await reading(w, path, "lin2")
    expect(html).toContain("审定之前内容锁定")
    expect(html).toContain("〔2026〕9号")
    expect(html).toContain('id="recall"')
    expect(html).not.toContain('id="approve"')
    expect(await discrepancies(w.database)).toEqual([])
  })

  test("the button says so before, and so does the last look", async () => {
    const w = await world()
    const draft = await imported(w, { source: DOCUMENT })
    expect(await draft.html()).not.toContain("送审")
    await planApprover(w, "head")
    expect(await draft.html()).toMatch(/id="issue-button"[^>]*>送审/)
    const look = await (await issue(w, draft, { confirmed: "" })).text()
    expect(look).toContain("核对后送审")
    expect(look).toContain("送督查部门的单位负责人审定，同意后随即下达")
    expect(await planDraft(w, draft.path)).toMatchObject({ state: "draft" })
  })

  test("is refused where nobody could approve it", async () => {
    const w = await world()
    // 研究室 has no head.
    await planApprover(w, "head")
    const draft = await imported(w, { source: DOCUMENT })
    const response = await issue(w, draft)
    expect(response.status).toBe(403)
    expect(await response.text()).toContain("目前没有可以审定的人")
    expect(await planDraft(w, draft.path)).toMatchObject({ state: "draft", version: 0 })
  })

  test("from an old page it is refused, and a correction at the same moment and 送审 are not both done", async () => {
    const w = await world()
    await planApprover(w, "leader")
    const draft = await imported(w, { source: DOCUMENT })
    const correct = () => post(w, `${draft.path}/corrections`, { revision: "1", kind: "not_task", task: "2" }, "lin2")
    const answers = await Promise.all([issue(w, draft), correct()])
    const right = answers.filter(({ status }) => status === 303)
    expect(right).toHaveLength(1)
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect((await issue(w, draft)).status).toBe(409)
  })

  test("is taken back by anybody of the office, and goes on being corrected", async () => {
    const { w, path } = await submitted()
    expect((await recall(w, path, "boss")).status).toBe(403)
    expect((await recall(w, path, "zhao")).status).toBe(403)
    expect((await recall(w, path, "lin2", 9)).status).toBe(409)
    expect((await recall(w, path, "lin2")).status).toBe(303)
    expect(await planDraft(w, path)).toMatchObject({ state: "draft", submission: null })
    expect((await w.as("boss").get(`${path}/approval`)).status).toBe(403)
    expect((await recall(w, path)).status).toBe(409)
    const revision = String((await planDraft(w, path))?.revision)
    expect((await post(w, `${path}/corrections`, { revision, kind: "not_task", task: "2" })).status).toBe(303)
  })
})

describe("the approver", () => {
  test("finds it on 总览, 方案 and 待复核、待审定, reads it whole, and 同意 issues it, with the name and the day", async () => {
    const { w, path } = await submitted()
    for (const page of ["/overview", "/plans", "/desk"]) {
      const html = await (await w.as("boss").get(page)).text()
      expect(html, page).toContain(`href="${path}/approval"`)
      expect(html, page).toContain("方案待审定")
    }
    expect(await (await w.as("lin2").get("/desk")).text()).not.toContain("方案待审定")
    const html = await reading(w, path)
    for (const words of ["制定学法计划。", "外事处", "2026年12月31日", "一、加强学习", "2项任务、3个单位、4项分工"])
      expect(html).toContain(words)
    await w.travel("2026-09-24")
    const response = await decide(w, path, { agrees: "yes", remark: "同意。" })
    expect([response.status, response.headers.get("location")]).toEqual([303, "/plans/2"])

    const [, plan] = await everyPlan(w)
    expect(plan).toMatchObject({ state: "issued", issuedOn: "2026-09-24", approvedById: 9, approvedAt: w.now() })
    const { db, read } = w.database
    const [parts, items] = await read([
      db.select().from(assignments).where(eq(assignments.planId, 2)),
      db.select().from(tasks).where(eq(tasks.planId, 2)),
    ])
    expect([parts.length, items.map(({ dueBy }) => dueBy)]).toEqual([4, ["2026-12-31", null]])
    expect(await planDraft(w, path)).toBeNull()
    expect((await w.events()).slice(2)).toMatchObject([
      { action: "plan_issued", actorName: "领导", planId: 2 },
      { action: "plan_approved", actorName: "领导", planId: 2, particulars: { to: "issued", remark: "同意。" } },
      { action: "document_issued" },
    ])
    for (const page of ["/plans/2", "/plans/2/settings"])
      expect(await (await w.as("lin").get(page)).text()).toContain("审定：领导，")
    for (const page of ["/overview", "/desk"])
      expect(await (await w.as("boss").get(page)).text(), page).not.toContain("方案待审定")
    // The second press of the same button.
    const again = await w.as("boss").post(`${path}/approval`, { version: "1", agrees: "yes" })
    expect([again.status, again.headers.get("location")]).toEqual([303, "/plans/2"])
    expect((await w.as("lin").post(`${path}/approval`, { version: "1", agrees: "yes" })).status).toBe(404)
    expect(await everyPlan(w)).toHaveLength(2)
  })

  test("is told by the figure of 总览 as by the list it leads to", async () => {
    const { w } = await submitted()
    const numbers = (await followed(w, "boss", "/overview")).filter(({ link }) => link.of === "waiting")
    expect(numbers).toEqual([{ link: expect.objectContaining({ n: 1, href: "#waiting" }), lists: 1 }])
  })

  test("sends it back with a remark that the drafter sees; without one it is asked for", async () => {
    const { w, path } = await submitted()
    const empty = await decide(w, path, { agrees: "no", remark: " " })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain("请写明需要修改的地方")
    expect((await decide(w, path, { remark: "？" })).status).toBe(422)
    expect((await decide(w, path, { agrees: "no", remark: "第二项请写明时限。" })).status).toBe(303)
    expect(await planDraft(w, path)).toMatchObject({
      state: "draft",
      opinion: "第二项请写明时限。",
      judgedById: 9,
      submission: null,
    })
    const html = await (await w.as("lin").get(path)).text()
    expect(html).toMatch(/id="declined"[\s\S]*领导[\s\S]*第二项请写明时限。/)
    expect(await (await w.as("lin").get("/plans/new")).text()).toContain("审定人已发还，待修改")
    expect(await everyPlan(w)).toHaveLength(1)
    const revision = (await planDraft(w, path))?.revision ?? 0
    expect((await issue(w, { path, revision })).status).toBe(303)
    expect(await planDraft(w, path)).toMatchObject({ state: "approving", opinion: "" })
    expect(await discrepancies(w.database)).toEqual([])
  })

  test.each<[Login | null, number]>([
    ["lin", 403],
    ["lin2", 403],
    ["wang", 403],
    ["head", 403],
    ["zhao", 403],
    ["admin", 403],
    [null, 401],
  ])("%s does not decide (%i)", async (login, status) => {
    const { w, path } = await submitted()
    const html = await reading(w, path)
    for (const agrees of ["yes", "no"])
      expect((await decide(w, path, { agrees, remark: "改" }, login, html)).status).toBe(status)
    if (login !== "lin" && login !== "lin2") {
      const page = await w.as(login).get(`${path}/approval`)
      expect(page.status).toBe(status)
      expect(await page.text()).not.toContain("制定学法计划")
    }
    expect(await planDraft(w, path)).toMatchObject({ state: "approving" })
    expect(await everyPlan(w)).toHaveLength(1)
  })

  test("is nobody who corrected it last, though a leader", async () => {
    const w = await world()
    await planApprover(w, "leader")
    const { db, write } = w.database
    const both = { personId: w.actor("lin2").id, kind: "leader" as const, unitId: null, fromOn: "2020-01-01" }
    await write([db.insert(posts).values(both)])
    const draft = await imported(w, { source: DOCUMENT })
    await post(w, `${draft.path}/corrections`, { revision: "1", kind: "renumber" }, "lin2")
    await issue(w, { ...draft, revision: 2 })
    const html = await reading(w, draft.path)
    expect((await decide(w, draft.path, { agrees: "yes" }, "lin2", html)).status).toBe(403)
    expect((await decide(w, draft.path, { agrees: "yes" })).status).toBe(303)
  })

  test("of two answers at once one counts; what was taken back meanwhile is not issued", async () => {
    const { w, path } = await submitted()
    const html = await reading(w, path)
    const answers = await Promise.all([
      decide(w, path, { agrees: "yes" }, "boss", html),
      decide(w, path, { agrees: "no", remark: "改" }, "boss", html),
      recall(w, path, "lin", 1),
    ])
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    const other = await submitted()
    const before = await reading(other.w, other.path)
    await recall(other.w, other.path)
    expect((await decide(other.w, other.path, { agrees: "yes" }, "boss", before)).status).toBe(403)
    expect(await everyPlan(other.w)).toHaveLength(1)
  })

  test("agrees to what was read: a name that has changed its meaning since is told", async () => {
    const { w, path } = await submitted()
    const html = await reading(w, path)
    const { db, write } = w.database
    await write([db.update(units).set({ name: "外事办公室", shortName: "外办" }).where(eq(units.id, 4))])
    const late = await decide(w, path, { agrees: "yes" }, "boss", html)
    expect(late.status).toBe(409)
    expect(await late.text()).toContain("单位名录或名称对应有了变化")
    expect(await everyPlan(w)).toHaveLength(1)
    const now = await reading(w, path)
    expect(now).toContain("现在不能下达")
    expect(now).not.toContain('id="approve"')
    expect((await decide(w, path, { agrees: "no", remark: "外事处已改名。" })).status).toBe(303)
  })

  test("the head of the office, who finds it in 我的待办", async () => {
    const w = await world()
    await planApprover(w, "head")
    const { db, write } = w.database
    await write([
      db
        .update(posts)
        .set({ unitId: w.unitId("yjs") })
        .where(eq(posts.personId, w.actor("head").id)),
    ])
    const draft = await imported(w, { source: DOCUMENT })
    expect(await (await w.as("head").get("/todo")).text()).not.toContain(draft.path)
    expect((await issue(w, draft)).status).toBe(303)
    const todo = await (await w.as("head").get("/todo")).text()
    expect(todo).toContain(`href="${draft.path}/approval"`)
    expect(todo).not.toContain("现在没有需要您办理的事项")
    expect(await (await w.as("boss").get("/overview")).text()).not.toContain(draft.path)
    expect((await w.as("boss").get(`${draft.path}/approval`)).status).toBe(403)
    const html = await reading(w, draft.path, "head")
    expect((await decide(w, draft.path, { agrees: "yes" }, "head", html)).status).toBe(303)
    expect(await everyPlan(w)).toMatchObject([{}, { approvedById: w.actor("head").id }])
  })
})

test("an update of an issued plan is approved in the same way", async () => {
  const w = await world()
  const first = await imported(w, { source: DOCUMENT })
  await issue(w, first)
  await planApprover(w, "leader")
  const next = await imported(w, { source: DOCUMENT.replace("组织考试。", "组织年度考试。") })
  await next.correct({ plan: "2" }, "target")
  expect((await issue(w, next, { reason: "文件修订" })).status).toBe(303)
  const html = await reading(w, next.path)
  expect(html).toContain("与已下达方案的差异")
  expect(html).toContain("改动1项任务")
  expect(html).toContain("同意更新")
  const response = await decide(w, next.path, { agrees: "yes" }, "boss", html)
  expect([response.status, response.headers.get("location")]).toEqual([303, "/plans/2"])
  const { db, read } = w.database
  const [rows] = await read([db.select({ text: tasks.text }).from(tasks).where(eq(tasks.planId, 2))])
  expect(rows.map(({ text }) => text)).toContain("组织年度考试。")
  expect(await everyPlan(w)).toMatchObject([{}, { approvedById: 9 }])
})

test("without the setting nothing has changed; taken away meanwhile, the office issues it itself", async () => {
  const { w, path } = await submitted()
  await planApprover(w, "none")
  expect((await w.as("boss").get(`${path}/approval`)).status).toBe(403)
  expect(await reading(w, path, "lin")).toContain("请撤回送审，再直接下达")
  await recall(w, path)
  const revision = (await planDraft(w, path))?.revision ?? 0
  expect((await issue(w, { path, revision })).headers.get("location")).toBe("/plans/2")
  expect(await everyPlan(w)).toMatchObject([{}, { approvedById: null, approvedAt: null }])
})

test("the 审计管理员 sees that it was sent back, and none of the words", async () => {
  const { w, path } = await submitted()
  await decide(w, path, { agrees: "no", remark: "第二项请写明时限。" })
  const html = await (await w.as("auditor").get("/admin/events")).text()
  expect(html).toContain("方案发还修改")
  expect(html).not.toContain("第二项请写明时限")
  expect(html).toContain("领导")
})
