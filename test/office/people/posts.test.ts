import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { posts } from "#db/schema.ts"
import { endPost, grantPost } from "#src/office/people/directory_commands.ts"
import { acting } from "#src/trail/record.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const grant = (w: World, login: Login, fields: Record<string, string | string[]>, as: Login = "security") =>
  w.as(as).post(`/admin/posts/${login}`, { unitId: "", fromOn: "2026-09-21", untilOn: "", ...fields })
const postsOf = async (w: World, login: Login) => {
  const [rows] = await w.database.read([
    w.database.db
      .select()
      .from(posts)
      .where(eq(posts.personId, w.actor(login).id)),
  ])
  return rows
}
const end = async (
  w: World,
  login: Login,
  lastDay = "2026-09-20",
  as: Login = "security",
  version = "1",
  heir = "vacant",
) => {
  const [post] = await postsOf(w, login)
  return w.as(as).post(`/admin/posts/${login}/ending`, { postId: String(post?.id), version, lastDay, heir })
}

test("a post is granted, the trail says so, and it counts on the next request", async () => {
  const w = await world()
  expect((await w.as("jing").get("/admin/posts")).status).toBe(403)
  expect((await grant(w, "jing", { kind: "supervisor", unitId: "3", beat: ["1", "2"] })).status).toBe(303)
  expect(await w.events()).toMatchObject([
    { action: "post_granted", actingAs: "security", particulars: { kind: "supervisor", unitId: 3, beat: [1, 2] } },
  ])
  expect(await (await w.as("jing").get("/account")).text()).toContain("督查人员")
})

test.each<Login>(["admin", "auditor", "lin", "boss", "wang", "zhao"])("%s grants and ends nothing", async (login) => {
  const w = await world()
  expect((await w.as(login).get("/admin/posts")).status).toBe(403)
  expect((await w.as(login).get("/admin/posts/wang")).status).toBe(403)
  expect((await grant(w, "jing", { kind: "leader" }, login)).status).toBe(403)
  expect((await end(w, "wang", "2026-09-20", login)).status).toBe(403)
  expect(await w.events()).toEqual([])
})

const formOf = async (w: World, kind: string) => {
  const html = await (await w.as("security").get(`/admin/posts/jing?kind=${kind}`)).text()
  return /<form[^>]*id="granting-[\s\S]*?<\/form>/.exec(html)?.[0] ?? ""
}

describe("the form asks what fits the post", () => {
  const ASKED: [kind: string, unit: boolean, standIn: boolean, beat: boolean][] = [
    ["liaison", true, true, false],
    ["head", true, true, false],
    ["supervisor", true, true, true],
    ["leader", false, true, false],
    ["admin", false, false, false],
    ["security", false, false, false],
    ["auditor", false, false, false],
  ]
  test.each(ASKED)("%s", async (kind, unit, standIn, beat) => {
    const w = await world()
    const form = await formOf(w, kind)
    expect(form).toContain(`name="kind" value="${kind}"`)
    expect([form.includes('name="unitId"'), form.includes('name="standIn"'), form.includes('name="beat"')]).toEqual([
      unit,
      standIn,
      beat,
    ])
    const fields: Record<string, string> = unit ? { kind, unitId: "1" } : { kind }
    expect((await grant(w, "jing", fields)).status).toBe(303)
  })

  test("what it does not ask is not taken: a leader belongs to no unit", async () => {
    const w = await world()
    expect((await grant(w, "jing", { kind: "leader", unitId: "1", beat: ["1"] })).status).toBe(303)
    expect(await postsOf(w, "jing")).toMatchObject([{ kind: "leader", unitId: null, beat: [] }])
  })

  test("评议组成员 does nothing yet and is not granted; what is no post is taken as the first", async () => {
    const w = await world()
    expect(await (await w.as("security").get("/admin/posts/jing")).text()).not.toContain("评议组成员")
    expect((await grant(w, "jing", { kind: "panelist" })).status).toBe(422)
    expect(await formOf(w, "panelist")).toContain('name="kind" value="liaison"')
    expect(await w.events()).toEqual([])
  })
})

describe("ending a post asks who takes over", () => {
  const ending = (w: World, over: Record<string, string> = {}, login: Login = "wang") =>
    w.as("security").post(`/admin/posts/${login}/ending`, { postId: "3", version: "1", lastDay: "2026-09-30", ...over })

  test("where the unit would be left with nobody; nothing is done without an answer", async () => {
    const w = await world()
    const page = await (await w.as("security").get("/admin/posts/wang/ending?post=3")).text()
    expect(page).toContain("该单位唯一的联络员")
    expect(page).toContain("荆经办")
    expect(page).not.toContain("周联络")
    const response = await ending(w)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("请选择接任人")
    expect(await w.events()).toEqual([])
  })

  test("a colleague takes it over from the day after, in one act with an event each", async () => {
    const w = await world()
    expect((await ending(w, { heir: String(w.actor("jing").id) })).status).toBe(303)
    expect(await w.events()).toMatchObject([
      { action: "post_ended", particulars: { untilOn: { before: null, after: "2026-09-30" } } },
      { action: "post_granted", particulars: { kind: "liaison", unitId: 1, fromOn: "2026-10-01", standIn: false } },
    ])
  })

  test("暂缺 is an answer; another in office, or a later day, needs none", async () => {
    const w = await world()
    expect((await ending(w, { heir: "vacant" })).status).toBe(303)
    expect((await ending(w, { version: "2", lastDay: "2026-10-31" })).status).toBe(303)
    expect((await ending(w, { version: "3", lastDay: "2026-10-15" })).status).toBe(422)
    expect((await grant(w, "jing", { kind: "liaison", unitId: "1" })).status).toBe(303)
    expect((await ending(w, { version: "3", lastDay: "2026-10-15" })).status).toBe(303)
  })

  test("whoever cannot hold it is refused at the field; whoever is of another unit is nobody", async () => {
    const w = await world()
    await grant(w, "jing", { kind: "auditor", fromOn: "2026-10-01" })
    const response = await ending(w, { heir: String(w.actor("jing").id) })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("须由不同的人担任")
    expect((await ending(w, { heir: String(w.actor("zhou").id) })).status).toBe(422)
    expect((await ending(w, { heir: "vacant" }, "zhou")).status).toBe(404)
    expect((await ending(w, { heir: "vacant", postId: "99" })).status).toBe(404)
  })

  test("the act's address without a post leads back to the person", async () => {
    const w = await world()
    const response = await w.as("security").get("/admin/posts/wang/ending")
    expect(response.headers.get("location")).toBe("/admin/posts/wang")
  })
})

test.each<[string, Login, Record<string, string>, string]>([
  ["a business post to an administrator", "admin", { kind: "liaison", unitId: "1" }, "须由不同的人担任"],
  ["an administrator's post to a liaison", "wang", { kind: "auditor" }, "须由不同的人担任"],
  ["a second administrator's post", "admin", { kind: "auditor" }, "须由不同的人担任"],
  ["the same post twice", "wang", { kind: "liaison", unitId: "1" }, "已有同样的岗位"],
  ["a liaison of no unit", "jing", { kind: "liaison" }, "须选定单位"],
  ["a period that ends first", "jing", { kind: "leader", untilOn: "2026-01-01" }, "早于起始日期"],
  ["a stand-in for ever", "jing", { kind: "head", unitId: "1", standIn: "yes" }, "须写明结束日期"],
  ["a day that does not exist", "jing", { kind: "leader", fromOn: "2026-02-30" }, "2026年2月没有30日"],
  ["no post", "jing", { kind: "" }, "请选择岗位"],
])("%s is not granted, with the sentence at its field", async (_, login, fields, sentence) => {
  const w = await world()
  const response = await grant(w, login, fields)
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain(sentence)
  expect(page).toContain('class="problem"')
  expect(await w.events()).toEqual([])
})

test("nobody grants to themselves or ends a post of their own", async () => {
  const w = await world()
  expect((await grant(w, "security", { kind: "security" })).status).toBe(403)
  expect((await end(w, "security")).status).toBe(403)
  expect(await w.events()).toEqual([])
})

test("a post ends after its last day, at once with yesterday, and stays in the history", async () => {
  const w = await world()
  expect((await end(w, "wang", "2026-09-21")).status).toBe(303)
  expect(await (await w.as("wang").get("/account")).text()).not.toContain("已结束")
  expect(await w.events()).toMatchObject([
    { action: "post_ended", particulars: { untilOn: { before: null, after: "2026-09-21" } } },
  ])
  await w.travel("2026-09-22")
  expect(await (await w.as("wang").get("/account")).text()).toContain("已结束")
  expect((await end(w, "wang")).status).toBe(409)
})

test.each<Login>(["admin", "auditor"])("the last %s stays", async (login) => {
  const w = await world()
  const response = await end(w, login)
  expect(response.status).toBe(409)
  expect(await response.text()).toContain("至少要保留一名")
})

test("of two holders ended at the same moment one stays, whatever was seen before", async () => {
  const w = await world()
  await grant(w, "jing", { kind: "admin" })
  const [one] = await postsOf(w, "admin")
  const [two] = await postsOf(w, "jing")
  if (!one || !two) throw new Error("no posts")
  const by = acting(w.actor("security"), w.now())
  const results = await Promise.allSettled([
    endPost(w.database, one, "2026-09-20", by),
    endPost(w.database, two, "2026-09-20", by),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  const ended = (await w.events()).filter(({ action }) => action === "post_ended")
  expect(ended).toHaveLength(1)
})

test("two exclusive posts granted at the same moment do not both land", async () => {
  const w = await world()
  const by = acting(w.actor("security"), w.now())
  const personId = w.actor("jing").id
  const results = await Promise.allSettled([
    grantPost(w.database, { personId, kind: "auditor", fromOn: "2026-09-21" }, by),
    grantPost(w.database, { personId, kind: "leader", fromOn: "2026-09-21" }, by),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  expect(await postsOf(w, "jing")).toHaveLength(1)
})

test("a stale form is told so", async () => {
  const w = await world()
  expect((await end(w, "wang", "2026-09-30")).status).toBe(303)
  expect((await end(w, "wang", "2026-09-25")).status).toBe(409)
})
