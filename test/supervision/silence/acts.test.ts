import { beforeEach, describe, expect, test } from "vitest"
import { talks } from "#db/schema.ts"
import {
  askForExtension,
  bring,
  done,
  type Fields,
  onAssignment,
  onReport,
  openRound,
  refused,
} from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/*
 * Task 1 is 办公室's (1), 综合指导司's (2) and 研究室's (3); task 2 is 研究室's (4), task 3 综合指导司's (5) and 办公室's (6).
 * The round is due on 30 September; by 28 December more than 60 working days have gone since the first of them opened.
 */
let w: World
beforeEach(async () => {
  w = await world()
  await done(openRound(w))
})

const LATER = "2026-12-28"
const page = async (login: Login, path = "/plans/1/silence") => (await w.as(login).get(path)).text()
const listed = async (login: Login = "lin") =>
  [...(await page(login)).matchAll(/name="parts" value="(\d+)"/g)].map(([, id]) => Number(id)).sort()
const talk = (over: Fields = {}, login: Login | null = "lin") =>
  w
    .as(login)
    .post("/plans/1/silence", { parts: ["1", "6"], heldOn: "2026-12-25", text: "已电话了解，人手不足。", ...over })
const rows = async () => {
  const [found] = await w.database.read([w.database.db.select().from(talks)])
  return found
}

describe("久无进展", () => {
  test("nothing yet; later whoever has said nothing since the round came due, with the reason and the days", async () => {
    expect(await listed()).toEqual([])
    expect(await page("lin")).toContain("没有久无进展的事项")
    await w.travel(LATER)
    expect(await listed()).toEqual([1, 2, 3, 4, 5, 6])
    const html = await page("lin")
    expect(html).toMatch(/\d+个工作日没有新的进展/)
    expect(html).toContain("自9月1日开启填报以来没有报过进展")
    // No light, no reminder follows from it: it stands here, and as one line on 总览.
    expect(await page("boss", "/overview?plan=1")).toContain("6项久无进展")
    expect(await page("lin", "/plans/1/supervision")).toContain('href="/plans/1/silence"')
  })

  test("a report with words is one; 无变化 is none", async () => {
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "wang", 6, "report"))
    await done(openRound(w, { name: "十月", dueBy: "2026-10-16", period: "2026-10", inside: "1" }))
    await w.travel("2026-10-15")
    await done(onReport(w, "wang", 1, "report", {}, 2))
    const none = { achieved: "", problems: "", nextSteps: "", unchanged: "1" }
    await done(onReport(w, "wang", 6, "report", none, 2))
    await w.travel(LATER)
    expect(await listed()).toEqual([2, 3, 4, 5, 6])
    const html = await page("lin")
    expect(html).toContain("连续1期「无变化」")
    expect(html).toContain("上一次有进展：9月21日，举办法治培训班1期，56人参加。")
    // However long ago it was: whoever has answered all that was asked owes no word.
    await w.travel("2027-06-01")
    expect(await listed()).toEqual([2, 3, 4, 5, 6])
  })

  test("so is a 延期申请; what is claimed, closed or suspended is out, and comes back", async () => {
    await w.travel("2026-10-20")
    await askForExtension(w)
    await bring(w, 2, "claimed", { unit: "zhou", office: "lin" })
    await bring(w, 4, "closed", { unit: "yan", office: "lin" })
    await bring(w, 5, "suspended", { unit: "zhou", office: "lin" })
    await w.travel(LATER)
    expect(await listed()).toEqual([3, 6])
    await done(onAssignment(w, "lin", 5, "resumption"))
    expect(await listed()).toEqual([3, 5, 6])
  })

  test("a plan that has ended has none", async () => {
    await w.travel(LATER)
    await w.database.client.execute("update plans set state = 'archived'")
    expect(await listed()).toEqual([])
  })

  test("leaders read it and register nothing", async () => {
    await w.travel(LATER)
    const html = await page("boss")
    expect(html).toContain("久无进展")
    expect(html).not.toContain('name="parts"')
    await refused(w, () => talk({}, "boss"), 403)
  })
})

describe("登记沟通", () => {
  beforeEach(async () => {
    await w.travel(LATER)
  })

  test("with day and words, in the trail; the parts rest until the next round", async () => {
    await done(talk())
    expect(await listed()).toEqual([2, 3, 4, 5])
    expect(await rows()).toMatchObject([
      { assignmentId: 1, heldOn: "2026-12-25", text: "已电话了解，人手不足。" },
      { assignmentId: 6, heldOn: "2026-12-25" },
    ])
    expect((await w.events()).slice(-2)).toMatchObject([
      {
        action: "talk_registered",
        subject: "talk:1",
        particulars: { heldOn: "2026-12-25", remark: "已电话了解，人手不足。" },
      },
      { action: "talk_registered", subject: "talk:2" },
    ])
    expect(await page("lin")).toContain("12月25日 办公室（一）、（三）：已电话了解，人手不足。")
    expect(await page("boss", "/overview?plan=1")).toContain("4项久无进展")
    await done(openRound(w, { name: "第四季度", opensOn: LATER, dueBy: "2027-01-08", inside: "1" }))
    expect(await listed()).toEqual([1, 2, 3, 4, 5, 6])
  })

  test.each<[string, Fields, RegExp]>([
    ["nothing chosen", { parts: [] }, /请至少选择一项事项/],
    ["no words", { text: " " }, /请填写沟通情况/],
    ["no day", { heldOn: "" }, /请填写沟通日期/],
    ["a day to come", { heldOn: "2026-12-29" }, /沟通日期不能晚于今天/],
  ])("%s: said at the field, with the words kept", async (_, over, words) => {
    const response = await talk({ text: "我的话", ...over })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toMatch(words)
    if (!("text" in over)) expect(html).toContain("我的话")
    expect(await rows()).toEqual([])
  })

  test("what has been talked over, or has spoken meanwhile, is told so", async () => {
    await done(talk())
    await refused(w, () => talk(), 409, /已有新的进展，或已登记过沟通/)
    await refused(w, () => talk({ parts: ["99"] }), 409)
    expect(await rows()).toHaveLength(2)
  })

  test.each<[Login, number]>([
    ["wang", 403],
    ["head", 403],
    ["zhao", 404],
    ["admin", 404],
    ["auditor", 404],
  ])("%s neither reads nor registers: %i", async (login, status) => {
    expect((await w.as(login).get("/plans/1/silence")).status).toBe(status)
    await refused(w, () => talk({}, login), status)
    expect(await page("wang", "/plans/1/supervision")).not.toContain("/silence")
  })
})
