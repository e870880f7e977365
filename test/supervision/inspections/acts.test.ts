import { asc, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { inspectionDraws, inspectionItems, notices } from "#db/schema.ts"
import { drawn } from "#src/supervision/inspections/draw.ts"
import { done, onlyOne, refused, trailOf } from "#test/support/acts.ts"
import {
  attachFinding,
  bringInspection,
  conclusionOf,
  inspectionOf,
  onConclusion,
  onInspection,
  planInspection,
} from "#test/support/inspections.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const items = async (w: World, id = 1) => {
  const { db, read } = w.database
  const [rows] = await read([
    db
      .select()
      .from(inspectionItems)
      .where(eq(inspectionItems.inspectionId, id))
      .orderBy(asc(inspectionItems.assignmentId)),
  ])
  return rows
}
const draws = async (w: World) => {
  const { db, read } = w.database
  return (await read([db.select().from(inspectionDraws).orderBy(asc(inspectionDraws.number))]))[0]
}
const html = async (w: World, login: Login, path = "/inspections/1") => {
  const response = await w.as(login).get(path)
  expect(response.status).toBe(200)
  return response.text()
}
const at = async (to: Parameters<typeof bringInspection>[1]) => {
  const w = await world()
  await bringInspection(w, to)
  return w
}

const removeFrom = (w: World, login: Login) => w.as(login).post("/inspections/1/items/1/attachments", { detach: "1" })

describe("planning", () => {
  test("a plan is kept with its team, and nobody outside the office learns of it", async () => {
    const w = await at("draft")
    expect(await inspectionOf(w)).toMatchObject({ title: "第三季度抽查", state: "draft", methods: ["site", "records"] })
    expect(await html(w, "lin2")).toContain("第三季度抽查")
    for (const login of ["wang", "zhou", "zhao", "boss", "admin"] as const)
      expect((await w.as(login).get("/inspections/1")).status).toBe(404)
    expect(await html(w, "boss", "/inspections")).not.toContain("第三季度抽查")
  })

  test("the wrong person is refused, an outsider finds nothing", async () => {
    const w = await world()
    await refused(w, () => planInspection(w, {}, "wang"), 403)
    await refused(w, () => planInspection(w, {}, "boss"), 403)
    expect((await planInspection(w, {}, "zhao")).status).toBe(404)
    await bringInspection(w, "draft")
    for (const act of ["revision", "scope", "draw", "opening", "cancellation"])
      expect((await onInspection(w, "wang", act)).status, act).toBe(404)
  })

  test.each([
    ["no name", { title: " " }, "请填写名称"],
    ["no method", { methods: [] }, "请至少选择一种方式"],
    ["an unknown method", { methods: ["spying"] }, "填写有误"],
    ["days the wrong way round", { untilOn: "2026-09-01" }, "结束日期不能早于开始日期"],
    ["a leader who supervises nothing", { leader: "3" }, "请从督查人员中选择组长"],
    ["no leader", { leader: "x" }, "请从督查人员中选择组长"],
  ])("%s is said at its field and what was typed is kept", async (_, over, words) => {
    const w = await world()
    const page = await refused(w, () => planInspection(w, { purpose: "核对😀<script>", ...over }), 422, words)
    expect(page).toContain("核对😀&lt;script&gt;")
  })

  test("revising and choosing replace what was there; an old page is told so", async () => {
    const w = await at("draft")
    await done(onInspection(w, "lin2", "revision"))
    expect(await inspectionOf(w)).toMatchObject({ title: "第三季度抽查（改）", methods: ["site"] })
    await done(onInspection(w, "lin", "scope", { assignments: ["6", "6"] }))
    expect((await items(w)).map(({ assignmentId }) => assignmentId)).toEqual([6])
    await refused(w, () => onInspection(w, "lin", "scope", { version: "1" }), 409)
  })

  test("an assignment that is not the plan's cannot be chosen", async () => {
    const w = await at("draft")
    expect((await onInspection(w, "lin", "scope", { assignments: ["99"] })).status).toBe(404)
    expect((await items(w)).map(({ assignmentId }) => assignmentId)).toEqual([1, 2])
  })
})

describe("the draw", () => {
  test("frame, size, seed and result are on record and in the trail, and can be computed again", async () => {
    const w = await at("draft")
    await done(onInspection(w, "lin", "scope", { assignments: [] }))
    await done(onInspection(w, "lin", "draw"))
    const [draw] = await draws(w)
    expect(draw).toMatchObject({ number: 1, about: "all", frame: [1, 2, 3, 4, 5, 6], size: 2 })
    expect(draw?.drawn).toEqual(drawn({ frame: draw?.frame ?? [], size: 2, seed: draw?.seed ?? "" }))
    expect((await items(w)).map(({ assignmentId }) => assignmentId)).toEqual(draw?.drawn.toSorted())
    expect((await trailOf(w, "inspection:1")).at(-1)?.particulars).toMatchObject({
      frame: "1 2 3 4 5 6",
      seed: draw?.seed,
      drawn: draw?.drawn.join(" "),
    })
    const page = await html(w, "lin")
    for (const shown of [draw?.seed ?? "", "1 2 3 4 5 6", "sha256sum"]) expect(page).toContain(shown)
  })

  test("within some units or states only", async () => {
    const w = await at("draft")
    await done(onInspection(w, "lin", "draw", { units: ["1"], size: "2" }))
    expect((await draws(w))[0]?.frame).toEqual([1, 6])
    await refused(
      w,
      () => onInspection(w, "lin", "draw", { frame: "closed", size: "1", reason: "换" }),
      422,
      "没有分工",
    )
  })

  test("again only with a reason; both stay, the last one counts", async () => {
    const w = await at("draft")
    await done(onInspection(w, "lin", "draw"))
    await refused(w, () => onInspection(w, "lin", "draw"), 409, "重新抽取须写明理由")
    await done(onInspection(w, "lin", "draw", { size: "3", reason: "原抽中单位正在迁址。" }))
    const all = await draws(w)
    expect(all.map(({ number, reason }) => [number, reason])).toEqual([
      [1, ""],
      [2, "原抽中单位正在迁址。"],
    ])
    const drawnItems = (await items(w)).filter(({ draw }) => draw !== null)
    expect(drawnItems.map(({ assignmentId }) => assignmentId)).toEqual(all[1]?.drawn.toSorted())
  })

  test("what was drawn cannot be dropped by choosing anew, though it had been chosen by hand before", async () => {
    const w = await at("draft")
    await done(onInspection(w, "lin", "draw", { size: "6" }))
    await done(onInspection(w, "lin", "scope", { assignments: [] }))
    expect(await items(w)).toHaveLength(6)
  })

  test.each([
    ["0", "抽取项数请填 1 至 1000 的整数"],
    ["7", "只有 6 项"],
    ["x", "抽取项数请填 1 至 1000 的整数"],
    ["1001", "抽取项数请填 1 至 1000 的整数"],
  ])("a size of %s is refused", async (size, words) => {
    const w = await at("draft")
    await refused(w, () => onInspection(w, "lin", "draw", { size }), 422, words)
  })

  test("two who draw at once: one draw", async () => {
    const w = await at("draft")
    await onlyOne(
      w,
      () => onInspection(w, "lin", "draw"),
      () => onInspection(w, "lin2", "draw"),
    )
    expect(await draws(w)).toHaveLength(1)
  })
})

describe("opening", () => {
  test("freezes the scope, and leaders see it from then on", async () => {
    const w = await at("underway")
    expect(await inspectionOf(w)).toMatchObject({ state: "underway" })
    expect(await html(w, "boss")).toContain("第三季度抽查")
    for (const act of ["scope", "draw", "revision", "opening"]) await refused(w, () => onInspection(w, "lin", act), 409)
    // 暗访 is announced to nobody.
    expect((await w.as("wang").get("/inspections/1")).status).toBe(404)
  })

  test("not without anything to inspect", async () => {
    const w = await world()
    await done(planInspection(w))
    await refused(w, () => onInspection(w, "lin", "opening"), 409, "还没有选定检查事项")
  })

  test("not by a team of one when the office's own part is in it: nobody could conclude", async () => {
    const w = await world()
    await done(planInspection(w))
    await done(onInspection(w, "lin", "scope", { assignments: ["1", "4"] }))
    await refused(w, () => onInspection(w, "lin", "opening"), 409, "请先在督查方案里增加组员")
    await done(onInspection(w, "lin", "revision", { members: ["2"] }))
    await done(onInspection(w, "lin", "opening"))
  })

  test("what another one looks at already has to be insisted on", async () => {
    const w = await at("underway")
    await done(planInspection(w, { title: "专项检查", members: ["2"] }))
    await done(onInspection(w, "lin", "scope", { assignments: ["2", "4"] }, 2))
    const page = await refused(w, () => onInspection(w, "lin", "opening", {}, 2), 422, "1 项已在另一次检查中")
    expect(page).toContain("第三季度抽查")
    await done(onInspection(w, "lin", "opening", { again: "1" }, 2))
    expect(await inspectionOf(w, 2)).toMatchObject({ state: "underway" })
  })

  test("cancelled with a reason, as a draft or under way, and then nothing more", async () => {
    const w = await at("underway")
    await refused(w, () => onInspection(w, "lin", "cancellation", { remark: " " }), 422, "请填写取消理由")
    await refused(w, () => onInspection(w, "boss", "cancellation"), 403)
    await done(onInspection(w, "lin2", "cancellation"))
    expect(await inspectionOf(w)).toMatchObject({ state: "cancelled" })
    await refused(w, () => onInspection(w, "lin", "finding"), 409)
    await refused(w, () => onInspection(w, "lin", "cancellation"), 409)
  })
})

describe("findings", () => {
  test("by the team alone, with evidence for what is wrong; the last word counts and the trail keeps all", async () => {
    const w = await at("underway")
    await refused(w, () => onInspection(w, "lin2", "finding"), 403, "不在这次督查组里")
    await refused(w, () => onInspection(w, "lin", "finding", { evidence: " " }), 422, "请写明依据和证据")
    await refused(w, () => onInspection(w, "lin", "finding", { verdict: "" }), 422, "请选择核查结果")
    expect((await onInspection(w, "lin", "finding", { assignment: "4" })).status).toBe(404)
    await done(onInspection(w, "lin", "finding"))
    await done(onInspection(w, "lin", "finding", { verdict: "partial", finding: "补来一份签到表。" }))
    expect((await items(w))[0]).toMatchObject({ verdict: "partial", finding: "补来一份签到表。", foundById: 1 })
    const told = (await trailOf(w, "inspection:1")).filter(({ action }) => action === "inspection_found")
    expect(told.map(({ particulars }) => particulars.text)).toEqual(["签到表只有20人。", "补来一份签到表。"])
  })

  test("take files as evidence, which the unit sees with its conclusion and no other unit ever", async () => {
    const w = await at("underway")
    await done(attachFinding(w, "lin"))
    await done(attachFinding(w, "lin", 2, "综合司.pdf"))
    await refused(w, () => attachFinding(w, "lin2"), 403, "不在这次督查组里")
    await refused(w, () => attachFinding(w, "boss"), 403)
    expect((await attachFinding(w, "wang")).status).toBe(404)
    expect((await attachFinding(w, "lin", 4)).status).toBe(404)
    await refused(w, () => w.as("lin").post("/inspections/1/items/1/attachments", {}), 422, "请先选择要上传的文件")
    const status = async (login: Login, id = 1) => (await w.as(login).get(`/attachments/${id}`)).status
    expect([await status("lin2"), await status("boss"), await status("wang"), await status("zhou")]).toEqual([
      200, 200, 404, 404,
    ])
    await done(onInspection(w, "lin", "finding"))
    await done(onInspection(w, "lin", "finding", { assignment: "2", verdict: "true", finding: "属实。" }))
    await done(onInspection(w, "lin", "conclusion"))
    expect([await status("wang"), await status("zhou"), await status("zhao"), await status("wang", 2)]).toEqual([
      200, 404, 404, 404,
    ])
    expect(await html(w, "wang")).toContain("签到表.pdf")
    expect(await html(w, "wang")).not.toContain("综合司.pdf")
    await refused(w, () => attachFinding(w, "lin"), 409)
    await refused(w, () => removeFrom(w, "lin"), 409)
  })

  test("a file is taken off before the conclusion, by the team, once; nobody but the office sees it then", async () => {
    const w = await at("underway")
    await done(attachFinding(w, "lin"))
    await refused(w, () => removeFrom(w, "lin2"), 403)
    expect((await removeFrom(w, "wang")).status).toBe(404)
    await done(removeFrom(w, "lin"))
    expect(await html(w, "lin")).not.toContain("签到表.pdf")
    expect((await w.as("boss").get("/attachments/1")).status).toBe(404)
    await refused(w, () => removeFrom(w, "lin"), 409)
  })

  test("a file and the conclusion at once: the file lands before it or not at all", async () => {
    const w = await at("found")
    const [attached] = await Promise.all([attachFinding(w, "lin"), onInspection(w, "lin", "conclusion")])
    expect([303, 409]).toContain(attached.status)
    const added = (await w.events()).filter(({ action }) => action === "attachment_added")
    expect(added).toHaveLength(attached.status === 303 ? 1 : 0)
  })

  test("become a 限期整改 to the unit, linked both ways, with its own findings and nobody else's", async () => {
    const w = await at("found")
    await done(onInspection(w, "lin", "finding", { assignment: "2", verdict: "undone", finding: "综合司没有做。" }))
    const page = await html(w, "lin")
    const path = /href="([^"]*inspection=1&amp;assignment=1&amp;kind=rectification)"/.exec(page)?.[1] ?? ""
    const form = await html(w, "lin", path.replaceAll("&amp;", "&"))
    expect(form).toMatch(/<option value="rectification" selected/)
    expect(form).toContain("签到表只有20人。")
    expect(form).not.toContain("综合司没有做。")
    await done(
      w.as("lin").post("/plans/1/notices?inspection=1&assignment=1", {
        assignments: ["1"],
        kind: "rectification",
        title: "限期整改",
        basis: "督查：第三季度抽查",
        facts: "签到表只有20人。",
        demand: "请核实整改。",
        dueBy: "2026-10-12",
        contact: "林",
        send: "1",
        numbered: "1",
      }),
    )
    const [[notice]] = await w.database.read([w.database.db.select().from(notices)])
    expect(notice).toMatchObject({ source: "inspection", inspectionId: 1, unitId: 1, state: "issued" })
    expect(await html(w, "lin")).toContain('href="/notices/1"')
    expect(await html(w, "lin", "/notices/1")).toContain('href="/inspections/1"')
    expect(await html(w, "wang", "/notices/1")).not.toContain('href="/inspections/1"')
    // Of an assignment that is as it ought to be there is nothing to set right.
    await done(onInspection(w, "lin", "finding", { assignment: "2", verdict: "true", finding: "属实。" }))
    const all = await html(w, "lin", "/plans/1/notices/new?inspection=1")
    expect(all.split('name="assignments"').length - 1).toBe(1)
    expect((await w.as("lin").get("/plans/1/notices/new?inspection=9")).status).toBe(404)
  })
})

describe("the conclusion", () => {
  test("goes back to each unit, which sees its own part and nothing of the others", async () => {
    const w = await at("concluded")
    expect(await inspectionOf(w)).toMatchObject({ state: "concluded", concludedById: 1 })
    expect(await conclusionOf(w)).toMatchObject({ state: "fed_back", objectBy: "2026-10-21" })
    const own = await html(w, "wang")
    expect(own).toContain("参训人数与报送不符。")
    for (const others of ["情况属实。", "总体较好", "综合指导司", "重新抽取", "经过"]) expect(own).not.toContain(others)
    expect(await html(w, "wang", "/todo")).toContain("督查结论待阅：第三季度抽查")
    expect(await html(w, "zhou", "/todo")).toContain("督查结论待阅")
    expect(await html(w, "boss")).toContain("总体较好")
    expect((await w.as("zhao").get("/inspections/1")).status).toBe(404)
    expect((await onConclusion(w, "wang", "reading", {}, 2)).status).toBe(404)
    expect(await html(w, "lin", "/plans/1/supervision")).toContain("第三季度抽查")
  })

  test("not before everything was looked at, not without words for every unit, not by others than the team", async () => {
    const w = await at("underway")
    await done(onInspection(w, "lin", "finding"))
    await refused(w, () => onInspection(w, "lin", "conclusion"), 409, "还有事项没有登记")
    await done(onInspection(w, "lin", "finding", { assignment: "2", verdict: "true", finding: "属实。" }))
    await refused(w, () => onInspection(w, "lin", "conclusion", { "text-2": "" }), 422, "请填写给该单位的结论")
    await refused(w, () => onInspection(w, "lin2", "conclusion"), 403, "不在这次督查组里")
    await refused(w, () => onInspection(w, "boss", "conclusion"), 403)
  })

  test("of the office's own part by another member than who found it", async () => {
    const w = await world()
    await done(planInspection(w, { members: ["2"] }))
    await done(onInspection(w, "lin", "scope", { assignments: ["4"] }))
    await done(onInspection(w, "lin", "opening"))
    await done(onInspection(w, "lin", "finding", { assignment: "4", verdict: "true" }))
    const words = { "text-3": "属实。" }
    await refused(w, () => onInspection(w, "lin", "conclusion", words), 403, "须由督查组另一名成员作出")
    await done(onInspection(w, "lin2", "conclusion", words))
  })

  test("two who conclude at once: one conclusion", async () => {
    const w = await world()
    await done(planInspection(w, { members: ["2"] }))
    await done(onInspection(w, "lin", "scope", { assignments: ["1"] }))
    await done(onInspection(w, "lin", "opening"))
    await done(onInspection(w, "lin", "finding"))
    await onlyOne(
      w,
      () => onInspection(w, "lin", "conclusion"),
      () => onInspection(w, "lin2", "conclusion"),
      2,
    )
  })
})

describe("objections", () => {
  test("read by the unit, and then no more on its list", async () => {
    const w = await at("concluded")
    await refused(w, () => onConclusion(w, "lin", "reading"), 403)
    await refused(w, () => onConclusion(w, "jing", "reading"), 404)
    await done(onConclusion(w, "wang", "reading"))
    expect(await html(w, "wang", "/todo")).not.toContain("督查结论待阅")
    await refused(w, () => onConclusion(w, "head", "reading"), 409)
  })

  test("within the days of the setting, the last included; decided within as many by somebody who took no part", async () => {
    const w = await at("concluded")
    await refused(w, () => onConclusion(w, "wang", "objection", { objection: " " }), 422, "请填写异议和理由")
    await w.travel("2026-10-21", 23)
    await done(onConclusion(w, "wang", "objection"))
    expect(await conclusionOf(w)).toMatchObject({ state: "objected", decideBy: "2026-11-20" })
    await refused(w, () => onConclusion(w, "wang", "objection"), 409)
    await refused(w, () => onConclusion(w, "lin", "decision"), 403, "由没有参加的人复核")
    await refused(w, () => onConclusion(w, "wang", "decision"), 403)
    expect(await html(w, "lin2", "/inspections")).toContain("待您复核的异议")
    expect(await html(w, "lin", "/inspections")).not.toContain("待您复核的异议")
    expect(await html(w, "lin2", "/desk")).toContain("待您复核的异议 1 件")
    expect(await html(w, "boss", "/desk")).toContain("待您复核的异议 1 件")
    expect(await html(w, "lin", "/desk")).not.toContain("待您复核的异议")
    await done(onConclusion(w, "lin2", "decision"))
    expect(await conclusionOf(w)).toMatchObject({ state: "upheld", decidedById: 2 })
    expect(await html(w, "wang")).toContain("经核对，另一场不在本季度。")
    expect(await html(w, "lin2", "/inspections")).not.toContain("待您复核的异议")
  })

  test("a day later it is too late", async () => {
    const w = await at("concluded")
    await w.travel("2026-10-22")
    await refused(w, () => onConclusion(w, "wang", "objection"), 409, "异议期已过")
  })

  test("changed by the leader: the former words stay readable beside the new ones, for the unit too", async () => {
    const w = await at("objected")
    await refused(w, () => onConclusion(w, "boss", "decision", { verdict: "change" }), 422, "请写明变更后的结论")
    await done(onConclusion(w, "boss", "decision", { verdict: "change", text: "参训56人，情况属实。" }))
    const page = await html(w, "wang")
    for (const words of ["参训56人，情况属实。", "原结论", "参训人数与报送不符。"]) expect(page).toContain(words)
    await refused(w, () => onConclusion(w, "lin2", "decision"), 409)
  })

  test("whoever planned or drew it has taken part, though not on the team", async () => {
    const w = await world()
    await done(planInspection(w, {}, "lin2"))
    await done(onInspection(w, "lin", "scope", { assignments: ["1"] }))
    await done(onInspection(w, "lin", "opening"))
    await done(onInspection(w, "lin", "finding"))
    await done(onInspection(w, "lin", "conclusion"))
    await done(onConclusion(w, "wang", "objection"))
    await refused(w, () => onConclusion(w, "lin2", "decision"), 403, "由没有参加的人复核")
    expect(await html(w, "lin2", "/inspections")).not.toContain("待您复核的异议")
  })

  test("it ends when no objection waits and none can come any more", async () => {
    const w = await at("objected")
    await refused(w, () => onInspection(w, "lin", "ending"), 409, "还有异议没有复核")
    await done(onConclusion(w, "lin2", "decision"))
    await refused(w, () => onInspection(w, "lin", "ending"), 409, /10月22日|2026-10-22/)
    await refused(w, () => onInspection(w, "boss", "ending"), 403)
    await w.travel("2026-10-22")
    await done(onInspection(w, "lin", "ending"))
    expect(await inspectionOf(w)).toMatchObject({ state: "ended" })
    await refused(w, () => onInspection(w, "lin", "ending"), 409)
  })
})
