import { chmodSync, existsSync, statSync } from "node:fs"
import { resolve } from "node:path"
import type { Client } from "@libsql/client"
import { copyDatabase } from "#db/copy.ts"
import { database } from "#db/database.ts"
import { beside, faultsOf, flush, moveToFree, openFile, removeDatabase } from "#db/files.ts"
import { pathOf } from "#db/open_node.ts"
import { SealsLost, sealEvents } from "#src/trail/seal.ts"
import type { SealKey } from "#src/trail/seal_key.ts"

/** What a backup is made of; `sealKey` undefined: it is left unsealed, as one of an older program's database must be. */
export type Source = { client: Client; url: string; sealKey?: SealKey | null }

export type Backup = { file: string; kilobytes: number; events: number }

/**
 * A whole, checked copy of a database, while the program runs. Throws a sentence when it cannot be made.
 *
 * 1. The copy is made beside the file: by VACUUM INTO from a file, through SQL from a server, either from one instant.
 * 2. It is sealed to its last event, so that it can be verified where it lies, years later: the same seals that the
 *    program will make of the same events. Then it is checked, and brought to the medium.
 * 3. Only then does it get its name; a file that has it already is never touched.
 */
export async function backUp({ client, url, sealKey }: Source, file: string): Promise<Backup> {
  const target = resolve(file)
  if (existsSync(target)) throw new Error(`${target} 已存在，备份不覆盖任何文件，请换一个名字。`)
  const part = beside(target, "part")
  try {
    if (pathOf(url) === null) await copyFromServer(client, part)
    else await client.execute({ sql: "vacuum into ?", args: [part] })
    const events = await checked(part, sealKey)
    // Password hashes and everything reported are in it.
    chmodSync(part, 0o600)
    flush(part)
    moveToFree(part, target)
    return { file: target, kilobytes: Math.ceil(statSync(target).size / 1024), events }
  } finally {
    removeDatabase(part)
  }
}

async function copyFromServer(from: Parameters<typeof copyDatabase>[0], part: string) {
  const copy = openFile(part)
  try {
    await copyDatabase(from, copy)
  } finally {
    copy.close()
  }
}

async function checked(part: string, key: SealKey | null | undefined): Promise<number> {
  const copy = openFile(part)
  try {
    const faults = await faultsOf(copy)
    if (faults.length > 0) throw new Error(`备份没有通过检查：${faults.slice(0, 5).join("；")}`)
    if (key !== undefined) await sealed(copy, key)
    const { rows } = await copy.execute("select count(*) as n from events")
    return Number(rows[0]?.n)
  } finally {
    copy.close()
  }
}

/** A trail that cannot be sealed is no reason to have no backup. */
async function sealed(copy: Client, key: SealKey | null) {
  try {
    await sealEvents(database(copy), key)
  } catch (error) {
    if (!(error instanceof SealsLost)) throw error
    console.error(`注意：${error.message}`)
  }
}
