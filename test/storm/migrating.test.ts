import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createClient } from "@libsql/client"
import { afterAll, expect, onTestFinished, test } from "vitest"
import { MIGRATIONS } from "#db/migrate.ts"
import { startSqld } from "#db/sqld.ts"
import { startProgram } from "#test/support/program.ts"
import { lookInto, run } from "#test/support/storm.ts"

const folder = mkdtempSync(join(tmpdir(), "fengong-migrating-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const landed = async (client: ReturnType<typeof createClient>) =>
  Number((await client.execute("select count(*) as n from migrations")).rows[0]?.n)

test("three programs that migrate the same new file at once all find it migrated once", async () => {
  const path = join(folder, "race.db")
  const ran = await Promise.all([1, 2, 3].map(() => run("src/migrate.ts", `file:${path}`)))

  for (const { code, out } of ran) expect([code, out]).toEqual([0, expect.stringContaining("数据库已是本程序的版本")])
  expect(await landed(lookInto(path))).toBe(MIGRATIONS.length)
})

test("two that migrate the same new server at once do so too, and print a code to set it up with", async () => {
  const server = await startSqld()
  onTestFinished(server.stop)
  const ran = await Promise.all([1, 2].map(() => run("src/migrate.ts", server.url)))

  for (const { code, out } of ran) expect([code, out]).toEqual([0, expect.stringContaining("一次性初始化码")])
  const client = createClient({ url: server.url })
  onTestFinished(() => client.close())
  expect(await landed(client)).toBe(MIGRATIONS.length)
})

test("a program of an older version does not start on a newer database, and says so", async () => {
  const path = join(folder, "newer.db")
  await run("src/migrate.ts", `file:${path}`)
  await lookInto(path).execute("insert into migrations values (999, '0999_newer', 'x', 1)")

  await expect(startProgram({ DATABASE_URL: `file:${path}`, DEMO: "0" })).rejects.toThrow(/请使用新版程序/)
  expect(await run("src/migrate.ts", `file:${path}`)).toMatchObject({
    code: 1,
    out: expect.stringContaining("0999_newer"),
  })
})

test("a server that is not there is said in a sentence, and no file is left behind by a wrong address", async () => {
  expect(await run("src/migrate.ts", "http://127.0.0.1:1")).toMatchObject({
    code: 1,
    out: expect.stringContaining("数据库无法升级"),
  })
  const path = join(folder, "none.db")
  expect(await run("src/backup.ts", `file:${path}`, join(folder, "b"))).toMatchObject({ code: 1 })
  expect(existsSync(path)).toBe(false)
})
