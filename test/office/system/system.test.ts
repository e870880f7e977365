import { expect, test } from "vitest"
import { MIGRATIONS } from "#db/migrate.ts"
import { isScarce, type Space } from "#src/office/system/space.ts"
import { spaceAround } from "#src/office/system/space_node.ts"
import { sealEvents } from "#src/trail/seal.ts"
import { type Login, world } from "#test/support/world.ts"

test("the 系统管理员 sees how the program stands and nothing of what it holds, in two round trips", async () => {
  const w = await world()
  await sealEvents(w.database)
  const before = w.database.trips()
  const html = await (await w.as("admin").get("/admin/system")).text()
  expect(w.database.trips() - before).toBe(2)
  for (const word of [MIGRATIONS.at(-1)?.name ?? "?", "Node.js", "sha-256/2", "npm run backup"])
    expect(html).toContain(word)
  expect(html).not.toContain("普法责任制分工方案")
})

test.each<Login>(["security", "auditor", "lin", "boss", "wang", "zhao"])("%s does not", async (login) => {
  const w = await world()
  expect((await w.as(login).get("/admin/system")).status).toBe(403)
})

test("it says how much is kept and left, and warns while there is still room", async () => {
  const GB = 1024 ** 3
  const roomy = { free: 50 * GB, total: 100 * GB, database: GB }
  const page = async (space: Space | null) => {
    const w = await world(undefined, { space: async () => space })
    return (await w.as("admin").get("/admin/system")).text()
  }
  const html = await page(roomy)
  expect(html).toContain("50.0 GB（共 100.0 GB）")
  expect(html).not.toContain('id="scarce"')
  expect(await page({ ...roomy, free: 1.5 * GB, total: 10 * GB })).toContain("服务器磁盘快满了：只剩 1.5 GB")
  // A server's disk is elsewhere, and nobody here knows it.
  expect(await page(null)).not.toContain("磁盘剩余")
})

test.each([
  ["less than two gigabytes", { free: 1, total: 10, database: 0 }, true],
  ["enough", { free: 3, total: 10, database: 1 }, false],
  ["a tenth of a large disk", { free: 9, total: 100, database: 1 }, true],
  ["no room for a backup beside it", { free: 30, total: 100, database: 31 }, true],
])("%s", (_, gigabytes, scarce) => {
  const GB = 1024 ** 3
  const { free, total, database } = gigabytes
  expect(isScarce({ free: free * GB, total: total * GB, database: database * GB })).toBe(scarce)
})

test("a file's disk is measured, a server's is not", async () => {
  expect(await spaceAround(`file:${process.cwd()}/package.json`)).toMatchObject({ database: expect.any(Number) })
  expect((await spaceAround(`file:${process.cwd()}/package.json`))?.total).toBeGreaterThan(0)
  expect(await spaceAround("http://127.0.0.1:8080")).toBeNull()
})
