import { describe, expect, test } from "vitest"
import { robots } from "#db/schema.ts"
import { addRobot, done, refused } from "#test/support/acts.ts"
import { type World, world } from "#test/support/world.ts"

const all = async ({ database: { db, read } }: World) => (await read([db.select().from(robots)]))[0]
const change = (w: World, over: Record<string, string> = {}) =>
  w.as("admin").post("/admin/channels/robots/1", {
    name: "督办群",
    kind: "dingtalk",
    unitId: "2",
    url: "",
    secret: "",
    active: "1",
    version: "1",
    ...over,
  })

describe("robots of groups", () => {
  test("one is added; neither page nor trail shows its key", async () => {
    const w = await world()
    await done(addRobot(w, { secret: "SEC-of-the-group" }))
    expect(await all(w)).toMatchObject([{ name: "办公室督办群", kind: "wecom", unitId: 1, active: true, version: 1 }])
    const page = await (await w.as("admin").get("/admin/channels")).text()
    const one = await (await w.as("admin").get("/admin/channels/robots/1")).text()
    for (const text of [page, one, JSON.stringify(await w.events())]) {
      expect(text).not.toContain("0123456")
      expect(text).not.toContain("SEC-of")
    }
    expect(page).toContain("qyapi.weixin.qq.com/…6789")
    expect(await w.events()).toMatchObject([
      { action: "robot_added", actingAs: "admin", particulars: { host: "qyapi.weixin.qq.com" } },
    ])
  })

  test.each([
    ["ftp://a.example/x", "https://"],
    ["http://qyapi.weixin.qq.com/x", "https://"],
    ["https://user:word@a.example/x", "用户名和口令"],
    ["群机器人", "完整的网址"],
    ["", "完整的网址"],
  ])("an address like %s is refused where it stands, and the rest kept", async (url, words) => {
    const w = await world()
    const response = await addRobot(w, { url })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain(words)
    expect(page).toContain('value="办公室督办群"')
    expect(await all(w)).toEqual([])
  })

  test("changed without retyping what is secret; of two at once the second is told", async () => {
    const w = await world()
    await done(addRobot(w, { secret: "one" }))
    const [before] = await all(w)
    await done(change(w))
    expect(await all(w)).toMatchObject([{ name: "督办群", unitId: 2, url: before?.url, secret: "one", version: 2 }])
    await refused(w, () => change(w), 409)
    await done(change(w, { version: "2", secret: "two" }))
    await done(change(w, { version: "3", unsigned: "1", active: "" }))
    expect(await all(w)).toMatchObject([{ secret: null, active: false }])
    await refused(w, () => w.as("admin").post("/admin/channels/robots/1/test"), 409)
    await refused(w, () => w.as("admin").post("/admin/channels/robots/2/test"), 404)
    expect((await w.events()).map(({ particulars }) => particulars).slice(2)).toEqual([
      { secretChanged: true },
      { active: { before: true, after: false }, secretChanged: true },
    ])
  })
})

test("whoever has no mailbox is told how to be reached; a bad address is refused, an empty one taken", async () => {
  const w = await world()
  expect(await (await w.as("admin").get("/admin/channels")).text()).toContain("其中 4 人没有邮箱")
  const own = (email: string, version = "1") => w.as("wang").post("/account/contact", { contact: "", email, version })
  const bad = await own("王 @x")
  expect(bad.status).toBe(422)
  expect(await bad.text()).toContain("邮箱地址不对")
  await done(own("wang@office.test"))
  expect(await (await w.as("wang").get("/account")).text()).toContain('value="wang@office.test"')
  expect(await (await w.as("admin").get("/admin/channels")).text()).toContain("其中 3 人没有邮箱")
  await refused(w, () => own("other@office.test"), 409)
  await done(own("", "2"))
  expect((await w.events()).map(({ action, subject }) => [action, subject])).toEqual(
    Array(2).fill(["person_changed", `person:${w.actor("wang").id}`]),
  )
})
