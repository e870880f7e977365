import { copyFileSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { inject } from "vitest"
import type { Database } from "#db/database.ts"
import { openScratch } from "#db/open_node.ts"

/** This worker's, in the folder that the run takes away when it ends: test/support/worlds_folder.ts. */
const FOLDER = mkdtempSync(join(inject("worlds"), "worker-"))

/** The copies that are open, by path, until their test file is over. */
const open = new Map<string, Database>()
let files = 0

const newFile = () => join(FOLDER, `${++files}.db`)

/** A database of one's own with what a file has. */
export async function copyOf(file: string): Promise<Database> {
  const path = newFile()
  copyFileSync(file, path)
  const copy = await openScratch(path)
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
  const second = await openScratch(path)
  open.set(`${path} again ${++files}`, second)
  return second
}
