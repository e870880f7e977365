import { randomUUID } from "node:crypto"
import { copyFileSync, existsSync, renameSync, statSync } from "node:fs"
import { basename, resolve } from "node:path"
import type { Client } from "@libsql/client"
import { copyDatabase, NotEmpty } from "#db/copy.ts"
import { database } from "#db/database.ts"
import { beside, flush, linkOrCopy, openFile, removeDatabase } from "#db/files.ts"
import { makeFolderOf, openDatabase, pathOf } from "#db/open_node.ts"
import { dateOf, timeOf } from "#src/clock.ts"
import { readEnvironment } from "#src/office/system/environment.ts"
import { acting, record } from "#src/trail/record.ts"
import { decryptFile, isEncrypted } from "./operating/encrypted_file.ts"
import { ensureRestorable } from "./rehearsing.ts"

/**
 * `npm run restore -- FILE`: puts a backup in the place of the database that DATABASE_URL names.
 *
 * 1. The backup is copied, or decrypted, beside the database, and the copy is verified: file, schema, trail and states. Its trail says
 *    that it was restored. The backup itself is only read.
 * 2. It must be certain that no program works on the database that is replaced.
 * 3. What is replaced stays beside it under another name. Then the copy takes its name in one step.
 *
 * A server has to be empty; it is filled through SQL.
 */
async function main(file: string | undefined) {
  if (!file) throw new Error("请写明从哪个文件恢复：npm run restore -- FILE")
  const backup = resolve(file)
  if (!existsSync(backup)) throw new Error(`没有找到 ${backup}。`)
  if (isNonEmpty(`${backup}-wal`)) throw new Error(`${backup} 旁边还有 -wal 文件：它是使用中的数据库，不是备份。`)
  const {
    databaseUrl,
    databaseAuthToken,
    sealKey,
    backup: keeping,
  } = readEnvironment({
    ...process.env,
    DEMO: "0",
    NOW: undefined,
  })
  const path = pathOf(databaseUrl)
  if (path !== null && resolve(path) === backup) throw new Error("备份文件就是数据库本身。")
  makeFolderOf(databaseUrl)

  const part = beside(path === null ? backup : resolve(path), "part")
  try {
    if (isEncrypted(backup)) await decryptFile(backup, part, keeping.key)
    else copyFileSync(backup, part)
    await ensureRestorable(part, sealKey, console.log, noted(backup))
    if (path === null) await fillServer(part, databaseUrl, databaseAuthToken)
    else await replace(resolve(path), part)
  } finally {
    removeDatabase(part)
  }
}

const isNonEmpty = (path: string) => existsSync(path) && statSync(path).size > 0

/** What is restored says so in its own trail, from when on it is what counts. */
const noted = (backup: string) => async (client: Client) => {
  const particulars = { file: basename(backup) }
  const act = { action: "database_restored", subject: `restore:${randomUUID()}`, version: 1, particulars } as const
  await record(database(client), acting(null, Date.now()), [act], [])
}

async function replace(path: string, part: string) {
  const now = Date.now()
  const kept = beside(path, `replaced-${dateOf(now).replaceAll("-", "")}-${timeOf(now).replace(":", "")}`)
  const replaced = existsSync(path)
  if (replaced) {
    await foldUnlessInUse(path)
    linkOrCopy(path, kept)
  }
  // What could not be folded in goes with its file: beside the new one it would destroy it.
  for (const end of ["-wal", "-shm"]) if (existsSync(path + end)) renameSync(path + end, kept + end)
  renameSync(part, path)
  flush(path)
  console.log(replaced ? `已恢复 ${path}。原来的数据库保留为 ${kept}。` : `已恢复 ${path}。`)
}

/**
 * Leaving WAL mode writes everything into the file itself, and works only for whoever is alone on it: a program that
 * runs always has it open.
 */
async function foldUnlessInUse(path: string) {
  let client: Client | undefined
  try {
    client = openFile(path)
    await client.execute("pragma journal_mode = delete")
    await client.batch(["select 1"], "write")
  } catch (error) {
    if (/SQLITE_(BUSY|LOCKED)/.test(String(error))) throw new Error("程序还在运行，请先停止它再恢复。")
    console.error(`原来的数据库已不能打开（${error instanceof Error ? error.message : error}），按原样保留。`)
  } finally {
    client?.close()
  }
}

async function fillServer(part: string, url: string, authToken: string | undefined) {
  const server = await openDatabase(url, authToken)
  const copy = openFile(part)
  try {
    const { tables, rows } = await copyDatabase(copy, server.client)
    console.log(`已恢复到 ${url}：${tables} 个表，${rows} 行。`)
  } catch (error) {
    if (error instanceof NotEmpty) throw new Error("数据库服务器不是空的。请准备一个空的数据库，再恢复到那里。")
    throw error
  } finally {
    copy.close()
    server.close()
  }
}

try {
  await main(process.argv[2])
} catch (error) {
  console.error(`没有恢复：${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
