import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Client, createClient } from "@libsql/client"
import { afterAll, expect, onTestFinished, test } from "vitest"
import { MIGRATIONS, migrate } from "#db/migrate.ts"
import { startSqld } from "#db/sqld.ts"
import { startProgram } from "#test/support/program.ts"
import { lookInto, run } from "#test/support/storm.ts"

const folder = mkdtempSync(join(tmpdir(), "fengong-migrating-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const landed = async (client: ReturnType<typeof createClient>) =>
  Number((await client.execute("select count(*) as n from migrations")).rows[0]?.n)

test("three programs that migrate the same new file at once all find it migrated once", async () => {
  const path = join(folder, "race.db")
  const ran = await Promise.all([1, 2, 3].map(() => run("src/bin/migrate.ts", `file:${path}`)))

  for (const { code, out } of ran) expect([code, out]).toEqual([0, expect.stringContaining("数据库已是本程序的版本")])
  expect(await landed(lookInto(path))).toBe(MIGRATIONS.length)
})

test("two that migrate the same new server at once do so too, and print a code to set it up with", async () => {
  const server = await startSqld()
  onTestFinished(server.stop)
  const ran = await Promise.all([1, 2].map(() => run("src/bin/migrate.ts", server.url)))

  for (const { code, out } of ran) expect([code, out]).toEqual([0, expect.stringContaining("一次性初始化码")])
  const client = createClient({ url: server.url })
  onTestFinished(() => client.close())
  expect(await landed(client)).toBe(MIGRATIONS.length)
})

test("killed with -9 in the middle of a migration, the file is as before it, and the migration can be done again", async () => {
  const path = join(folder, "killed.db")
  const script = fileURLToPath(new URL("./support/slow_migration.ts", import.meta.url))
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script], {
    env: { PATH: process.env.PATH, DATABASE_URL: `file:${path}` },
    stdio: ["ignore", "pipe", "inherit"],
  })
  const gone = once(child, "exit")
  onTestFinished(() => void child.kill("SIGKILL"))
  await once(child.stdout, "data")
  // Its rows reach the file while it still runs: it is in the middle.
  await expect.poll(() => statSync(`${path}-wal`).size, { interval: 5, timeout: 10_000 }).toBeGreaterThan(1_000_000)
  child.kill("SIGKILL")
  await gone

  const client = lookInto(path)
  const names = "select name from sqlite_master where type = 'table' order by name"
  expect((await client.execute(names)).rows.map(({ name }) => name)).toEqual(["migrations", "one"])
  expect(await landed(client)).toBe(1)
  const steps = [
    { name: "0001_one", statements: ["create table one (a text)"] },
    { name: "0002_slow", statements: ["create table two (b integer)"] },
  ]
  await migrate(client, steps)
  expect(await landed(client)).toBe(2)
  expect((await client.execute("pragma integrity_check")).rows[0]?.integrity_check).toBe("ok")
})

/** A database of an older program, with somebody in it. */
async function older(client: Client) {
  await migrate(client, MIGRATIONS.slice(0, 12))
  await client.execute(`insert into people (login, name, password_hash, password_set_at)
    values ('admin', '高管理', 'scrypt$x', 1)`)
}

const peopleIn = async (path: string) => (await lookInto(path).execute("select login from people")).rows.length

test("the start itself upgrades a file that is in use, and copies it first", async () => {
  const path = join(folder, "older.db")
  await older(lookInto(path))
  const program = await startProgram({ DATABASE_URL: `file:${path}`, DEMO: "0" })
  onTestFinished(program.stop)
  const [copy = "", ...more] = readdirSync(folder).filter((name) => name.startsWith("older.before-upgrade-"))
  expect(more).toEqual([])
  expect(program.output()).toContain(copy)
  expect(await landed(lookInto(path))).toBe(MIGRATIONS.length)
  expect([await landed(lookInto(join(folder, copy))), await peopleIn(join(folder, copy))]).toEqual([12, 1])
  expect(statSync(join(folder, copy)).mode & 0o077).toBe(0)
})

test("where the copy cannot be made, nothing is upgraded and the program does not start", async () => {
  const path = join(folder, "refused.db")
  await older(lookInto(path))
  const taken = join(folder, "taken.db")
  writeFileSync(taken, "somebody's")
  const ran = await run("src/bin/migrate.ts", `file:${path}`, taken)
  expect(ran).toMatchObject({ code: 1, out: expect.stringMatching(/没有升级：升级前的备份没有成功.*已存在/) })
  expect([await landed(lookInto(path)), readFileSync(taken, "utf8")]).toEqual([12, "somebody's"])
})

test("a server is upgraded by db:migrate alone, which asks where the backup is to go", async () => {
  const server = await startSqld()
  onTestFinished(server.stop)
  const client = createClient({ url: server.url })
  onTestFinished(() => client.close())
  await older(client)
  await expect(startProgram({ DATABASE_URL: server.url, DEMO: "0" })).rejects.toThrow(/db:migrate -- 备份文件/)
  expect(await run("src/bin/migrate.ts", server.url)).toMatchObject({
    code: 1,
    out: expect.stringContaining("备份文件"),
  })
  expect(await landed(client)).toBe(12)

  const copy = join(folder, "server-before.db")
  expect(await run("src/bin/migrate.ts", server.url, copy)).toMatchObject({
    code: 0,
    out: expect.stringContaining(copy),
  })
  expect(await landed(client)).toBe(MIGRATIONS.length)
  expect([await landed(lookInto(copy)), await peopleIn(copy)]).toEqual([12, 1])
})

test("a program of an older version does not start on a newer database, and says so", async () => {
  const path = join(folder, "newer.db")
  await run("src/bin/migrate.ts", `file:${path}`)
  await lookInto(path).execute("insert into migrations values (999, '0999_newer', 'x', 1)")

  await expect(startProgram({ DATABASE_URL: `file:${path}`, DEMO: "0" })).rejects.toThrow(/请使用新版程序/)
  expect(await run("src/bin/migrate.ts", `file:${path}`)).toMatchObject({
    code: 1,
    out: expect.stringContaining("0999_newer"),
  })
})

test("a server that is not there is said in a sentence, and no file is left behind by a wrong address", async () => {
  expect(await run("src/bin/migrate.ts", "http://127.0.0.1:1")).toMatchObject({
    code: 1,
    out: expect.stringContaining("数据库无法升级"),
  })
  const path = join(folder, "none.db")
  expect(await run("src/bin/backup.ts", `file:${path}`, join(folder, "b"))).toMatchObject({ code: 1 })
  expect(existsSync(path)).toBe(false)
})

test("two demos that start on the same new file at once both stand on one whole demo", async () => {
  const path = join(folder, "demo.db")
  const programs = await Promise.all([1, 2].map(() => startProgram({ DATABASE_URL: `file:${path}` })))
  for (const program of programs) onTestFinished(program.stop)

  for (const program of programs) expect(program.output()).toContain("演示口令")
  const client = lookInto(path)
  expect((await client.execute("select count(*) as n from plans")).rows[0]?.n).toBe(2)
  expect((await client.execute("select count(*) as n from people")).rows[0]?.n).toBe(20)
  expect(readdirSync(folder).filter((name) => name.includes(".part-"))).toEqual([])
})
