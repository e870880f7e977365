import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { seedDemo } from "#seeds/demo.ts"
import { seedReference } from "#seeds/reference.ts"

/** The moment at which browser tests live: a Monday, two working days after the fourth round was due. */
export const NOW = "2026-11-23T09:00+08:00"

declare module "vitest" {
  interface ProvidedContext {
    /** A database file with the demo's year in it, to be copied. */
    demoDatabase: string
  }
}

/** Once before the browser tests: lives the demo's year, which takes seconds, so that each file need only copy it. */
export default async function seed(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "fengong-demo-"))
  const database = await openDatabase(`file:${join(folder, "living.db")}`)
  await migrate(database.client)
  await seedReference(database)
  await seedDemo(database, Date.parse(NOW))
  const file = join(folder, "demo.db")
  await database.client.execute({ sql: "vacuum into ?", args: [file] })
  database.client.close()
  project.provide("demoDatabase", file)
  return () => rm(folder, { recursive: true, force: true })
}
