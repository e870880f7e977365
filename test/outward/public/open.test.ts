import { beforeEach, describe, expect, test } from "vitest"
import { plans, releases, releaseVersions } from "#db/schema.ts"
import { enterActivity } from "#test/support/activities.ts"
import { done } from "#test/support/acts.ts"
import { bringDocument } from "#test/support/documents.ts"
import { bringRelease } from "#test/support/releases.ts"
import { addressesOf, routesOf } from "#test/support/routes.ts"
import { ORIGIN, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"
import { readDocx } from "../papers/reading.ts"

/** What everybody reads: by whoever, from wherever, with nothing of the reader in it. */

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
  await bringDocument(w, "recorded")
  await done(enterActivity(w))
  await bringRelease(w, "released")
})

const ask = (path: string, headers: Record<string, string> = {}) => w.app.request(ORIGIN + path, { headers })

test("no cookie is read or set: the page is the same for everybody, and asks the database once", async () => {
  const cookies = ["", "__Host-sid=lin", "sid=lin; type=large; keys=off; done=release_prepared; put_right=3.1"]
  for (const path of ["/public", "/public/1", "/public/2", "/public/nothing"]) {
    const pages = []
    for (const cookie of cookies) {
      const before = w.database.trips()
      const response = await ask(path, cookie ? { cookie } : {})
      expect(response.headers.get("set-cookie")).toBeNull()
      expect(w.database.trips() - before).toBeLessThanOrEqual(1)
      pages.push(await response.text())
    }
    expect(new Set(pages).size).toBe(1)
    expect(pages[0]).not.toMatch(/<script|登录<|退出|林督查/)
  }
})

test("caches may keep it and ask whether it is still so", async () => {
  const first = await ask("/public/1")
  const tag = first.headers.get("etag") ?? ""
  expect(first.headers.get("cache-control")).toBe("public, no-cache")
  expect(new Date(first.headers.get("last-modified") ?? "").getTime()).toBe(w.now())
  expect(tag).toMatch(/^W\/"[\w-]{22}"$/)
  for (const known of [tag, `"x", ${tag}`, "*"]) {
    const again = await ask("/public/1", { "if-none-match": known })
    expect([again.status, await again.text()]).toEqual([304, ""])
  }
  expect((await ask("/public/1", { "if-none-match": 'W/"other"' })).status).toBe(200)
  await w.database.write([w.database.db.update(releaseVersions).set({ state: "withdrawn" })])
  expect((await ask("/public/1", { "if-none-match": tag })).status).toBe(410)
})

test("asked again it is sent as it was made, until somebody commits anything", async () => {
  const asked = async (path: string, headers: Record<string, string> = {}) => {
    const before = w.database.trips()
    const response = await ask(path, headers)
    return { trips: w.database.trips() - before, status: response.status, text: await response.text(), response }
  }
  const first = await asked("/public/1")
  expect(first).toMatchObject({ trips: 1, status: 200 })
  const again = await asked("/public/1", { cookie: "sid=lin" })
  expect(again).toMatchObject({ trips: 0, status: 200, text: first.text })
  for (const name of ["etag", "cache-control", "last-modified", "content-type", "content-security-policy"])
    expect([name, again.response.headers.get(name)]).toEqual([name, first.response.headers.get(name)])
  const tag = first.response.headers.get("etag") ?? ""
  const known = await asked("/public/1", { "if-none-match": tag })
  expect(known).toMatchObject({ trips: 0, status: 304, text: "" })
  expect(known.response.headers.get("etag")).toBe(tag)
  // Packed it is another page.
  expect(await asked("/public/1", { "accept-encoding": "gzip" })).toMatchObject({ trips: 1, status: 200 })
  await w.database.write([w.database.db.update(plans).set({ handling: "public" })])
  expect(await asked("/public/1")).toMatchObject({ trips: 1 })
  await w.database.write([w.database.db.update(releaseVersions).set({ state: "withdrawn" })])
  expect(await asked("/public/1")).toMatchObject({ trips: 1, status: 410 })
  expect(await asked("/public/1")).toMatchObject({ trips: 0, status: 410 })
})

test("what was never there is not found, and nobody is asked to sign in", async () => {
  for (const path of ["/public/2", "/public/x", "/public/1/versions", "/public/99999999999999999999"]) {
    const response = await ask(path)
    expect([path, response.status]).toEqual([path, 404])
    expect(response.headers.get("cache-control")).toBe("no-store")
    expect(await response.text()).toContain("没有找到这个页面")
  }
})

test("nothing but a small form is taken, from no other site", async () => {
  const post = (headers: Record<string, string>, body: string) =>
    w.app.request(`${ORIGIN}/public/1`, { method: "POST", headers: { origin: ORIGIN, ...headers }, body })
  const form = "application/x-www-form-urlencoded"
  const size = (body: string) => ({ "content-length": String(body.length) })
  expect((await post({ "content-type": "application/json", ...size("{}") }, "{}")).status).toBe(415)
  expect((await post({ "content-type": form, origin: "https://elsewhere.example" }, "a=1")).status).toBe(403)
  const large = `a=${"x".repeat(33 * 1024)}`
  expect((await post({ "content-type": form, ...size(large) }, large)).status).toBe(413)
})

test("so many requests a minute from one address, and others are not held up", async () => {
  let address = "10.0.0.1"
  const small = await world(undefined, {
    addressOf: () => address,
    isProxy: (one) => one === "10.0.0.9",
  })
  const get = async () => (await small.app.request(`${ORIGIN}/public`)).status
  const many = async (n: number) => {
    const all = new Set<number>()
    for (let i = 0; i < n; i++) all.add(await get())
    return [...all]
  }
  expect(await many(300)).toEqual([200])
  const refused = await small.app.request(`${ORIGIN}/public`)
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"])
  address = "10.0.0.2"
  expect(await get()).toBe(200)
  address = "10.0.0.9"
  expect(await many(310)).toEqual([200])
})

describe("内部 and 工作秘密", () => {
  const SECRET = "不公开的方案标题"
  const TABLE = { is: "table", caption: SECRET, columns: ["任务"], rows: [[SECRET]] }
  /** As no act would make it: a version of plan 1 that is released, with its title and words. */
  const forced = async () => {
    const { db, write } = w.database
    const body = { title: SECRET, opening: SECRET, office: "", blocks: [TABLE] }
    const version = { title: SECRET, body: JSON.stringify(body), sha256: "", preparedById: 1, preparedAt: w.now() }
    const was = { releasedAt: w.now(), endedAt: w.now(), note: SECRET }
    await write([
      db.update(plans).set({ title: SECRET }),
      db.insert(releases).values({ id: 7, kind: "plan", subject: "plan:1", planId: 1 }),
      db.insert(releaseVersions).values([
        { releaseId: 7, number: 1, state: "replaced", ...was, ...version },
        { releaseId: 7, number: 2, state: "released", ...was, ...version },
      ]),
    ])
  }
  const textOf = async (response: Response) =>
    response.headers.get("content-type")?.includes("word")
      ? JSON.stringify(readDocx(new Uint8Array(await response.arrayBuffer())).parts)
      : response.text()
  const openAddresses = () =>
    routesOf(w.app)
      .filter((route) => route.startsWith("GET"))
      .flatMap((route) => addressesOf(route, { release: "7", sheet: "7.csv", paper: "7.docx" }))

  test.each(["internal", "work_secret", "public"] as const)(
    "a plan that is %s, over all open addresses",
    async (handling) => {
      await forced()
      const { db, write } = w.database
      for (const state of ["released", "withdrawn"] as const) {
        await write([db.update(plans).set({ handling }), db.update(releaseVersions).set({ state })])
        const told = []
        for (const { path } of openAddresses()) {
          const text = await textOf(await ask(path))
          if (text.includes(SECRET)) told.push(path)
        }
        const named = state === "released" ? ["/public", "/public/7.csv", "/public/7.docx", "/public/7"] : ["/public/7"]
        expect(told).toEqual(handling === "public" ? named : [])
      }
    },
  )

  test("a plan that was withdrawn is shown no more", async () => {
    await forced()
    const { db, write } = w.database
    await write([db.update(plans).set({ handling: "public" })])
    expect((await ask("/public/7")).status).toBe(200)
    await write([db.update(plans).set({ state: "withdrawn" })])
    expect((await ask("/public/7")).status).toBe(410)
  })
})
