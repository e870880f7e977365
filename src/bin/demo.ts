import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { copyDatabase, isEmpty } from "#db/copy.ts"
import type { Database } from "#db/database.ts"
import { beside, flush, moveToFree, removeDatabase } from "#db/files.ts"
import { migrate } from "#db/migrate.ts"
import { openDatabase, openScratch, pathOf } from "#db/open_node.ts"
import { seedDemo } from "#seeds/demo.ts"
import { seedReference } from "#seeds/reference.ts"

/**
 * Brings the demo to a database that is not there yet, whole or not at all: its thousand small acts are lived in a file
 * of their own and land in one step, however the program ends meanwhile and whoever starts at the same time. Over HTTP
 * they would also take seconds. A database that is there is left alone.
 */
export async function bringDemo(url: string, authToken: string | undefined, now: number): Promise<void> {
  if (url === ":memory:") return
  const path = pathOf(url)
  if (path === null) return bringToServer(await openDatabase(url, authToken), now)
  if (!existsSync(path)) await bringToFile(path, now)
}

async function bringToFile(path: string, now: number) {
  const part = beside(path, "part")
  try {
    const lived = await liveDemo(part, now)
    lived.close()
    flush(part)
    moveToFree(part, path)
  } catch (error) {
    // Another program that started at the same time was first.
    if (!existsSync(path)) throw error
  } finally {
    removeDatabase(part)
  }
}

async function bringToServer({ client }: Database, now: number) {
  const folder = mkdtempSync(join(tmpdir(), "fengong-demo-"))
  try {
    if (!(await isEmpty(client))) return
    const lived = await liveDemo(join(folder, "demo.db"), now)
    await copyDatabase(lived.client, client)
    lived.close()
  } finally {
    client.close()
    rmSync(folder, { recursive: true })
  }
}

async function liveDemo(path: string, now: number): Promise<Database> {
  const lived = await openScratch(path)
  await migrate(lived.client)
  await seedReference(lived)
  await seedDemo(lived, now)
  return lived
}
