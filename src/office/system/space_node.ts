import { stat, statfs } from "node:fs/promises"
import { dirname } from "node:path"
import { pathOf } from "#db/open_node.ts"
import type { Space } from "./space.ts"

/** The room around a database file; null for a server, whose disk is elsewhere. */
export async function spaceAround(databaseUrl: string): Promise<Space | null> {
  const path = pathOf(databaseUrl)
  if (path === null) return null
  const [disk, ...files] = await Promise.all([statfs(dirname(path)), sizeOf(path), sizeOf(`${path}-wal`)])
  return {
    free: disk.bavail * disk.bsize,
    total: disk.blocks * disk.bsize,
    database: files.reduce((sum, size) => sum + size, 0),
  }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0
