import { chmodSync, existsSync, statSync } from "node:fs"
import { resolve } from "node:path"
import type { Client } from "@libsql/client"
import { copyDatabase } from "#db/copy.ts"
import { database } from "#db/database.ts"
import { beside, faultsOf, flush, moveToFree, openFile, removeDatabase } from "#db/files.ts"
import { openDatabase, pathOf } from "#db/open_node.ts"
import { readEnvironment } from "./environment.ts"
import { type SealKey, SealsLost, sealEvents } from "./events/seal.ts"

/**
 * `npm run backup -- FILE`: a whole, checked copy of the database that DATABASE_URL names, while the program runs.
 *
 * 1. The copy is made beside FILE: by VACUUM INTO from a file, through SQL from a server, either from one instant.
 * 2. It is sealed to its last event, so that it can be verified where it lies, years later: the same seals that the
 *    program will make of the same events. Then it is checked, and brought to the medium.
 * 3. Only then does it get its name; a file that has it already is never touched.
 */
async function main(file: string | undefined) {
  if (!file) throw new Error("请写明备份到哪个文件：npm run backup -- FILE")
  const target = resolve(file)
  if (existsSync(target)) throw new Error(`${target} 已存在，备份不覆盖任何文件，请换一个名字。`)
  const { databaseUrl, databaseAuthToken, sealKey } = readEnvironment({ ...process.env, DEMO: "0", NOW: undefined })
  const path = pathOf(databaseUrl)
  if (path !== null && !existsSync(path)) throw new Error(`没有找到数据库文件 ${path}。请用 DATABASE_URL 指明。`)

  const source = await openDatabase(databaseUrl, databaseAuthToken)
  const part = beside(target, "part")
  try {
    if (path === null) await copyFromServer(source.client, part)
    else await source.client.execute({ sql: "vacuum into ?", args: [part] })
    const events = await checked(part, sealKey)
    // Password hashes and everything reported are in it.
    chmodSync(part, 0o600)
    flush(part)
    moveToFree(part, target)
    console.log(`已备份到 ${target}（${Math.ceil(statSync(target).size / 1024)} KB，操作记录 ${events} 条）。`)
  } finally {
    removeDatabase(part)
    source.client.close()
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

async function checked(part: string, key: SealKey | null): Promise<number> {
  const copy = openFile(part)
  try {
    const faults = await faultsOf(copy)
    if (faults.length > 0) throw new Error(`备份没有通过检查：${faults.slice(0, 5).join("；")}`)
    await sealed(copy, key)
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

try {
  await main(process.argv[2])
} catch (error) {
  console.error(`没有备份：${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
