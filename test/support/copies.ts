import { copyFileSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { createClient } from "@libsql/client"
import { inject } from "vitest"
import { type Database, database } from "#db/database.ts"
import { ownFile } from "#db/own_file.ts"

/** This worker's, in the folder that the run takes away when it ends: test/support/worlds_folder.ts. */
const FOLDER = mkdtempSync(join(inject("worlds"), "worker-"))

/** The copies that are open, by path, until their test file is over. */
const open = new Map<string, Database>()
let files = 0

const newFile = () => join(FOLDER, `${++files}.db`)

const FAST = ["pragma synchronous = off", "pragma journal_mode = memory"]

/** A database of one's own with what a file has. Nothing of it must survive a power cut. */
export async function copyOf(file: string): Promise<Database> {
  const path = newFile()
  copyFileSync(file, path)
  const client = createClient({ url: `file:${path}`, timeout: 25 })
  await client.executeMultiple(FAST.join(";"))
  const copy = database(client, ownFile(path, { timeout: 25, pragmas: FAST }))
  open.set(path, copy)
  return copy
}

/** What a database has now, as a file that stays for as long as the worker and can be copied. */
export async function keep({ client }: Database): Promise<string> {
  const file = newFile()
  await client.execute({ sql: "vacuum into ?", args: [file] })
  return file
}

/** Closes the copies of a test file that is over, and takes their files away. */
export function endCopies() {
  for (const [path, copy] of open) {
    copy.close()
    for (const beside of ["", "-journal", "-wal", "-shm"]) rmSync(path + beside, { force: true })
  }
  open.clear()
}

/** The same file once more, as another process has it open. */
export async function openedAgain({ client }: Database): Promise<Database> {
  const { rows } = await client.execute("pragma database_list")
  const path = String(rows[0]?.file)
  const again = createClient({ url: `file:${path}`, timeout: 25 })
  await again.executeMultiple(FAST.join(";"))
  const second = database(again, ownFile(path, { timeout: 25, pragmas: FAST }))
  open.set(`${path} again ${++files}`, second)
  return second
}
