import { mkdirSync } from "node:fs"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { type Client, createClient } from "@libsql/client"
import { type Database, database, patiently } from "./database.ts"
import { withDeadline } from "./deadline.ts"
import { ownFile } from "./own_file.ts"

/** Native calls block the event loop while they wait, so they hardly wait; db/database.ts waits instead. */
const BUSY_TIMEOUT = 25
/** Another program that starts or stops on the same file holds it for a moment. */
const OPEN_PATIENCE = 5000

/** Opens a file (WAL, synchronous=FULL) or a libSQL server by its URL. */
export async function openDatabase(url: string, authToken?: string): Promise<Database> {
  if (!url.startsWith("file:") && url !== ":memory:")
    return database(createClient({ url, authToken, fetch: withDeadline }))

  const client = createClient({ url, timeout: BUSY_TIMEOUT })
  if (!url.startsWith("file:")) return database(client)
  await prepareFile(client)
  // As the client reads the address. A database in memory has no file, and is the client's alone.
  const { rows } = await client.execute("pragma database_list")
  const path = String(rows[0]?.file ?? "")
  return database(client, path === "" ? undefined : ownFile(path, { timeout: BUSY_TIMEOUT }))
}

/** A file that is nobody's yet: nothing of it must survive a power cut, so nothing waits for the medium. */
const UNSAFE = ["pragma synchronous = off", "pragma journal_mode = memory"]

/** Opens a file in which something is made that counts only once it is whole; whoever keeps it flushes it. */
export async function openScratch(path: string): Promise<Database> {
  const client = createClient({ url: `file:${path}`, timeout: BUSY_TIMEOUT })
  await client.executeMultiple(UNSAFE.join(";"))
  return database(client, ownFile(path, { timeout: BUSY_TIMEOUT, pragmas: UNSAFE }))
}

/** WAL stays with the file. FULL is libSQL's default; it is checked because an acknowledged report depends on it. */
async function prepareFile(client: Client) {
  await patiently(client, Date.now() + OPEN_PATIENCE, () => client.execute("pragma journal_mode = wal"))
  const { rows } = await client.execute("pragma synchronous")
  if (Number(rows[0]?.synchronous) !== 2) throw new Error("libSQL no longer opens files with synchronous=FULL")
}

/** Makes the folder of a database file; leaves server URLs alone. */
export function makeFolderOf(url: string) {
  const path = pathOf(url)
  if (path !== null) mkdirSync(dirname(path), { recursive: true })
}

/** Where a `file:` URL's database lies; null for a server. */
export function pathOf(url: string): string | null {
  if (!url.startsWith("file:")) return null
  return url.startsWith("file://") ? fileURLToPath(url) : decodeURIComponent(url.slice("file:".length))
}
