import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, expect, test } from "vitest"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { acting, record } from "#src/trail/record.ts"
import { sealEvents } from "#src/trail/seal.ts"

const folder = mkdtempSync(join(tmpdir(), "fengong-verify-"))
afterAll(() => rmSync(folder, { recursive: true }))

const run = promisify(execFile)
const environment = (url: string) => ({ PATH: process.env.PATH, DATABASE_URL: url })
const verify = async (url: string): Promise<{ code: number; out: string }> => {
  try {
    const { stdout } = await run(process.execPath, ["src/bin/start.mjs", "src/bin/verify.ts"], {
      env: environment(url),
    })
    return { code: 0, out: stdout }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout + stderr }
  }
}

test("npm run verify passes a sound file, and fails one whose trail was tampered with, or that is not there", async () => {
  const url = `file:${join(folder, "a.db")}`
  const database = await openDatabase(url)
  await migrate(database.client)
  const by = acting(null, Date.now() - 3_600_000)
  for (const n of [1, 2, 3]) {
    await record(database, by, [{ action: "signed_out", subject: `session:${n}`, version: 1 }], [])
  }
  // A program that was killed an hour ago.
  expect(await verify(url)).toMatchObject({ code: 2, out: expect.stringContaining("请先启动程序") })
  const backup = join(folder, "sealed.db")
  expect(
    await run(process.execPath, ["src/bin/start.mjs", "src/bin/backup.ts", backup], { env: environment(url) }),
  ).toBeTruthy()
  expect(await verify(`file:${backup}`)).toMatchObject({ code: 0, out: expect.stringContaining("已封存 3 条") })

  await sealEvents(database)
  expect(await verify(url)).toMatchObject({ code: 0, out: expect.stringContaining("核验通过") })

  await database.client.execute("drop trigger events_no_update")
  await database.client.execute("update events set address = 'x' where id = 2")
  const tampered = await verify(url)
  expect(tampered.code).toBe(1)
  expect(tampered.out).toContain("× 操作记录：第 2 条记录的内容与封存时不一致")
  expect(await verify(`file:${join(folder, "none.db")}`)).toMatchObject({ code: 1 })
  database.client.close()
}, 30_000)
