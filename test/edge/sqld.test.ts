import { createClient } from "@libsql/client"
import { expect, onTestFinished, test } from "vitest"
import { startSqld } from "#test/support/sqld.ts"

test("a server killed with -9 comes back with what it had acknowledged, as another process", async () => {
  const server = await startSqld()
  onTestFinished(server.stop)
  const killed = server.pid
  const client = createClient({ url: server.url })
  await client.batch(["create table kept (word text)", "insert into kept values ('报送')"], "write")

  await server.kill9()
  await expect(client.execute("select 1")).rejects.toThrow()
  await server.restart()

  expect((await client.execute("select word from kept")).rows).toEqual([{ word: "报送" }])
  expect(server.pid).not.toBe(killed)
})

test("a server that is stopped is gone", async () => {
  const server = await startSqld()
  expect(() => process.kill(server.pid, 0)).not.toThrow()

  await server.stop()

  expect(() => process.kill(server.pid, 0)).toThrow()
})
