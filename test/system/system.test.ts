import { expect, test } from "vitest"
import { MIGRATIONS } from "#db/migrate.ts"
import { sealEvents } from "#src/events/seal.ts"
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
