import { randomBytes } from "node:crypto"
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  rmSync,
  unlinkSync,
} from "node:fs"
import { dirname } from "node:path"
import { type Client, createClient } from "@libsql/client"

/** A name beside a file that nobody else uses. */
export const beside = (path: string, word: string) => `${path}.${word}-${randomBytes(4).toString("hex")}`

/** Opens a file as it is: no journal mode is set, so nothing of it changes by being looked at. */
export const openFile = (path: string, timeout = 1000): Client => createClient({ url: `file:${path}`, timeout })

/** What the medium has is what the caller believes it has. */
export function flush(path: string) {
  const file = openSync(path, "r+")
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  flushFolder(dirname(path))
}

function flushFolder(path: string) {
  // Windows opens no folders, and needs it not.
  if (process.platform === "win32") return
  const folder = openSync(path, "r")
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Gives a finished file its name in one step, and never takes that of another. */
export function moveToFree(from: string, to: string) {
  linkOrCopy(from, to)
  unlinkSync(from)
  flushFolder(dirname(to))
}

/** A second name for the same file; a copy where the medium knows no second names. Refuses a name that is taken. */
export function linkOrCopy(from: string, to: string) {
  try {
    linkSync(from, to)
  } catch (error) {
    if (existsSync(to)) throw error
    copyFileSync(from, to, constants.COPYFILE_EXCL)
  }
}

/** A database file with what belongs to it. */
export function removeDatabase(path: string) {
  for (const part of [path, `${path}-wal`, `${path}-shm`, `${path}-journal`]) rmSync(part, { force: true })
}

/** What SQLite itself finds wrong with a file; empty: nothing. */
export async function faultsOf(client: Client): Promise<string[]> {
  const { rows: checked } = await client.execute("pragma integrity_check")
  const { rows: dangling } = await client.execute("pragma foreign_key_check")
  const said = checked.map((row) => String(Object.values(row)[0])).filter((text) => text !== "ok")
  return dangling.length > 0 ? [...said, `${dangling.length} 行指向不存在的内容`] : said
}
