import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { digests, dues, units } from "#db/schema.ts"
import { instant } from "#src/clock.ts"
import { sweep } from "#src/messages/sweep.ts"
import { openWorkOf } from "#src/supervision/transfers/queries.ts"
import {
  askForExtension,
  bringNotice,
  done,
  draftNotice,
  onNotice,
  onReport,
  openRound,
  refused,
} from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { workWords } from "#views/transfers/words.ts"

const EDIT = { version: "1", name: "办公室", shortName: "办公室", aliases: "", kind: "internal", position: "1" }
/** 停用 of 办公室, with what is to be different. */
const end = (w: World, over: Record<string, string> = {}, login: Login = "admin") =>
  w.as(login).post("/units/1/edit", { ...EDIT, ...over })
const html = async (w: World, path: string, login: Login = "lin") => {
  const response = await w.as(login).get(path)
  expect(response.status).toBe(200)
  return response.text()
}
const unitOf = async (w: World, id = 1) => {
  const [[unit]] = await w.database.read([w.database.db.select().from(units).where(eq(units.id, id))])
  return unit
}

describe("before a unit is put out of use", () => {
  test("the 系统管理员 sees in numbers what it still has to do, and nothing of any plan; nothing is saved yet", async () => {
    const w = await world()
    await done(openRound(w))
    await askForExtension(w)
    await bringNotice(w, "issued", { assignment: "6" })
    const asked = await end(w, { successorId: "2" })
    expect(asked.status).toBe(422)
    const page = await asked.text()
    expect(page).toContain("2项在办分工（1个方案）、2项进展待报、1份督办单未反馈、1项延期申请待答复、2个在任岗位")
    for (const word of ["普法", "方案》", "把普法", "（一）", "报送三季度"]) expect(page).not.toContain(word)
    expect(page).toMatch(/<option value="2" selected/)
    expect(await unitOf(w)).toMatchObject({ active: true, version: 1 })
    expect((await w.events()).some(({ action }) => action === "unit_changed")).toBe(false)

    await done(end(w, { successorId: "2", known: "yes" }))
    expect(await unitOf(w)).toMatchObject({ active: false, successorId: 2 })
  })

  test("a unit without work is put out of use at once, and another change asks nothing", async () => {
    const w = await world()
    await done(end(w, { active: "yes", shortName: "办" }))
    const posts = await w.database.client.execute("delete from posts where unit_id = 4")
    expect(posts.rowsAffected).toBe(1)
    await done(w.as("admin").post("/units/4/edit", { ...EDIT, name: "外事处", shortName: "外事处", position: "4" }))
    expect(await unitOf(w, 4)).toMatchObject({ active: false })
  })

  test("who takes over has to be in use", async () => {
    const w = await world()
    await done(end(w, { known: "yes" }))
    const refusedPage = await w
      .as("admin")
      .post("/units/2/edit", { ...EDIT, name: "综合指导司", position: "2", successorId: "1", known: "yes" })
    expect(refusedPage.status).toBe(422)
    expect(await refusedPage.text()).toContain("承接单位须为在用单位")
  })

  test("what is counted is what is open, in words", async () => {
    const w = await world()
    await done(openRound(w))
    await bringNotice(w, "answered")
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "lin", 1, "acceptance"))
    expect(await openWorkOf(w.database, 1, "2026-09-21")).toEqual({
      parts: 2,
      plans: 1,
      reports: 1,
      awaited: 0,
      notices: 1,
      extensions: 0,
      supervised: 0,
      posts: 2,
      lower: 0,
    })
    expect(workWords(await openWorkOf(w.database, 3, "2026-09-21"))).toBe(
      "2项在办分工（1个方案）、2项进展待报、1个方案由其督促检查、3个在任岗位",
    )
  })
})

/** 办公室 has been merged into 综合指导司. */
async function ended(over: Record<string, string> = { successorId: "2" }) {
  const w = await world()
  await done(openRound(w))
  await done(end(w, { known: "yes", ...over }))
  return w
}

describe("a unit that is no more", () => {
  test("is marked in the matrix, in lists and filters, on the task and on its own page", async () => {
    const w = await ended()
    const matrix = await html(w, "/plans/1/matrix?open=1-1")
    expect(matrix).toMatch(/title="办公室（已并入综合指导司）" class="ended">办公室<small>已并入综合指导司<\/small>/)
    expect(matrix).toMatch(/id="panel-title"[\s\S]*?<span class="tag ended">已并入综合指导司<\/span>/)
    const list = await html(w, "/plans/1?unit=1")
    expect(list).toContain(`<option value="1" selected="">办公室（已并入综合指导司）</option>`)
    expect(list).toContain("<b>办公室（已并入综合指导司）</b>：")
    expect(list).toMatch(/第一牵头<\/span><span class="tag ended">已并入综合指导司/)
    expect(await html(w, "/plans/1/tasks/1")).toContain("已并入综合指导司")
    expect(await html(await ended({}), "/plans/1/matrix")).toContain("<small>已撤销</small>")
  })

  test("is asked for nothing when a round opens; everybody else is", async () => {
    const w = await world()
    await done(end(w, { known: "yes" }))
    await done(openRound(w))
    const [rows] = await w.database.read([w.database.db.select({ unitId: dues.unitId }).from(dues)])
    expect(rows.map(({ unitId }) => unitId).sort()).toEqual([2, 2, 3, 3])
  })

  test("is not reminded, by nobody and by no means, of what it owed", async () => {
    const w = await ended()
    await w.travel("2026-10-09", 10)
    const page = await html(w, "/plans/1/rounds/1/reminders")
    expect(page).not.toContain("办公室")
    expect(page).toContain("综合指导司")
    const paper = await w.as("lin").get("/plans/1/rounds/1/reminders/1/paper")
    expect(paper.status).toBe(404)
    await refused(
      w,
      () => w.as("lin").post("/plans/1/rounds/1/reminders", { units: ["1"], kind: "sent", text: "请报送" }),
      409,
    )
    await sweep(w.database, instant("2026-10-09", 10))
    const [made] = await w.database.read([w.database.db.select({ unitId: digests.unitId }).from(digests)])
    expect(made.map(({ unitId }) => unitId).sort()).toEqual([2, 3])
    // 逾期未报 is for whom one can urge; what it counts is what 催办 lists.
    const desk = await html(w, "/desk?queue=overdue")
    expect(desk).toContain("未报 4 项")
    expect(desk).not.toMatch(/<b>\s*办公室/)
  })

  test("gets no 督办单: none is drafted, and a draft from before is not sent", async () => {
    const w = await world()
    await done(draftNotice(w, { send: "" }))
    await done(end(w, { known: "yes" }))
    await refused(w, () => onNotice(w, "lin", "issue"), 409, "承办单位已停用")
    expect(await html(w, "/plans/1/notices/new?task=1")).not.toContain("办公室")
    // Its parts are no longer among those that can be chosen.
    await refused(w, () => draftNotice(w), 404)
  })
})
