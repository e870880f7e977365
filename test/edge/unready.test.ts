import { once } from "node:events"
import { readFileSync } from "node:fs"
import { request } from "node:http"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { freePort, startServer } from "#db/server_process.ts"
import { type Sqld, startSqld } from "#db/sqld.ts"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { lean } from "#src/bin/building/lean.mjs"
import { bundle } from "#src/bin/dev_edge/bundle.ts"
import { edgeFiles } from "#src/bin/dev_edge/edge_files.ts"
import { startWorker } from "#src/bin/dev_edge/worker.ts"
import { HOUSE } from "#src/capabilities.ts"
import { hashOf } from "#src/door/assets.ts"
import { SCRIPTS, STYLES } from "#test/support/house.ts"
import { visitor } from "#test/support/visitor.ts"

let server: Sqld
beforeAll(async () => {
  server = await startSqld()
})
afterAll(() => server.stop())

async function worker(bindings: Record<string, string>) {
  const running = await startWorker({ bindings })
  onTestFinished(running.stop)
  return running
}

/** What a browser that came by another name would get. */
async function statusAs(host: string, url: string): Promise<number> {
  const asked = request(`${url}/login`, { headers: { host } }).end()
  const [response] = await once(asked, "response")
  response.resume()
  return response.statusCode
}

test("a Worker that lacks its database, or its schema, says so on a page, and serves as soon as it is migrated", async () => {
  const nowhere = await worker({ DEMO: "0" })
  const lost = await fetch(`${nowhere.url}/login`)
  expect([lost.status, await lost.text()]).toEqual([503, expect.stringContaining("DATABASE_URL 应为")])

  const running = await worker({ DATABASE_URL: server.url, DEMO: "0" })
  const early = await fetch(`${running.url}/login`)
  expect([early.status, await early.text()]).toEqual([503, expect.stringContaining("npm run db:migrate")])
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200)
  await expect(running.scheduled()).rejects.toThrow()

  const database = await openDatabase(server.url)
  await migrate(database.client)
  expect((await fetch(`${running.url}/login`)).status).toBe(200)
  await running.scheduled()

  await database.client.execute("insert into migrations values (999, '0999_newer', 'x', 1)")
  const older = await worker({ DATABASE_URL: server.url, DEMO: "0" })
  const refused = await fetch(`${older.url}/login`)
  expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining("请使用新版程序")])
  await database.client.execute("delete from migrations where version = 999")
  database.client.close()
})

test("a Worker is a demo only when it is told so, and only on loopback", async () => {
  const demo = await worker({ DATABASE_URL: server.url, DEMO: "1", DEMO_PASSWORD })
  expect(await (await fetch(`${demo.url}/login`)).text()).toContain(DEMO_PASSWORD)
  expect(await statusAs("fengong.example.org", demo.url)).toBe(503)

  const silent = await worker({ DATABASE_URL: server.url, DEMO_PASSWORD })
  expect(await (await fetch(`${silent.url}/login`)).text()).not.toContain(DEMO_PASSWORD)
  expect(await statusAs("fengong.example.org", silent.url)).toBe(200)
})

test("a server that is not there from the beginning: 503, with the text kept, and no waiting", async () => {
  const running = await worker({ DATABASE_URL: `http://127.0.0.1:${await freePort()}`, DEMO: "0" })
  const from = Date.now()
  const response = await visitor(running.url).post("/assignments/1/rounds/1/report", { achieved: "写了半天的进展" })
  expect(response.status).toBe(503)
  expect(await response.text()).toContain("写了半天的进展")
  expect(Date.now() - from).toBeLessThan(5000)
})

test("beside the bundle lies every stylesheet and script of files.ts; of Node it has only what nodejs_compat has", async () => {
  const [script, files] = await Promise.all([bundle(), edgeFiles(HOUSE)])
  const leanOf = (name: string) =>
    lean(name, readFileSync(new URL(`../../views/assets/${name}`, import.meta.url), "utf8"))
  for (const name of STYLES) expect(files["style.css"]).toContain(leanOf(name))
  for (const name of SCRIPTS) expect(files["app.js"]).toContain(leanOf(name))
  for (const text of Object.values(files)) expect(script).toContain(hashOf(text))
  const needed = [...script.matchAll(/from ?"(node:[^"]+)"/g)].map(([, name]) => name)
  expect([...new Set(needed)].sort()).toEqual(["node:crypto", "node:zlib"])
})

test("npm run dev:edge starts everything it needs, and takes it along when it ends", async () => {
  const port = await freePort()
  const program = await startServer({
    command: process.execPath,
    args: [fileURLToPath(new URL("../../src/bin/start.mjs", import.meta.url)), "src/bin/dev_edge.ts"],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port) },
    answersAt: `http://127.0.0.1:${port}/healthz`,
  })
  onTestFinished(program.stop)
  const liaison = visitor(`http://127.0.0.1:${port}`)
  await expect.poll(program.output).toContain(`演示口令: ${DEMO_PASSWORD}`)
  await liaison.signIn("bangongshi", DEMO_PASSWORD)
  expect((await liaison.get("/todo")).status).toBe(200)

  await program.stop()
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
})
