import { describe, expect, test } from "vitest"
import { done, onAssignment, onlyOne, onReport, openRound, refused, trailOf } from "#test/support/acts.ts"
import { decideHandover, handOver, handoverOf, POST_OF, postsOf, takeBackHandover } from "#test/support/handovers.ts"
import { verify } from "#test/support/house.ts"
import { type Login, world } from "#test/support/world.ts"

const LATER = { fromOn: "2026-10-01" }

describe("a liaison hands the post to a colleague", () => {
  test("it is proposed in one step, changes nothing, and both see where it stands", async () => {
    const w = await world()
    const page = await (await w.as("wang").get(`/account/posts/${POST_OF.wang}/handover`)).text()
    expect(page).toContain("荆经办")
    expect(page).toContain("洪主任")
    expect(page).not.toContain("周联络")
    await done(handOver(w, LATER))
    expect(await w.events()).toMatchObject([
      {
        action: "handover_proposed",
        subject: "handover:1",
        version: 1,
        actingAs: "liaison 办公室",
        particulars: { to: "proposed", unit: "办公室", holder: "王联络", successor: "荆经办", fromOn: "2026-10-01" },
      },
    ])
    expect(await (await w.as("wang").get("/account")).text()).toMatch(
      /由荆经办接任，10月1日起 <span class="tag">待确认/,
    )
    expect(await (await w.as("jing").get("/account")).text()).toMatch(/王联络：\s*办公室联络员\s*由荆经办接任/)
    expect(await postsOf(w, "jing")).toEqual([])
    expect((await w.as("security").get("/admin/posts")).status).toBe(200)
    expect(await (await w.as("security").get("/admin/posts")).text()).toContain("/admin/posts/handovers/1")
  })

  test("the 安全管理员 confirms: one event each, and each is 联络员 in their own days only", async () => {
    const w = await world()
    await done(handOver(w, LATER))
    const page = await (await w.as("security").get("/admin/posts/handovers/1")).text()
    expect(page).toContain("确认后：王联络的岗位到9月30日为止；荆经办自10月1日起担任。")
    await done(decideHandover(w))
    expect((await w.events()).slice(1)).toMatchObject([
      { action: "handover_confirmed", actingAs: "security", particulars: { from: "proposed", to: "confirmed" } },
      { action: "post_ended", particulars: { untilOn: { before: null, after: "2026-09-30" } } },
      { action: "post_granted", particulars: { kind: "liaison", unitId: 1, fromOn: "2026-10-01", untilOn: null } },
    ])
    expect(await postsOf(w, "jing")).toMatchObject([
      { kind: "liaison", unitId: 1, fromOn: "2026-10-01", standIn: false },
    ])
    await done(openRound(w))
    expect((await onReport(w, "wang", 1, "report")).status).toBe(303)
    expect((await onReport(w, "jing", 6, "report")).status).toBe(404)
    await w.travel("2026-10-01")
    expect((await onReport(w, "wang", 6, "report")).status).toBe(404)
    expect((await onReport(w, "jing", 6, "report")).status).toBe(303)
    expect((await verify(w.database)).projections).toEqual([])
  })

  test("the draft, the file and the item that was handed over stay with the unit, for whoever is 联络员 now", async () => {
    const w = await world()
    await done(openRound(w))
    await onReport(w, "wang", 1, "draft", { achieved: "写了一半的话。" })
    await done(onAssignment(w, "wang", 6, "handler", { handlerId: String(w.actor("head").id) }))
    await done(handOver(w))
    await done(decideHandover(w))
    const todo = await (await w.as("jing").get("/todo?item=1-1")).text()
    expect(todo).toContain("写了一半的话。")
    expect((await w.assignment(6)).handlerId).toBe(w.actor("head").id)
    expect(await (await w.as("wang").get("/todo")).text()).not.toContain("写了一半的话。")
  })

  test("a stand-in holds it beside for a time, and it stays whose it was", async () => {
    const w = await world()
    await done(handOver(w, { how: "stand_in", untilOn: "2026-09-30" }))
    await done(decideHandover(w))
    expect(await postsOf(w, "wang")).toMatchObject([{ untilOn: null, version: 1 }])
    expect(await postsOf(w, "jing")).toMatchObject([{ standIn: true, fromOn: "2026-09-21", untilOn: "2026-09-30" }])
    expect((await w.events()).map(({ action }) => action)).toEqual([
      "handover_proposed",
      "handover_confirmed",
      "post_granted",
    ])
  })

  test("a head and a supervisor hand theirs over the same way", async () => {
    const w = await world()
    await done(handOver(w, {}, "head", POST_OF.head))
    await done(decideHandover(w))
    expect(await postsOf(w, "jing")).toMatchObject([{ kind: "head", unitId: 1 }])
    await done(handOver(w, { person: String(w.actor("yan").id) }, "lin", 1))
    await done(decideHandover(w, {}, "security", 2))
    expect(await postsOf(w, "yan")).toMatchObject([{ kind: "liaison" }, { kind: "supervisor", unitId: 3 }])
  })

  test("whoever is 联络员 beside goes on, and gets no second post", async () => {
    const w = await world()
    const post = { kind: "liaison", unitId: "1", fromOn: "2026-09-21", untilOn: "" }
    await done(w.as("security").post("/admin/posts/jing", post))
    await done(handOver(w))
    await done(decideHandover(w))
    expect(await postsOf(w, "jing")).toHaveLength(1)
    expect(await postsOf(w, "wang")).toMatchObject([{ untilOn: "2026-09-20" }])
  })
})

describe("somebody who has no account yet", () => {
  test("is named; the 系统管理员 makes the account, the 安全管理员 says which it is", async () => {
    const w = await world()
    await done(handOver(w, { person: "new", name: "钱新人", remark: "电话8033" }))
    const missing = await (await w.as("admin").get("/admin/people")).text()
    expect(missing).toContain("待建账号的接任人")
    expect(missing).toContain("电话8033")
    const form = /href="(\/admin\/people\/new[^"]*)"[^>]*>\s*钱新人/.exec(missing)?.[1]?.replaceAll("&amp;", "&") ?? ""
    expect(await (await w.as("admin").get(form)).text()).toContain('value="钱新人"')
    await refused(w, () => decideHandover(w), 409, "请先选定接任人")
    await w.as("admin").post("/admin/people", { name: "钱新人", login: "qian", unitId: "1", contact: "" })
    const page = await (await w.as("security").get("/admin/posts/handovers/1")).text()
    const id = /<option value="(\d+)" selected="">钱新人/.exec(page)?.[1] ?? ""
    await refused(w, () => decideHandover(w, { personId: String(w.actor("zhou").id) }), 404)
    await done(decideHandover(w, { personId: id }))
    expect((await w.events()).at(-1)).toMatchObject({ action: "post_granted", particulars: { personId: Number(id) } })
  })
})

describe("what is refused", () => {
  test.each<[string, Record<string, string>, string]>([
    ["nobody chosen", { person: "" }, "请选择接任人"],
    ["no name of somebody without an account", { person: "new" }, "请填写对方姓名"],
    ["a name beside a choice", { name: "张三" }, "请清空姓名"],
    ["a day that has passed", { fromOn: "2026-09-20" }, "起始日期已过"],
    ["a stand-in for ever", { how: "stand_in" }, "须写明结束日期"],
    ["an end before the beginning", { untilOn: "2026-09-20" }, "早于起始日期"],
    ["no day", { fromOn: "" }, "起始日期"],
  ])("%s, with what was typed", async (_, over, words) => {
    const w = await world()
    const response = await handOver(w, { remark: "电话8033", ...over })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain(words)
    expect(page).toContain("电话8033")
    expect(await w.events()).toEqual([])
  })

  test("somebody of another unit, oneself, another's post, a post that is no unit's, one that is over", async () => {
    const w = await world()
    for (const person of [w.actor("zhou").id, w.actor("wang").id, 99])
      await refused(w, () => handOver(w, { person: String(person) }), 404)
    for (const login of ["jing", "head", "lin", "security", "admin"] as const)
      await refused(w, () => handOver(w, {}, login), 404)
    await refused(w, () => handOver(w, {}, "admin", POST_OF.admin), 409)
    await w
      .as("security")
      .post("/admin/posts/wang/ending", { postId: "3", version: "1", lastDay: "2026-09-20", heir: "vacant" })
    await refused(w, () => handOver(w), 409, "已经结束")
  })

  test("a second one for the same post while one is open; a stand-in may stand beside it", async () => {
    const w = await world()
    await done(handOver(w))
    await refused(w, () => handOver(w), 409, "已有一份交接")
    await done(handOver(w, { how: "stand_in", untilOn: "2026-09-30" }))
    await done(takeBackHandover(w))
    await done(handOver(w))
  })

  test("of two proposals at once one is kept, of two decisions one counts", async () => {
    const w = await world()
    await onlyOne(
      w,
      () => handOver(w),
      () => handOver(w, { person: String(w.actor("head").id) }),
    )
    await onlyOne(
      w,
      () => decideHandover(w, { verdict: "refuse", remark: "人选不妥。" }),
      () => takeBackHandover(w),
    )
  })

  test("an administrator as successor, one whose account was disabled since", async () => {
    const w = await world()
    await done(handOver(w, LATER))
    await done(
      w.as("security").post("/admin/posts/jing", { kind: "auditor", unitId: "", fromOn: "2026-10-01", untilOn: "" }),
    )
    await refused(w, () => decideHandover(w), 409, "须由不同的人担任")
    expect((await handoverOf(w)).state).toBe("proposed")
  })

  test("with a reason, which whoever proposed it reads; then everything is as before", async () => {
    const w = await world()
    await done(handOver(w))
    const blank = await decideHandover(w, { verdict: "refuse", remark: " " })
    expect(blank.status).toBe(422)
    expect(await blank.text()).toContain("不同意须写明理由")
    await done(decideHandover(w, { verdict: "refuse", remark: "请另行推荐。" }))
    for (const login of ["wang", "jing"] as const)
      expect(await (await w.as(login).get("/account")).text()).toContain("请另行推荐。")
    expect(await postsOf(w, "jing")).toEqual([])
    await refused(w, () => decideHandover(w), 409, "不同意")
    await refused(w, () => takeBackHandover(w), 409)
    expect((await verify(w.database)).projections).toEqual([])
  })

  test("taken back by its holder and by nobody else; twice is told, a stale page too", async () => {
    const w = await world()
    await done(handOver(w))
    for (const login of ["jing", "head", "zhou", "lin", "admin"] as const)
      await refused(w, () => takeBackHandover(w, login), 404)
    await refused(w, () => takeBackHandover(w, "wang", 1, { version: "7" }), 409)
    await done(takeBackHandover(w))
    await refused(w, () => takeBackHandover(w), 409)
    await refused(w, () => decideHandover(w), 409, "已撤回")
    expect((await trailOf(w, "handover:1")).map(({ action }) => action)).toEqual([
      "handover_proposed",
      "handover_withdrawn",
    ])
  })

  test("what is not there", async () => {
    const w = await world()
    await refused(w, () => w.as("security").post("/admin/posts/handovers/1/decision"), 404)
    await refused(w, () => w.as("wang").post("/account/handovers/1/withdrawal"), 404)
    expect((await w.as("wang").get("/account/posts/99/handover")).status).toBe(404)
  })

  test.each<Login>(["admin", "auditor", "lin", "boss", "wang", "jing", "zhao"])("%s decides nothing", async (login) => {
    const w = await world()
    await done(handOver(w))
    expect((await w.as(login).get("/admin/posts/handovers/1")).status).toBe(403)
    await refused(w, () => decideHandover(w, {}, login), 403)
  })
})
