import { and, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { assignments, deliveries, dues, extensions, notices, reports, reportVersions, transfers } from "#db/schema.ts"
import { readDocx } from "#test/outward/papers/reading.ts"
import {
  askForExtension,
  bring,
  bringNotice,
  bringReport,
  done,
  draftNotice,
  draftOf,
  type Fields,
  noticeOf,
  onAssignment,
  onExtension,
  onlyOne,
  onNotice,
  onReport,
  openRound,
  refused,
  reportOf,
  settings,
  trailOf,
} from "#test/support/acts.ts"
import { discrepancies } from "#test/support/house.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/*
 * 办公室 (unit 1: assignments 1 and 6) is merged away. 外事处 (4) has no part in the plan, 综合指导司 (2) has its own in
 * both tasks (2 and 5).
 */

const EDIT = { version: "1", name: "办公室", shortName: "办公室", aliases: "", kind: "internal", position: "1" }
const end = async (w: World, successorId = "4") => {
  await done(w.as("admin").post("/units/1/edit", { ...EDIT, successorId, known: "yes" }))
  return w
}

const html = async (w: World, path: string, login: Login = "lin") => {
  const response = await w.as(login).get(path)
  expect(response.status).toBe(200)
  return response.text()
}

/** The form of the page as it stands, everything ticked that can be. */
async function formOf(w: World, { to = "4", unit = 1 } = {}): Promise<Fields> {
  const page = await html(w, `/units/${unit}/transfer?to=${to}`)
  const ticks = (name: string) =>
    [...page.matchAll(new RegExp(`name="${name}" value="([^"]+)"(?![^>]*disabled)`, "g"))].map(
      ([, value]) => value ?? "",
    )
  return { to, parts: ticks("parts"), notices: ticks("notices"), remark: "机构改革方案。", answerBy: "" }
}

const post = (w: World, fields: Fields, login: Login | null = "lin", unit = 1) =>
  w.as(login).post(`/units/${unit}/transfer?to=${fields.to}`, fields)

const pass = async (w: World, over: Fields = {}, about: { to?: string; unit?: number } = {}) =>
  done(post(w, { ...(await formOf(w, about)), ...over }, "lin", about.unit ?? 1))

/** The parts of one unit, by task. */
async function partsOf(w: World, unitId: number) {
  const { db, read } = w.database
  const [rows] = await read([
    db.select().from(assignments).where(eq(assignments.unitId, unitId)).orderBy(assignments.taskId),
  ])
  return rows
}
const duesOf = async (w: World, unitId: number) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(dues).where(eq(dues.unitId, unitId)).orderBy(dues.assignmentId)])
  return rows
}

describe("待移交", () => {
  test("the supervisors find a unit that is no more with what it has open; it leaves the queue with its work", async () => {
    const w = await world()
    await done(draftNotice(w))
    expect(await html(w, "/desk")).not.toContain("待移交")
    await end(w)
    const desk = await html(w, "/desk?queue=transfers")
    expect(desk).toMatch(/待移交 <b class="count work">1<\/b>/)
    expect(desk).toContain("2项分工、1份督办单")
    expect(desk).toContain("由外事处承接")
    expect(desk).toContain(`href="/units/1/transfer"`)
    // In 分片 of others it is not.
    await pass(w)
    expect(await html(w, "/desk?queue=transfers")).toContain("没有待处理的事项")
    expect(await html(w, "/desk")).not.toContain("待移交")
  })

  test("of the other office's plans nothing stands there", async () => {
    const w = await end(await world())
    await w.database.client.execute("update posts set unit_id = 4 where person_id = 2")
    expect(await html(w, "/desk?queue=transfers", "lin2")).toContain("没有待处理的事项")
    expect(await html(w, "/units/1/transfer", "lin2")).toContain("没有需要移交的事项")
    const form = await formOf(w)
    await refused(w, () => post(w, form, "lin2"), 409)
  })
})

describe("the preview", () => {
  test("says of each part, round and 督办单 what becomes of it, before anything is done", async () => {
    const w = await world()
    await done(openRound(w))
    await bringReport(w, "submitted")
    await done(onReport(w, "wang", 6, "draft", { achieved: "写到一半。" }))
    await done(draftNotice(w))
    await end(w)
    const page = await html(w, "/units/1/transfer")
    expect(page).toContain("在办2项分工、1份督办单。已办结的分工、以往填报期的进展和已销号的督办单留在办公室名下")
    expect(page).toContain(`<option value="4" selected="">外事处（单位名录中的承接单位）`)
    expect(page).toContain("由外事处接着办理。")
    expect(page).toContain("第三季度：已报待审核，一并移交")
    expect(page).toContain("第三季度：待报（9月30日前），草稿一并移交")
    expect(page).toContain("由外事处接着办理，编号不变。")
    expect(page).not.toContain("写到一半")
    const other = await html(w, "/units/1/transfer?to=2")
    expect(other).toContain("并入综合指导司已承担的这一项；办公室的这一项终止。")
    expect(other).toContain("第三季度：由综合指导司自行报送；办公室已报的进展仍可查")
    expect(other).toContain("第三季度：由综合指导司自行报送；办公室的草稿留在原处")
  })

  test("where nobody was named, asks who takes over first", async () => {
    const w = await world()
    await done(w.as("admin").post("/units/1/edit", { ...EDIT, known: "yes" }))
    const page = await html(w, "/units/1/transfer")
    expect(page).toContain("列出移交内容")
    expect(page).not.toContain(`id="transfer"`)
    expect(await html(w, "/units/1/transfer?to=3")).toContain("移交研究室")
    // A unit that is gone itself, or none: asked again.
    expect(await html(w, "/units/1/transfer?to=1")).not.toContain(`id="transfer"`)
  })

  test("of a unit that is still there nothing is ticked beforehand", async () => {
    const w = await world()
    const page = await html(w, "/units/1/transfer?to=4")
    expect(page.match(/name="parts"/g)).toHaveLength(2)
    expect(page).not.toMatch(/name="parts"[^>]*checked/)
    expect(page).toMatch(/<textarea[^>]*name="remark"[^>]*>\s*<\/textarea>/)
  })
})

describe("移交 to a unit that has no part in the tasks", () => {
  test("each part goes on there in its place, the former one ends and keeps its name; all in one act with its trail", async () => {
    const w = await world()
    await bring(w, 1, "active")
    await done(onAssignment(w, "wang", 1, "planning", { measures: "每季度办班一期。" }))
    await end(w)
    expect(await html(w, "/plans/1/tasks/1")).toMatch(/href="\/units\/1">办公室<\/a>\s*<small>第一牵头/)
    const before = (await w.events()).length
    const response = await pass(w)
    expect(response.headers.get("location")).toBe("/desk?queue=transfers")

    expect(await partsOf(w, 1)).toMatchObject([
      { id: 1, state: "terminated", mergedIntoId: 7, measures: "每季度办班一期。" },
      { id: 6, state: "terminated", mergedIntoId: 8 },
    ])
    // 推进中 waits for the 签收 of whoever goes on.
    expect(await partsOf(w, 4)).toMatchObject([
      { id: 7, taskId: 1, role: "lead", position: 0, state: "awaiting", measures: "每季度办班一期。", office: "" },
      { id: 8, taskId: 3, role: "lead", position: 1, state: "awaiting" },
    ])
    expect((await w.events()).slice(before).map(({ action, subject }) => [action, subject])).toEqual([
      ["work_transferred", "transfer:1"],
      ["assignment_transferred", "assignment:1"],
      ["assignment_added", "assignment:7"],
      ["assignment_transferred", "assignment:6"],
      ["assignment_added", "assignment:8"],
    ])
    expect(await trailOf(w, "assignment:7")).toMatchObject([
      { version: 1, particulars: { to: "awaiting", unit: "外事处", instead_of: "办公室", remark: "机构改革方案。" } },
    ])
    const [kept] = await w.database.read([w.database.db.select().from(transfers)])
    expect(kept).toMatchObject([
      { fromUnitId: 1, toUnitId: 4, parts: 2, merged: 0, notices: 0, byId: w.actor("lin").id },
    ])
    expect(await discrepancies(w.database)).toEqual([])

    const task = await html(w, "/plans/1/tasks/1")
    expect(task).toMatch(/href="\/units\/4">外事处<\/a>\s*<small>第一牵头/)
    expect(task).toMatch(/<span class="tag">办公室<\/span> <b>移交<\/b>：外事处/)
    expect(task).toMatch(/<span class="tag">外事处<\/span> <b>[^<]*<\/b>：外事处，承接办公室/)
    // The other unit finds it among what it has to sign for.
    expect(await html(w, "/todo", "zhao")).toContain("全部签收（2 项）")
  })

  test("a running round goes over as it stands: figures, words, draft, evidence, and who has to judge", async () => {
    const w = await world()
    await done(openRound(w))
    await bringReport(w, "submitted")
    await done(onReport(w, "wang", 6, "draft", { achieved: "写到一半。" }))
    await end(w)
    const figures = (page: string) => page.match(/已报\/应报[\s\S]{0,400}?<\/span>/)?.[0].replaceAll(/<[^>]*>/g, "")
    const before = figures(await html(w, "/plans/1"))
    expect(before).toContain("1/6")
    await pass(w)
    expect(figures(await html(w, "/plans/1"))).toBe(before)

    expect(await duesOf(w, 4)).toMatchObject([
      { assignmentId: 7, reportedAt: w.now() },
      { assignmentId: 8, reportedAt: null },
    ])
    expect(await reportOf(w, 7)).toMatchObject({ state: "submitted", unitId: 4, latest: 1, version: 1 })
    expect(await reportOf(w, 1)).toMatchObject({ state: "draft", unitId: 1 })
    expect(await draftOf(w, 8)).toMatchObject({ achieved: "写到一半。", savedById: w.actor("wang").id })
    expect(await draftOf(w, 6)).toBeNull()
    expect(await trailOf(w, "report:7/1")).toMatchObject([
      { version: 1, action: "report_transferred", particulars: { from: "none", to: "submitted" } },
    ])
    expect((await trailOf(w, "report:1/1")).at(-1)).toMatchObject({
      action: "report_transferred",
      particulars: { from: "submitted", to: "draft", unit: "外事处" },
    })
    expect(await discrepancies(w.database)).toEqual([])

    // One report waits for the office, not two; and it is judged like any other.
    const desk = await html(w, "/desk")
    expect(desk).toMatch(/待审核 <b class="count work">1<\/b>/)
    expect(desk).toContain("外事处 （一）")
    await done(onReport(w, "lin", 7, "acceptance"))
    // What 办公室 wrote is found where it was said, by those who could read it.
    expect(await html(w, "/plans/1/tasks/1")).toMatch(
      /<span class="tag">办公室<\/span> <b>报送[\s\S]*?举办法治培训班1期/,
    )
    // The other unit writes on.
    expect(await html(w, "/todo", "zhao")).toContain("写到一半。")
    await done(onReport(w, "zhao", 8, "report"))
    expect(figures(await html(w, "/plans/1"))).toContain("2/6")
    expect(await html(w, "/todo", "wang")).not.toContain("（三）")
  })

  test("what came back is owed by the same day with the same opinion, what was accepted stays accepted", async () => {
    const w = await world()
    await done(openRound(w))
    await bringReport(w, "returned")
    await done(onReport(w, "wang", 6, "report"))
    await done(onReport(w, "lin", 6, "acceptance"))
    await end(w)
    await pass(w)
    expect(await reportOf(w, 7)).toMatchObject({ state: "returned", opinion: "请写明人数。", resubmitBy: "2026-09-24" })
    expect(await reportOf(w, 1)).toMatchObject({ state: "draft" })
    expect(await reportOf(w, 8)).toMatchObject({ state: "accepted" })
    expect(await reportOf(w, 6)).toMatchObject({ state: "accepted" })
    expect(await discrepancies(w.database)).toEqual([])
    expect(await html(w, "/todo", "zhao")).toContain("请写明人数。")
    await done(onReport(w, "zhao", 7, "report", { achieved: "补充：56人参加。" }))
    expect(await reportOf(w, 7)).toMatchObject({ state: "submitted", latest: 2 })
    // The former unit has nothing to send again.
    await refused(w, () => onReport(w, "wang", 1, "report"), 409)
  })

  test("what lay before the head is a draft again for the other unit", async () => {
    const w = await world()
    await done(openRound(w))
    await bringReport(w, "signing")
    await end(w)
    await pass(w)
    expect(await reportOf(w, 7)).toBeNull()
    expect(await draftOf(w, 7)).toMatchObject({ achieved: "举办法治培训班1期，56人参加。" })
    expect(await reportOf(w, 1)).toMatchObject({ state: "draft" })
    expect(await discrepancies(w.database)).toEqual([])
    await refused(w, () => onReport(w, "head", 1, "signature"), 409)
  })

  test("a round that is cut off stays as it was, word for word", async () => {
    const w = await world()
    await done(openRound(w))
    await bringReport(w, "accepted")
    await w.travel("2026-09-23")
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    await w.travel("2026-10-12")
    const shown = async () =>
      (await html(w, "/plans/1?round=1")).replaceAll(/<span class="tag ended">[^<]*<\/span>/g, "").split("<main")[1]
    const before = await shown()
    await end(w)
    await pass(w)
    expect(await shown()).toBe(before)
    expect(await reportOf(w, 1)).toMatchObject({ state: "accepted" })
    expect(await reportOf(w, 7)).toBeNull()
    expect(await duesOf(w, 4)).toEqual([])
  })

  test.each([
    ["claimed", { state: "claimed", remark: "理由如下。" }],
    ["rectifying", { state: "rectifying", rectifyBy: "2026-10-12", remark: "材料齐全，同意销号。" }],
    ["suspended", { state: "suspended" }],
    ["disputed", { state: "disputed", remark: "理由如下。" }],
    ["awaiting", { state: "awaiting" }],
  ] as const)("a part that is %s goes on so", async (state, expected) => {
    const w = await world()
    await bring(w, 1, state)
    await end(w)
    await pass(w)
    const [part] = await partsOf(w, 4)
    expect(part).toMatchObject(expected)
    expect(await discrepancies(w.database)).toEqual([])
    if (state === "claimed") await done(onAssignment(w, "lin", 7, "verdict"))
    if (state === "rectifying") await done(onAssignment(w, "zhao", 7, "claim"))
    if (state === "suspended") await done(onAssignment(w, "lin", 7, "resumption"))
    if (state === "disputed") await done(onAssignment(w, "lin", 7, "answer"))
  })

  test("what is done stays with the unit that did it", async () => {
    const w = await world()
    await bring(w, 1, "closed")
    await end(w)
    const page = await html(w, "/units/1/transfer")
    expect(page).toContain("办公室已办结的1项不移交")
    await pass(w)
    expect(await partsOf(w, 1)).toMatchObject([{ state: "closed" }, { state: "terminated" }])
    expect(await partsOf(w, 4)).toMatchObject([{ taskId: 3 }])
  })

  test("a request for more time goes on waiting, and a day that was granted goes on counting", async () => {
    const w = await world()
    await askForExtension(w)
    await end(w)
    await pass(w)
    const { db, read } = w.database
    const [rows] = await read([db.select().from(extensions).orderBy(extensions.id)])
    expect(rows).toMatchObject([
      { assignmentId: 1, unitId: 1, state: "withdrawn", decidedById: w.actor("lin").id },
      { assignmentId: 7, unitId: 4, state: "asked", wantedBy: "2026-11-30", reason: "场地未落实。" },
    ])
    expect(await html(w, "/desk?queue=extensions")).toContain("外事处申请延期")
    await done(onExtension(w, "lin", "decision", {}, 2))
    await w.travel("2026-11-02")
    // Granted beyond the task's own 2026-10-30: the others are late, this one is not.
    const late = async () =>
      [...(await html(w, "/plans/1?part=red&unit=4")).matchAll(/id="task-(\d)"/g)].map(([, task]) => task)
    expect(await late()).toEqual(["3"])
    // Handed over once more, to a unit that nobody has named: the granted day goes with it.
    await done(w.as("admin").post("/units", { name: "督查室", shortName: "", aliases: "", kind: "internal" }))
    await pass(w, { answerBy: "" }, { to: "5", unit: 4 })
    const [further] = await read([db.select().from(extensions).where(eq(extensions.unitId, 5))])
    expect(further).toMatchObject([{ state: "granted", grantedBy: "2026-11-30" }])
  })
})

describe("移交 to a unit that works on the tasks already", () => {
  test("makes one part of two: in the stronger place, and each answers for its own words of the running round", async () => {
    const w = await world()
    await done(openRound(w))
    await bringReport(w, "submitted")
    await done(onReport(w, "wang", 6, "draft", { achieved: "写到一半。" }))
    await done(onReport(w, "zhou", 5, "report", { achieved: "综合司的进展。" }))
    await end(w, "2")
    const page = await html(w, "/units/1/transfer")
    expect(page).toContain("并入综合指导司已承担的这一项；办公室的这一项终止。")
    await pass(w, {}, { to: "2" })
    expect(await partsOf(w, 1)).toMatchObject([
      { id: 1, state: "terminated", mergedIntoId: 2 },
      { id: 6, state: "terminated", mergedIntoId: 5 },
    ])
    // 办公室 was 第一牵头 of task 1: 综合指导司 stands in its place.
    expect(await partsOf(w, 2)).toMatchObject([
      { id: 2, role: "lead", position: 0, state: "awaiting", version: 2 },
      { id: 5, role: "lead", position: 0, state: "active" },
    ])
    expect(await trailOf(w, "assignment:2")).toMatchObject([
      { action: "assignment_absorbed", particulars: { unit: "综合指导司", instead_of: "办公室" } },
    ])
    expect(await html(w, "/plans/1/tasks/1")).toMatch(/href="\/units\/2">综合指导司<\/a>\s*<small>第一牵头/)
    // What 办公室 had sent is still judged as its own; what it was writing stays where it is.
    expect(await reportOf(w, 1)).toMatchObject({ state: "submitted" })
    expect(await draftOf(w, 6)).toMatchObject({ achieved: "写到一半。" })
    expect(await reportOf(w, 2)).toBeNull()
    expect(await reportOf(w, 5)).toMatchObject({ state: "submitted" })
    expect((await duesOf(w, 2)).map(({ assignmentId }) => assignmentId)).toEqual([2, 5])
    expect(await discrepancies(w.database)).toEqual([])
  })

  test("a part that it had closed is taken up again, a part that it was never asked about in the round is asked now", async () => {
    const w = await world()
    await bring(w, 2, "closed", { unit: "zhou", office: "lin" })
    await done(openRound(w))
    await bringReport(w, "submitted")
    await end(w, "2")
    expect(await html(w, "/units/1/transfer")).toContain("综合指导司原来承担过这一项，恢复承担。")
    await pass(w, {}, { to: "2" })
    expect(await partsOf(w, 2)).toMatchObject([{ id: 2, state: "awaiting", position: 0 }, { id: 5 }])
    expect((await trailOf(w, "assignment:2")).at(-1)).toMatchObject({
      action: "assignment_added",
      particulars: { from: "closed", to: "awaiting", instead_of: "办公室" },
    })
    expect(await reportOf(w, 2)).toMatchObject({ state: "submitted", unitId: 2 })
    expect(await discrepancies(w.database)).toEqual([])
  })
})

describe("移交 of 督办单", () => {
  test("the other unit answers under the same number; the paper and the first addressee stay what they were", async () => {
    const w = await world()
    await done(draftNotice(w))
    await end(w)
    await pass(w)
    expect(await noticeOf(w)).toMatchObject({
      unitId: 4,
      issuedToId: 1,
      number: 1,
      state: "issued",
      dueBy: "2026-09-30",
    })
    expect((await trailOf(w, "notice:1")).at(-1)).toMatchObject({
      action: "notice_transferred",
      particulars: { from: "issued", to: "issued", answerBy: "2026-09-30", unit: "外事处", instead_of: "办公室" },
    })
    // A light of the new part: the task's notice is its.
    const page = await html(w, "/notices/1", "zhao")
    expect(page).toContain("外事处（原发办公室）")
    expect(page.match(/（一） 把普法/g)).toHaveLength(1)
    expect(page).toMatch(/办公室 → 外事处/)
    expect(await html(w, "/todo", "zhao")).toContain("报送三季度落实情况")
    expect(await html(w, "/todo", "wang")).not.toContain("报送三季度落实情况")
    expect((await w.as("wang").get("/notices/1")).status).toBe(200)
    await refused(w, () => onNotice(w, "wang", "answer"), 403)
    await done(onNotice(w, "zhao", "answer"))
    await done(onNotice(w, "lin", "verdict"))
    expect(await html(w, "/notices?view=all&unit=1")).toContain("外事处（原发办公室）")
    const bytes = new Uint8Array(await (await w.as("lin").get("/notices/1/paper")).arrayBuffer())
    const text = readDocx(bytes).paragraphs.join("\n")
    expect(text).toContain("\n办公室：")
    expect(text).not.toContain("外事处")
    expect(text.match(/把普法纳入/g)).toHaveLength(1)
    expect(await discrepancies(w.database)).toEqual([])
  })

  test("its liaison is written to", async () => {
    const w = await world()
    await done(draftNotice(w))
    await end(w)
    await pass(w)
    const { db, read } = w.database
    const [rows] = await read([
      db.select({ unitId: deliveries.unitId }).from(deliveries).where(eq(deliveries.about, "notice")),
    ])
    expect(rows.map(({ unitId }) => unitId)).toEqual([1, 4])
  })

  test("a day that has passed cannot be met: a new one is asked for, and only those that are late get it", async () => {
    const w = await world()
    await bring(w, 1, "rectifying")
    await done(draftNotice(w))
    await done(draftNotice(w, { assignments: ["6"], dueBy: "2026-12-01" }))
    await w.travel("2026-10-14")
    await end(w)
    const form = await formOf(w)
    expect(await html(w, "/units/1/transfer")).toContain("有2项的期限已过，外事处无法按原期限办理")
    await refused(w, () => post(w, form), 422, "所选事项中有2项的期限已过")
    await refused(w, () => post(w, { ...form, answerBy: "2026-10-13" }), 422, "新的期限不能早于今天")
    await done(post(w, { ...form, answerBy: "2026-10-28" }))
    expect(await noticeOf(w, 1)).toMatchObject({ dueBy: "2026-10-28", firstDueBy: "2026-09-30" })
    expect(await noticeOf(w, 2)).toMatchObject({ dueBy: "2026-12-01" })
    expect((await partsOf(w, 4))[0]).toMatchObject({ state: "rectifying", rectifyBy: "2026-10-28" })
    expect((await trailOf(w, "notice:1")).at(-1)?.particulars).toMatchObject({ answerBy: "2026-10-28" })
  })

  test("an answer that waits is judged as the other unit's", async () => {
    const w = await world()
    await bringNotice(w, "answered")
    await end(w)
    await pass(w)
    await done(onNotice(w, "lin", "verdict", { verdict: "fail", answerBy: "2026-10-20" }))
    await done(onNotice(w, "zhao", "answer"))
    expect(await noticeOf(w)).toMatchObject({ state: "answered", unitId: 4, latest: 2 })
  })
})

describe("who may, and when", () => {
  test.each<Login>(["wang", "head", "zhou", "zhao", "boss", "admin", "security", "auditor"])(
    "%s may not",
    async (login) => {
      const w = await end(await world())
      const form = await formOf(w)
      expect((await w.as(login).get("/units/1/transfer")).status).toBe(403)
      await refused(w, () => post(w, form, login), 403)
    },
  )

  test("what is wrong with the form is told to whoever may, and to nobody else", async () => {
    const w = await end(await world())
    const wrong = { ...(await formOf(w)), remark: "" }
    await refused(w, () => post(w, wrong, "wang"), 403)
    await refused(w, () => post(w, wrong), 422, "请填写移交依据和说明")
  })

  test("not without signing in; of a unit that is not there nothing", async () => {
    const w = await end(await world())
    const form = await formOf(w)
    await refused(w, () => post(w, form, null), 401)
    expect((await w.as("lin").get("/units/99/transfer")).status).toBe(404)
    expect((await post(w, form, "lin", 99)).status).toBe(404)
    // The same whoever asks.
    expect((await post(w, form, "wang", 99)).status).toBe(404)
  })

  test.each<[string, Fields, string]>([
    ["nothing ticked", { parts: [], notices: [] }, "请至少勾选一项"],
    ["no unit", { to: "" }, "请选择承接单位"],
    ["the unit itself", { to: "1" }, "请选择承接单位"],
    ["a unit that is gone too", { to: "3" }, "请选择承接单位"],
    ["no reason", { remark: " " }, "请填写移交依据和说明"],
    ["no date", { answerBy: "下周" }, "新的期限"],
    ["no number", { parts: ["x"] }, "请重新勾选"],
  ])("%s: told what is missing, and what was typed stays", async (_, over, words) => {
    const w = await end(await world())
    await done(
      w
        .as("admin")
        .post("/units/3/edit", { ...EDIT, name: "研究室", shortName: "研究室", position: "3", known: "yes" }),
    )
    const form = await formOf(w)
    const page = await refused(w, () => post(w, { ...form, ...over }), 422, words)
    if (over.remark === undefined && over.to === undefined) expect(page).toContain("机构改革方案。")
    expect(await partsOf(w, 4)).toEqual([])
  })

  test("of two supervisors at once one is first, and the other is told; nor is it done twice or from an old page", async () => {
    const w = await end(await world())
    const form = await formOf(w)
    await onlyOne(
      w,
      () => post(w, form),
      () => post(w, { ...form, remark: "第二个人的说明。" }, "lin2"),
      5,
    )
    const page = await refused(w, () => post(w, { ...form, remark: "第二个人的说明。" }, "lin2"), 409)
    expect(page).toContain("第二个人的说明。")
    expect(await partsOf(w, 4)).toHaveLength(2)
  })

  test("from a page before somebody else moved one of the parts: nothing goes", async () => {
    const w = await world()
    await done(openRound(w))
    await end(w)
    const form = await formOf(w)
    await done(onReport(w, "wang", 1, "report"))
    await refused(w, () => post(w, form), 409)
    expect(await partsOf(w, 4)).toEqual([])
    await pass(w)
  })

  test("what waits for 复核 stays until that is decided", async () => {
    const w = await world()
    await bring(w, 4, "claimed", { unit: "yan", office: "lin" })
    await done(onAssignment(w, "lin", 4, "verdict"))
    const edit = { ...EDIT, name: "研究室", shortName: "研究室", position: "3", successorId: "4", known: "yes" }
    await done(w.as("admin").post("/units/3/edit", edit))
    const page = await html(w, "/units/3/transfer")
    expect(page).toContain("正在复核，复核后再移交。")
    const form = await formOf(w, { unit: 3 })
    expect(form.parts).toEqual(["3.1"])
    await refused(w, () => post(w, { ...form, parts: ["3.1", "4.4"] }, "lin", 3), 409)
    await done(post(w, form, "lin", 3))
    expect(await html(w, "/desk?queue=transfers")).toContain("1项分工")
    await done(onAssignment(w, "lin2", 4, "confirmation", { agrees: "no", decision: "请补充材料。" }))
    await pass(w, {}, { unit: 3 })
    expect(await partsOf(w, 4)).toMatchObject([{ taskId: 1 }, { taskId: 2, state: "claimed" }])
  })

  test("a page and an act cost no more than others", async () => {
    const w = await world()
    await done(openRound(w))
    await done(draftNotice(w))
    await end(w)
    const form = await formOf(w)
    let before = w.database.trips()
    await html(w, "/units/1/transfer")
    expect(w.database.trips() - before).toBeLessThanOrEqual(2)
    before = w.database.trips()
    await done(post(w, form))
    expect(w.database.trips() - before).toBeLessThanOrEqual(4)
  })
})

describe("a slip", () => {
  test("is put right from the unit that got it: what was handed over goes back as it stands now", async () => {
    const w = await world()
    await done(openRound(w))
    await bringReport(w, "submitted")
    await done(onReport(w, "wang", 6, "draft", { achieved: "写到一半。" }))
    await end(w)
    await pass(w)
    await done(onReport(w, "zhao", 8, "draft", { achieved: "写完了。", revision: "1" }))
    await done(w.as("admin").post("/units/1/edit", { ...EDIT, version: "2", active: "yes" }))
    await pass(w, {}, { to: "1", unit: 4 })
    expect(await partsOf(w, 1)).toMatchObject([
      { id: 1, state: "awaiting", mergedIntoId: null },
      { id: 6, state: "awaiting", mergedIntoId: null },
    ])
    expect(await partsOf(w, 4)).toMatchObject([{ state: "terminated" }, { state: "terminated" }])
    expect(await reportOf(w, 1)).toMatchObject({ state: "submitted", unitId: 1 })
    expect(await draftOf(w, 6)).toMatchObject({ achieved: "写完了。" })
    const { db, read } = w.database
    const [versions] = await read([
      db
        .select()
        .from(reportVersions)
        .where(and(eq(reportVersions.assignmentId, 1), eq(reportVersions.roundId, 1))),
    ])
    expect(versions).toHaveLength(1)
    expect(await discrepancies(w.database)).toEqual([])
    expect(await html(w, "/desk")).toMatch(/待审核 <b class="count work">1<\/b>/)
  })

  test("with a head's signature asked and 督办单 in hand it works as well", async () => {
    const w = await world()
    await done(settings(w, { headSigns: "1" }))
    await done(draftNotice(w))
    await end(w)
    await pass(w)
    await done(w.as("admin").post("/units/1/edit", { ...EDIT, version: "2", active: "yes" }))
    await pass(w, {}, { to: "1", unit: 4 })
    const { db, read } = w.database
    const [rows] = await read([db.select().from(notices)])
    expect(rows).toMatchObject([{ unitId: 1, issuedToId: 1 }])
    const [all] = await read([db.select().from(reports)])
    expect(all).toEqual([])
  })
})

test("a stage that was reached stays reached with whoever goes on", async () => {
  const w = await world()
  const staged = { version: "1", id: ["", ""], text: ["调研", "成稿"], dueBy: ["2026-09-25", "2026-11-30"] }
  await done(w.as("lin").post("/plans/1/tasks/1/arrangement/stages", staged))
  const marked = { version: "1", assignment: "1", stage: "1", reached: "yes" }
  await done(w.as("lin").post("/plans/1/tasks/1/arrangement/marks", marked))
  await end(w)
  await pass(w)
  const parts = (await html(w, "/plans/1/tasks/1/arrangement")).match(/外事处<\/th><td>[^<]*/)?.[0]
  expect(parts).toBe("外事处</th><td>已完成")
})
