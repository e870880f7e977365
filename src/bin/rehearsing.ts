import { copyFileSync } from "node:fs"
import type { Client } from "@libsql/client"
import { database } from "#db/database.ts"
import { beside, flush, openFile, removeDatabase } from "#db/files.ts"
import { migrate } from "#db/migrate.ts"
import { house } from "#src/capabilities.ts"
import type { SealKey } from "#src/trail/seal_key.ts"
import { isSound, verify } from "#src/trail/verification.ts"
import { verificationWords } from "#views/events/verification.ts"

/** What is done with a copy once it has proved sound; restoring leaves an event in it. */
type Then = (client: Client) => Promise<void>

/**
 * Looks at a copy of a backup as the program would, after bringing it to the program's schema: file, schema, trail and
 * states. Throws a sentence where it could not take the place of the database.
 */
export async function ensureRestorable(
  part: string,
  key: SealKey | null,
  print: (line: string) => void,
  then: Then = async () => {},
) {
  const client = openFile(part)
  try {
    await ensureOurs(client)
    await migrate(client)
    const result = await verify(database(client), { stateful: house.stateful, key })
    for (const line of verificationWords(result, house)) print(line)
    if (!isSound(result)) throw new Error("备份没有通过核验。")
    await then(client)
    await client.execute("pragma journal_mode = delete")
  } finally {
    client.close()
  }
  flush(part)
}

/** An empty or foreign file would otherwise be migrated to an empty program, and replace everything. */
async function ensureOurs(client: Client) {
  try {
    const { rows } = await client.execute("select count(*) as n from migrations")
    if (Number(rows[0]?.n) > 0) return
  } catch {
    // Said below.
  }
  throw new Error("这不是本程序的备份文件，或文件已损坏。")
}

/** 恢复演练: a copy of the backup goes all the way that a restore goes, but for taking the database's place. */
export async function rehearse(backup: string, key: SealKey | null, print: (line: string) => void) {
  const part = beside(backup, "rehearsal")
  try {
    copyFileSync(backup, part)
    await ensureRestorable(part, key, print)
  } finally {
    removeDatabase(part)
  }
}
