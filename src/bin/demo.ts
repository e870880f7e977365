import { existsSync } from "node:fs"
import { copyDatabase, isEmpty } from "#db/copy.ts"
import type { Database } from "#db/database.ts"
import { beside, flush, moveToFree, removeDatabase } from "#db/files.ts"
import { migrate } from "#db/migrate.ts"
import { openDatabase, pathOf } from "#db/open_node.ts"
import { seedDemo } from "#seeds/demo.ts"
import { seedReference } from "#seeds/reference.ts"

/**
 * Brings the demo to a database that is not there yet, whole or not at all: its thousand small acts are lived in
 * memory and land in one step, however the program ends meanwhile and whoever starts at the same time. Over HTTP they
 * would also take seconds. A database that is there is left alone.
 */
export async function bringDemo(url: string, authToken: string | undefined, now: number): Promise<void> {
  if (url === ":memory:") return
  const path = pathOf(url)
  if (path === null) return bringToServer(await openDatabase(url, authToken), now)
  if (!existsSync(path)) await bringToFile(path, now)
}

async function bringToFile(path: string, now: number) {
  const lived = await liveDemo(now)
  const part = beside(path, "part")
  try {
    await lived.client.execute({ sql: "vacuum into ?", args: [part] })
    flush(part)
    moveToFree(part, path)
  } catch (error) {
    // Another program that started at the same time was first.
    if (!existsSync(path)) throw error
  } finally {
    removeDatabase(part)
    lived.close()
  }
}

async function bringToServer({ client }: Database, now: number) {
  try {
    if (!(await isEmpty(client))) return
    const lived = await liveDemo(now)
    await copyDatabase(lived.client, client)
    lived.close()
  } finally {
    client.close()
  }
}

async function liveDemo(now: number): Promise<Database> {
  const lived = await openDatabase(":memory:")
  await migrate(lived.client)
  await seedReference(lived)
  await seedDemo(lived, now)
  return lived
}
