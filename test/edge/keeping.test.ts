import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest"
import { copyDatabase } from "#db/copy.ts"
import type { Database } from "#db/database.ts"
import { openDatabase } from "#db/open_node.ts"
import { startSqld } from "#db/sqld.ts"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { createApp } from "#src/app.ts"
import { instant } from "#src/clock.ts"
import { assetsOf } from "#src/door/assets.ts"
import { type Edge, startEdge } from "#test/support/edge.ts"
import { livesAlike } from "#test/support/living.ts"
import { visitor } from "#test/support/visitor.ts"
import { TODAY, world } from "#test/support/world.ts"

let edge: Edge
beforeAll(async () => {
  edge = await startEdge({ demo: true })
})
afterAll(() => edge.stop())

const REPORT = "/assignments/1/rounds/4/report"
const WORDS = "经两个进程看到的同一句话。"

test("at the edge what another process has done is seen at the next request, and nothing of one person by another", async () => {
  const [liaison, other, office] = [visitor(edge.worker.url), visitor(edge.worker.url), visitor(edge.worker.url)]
  await liaison.signIn("bangongshi", DEMO_PASSWORD)
  await other.signIn("bangongshi", DEMO_PASSWORD)
  await office.signIn("yanjiushi", DEMO_PASSWORD)
  const before = await office.read("/plans/1/tasks/1")
  expect(await office.read("/plans/1/tasks/1")).toBe(before)
  expect(await liaison.read("/todo")).toBe(await other.read("/todo"))

  await edge.database.client.execute("update units set name = '办公厅' where code = 'bangongshi'")
  expect(await office.read("/plans/1/tasks/1")).not.toBe(before)

  expect((await liaison.submit("/todo", REPORT, { achieved: WORDS, nextSteps: "继续推进。" })).status).toBe(303)
  expect(await other.read("/plans/1/tasks/1")).toContain(WORDS)
  await liaison.post("/logout", {})
  expect((await liaison.get("/todo")).status).toBe(401)
  expect((await other.get("/todo")).status).toBe(200)
})

test("on a server the pages of two processes are those that would have been made, whoever does what", async () => {
  const server = await startSqld()
  onTestFinished(server.stop)
  const [one, other] = [await openDatabase(server.url), await openDatabase(server.url)]
  const made = async () => {
    let now = instant(TODAY, 9)
    const w = await world(undefined, { clock: () => now })
    await emptied(one)
    await copyDatabase(w.database.client, one.client)
    const ports = { ...w.ports, database: () => one }
    const move = (milliseconds: number) => {
      now += milliseconds
    }
    return { w: { ...w, database: one }, ports, another: { ...ports, database: () => other }, move }
  }
  await livesAlike(made, { runs: Number(process.env.KEEPING_RUNS ?? 1) })
  one.close()
  other.close()
}, 300_000)

/** Every table is taken away, for the next life. */
async function emptied({ client }: Database) {
  const { rows } = await client.execute(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'libsql_%'",
  )
  await client.batch(
    ["pragma foreign_keys = off", ...rows.map(({ name }) => `drop table if exists "${name}"`)],
    "write",
  )
}

test("on a server a page costs two round trips, and one while nothing has happened", async () => {
  const database = await openDatabase(edge.server.url)
  const app = createApp({
    database: () => database,
    clock: () => Date.now(),
    assets: assetsOf({}),
    baseUrl: null,
    demoPassword: null,
    mails: false,
    addressOf: () => "127.0.0.1",
    afterwards: (_, work) => void work,
  })
  const origin = "http://127.0.0.1:3000"
  const signedIn = await app.request(`${origin}/login`, {
    method: "POST",
    headers: { origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ username: "yanjiushi", password: DEMO_PASSWORD }).toString(),
  })
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? ""
  const trips = async () => {
    const before = database.trips()
    expect((await app.request(`${origin}/plans/1`, { headers: { cookie } })).status).toBe(200)
    return database.trips() - before
  }
  // The minute may be over between the two.
  const looked = [await trips(), await trips(), await trips()]
  expect(looked[0]).toBe(2)
  expect(looked.slice(1)).toContain(1)
  database.close()
})
