import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { createClient } from "@libsql/client"
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest"
import { startSqld } from "#db/sqld.ts"
import { backupsBeside, scriptsBeside } from "#src/office/system/backups_node.ts"
import {
  expectKept,
  expectSound,
  forget,
  freshFile,
  liaisonAt,
  lookInto,
  programOn,
  report,
  run,
  runWith,
  type StormBase,
  stormBase,
  wordsOf,
} from "#test/support/storm.ts"

let base: StormBase
beforeAll(async () => {
  base = await stormBase()
})
afterAll(() => forget(base))

const inFolder = (name: string) => join(base.folder, name)
/** What lies beside a database under its name. */
const besides = (path: string) => readdirSync(base.folder).filter((name) => name.startsWith(`${basename(path)}.`))

test("the drill: backed up while it is used, destroyed, restored, and every report of that moment is there", async () => {
  const { path, url } = await freshFile(base)
  const program = await programOn(url)
  const liaison = await liaisonAt(program)
  const acknowledged = new Map<number, string>()
  const send = async (assignment: number) => {
    expect((await report(liaison, assignment)).status).toBe(303)
    acknowledged.set(assignment, wordsOf(assignment))
  }
  for (const assignment of base.assignments.slice(0, 5)) await send(assignment)

  const backup = inFolder("drill.backup")
  // Reports go on while it is made; those acknowledged before it began must be in it.
  const [made] = await Promise.all([run("src/bin/backup.ts", url, backup), report(liaison, base.assignments[5] ?? 0)])
  expect(made).toMatchObject({ code: 0, out: expect.stringContaining("已备份到") })
  expect(statSync(backup).mode & 0o077).toBe(0)
  expect(existsSync(`${backup}-wal`)).toBe(false)
  const again = await run("src/bin/backup.ts", url, backup)
  expect(again).toMatchObject({ code: 1, out: expect.stringContaining("已存在") })

  const whileRunning = await run("src/bin/restore.ts", url, backup)
  expect(whileRunning).toMatchObject({ code: 1, out: expect.stringContaining("程序还在运行") })
  const later = base.assignments[6] ?? 0
  expect((await report(liaison, later)).status).toBe(303)
  await program.kill9()
  const bytes = readFileSync(backup)

  expect(await run("src/bin/restore.ts", url, backup)).toMatchObject({
    code: 0,
    out: expect.stringContaining("已恢复"),
  })

  expect(readFileSync(backup).equals(bytes)).toBe(true)
  expect(existsSync(`${path}-wal`) || existsSync(`${path}-shm`)).toBe(false)
  await expectKept(path, acknowledged)
  await expectSound(url)
  // What was replaced is whole and can be put back: even what came after the backup is in it.
  const [kept = "", ...more] = besides(path)
  expect([kept, more]).toEqual([expect.stringContaining("replaced-"), []])
  await expectKept(inFolder(kept), new Map([...acknowledged, [later, wordsOf(later)]]))
  await program.restart()
  expect((await report(liaison, later)).status).toBe(303)
  // Stopped in order, nothing is left unsealed.
  await program.stop()
  expect(await run("src/bin/verify.ts", url)).toMatchObject({ code: 0, out: expect.stringContaining("待封存 0 条") })
})

test("the button of the page makes a backup in a process of its own, and restores it once for trial", async () => {
  const { path } = await freshFile(base)
  // The program may be started in another folder than its own, and the database be named from there.
  const [home, url] = [process.cwd(), `file:${basename(path)}`]
  vi.stubEnv("DATABASE_URL", url)
  vi.stubEnv("BASE_URL", "")
  process.chdir(dirname(path))
  onTestFinished(() => {
    process.chdir(home)
    vi.unstubAllEnvs()
  })
  const backups = backupsBeside(url, scriptsBeside(join(home, "src/node.ts")))
  const made = await backups?.make("page.db")
  expect(made).toEqual({
    kilobytes: expect.any(Number),
    events: expect.any(Number),
    file: "page.db",
    secondCopy: "none",
  })
  const file = join(backups?.folder ?? "", "page.db")
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(readdirSync(backups?.folder ?? "")).toEqual(["page.db"])
  expect(await backups?.kept()).toMatchObject([{ name: "page.db", size: statSync(file).size }])
  expect(await run("src/bin/restore.ts", `file:${join(base.folder, "from-page.db")}`, file)).toMatchObject({ code: 0 })
  await expect(backups?.make("page.db")).rejects.toThrow("已存在")
  vi.stubEnv("DATABASE_URL", "file:elsewhere.db")
  await expect(backups?.make("elsewhere.db")).rejects.toThrow("没有找到数据库文件")
  vi.stubEnv("DATABASE_URL", url)
  writeFileSync(path, "not a database at all ".repeat(500))
  await expect(backups?.make("broken.db")).rejects.toThrow(/[^ ]/)
  expect(backups?.isUnderway()).toBe(false)
})

test("the day's backup is encrypted, copied to the second folder, tried from there, told in the trail, and comes back", async () => {
  const { path, url } = await freshFile(base)
  const program = await programOn(url)
  const [near, far] = [join(dirname(path), "backups"), inFolder("far")]
  const settings = { BACKUP_KEY: "5c".repeat(32), BACKUP_COPY_TO: far, BACKUP_DAYS: "1", BACKUP_MONTHS: "0" }
  const daily = () => runWith(settings, "src/bin/backup_daily.ts", url)
  const told = async () => {
    const { rows } = await lookInto(path).execute(
      "select action, particulars from events where subject = 'backup' order by id",
    )
    return rows.map(({ action, particulars }) => [action, JSON.parse(String(particulars))])
  }

  // The disk of the second folder is not mounted: said, and never made up for.
  expect(await daily()).toMatchObject({ code: 1, out: expect.stringContaining("没有找到第二存放位置") })
  expect(existsSync(far)).toBe(false)
  expect((await told()).map(([action]) => action)).toEqual(["backup_begun", "backup_failed"])

  mkdirSync(far)
  writeFileSync(join(far, "fengong-20200101-020000.db.enc"), "of long ago")
  writeFileSync(join(far, "重要.db"), "not ours")
  expect(await daily()).toMatchObject({ code: 0, out: expect.stringContaining("恢复演练通过") })
  const [file = "", ...others] = readdirSync(far).sort()
  expect([file, others]).toEqual([expect.stringMatching(/^fengong-\d{8}-\d{6}\.db\.enc$/), ["重要.db"]])
  expect(readFileSync(join(far, file)).equals(readFileSync(join(near, file)))).toBe(true)
  expect(readFileSync(join(far, file)).includes("SQLite format")).toBe(false)
  expect((await told()).at(-1)).toEqual(["backup_made", expect.objectContaining({ file, secondCopy: "same_disk" })])
  // Nothing of what was decrypted for trial is left, here or there.
  expect([...readdirSync(near), ...readdirSync(far)].filter((name) => name.includes(".enc."))).toEqual([])

  await program.kill9()
  const target = `file:${inFolder("from-far.db")}`
  expect(await run("src/bin/restore.ts", target, join(far, file))).toMatchObject({
    code: 1,
    out: expect.stringContaining("请设置 BACKUP_KEY"),
  })
  expect(await runWith(settings, "src/bin/restore.ts", target, join(far, file))).toMatchObject({ code: 0 })
  await expectSound(target)
})

test("a restored database says in its own trail that it was, and from which file", async () => {
  const { url } = await freshFile(base)
  const backup = inFolder("told.backup")
  expect((await run("src/bin/backup.ts", url, backup)).code).toBe(0)
  const target = join(base.folder, "told.db")
  expect((await run("src/bin/restore.ts", `file:${target}`, backup)).code).toBe(0)
  const { rows } = await lookInto(target).execute("select action, particulars from events order by id desc limit 1")
  expect(rows[0]).toMatchObject({ action: "database_restored", particulars: JSON.stringify({ file: "told.backup" }) })
})

test("a database that is broken is replaced all the same and kept as it was", async () => {
  const { path, url } = await freshFile(base)
  const backup = inFolder("broken.backup")
  expect((await run("src/bin/backup.ts", url, backup)).code).toBe(0)
  writeFileSync(path, "not a database at all ".repeat(500))
  writeFileSync(`${path}-wal`, "stale")

  expect((await run("src/bin/restore.ts", url, backup)).code).toBe(0)

  const kept = besides(path).filter((name) => name.includes(".replaced-"))
  const file = kept.find((name) => !/-(wal|shm)$/.test(name)) ?? ""
  expect(readFileSync(inFolder(file), "utf8")).toContain("not a database")
  expect(readFileSync(inFolder(`${file}-wal`), "utf8")).toBe("stale")
  await expectSound(url)
})

test("what is no sound backup is refused, and the database stays as it is", async () => {
  const { path, url } = await freshFile(base)
  const before = readFileSync(path)
  const bad = async (name: string, spoil: (file: string) => Promise<void> | void) => {
    const file = inFolder(name)
    copyFileSync(base.file, file)
    await spoil(file)
    const { code, out } = await run("src/bin/restore.ts", url, file)
    expect([name, code]).toEqual([name, 1])
    return out
  }
  const changing = (statements: string[]) => async (file: string) => {
    const client = createClient({ url: `file:${file}` })
    await client.batch(statements, "write")
    await client.execute("pragma journal_mode = delete")
    client.close()
  }

  expect(await bad("cut.db", (file) => writeFileSync(file, before.subarray(0, before.length / 2)))).toContain(
    "没有恢复",
  )
  expect(await bad("text.db", (file) => writeFileSync(file, "普法".repeat(5000)))).toContain("不是本程序的备份")
  expect(await bad("empty.db", (file) => writeFileSync(file, ""))).toContain("不是本程序的备份")
  const edited = [
    "drop trigger report_versions_no_update",
    "update report_versions set achieved = '改' where number = 1",
  ]
  expect(await bad("newer.db", changing(["insert into migrations values (999, '0999_newer', 'x', 1)"]))).toContain(
    "更新版本",
  )
  const moved = ["update assignments set state = 'closed' where state = 'active'", ...edited]
  expect(await bad("edited.db", changing(moved))).toContain("备份没有通过核验")
  expect((await run("src/bin/restore.ts", url, inFolder("none.db"))).out).toContain("没有找到")
  expect((await run("src/bin/restore.ts", url)).out).toContain("npm run restore -- FILE")
  expect((await run("src/bin/restore.ts", url, path)).out).toContain("就是数据库本身")

  expect(readFileSync(path).equals(before)).toBe(true)
  expect(besides(path)).toEqual([])
})

test("a server is backed up through SQL into a file, and an empty server is filled from it", async () => {
  const [first, second] = await Promise.all([startSqld(), startSqld()])
  onTestFinished(first.stop)
  onTestFinished(second.stop)
  const filled = await run("src/bin/restore.ts", first.url, base.file)
  expect(filled).toMatchObject({ code: 0, out: expect.stringContaining("已恢复到") })

  const backup = inFolder("server.backup")
  expect(await run("src/bin/backup.ts", first.url, backup)).toMatchObject({ code: 0 })
  expect(await run("src/bin/restore.ts", first.url, backup)).toMatchObject({
    code: 1,
    out: expect.stringContaining("不是空的"),
  })
  expect((await run("src/bin/restore.ts", second.url, backup)).code).toBe(0)

  const told =
    "select count(*) as n, sum(length(particulars)) as s, max(id) as last from events where action <> 'database_restored'"
  const { rows: original } = await lookInto(base.file).execute(told)
  const server = createClient({ url: second.url })
  onTestFinished(() => server.close())
  expect((await server.execute(told)).rows).toEqual(original)
  // From the file, and from there: each says so.
  const { rows: restored } = await server.execute("select id from events where action = 'database_restored'")
  expect(restored).toHaveLength(2)
  await expect(server.execute("delete from events")).rejects.toThrow(/append-only/)
  await expectSound(second.url)
})
