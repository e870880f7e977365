import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { plans, posts, units } from "#db/schema.ts"
import { imported, issue } from "#test/plans/intake/drafts/support.ts"
import { bring, done, openRound } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const text = (html: string) => html.replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, "")
const gapsOf = (html: string) => /id="gaps"[\s\S]*?<\/(?:details|p)>/.exec(html)?.[0] ?? ""
const leave = (post: number) =>
  w.database.write([w.database.db.update(posts).set({ untilOn: "2026-09-20" }).where(eq(posts.id, post))])
/** 办公室's and 外事处's 联络员 are gone; only 办公室 has work. */
const leaveBoth = async () => {
  await leave(3)
  await leave(7)
}

describe("at the desk", () => {
  test("a unit with unfinished work is named, with whom to ring and where the call is noted", async () => {
    await done(openRound(w))
    expect(gapsOf(await page("lin", "/desk"))).toBe("")
    await leaveBoth()
    await done(w.as("head").post("/account/contact", { contact: "8013", email: "", version: "1" }))
    const html = gapsOf(await page("lin", "/desk"))
    expect(text(html)).toContain("1个单位有在办事项而没有联络员：办公室")
    expect(text(html)).toContain("办公室（单位负责人洪主任8013），第三季度未报2项电话催办登记")
    expect(html).not.toContain("外事处")
    const href = /href="([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? ""
    const reminders = await page("lin", href)
    expect(reminders).toContain('value="telephoned" selected=""')
    expect(text(reminders)).toContain("没有联络员；单位负责人：洪主任8013")
    await done(w.as("lin").post("/plans/1/rounds/1/reminders", { units: ["1"], kind: "telephoned", text: "请报送。" }))
  })

  test("an archived plan asks for nothing; an office that follows up nothing of it is not told", async () => {
    await leave(3)
    expect(text(gapsOf(await page("lin", "/desk")))).toContain("办公室（单位负责人洪主任（未登记电话））")
    const { db, write } = w.database
    await write([db.update(plans).set({ supervisingUnitId: w.unitId("bgs") })])
    expect(gapsOf(await page("lin", "/desk"))).toBe("")
    await write([db.update(plans).set({ supervisingUnitId: w.unitId("yjs") })])
    await leave(5)
    expect(text(gapsOf(await page("lin", "/desk")))).toContain("2个单位有在办事项而没有联络员：办公室、综合指导司")
    await write([db.update(plans).set({ state: "archived" })])
    expect(gapsOf(await page("lin", "/desk"))).toBe("")
  })

  test("what is done or ended is no work any more", async () => {
    await bring(w, 1, "terminated")
    await leave(3)
    expect(gapsOf(await page("lin", "/desk"))).toContain("办公室")
    await w.database.write([w.database.db.update(posts).set({ untilOn: null }).where(eq(posts.id, 3))])
    await bring(w, 6, "closed")
    await leave(3)
    expect(gapsOf(await page("lin", "/desk"))).toBe("")
  })

  test("a unit out of use waits in another list, not here", async () => {
    await leave(3)
    const { db, write } = w.database
    await write([db.update(units).set({ active: false }).where(eq(units.id, 1))])
    expect(gapsOf(await page("lin", "/desk"))).toBe("")
  })
})

/** The page that follows an act, with what it says once. */
async function receipt(act: Response, path: string): Promise<string> {
  const cookie = act.headers.get("set-cookie")?.split(";")[0] ?? ""
  const response = await w.app.request(`http://127.0.0.1:3000${path}`, {
    headers: { cookie: `__Host-sid=lin; ${cookie}` },
  })
  return response.text()
}

describe("when a round opens", () => {
  test("the page says it before, and the receipt after; to those who open, and to nobody else", async () => {
    await leaveBoth()
    expect(text(gapsOf(await page("lin", "/plans/1/rounds")))).toContain(
      "1个单位没有联络员：办公室。请安全管理员授予岗位",
    )
    for (const login of ["zhou", "boss"] as const) expect(gapsOf(await page(login, "/plans/1/rounds"))).toBe("")
    const opened = await done(openRound(w))
    expect(opened.headers.get("set-cookie")).toContain("round_opened_gaps.6-1-1-1")
    expect(gapsOf(await page("lin", "/plans/1/rounds"))).toContain("办公室")
  })

  test("the receipt leads to what the round asks for, gaps or none", async () => {
    const html = await receipt(await done(openRound(w)), "/plans/1/rounds")
    expect(text(html)).toContain("填报期已开启，6项待报下一步：核对本期应报清单")
    expect(html).toContain('href="/plans/1?round=1&amp;report=due"')
    expect(text(await page("lin", "/plans/1?round=1&report=due"))).toContain("应报：3项任务，6项分工")
  })

  test("with gaps it says them too", async () => {
    await leaveBoth()
    const html = await receipt(await done(openRound(w)), "/plans/1/rounds")
    expect(text(html)).toContain("6项待报；1个单位没有联络员，见下下一步：核对本期应报清单")
    expect(html).toContain('href="/plans/1?round=1&amp;report=due"')
  })

  test("nothing is said where everybody has somebody", async () => {
    const opened = await done(openRound(w))
    expect(opened.headers.get("set-cookie")).toContain("round_opened.6-1-1")
    expect(gapsOf(await page("lin", "/plans/1/rounds"))).toBe("")
  })
})

describe("at 下达", () => {
  const SOURCE =
    "关于普法的分工方案\n\n（一）制定计划。（牵头单位：办公室、外事处）\n（二）办班。（责任单位：研究室、网上受理办）\n"
  /** The document as it stands before 下达, with 网上受理办 added. */
  async function drafted() {
    const draft = await imported(w, { source: SOURCE })
    await draft.correct({ kind: "match_all" })
    return draft
  }

  test("the preview names the units that nobody would be asked for, new ones too, and hinders nothing", async () => {
    await leaveBoth()
    const draft = await drafted()
    expect(text(gapsOf(await draft.html()))).toContain("3个单位没有联络员：办公室、外事处、网上受理办。可以照常下达")
    const issued = await done(issue(w, draft))
    expect(issued.headers.get("set-cookie")).toContain("plan_issued_gaps.4-3-2")
    expect(text(gapsOf(await page("lin", "/plans/2/rounds")))).toContain(
      "3个单位没有联络员：办公室、外事处、网上受理办",
    )
  })

  test("the receipt leads to their names", async () => {
    await leaveBoth()
    const draft = await drafted()
    const html = await receipt(await done(issue(w, draft)), "/plans/2")
    expect(text(html)).toContain("已下达，共4项分工；3个单位没有联络员，待办和催办送不到看是哪些单位，并开启填报期")
    expect(html).toContain('href="/plans/2/rounds#gaps"')
  })

  test("where nobody is missing, to the first round", async () => {
    const draft = await imported(w, { source: "关于普法的分工方案\n\n（一）制定计划。（牵头单位：办公室）\n" })
    await draft.correct({ kind: "match_all" })
    const html = await receipt(await done(issue(w, draft)), "/plans/2")
    expect(text(html)).toContain("下一步：开启填报期")
    expect(html).toContain('href="/plans/2/rounds#open-round"')
  })

  test("of a document whose units all have somebody nothing is said", async () => {
    const draft = await imported(w, { source: "方案\n\n（一）制定计划。（牵头单位：办公室）\n" })
    expect(gapsOf(await draft.html())).toBe("")
  })
})
