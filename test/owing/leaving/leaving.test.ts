import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { assignments, people, posts } from "#db/schema.ts"
import { answersIn, heirField, type LeftPost, nameField, postsToPass, usualHeir } from "#src/owing/leaving/leaving.ts"
import { done, draftNotice, onAssignment, onlyOne, openRound, refused } from "#test/support/acts.ts"
import { decideHandover, disable, handOver, handoverOf, moveTo, POST_OF, postsOf } from "#test/support/handovers.ts"
import { verify } from "#test/support/house.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const page = async (w: World, login: Login, path: string) => (await w.as(login).get(path)).text()
const text = (html: string) => html.replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, "")
const jing = (w: World) => ({ "heir-3": String(w.actor("jing").id) })

describe("the questions and their answers", () => {
  const post = (over: Partial<LeftPost> = {}): LeftPost => ({
    id: 7,
    kind: "liaison",
    unitId: 1,
    others: [],
    isPassing: false,
    ...over,
  })
  const PEOPLE = [
    { id: 4, name: "李四" },
    { id: 5, name: "王五" },
  ]
  const asked = (typed: Record<string, string>, mayKeep = false) => answersIn([post()], () => PEOPLE, typed, mayKeep)

  test("posts of a unit ask for a successor, unless one is proposed; those of another unit stay", () => {
    const all = [
      post(),
      post({ kind: "leader", unitId: null }),
      post({ kind: "admin", unitId: null }),
      post({ isPassing: true }),
      post({ kind: "head", unitId: 2 }),
    ]
    expect(postsToPass(all).map(({ kind, unitId }) => [kind, unitId])).toEqual([
      ["liaison", 1],
      ["head", 2],
    ])
    expect(postsToPass(all, 2).map(({ kind }) => kind)).toEqual(["head"])
  })

  test("whoever holds it beside stands there already; else nobody does", () => {
    expect(usualHeir(post())).toBe("")
    expect(usualHeir(post({ others: PEOPLE }))).toBe("4")
  })

  test.each([
    [{ "heir-7": "5" }, { person: PEOPLE[1], name: "" }],
    [
      { "heir-7": "new", "name-7": " 张三 " },
      { person: null, name: "张三" },
    ],
    [{ "heir-7": "vacant" }, { person: null, name: "" }],
  ])("%j is an answer", (typed, heir) => {
    expect(asked(typed as Record<string, string>)).toEqual({ answers: [{ post: post(), heir }] })
  })

  test.each([
    [{}, heirField(7), "no_heir"],
    [{ "heir-7": "" }, heirField(7), "no_heir"],
    [{ "heir-7": "99" }, heirField(7), "no_heir"],
    [{ "heir-7": "kept" }, heirField(7), "no_heir"],
    [{ "heir-7": "new", "name-7": " " }, nameField(7), "no_name"],
    [{ "heir-7": "new", "name-7": "长".repeat(41) }, nameField(7), "no_name"],
  ])("%j is none", (typed, field, problem) => {
    expect(asked(typed as Record<string, string>)).toEqual({ problems: { [field]: problem } })
  })

  test("only whoever goes on working here may keep it", () => {
    expect(asked({ "heir-7": "kept" }, true)).toEqual({ answers: [] })
  })
})

describe("an account is disabled", () => {
  test("the page says in numbers what hangs on the person, and no word of a plan", async () => {
    const w = await world()
    await done(openRound(w))
    await done(draftNotice(w))
    await done(onAssignment(w, "zhou", 5, "handler", { handlerId: String(w.actor("zhou").id) }))
    const wang = text(await page(w, "admin", "/admin/people/wang/disabling"))
    expect(wang).toContain("办公室联络员（该单位唯一的联络员）")
    expect(wang).toContain("在办2项进展待报、1份督办单待反馈")
    const zhou = text(await page(w, "admin", "/admin/people/zhou/disabling"))
    expect(zhou).toContain("在办2项进展待报、1项交办")
    expect(text(await page(w, "admin", "/admin/people/jing/disabling"))).toContain("岗位没有在办没有")
    expect(wang + zhou).not.toMatch(/普法|把普法纳入|（一）|方案/)
  })

  test("without a word about the successor nothing is done, and what was typed stays", async () => {
    const w = await world()
    const response = await disable(w, "wang", { "heir-3": "new", "name-3": "" })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("请填写对方姓名")
    const none = await disable(w, "wang")
    expect(none.status).toBe(422)
    expect(await none.text()).toContain("选「暂缺」")
    expect(await w.events()).toEqual([])
  })

  test("the 系统管理员 proposes, the 安全管理员 confirms: only then the post is the other's", async () => {
    const w = await world()
    await done(disable(w, "wang", jing(w)))
    expect(await w.events()).toMatchObject([
      { action: "person_disabled", actingAs: "admin" },
      { action: "handover_proposed", particulars: { to: "proposed", cause: "left", successor: "荆经办" } },
    ])
    expect(await postsOf(w, "jing")).toEqual([])
    expect(text(await page(w, "admin", "/admin/people/wang"))).toContain("账号停用期间不起作用")
    expect(text(await page(w, "security", "/admin/posts"))).toContain("没有联络员的单位（1）")
    await refused(w, () => decideHandover(w, {}, "admin"), 403)
    await w.travel("2026-09-23")
    await done(decideHandover(w))
    expect(await postsOf(w, "wang")).toMatchObject([{ untilOn: "2026-09-22" }])
    expect(await postsOf(w, "jing")).toMatchObject([{ kind: "liaison", unitId: 1, fromOn: "2026-09-23" }])
    expect(text(await page(w, "security", "/admin/posts"))).not.toContain("没有联络员的单位")
    expect((await verify(w.database)).projections).toEqual([])
  })

  test("暂缺 is said explicitly, stands in the list, and the post ends when it is confirmed", async () => {
    const w = await world()
    await done(disable(w, "wang", { "heir-3": "vacant" }))
    expect(await handoverOf(w)).toMatchObject({ toPersonId: null, toName: "", state: "proposed" })
    expect(text(await page(w, "security", "/admin/posts"))).toContain("办公室联络员：王联络暂缺，9月21日起")
    await done(decideHandover(w))
    expect(await postsOf(w, "wang")).toMatchObject([{ untilOn: "2026-09-20" }])
    expect((await w.events()).map(({ action }) => action)).toEqual([
      "person_disabled",
      "handover_proposed",
      "handover_confirmed",
      "post_ended",
    ])
  })

  test("where another is in office that one stands in the list already, and gets no second post", async () => {
    const w = await world()
    const post = { kind: "liaison", unitId: "1", fromOn: "2026-09-21", untilOn: "" }
    await done(w.as("security").post("/admin/posts/jing", post))
    const html = await page(w, "admin", "/admin/people/wang/disabling")
    expect(text(html)).toContain("办公室联络员（另有荆经办）")
    expect(html).toMatch(/selected="">荆经办（现任联络员，继续担任）/)
    await done(disable(w, "wang", jing(w)))
    await done(decideHandover(w))
    expect(await postsOf(w, "jing")).toHaveLength(1)
  })

  test("a post that is being handed over already asks for nobody", async () => {
    const w = await world()
    await done(handOver(w))
    expect(await page(w, "admin", "/admin/people/wang/disabling")).not.toContain(heirField(3))
    await done(disable(w, "wang"))
    await done(decideHandover(w))
    expect(await postsOf(w, "jing")).toMatchObject([{ kind: "liaison" }])
  })

  test("enabled again, the person keeps the posts: what was proposed because they left is taken back", async () => {
    const w = await world()
    await done(disable(w, "wang", jing(w)))
    expect(text(await page(w, "admin", "/admin/people/wang"))).toContain("重新启用账号则撤回")
    await done(w.as("admin").post("/admin/people/wang/enabling", { version: "2" }))
    expect((await handoverOf(w)).state).toBe("withdrawn")
    await refused(w, () => decideHandover(w), 409)
    expect(await postsOf(w, "wang")).toMatchObject([{ untilOn: null }])
    expect((await verify(w.database)).projections).toEqual([])
  })

  test("what was in hand comes back to the 联络员, who is told and says who does it now", async () => {
    const w = await world()
    await done(openRound(w))
    await done(onAssignment(w, "wang", 1, "handler"))
    expect((await w.assignment(1)).handlerId).toBe(w.actor("jing").id)
    expect(await page(w, "jing", "/todo")).toContain('id="item-1-1"')
    await done(disable(w, "jing"))
    expect((await w.events()).at(-1)).toMatchObject({
      action: "assignment_handed",
      subject: "assignment:1",
      particulars: { to_person: null, from_person: "荆经办" },
    })
    expect(await w.assignment(1)).toMatchObject({ handlerId: null, formerHandlerId: w.actor("jing").id })
    expect(await page(w, "wang", "/todo")).toContain("经办人荆经办已离岗，本项已转回联络员")
    expect(await page(w, "head", "/todo")).not.toContain("已转回联络员")
    await done(onAssignment(w, "wang", 1, "handler", { handlerId: "" }))
    expect(await page(w, "wang", "/todo")).not.toContain("已转回联络员")
  })

  test("an item that was left with a disabled 经办人 before says so too", async () => {
    const w = await world()
    const { db, write } = w.database
    await done(openRound(w))
    await write([
      db
        .update(assignments)
        .set({ handlerId: w.actor("jing").id })
        .where(eq(assignments.id, 1)),
      db.update(people).set({ active: false }).where(eq(people.login, "jing")),
    ])
    expect(await page(w, "wang", "/todo")).toContain("经办人荆经办已离岗")
  })

  test.each<Login>(["security", "auditor", "lin", "boss", "wang", "zhao"])(
    "%s disables and moves nobody",
    async (login) => {
      const w = await world()
      expect((await w.as(login).get("/admin/people/wang/disabling")).status).toBe(403)
      expect((await w.as(login).get("/admin/people/wang/moving")).status).toBe(403)
      await refused(w, () => disable(w, "wang", jing(w), login), 403)
      await refused(w, () => moveTo(w, "wang", "2", jing(w), login), 403)
    },
  )

  test("oneself, the last of the three, twice, of a stale page, nobody: all are told so", async () => {
    const w = await world()
    expect((await w.as("admin").get("/admin/people/admin/disabling")).status).toBe(409)
    await refused(w, () => disable(w, "admin"), 409, "另一名系统管理员")
    await refused(w, () => disable(w, "security"), 409, "至少要保留一名")
    await refused(w, () => disable(w, "wang", { ...jing(w), version: "7" }), 409)
    expect((await w.as("admin").get("/admin/people/nobody/disabling")).status).toBe(404)
    await onlyOne(
      w,
      () => disable(w, "wang", jing(w)),
      () => disable(w, "wang", jing(w)),
      2,
    )
    await refused(w, () => disable(w, "wang", { ...jing(w), version: "2" }), 409)
  })
})

describe("a person goes to another unit", () => {
  test("what belongs to the old unit stays with it, and the person is asked who takes over", async () => {
    const w = await world()
    await done(onAssignment(w, "wang", 1, "handler"))
    await done(moveTo(w, "jing", "2"))
    expect((await w.events()).slice(1)).toMatchObject([
      { action: "person_changed", particulars: { unitId: { before: 1, after: 2 } } },
      { action: "assignment_handed", particulars: { to_person: null, from_person: "荆经办" } },
    ])
    expect(await w.assignment(1)).toMatchObject({ handlerId: null })

    const none = await moveTo(w, "wang", "2")
    expect(none.status).toBe(422)
    expect(await none.text()).toContain("请选择接任人")
    await done(moveTo(w, "wang", "2", { "heir-3": String(w.actor("head").id) }))
    expect(await handoverOf(w)).toMatchObject({ cause: "moved", toPersonId: w.actor("head").id })
    await done(decideHandover(w))
    expect(await postsOf(w, "head")).toMatchObject([{ kind: "head" }, { kind: "liaison", unitId: 1 }])
    expect((await verify(w.database)).projections).toEqual([])
  })

  test("they may keep the post for now; a post in another unit is no matter of the move", async () => {
    const w = await world()
    const { db, write } = w.database
    await write([
      db.insert(posts).values({ personId: w.actor("wang").id, kind: "liaison", unitId: 4, fromOn: "2026-01-01" }),
    ])
    await done(moveTo(w, "wang", "2", { "heir-3": "kept" }))
    expect((await w.events()).map(({ action }) => action)).toEqual(["person_changed"])
    expect(await postsOf(w, "wang")).toMatchObject([{ untilOn: null }, { unitId: 4, untilOn: null }])
  })

  test("the same unit, one that is not there, a stale page, twice at once", async () => {
    const w = await world()
    const same = await moveTo(w, "wang", "1", jing(w))
    expect(same.status).toBe(422)
    expect(await same.text()).toContain("与现在的单位相同")
    await refused(w, () => moveTo(w, "wang", "99", jing(w)), 404)
    await refused(w, () => moveTo(w, "wang", "2", { ...jing(w), version: "9" }), 409)
    await onlyOne(
      w,
      () => moveTo(w, "wang", "2", jing(w)),
      () => moveTo(w, "wang", "", jing(w)),
      2,
    )
  })

  test("whoever belongs to no unit leaves nothing behind", async () => {
    const w = await world()
    await done(moveTo(w, "boss", "1"))
    expect(await page(w, "admin", "/admin/people/boss")).toContain("办公室")
  })
})

test("the person page leads to both, and says where the posts of a disabled account stand", async () => {
  const w = await world()
  const html = await page(w, "admin", "/admin/people/wang")
  expect(html).toContain('href="/admin/people/wang/disabling"')
  expect(html).toContain('href="/admin/people/wang/moving"')
  expect(html).not.toContain('name="unitId"')
  expect(await postsOf(w, "wang")).toHaveLength(1)
  expect(POST_OF.wang).toBe(3)
})
