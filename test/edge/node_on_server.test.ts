import { expect, onTestFinished, test } from "vitest"
import { startSqld } from "#db/sqld.ts"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { ROOT, startProgram } from "#test/support/program.ts"
import { expectSound } from "#test/support/storm.ts"
import { visitor } from "#test/support/visitor.ts"

test("Node on a libSQL server: demo, a report, the server killed and back, the program killed and back", async () => {
  const server = await startSqld()
  onTestFinished(server.stop)
  const program = await startProgram({ DATABASE_URL: server.url }, { from: ROOT })
  onTestFinished(program.stop)
  const liaison = visitor(program.url)
  await liaison.signIn("bangongshi", DEMO_PASSWORD)
  const path = "/assignments/1/rounds/4/report"

  await server.kill9()
  const away = await liaison.post(path, { achieved: "服务器不在时写的进展", revision: "0", version: "0" })
  expect([away.status, await away.text()]).toEqual([503, expect.stringContaining("服务器不在时写的进展")])
  await server.restart()

  expect((await liaison.submit("/todo", path, { achieved: "服务器回来后报送的进展" })).status).toBe(303)
  await Promise.all([server.kill9(), program.kill9()])
  await server.restart()
  await program.restart()
  expect(await liaison.read("/plans/1/tasks/1")).toContain("服务器回来后报送的进展")
  await expectSound(server.url)
})
