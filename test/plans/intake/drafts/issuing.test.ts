import { readFileSync } from "node:fs"
import { asc, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { assignments, plans, tasks, units } from "#db/schema.ts"
import { done, type Fields, multipart, refused, sentence } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const SEED = readFileSync(new URL("../../../../seeds/xinfang-division-of-work.txt", import.meta.url), "utf8")

/** 办公室, 综合指导司 and 研究室 are in the directory of the test world; 信息中心 is not. */
const SMALL =
  "关于加强普法的分工方案\n\n一、加强学习\n（一）制定学法计划。（牵头单位：办公室、综合指导司；配合单位：信息中心）\n（二）组织考试。（牵头单位：研究室）\n"

const paste = (w: World, source: string, login: Login | null = "lin") => w.as(login).post("/plans/new", { source })

/** Pastes a document and resolves with the address of its draft. */
async function drafted(w: World, source: string, login: Login = "lin") {
  return (await done(paste(w, source, login))).headers.get("location") ?? ""
}

const revisionOf = async (w: World, draft: string, login: Login = "lin") =>
  (await (await w.as(login).get(draft)).text()).match(/name="revision" value="(\d+)"/)?.[1] ?? ""

async function correct(w: World, draft: string, fields: Fields, login: Login = "lin") {
  return w.as(login).post(`${draft}/corrections`, { revision: await revisionOf(w, draft, login), ...fields })
}

async function issue(w: World, draft: string, over: Fields = {}, login: Login = "lin") {
  return w.as(login).post(`${draft}/issue`, {
    revision: await revisionOf(w, draft, "lin"),
    title: "关于加强普法的分工方案",
    issuedOn: "2026-09-21",
    supervisingUnitId: "3",
    confirmed: "1",
    ...over,
  })
}

const all = async (w: World) => {
  const { db, read } = w.database
  const [everyPlan, everyTask, everyAssignment, everyUnit] = await read([
    db.select().from(plans).orderBy(asc(plans.id)),
    db.select().from(tasks).where(eq(tasks.planId, 2)).orderBy(asc(tasks.ordinal)),
    db.select().from(assignments).where(eq(assignments.planId, 2)).orderBy(asc(assignments.id)),
    db.select().from(units).orderBy(asc(units.id)),
  ])
  return { plans: everyPlan, tasks: everyTask, assignments: everyAssignment, units: everyUnit }
}

const OTHERS: [Login, number][] = [
  ["wang", 403],
  ["head", 403],
  ["jing", 403],
  ["boss", 403],
  ["zhao", 403],
  ["admin", 403],
  ["security", 403],
  ["auditor", 403],
]

describe("the seed text, pasted", () => {
  test("is shown as it was understood, and no plan is stored", async () => {
    const w = await world()
    const draft = await drafted(w, SEED)
    const response = await w.as("lin").get(draft)
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(html).toContain("63")
    for (const unit of ["机关党委", "办信司", "来访接待司", "督查室", "投诉办", "人事司"]) expect(html).toContain(unit)
    const stored = await all(w)
    expect(stored.plans).toHaveLength(1)
    expect(stored.units).toHaveLength(4)
  })

  test("units that the directory does not know have to be mapped or added", async () => {
    const w = await world()
    const draft = await drafted(w, SEED)
    const html = await refused(w, () => issue(w, draft), 422)
    expect(html).toContain("机关党委")
    expect((await all(w)).plans).toHaveLength(1)
  })

  test("is issued: 22 tasks, 63 assignments, the new units with it, one act", async () => {
    const w = await world()
    const draft = await drafted(w, SEED)
    await done(correct(w, draft, { kind: "match_all" }))
    const before = (await w.events()).length
    const response = await done(issue(w, draft))
    expect(response.headers.get("location")).toBe("/plans/2")
    expect(response.headers.get("set-cookie")).toContain("done=plan_issued_gaps.63-")
    const stored = await all(w)
    expect(stored.tasks).toHaveLength(22)
    expect(stored.assignments).toHaveLength(63)
    expect(stored.units).toHaveLength(10)
    expect(stored.plans[1]).toMatchObject({ state: "issued", supervisingUnitId: 3 })
    const said = (await w.events()).slice(before)
    expect(said.filter(({ action }) => action === "unit_added")).toHaveLength(6)
    expect(said.find(({ action }) => action === "plan_issued")).toMatchObject({
      subject: "plan:2",
      version: 1,
      particulars: { tasks: 22, assignments: 63 },
    })
    expect((await w.as("wang").get("/plans/2")).status).toBe(200)
    expect((await w.as("admin").get("/plans/2")).status).toBe(404)
  })
})

describe("下达", () => {
  const matched = async (w: World, answer: string) => {
    const draft = await drafted(w, SMALL)
    await done(correct(w, draft, { kind: "match", name: "信息中心", answer }))
    return draft
  }

  test("roles and order are as printed; a unit of another name is the one it was mapped to", async () => {
    const w = await world()
    await done(issue(w, await matched(w, "unit:4")))
    expect(
      (await all(w)).assignments.map(({ unitId, role, position, state }) => [unitId, role, position, state]),
    ).toEqual([
      [1, "lead", 0, "awaiting"],
      [2, "lead", 1, "awaiting"],
      [4, "support", 2, "awaiting"],
      [3, "lead", 0, "awaiting"],
    ])
  })

  test("two names mapped to one unit are one assignment, and the count says so", async () => {
    const w = await world()
    const response = await done(issue(w, await matched(w, "unit:1")))
    expect((await all(w)).assignments).toHaveLength(3)
    expect(response.headers.get("set-cookie")).toContain("done=plan_issued.3")
  })

  test.each<[string, Fields, number, string]>([
    ["no title", { title: "" }, 422, "请填写方案名称"],
    ["no day", { issuedOn: "九月" }, 422, "没有看懂下达日期"],
    ["no office", { supervisingUnitId: "" }, 422, "请选择督促检查的单位"],
    ["an office that is not one's own", { supervisingUnitId: "1" }, 403, "不能这样操作"],
    ["an old page", { revision: "0" }, 409, "有了新的变化"],
  ])("%s: refused, and nothing is stored", async (_, over, status, words) => {
    const w = await world()
    const draft = await matched(w, "unit:4")
    await refused(w, () => issue(w, draft, over), status, words)
    expect((await all(w)).plans).toHaveLength(1)
    expect((await all(w)).units).toHaveLength(4)
  })

  test("a unit out of use is not found by its name", async () => {
    const w = await world()
    await w.database.write([w.database.db.update(units).set({ active: false }).where(eq(units.id, 2))])
    const draft = await matched(w, "unit:4")
    await refused(w, () => issue(w, draft), 422, "综合指导司")
  })

  test.each(["unit:99", "unit:x", "", "units:"])("%j is no answer to which unit a name means", async (answer) => {
    const w = await world()
    const draft = await drafted(w, SMALL)
    await correct(w, draft, { kind: "match", name: "信息中心", answer })
    await refused(w, () => issue(w, draft), 422, "信息中心")
  })

  test.each(OTHERS)("%s issues nothing and has no page for it: %i", async (login, status) => {
    const w = await world()
    const draft = await matched(w, "unit:4")
    expect((await w.as(login).get("/plans/new")).status).toBe(status)
    expect((await w.as(login).get(draft)).status).toBe(status)
    await refused(w, () => paste(w, SMALL, login), status)
    await refused(w, () => issue(w, draft, {}, login), status)
    expect((await all(w)).plans).toHaveLength(1)
  })

  test("nobody signed in is asked to, and keeps the text", async () => {
    const w = await world()
    const response = await paste(w, SMALL, null)
    expect(response.status).toBe(401)
    expect(await response.text()).toContain("制定学法计划")
  })

  test("two supervisors issue one draft at once: one plan", async () => {
    const w = await world()
    const draft = await matched(w, "unit:4")
    const revision = await revisionOf(w, draft)
    const responses = await Promise.all([issue(w, draft, { revision }), issue(w, draft, { revision }, "lin2")])
    expect(responses.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1)
    expect(responses.every(({ status }) => [303, 404, 409].includes(status))).toBe(true)
    expect((await all(w)).plans).toHaveLength(2)
    expect((await all(w)).assignments).toHaveLength(4)
  })

  test("markup in a document is text", async () => {
    const w = await world()
    const draft = await drafted(w, SMALL.replace("制定学法计划", "制定<script>alert(1)</script>计划"))
    expect(await (await w.as("lin").get(draft)).text()).not.toContain("<script>alert")
    await done(correct(w, draft, { kind: "match_all" }))
    await done(issue(w, draft, { title: "<script>alert(2)</script>" }))
    const PAGES = ["", "/matrix", "/tasks/1", "/rounds", "/settings"].map((page) => `/plans/2${page}`)
    for (const path of ["/plans", "/units", ...PAGES]) {
      expect(await (await w.as("lin").get(path)).text(), path).not.toContain("<script>alert")
    }
  })
})

describe("a document as it comes", () => {
  test.each<[string, string]>([
    ["nothing", "  "],
    ["a million characters and more", "长".repeat(1_000_001)],
  ])("%s is asked for again with what was pasted", async (_, source) => {
    const w = await world()
    const html = await refused(w, () => paste(w, source), 422)
    expect(html).toContain(source.trim().slice(0, 50))
    expect((await all(w)).plans).toHaveLength(1)
  })

  test("a text file is read like a pasted text", async () => {
    const w = await world()
    const bytes = new TextEncoder().encode(`\uFEFF${SMALL}`)
    const sent = w.as("lin").post("/plans/new", multipart({ source: "" }, { file: [{ name: "方案.txt", bytes }] }))
    const draft = (await done(sent)).headers.get("location") ?? ""
    expect(await (await w.as("lin").get(draft)).text()).toContain("制定学法计划")
  })

  test("a program is not", async () => {
    const w = await world()
    const bytes = Uint8Array.of(0x4d, 0x5a, 0x90, 0, 0, 0xff, 0xfe, 0)
    const response = await w
      .as("lin")
      .post("/plans/new", multipart({ source: "" }, { file: [{ name: "方案.txt", bytes }] }))
    expect(response.status).toBe(422)
    expect(sentence(await response.text())).toMatch(/[一-龥]{4}/)
  })
})
