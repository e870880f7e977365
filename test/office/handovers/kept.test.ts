import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { people, posts } from "#db/schema.ts"
import { postsKept } from "#src/office/people/mending_queries.ts"
import { done, refused } from "#test/support/acts.ts"
import { decideHandover } from "#test/support/handovers.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"

/** 周联络, 联络员 of 综合指导司 (post 5), goes to another unit. */
const move = (w: World, over: Record<string, string> = {}) =>
  w.as("admin").post("/admin/people/zhou/moving", { version: "1", unitId: "1", "heir-5": "kept", ...over })
const keep = (w: World, over: Record<string, string> = {}, login: Login | null = "security", of = "zhou") =>
  w.as(login).post(`/admin/posts/${of}/keeping`, { postId: "5", version: "1", ...over })
const end = (w: World, version = "1", lastDay = "2026-09-20") =>
  w.as("security").post("/admin/posts/zhou/ending", { postId: "5", version, lastDay, heir: "vacant" })

async function kept(w: World, today = TODAY) {
  const [rows] = await w.database.read([postsKept(w.database, today)])
  return rows.map(({ id }) => id)
}
const listed = async (w: World) => {
  const html = await (await w.as("security").get("/admin/posts")).text()
  return /id="kept"[\s\S]*?<\/section>/.exec(html)?.[0] ?? ""
}

describe("a post that stays with whoever is moved", () => {
  test("stands before the 安全管理员 until it is kept, which only the trail remembers", async () => {
    const w = await world()
    expect(await kept(w)).toEqual([])
    expect(await (await w.as("admin").get("/admin/people/zhou/moving")).text()).toMatch(
      /综合指导司联络员[\s\S]*暂由本人继续担任的，由其确认或解除/,
    )
    await done(move(w))
    expect(await kept(w)).toEqual([5])
    expect(await listed(w)).toMatch(/已调整单位、仍任原单位岗位（1）[\s\S]*周联络<\/a> 综合指导司联络员/)
    await done(keep(w))
    expect(await kept(w)).toEqual([])
    expect(await listed(w)).toBe("")
    expect((await w.events()).at(-1)).toMatchObject({
      action: "post_kept",
      subject: "post:5",
      actingAs: "security",
      version: 2,
      particulars: { kind: "liaison", unitId: 2 },
    })
    expect((await w.as("zhou").get("/plans/1")).status).toBe(200)
  })

  test("or until it is ended, or has run out, or its holder is back or disabled", async () => {
    const w = await world()
    await done(move(w))
    expect(await kept(w)).toEqual([5])
    await done(end(w))
    expect(await kept(w)).toEqual([])
    const back = await world()
    await done(move(back))
    await done(move(back, { version: "2", unitId: "2" }))
    expect(await kept(back)).toEqual([])
    const { db, write } = back.database
    await done(move(back, { version: "3" }))
    expect(await kept(back)).toEqual([5])
    await write([db.update(posts).set({ untilOn: TODAY }).where(eq(posts.id, 5))])
    expect([await kept(back), await kept(back, "2026-09-22")]).toEqual([[5], []])
    await write([db.update(people).set({ active: false }).where(eq(people.login, "zhou"))])
    expect(await kept(back)).toEqual([])
  })

  test("moved once more it is asked for once more", async () => {
    const w = await world()
    await done(move(w))
    await done(keep(w))
    await done(move(w, { version: "2", unitId: "4" }))
    expect(await kept(w)).toEqual([5])
    await done(keep(w, { version: "2" }))
    expect(await kept(w)).toEqual([])
  })

  test("not while a successor waits for the 安全管理员; when refused it stands there", async () => {
    const w = await world()
    await done(move(w, { "heir-5": "vacant" }))
    expect(await kept(w)).toEqual([])
    await done(decideHandover(w, { verdict: "refuse", remark: "请另行推荐。" }))
    expect(await kept(w)).toEqual([5])
  })

  test("a post that was granted beside the own unit afterwards is no such post", async () => {
    const w = await world()
    await done(w.as("admin").post("/admin/people/jing/moving", { version: "1", unitId: "4" }))
    await done(w.as("security").post("/admin/posts/jing", { kind: "liaison", unitId: "1", fromOn: TODAY, untilOn: "" }))
    expect(await kept(w)).toEqual([])
  })
})

describe("keeping is refused", () => {
  test("to everybody but the 安全管理员, who finds no post of somebody else under a name", async () => {
    const w = await world()
    await done(move(w))
    for (const login of ["admin", "auditor", "zhou", "lin"] as const) await refused(w, () => keep(w, {}, login), 403)
    expect((await keep(w, {}, null)).status).toBe(401)
    await refused(w, () => keep(w, {}, "security", "wang"), 404)
    await refused(w, () => keep(w, { postId: "999" }), 404)
    expect(await kept(w)).toEqual([5])
  })

  test("where nothing was moved, without a version, stale, or twice", async () => {
    const w = await world()
    await refused(w, () => keep(w), 409)
    await done(move(w))
    await refused(w, () => keep(w, { version: "7" }), 409)
    await refused(w, () => keep(w, { version: "x" }), 422)
    await done(keep(w))
    await refused(w, () => keep(w), 409)
    await refused(w, () => keep(w, { version: "2" }), 409)
  })
})
