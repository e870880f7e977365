import { existsSync } from "node:fs"
import { openDatabase, pathOf } from "#db/open_node.ts"
import { diskSentence } from "#src/office/system/disk_faults.ts"
import { readEnvironment } from "#src/office/system/environment.ts"
import { keepBackup } from "./operating/kept_backup.ts"

/**
 * The backup that the 系统管理员 asks for on the page, in a process of its own (src/office/system/backups_node.ts), kept
 * like the day's (operating/kept_backup.ts). The last line that it prints is what came of it; exit 1 with one
 * sentence on standard error.
 */
async function main(file: string | undefined) {
  if (!file) throw new Error("没有写明备份文件。")
  const { databaseUrl, databaseAuthToken, sealKey, backup } = readEnvironment({
    ...process.env,
    DEMO: "0",
    NOW: undefined,
  })
  const path = pathOf(databaseUrl)
  // Opening would make an empty one.
  if (path !== null && !existsSync(path)) throw new Error(`没有找到数据库文件 ${path}。`)
  const source = await openDatabase(databaseUrl, databaseAuthToken)
  try {
    const made = await keepBackup({ client: source.client, url: databaseUrl, sealKey }, file, backup)
    console.log(JSON.stringify(made))
  } finally {
    source.close()
  }
}

try {
  await main(process.argv[2])
} catch (error) {
  console.error(diskSentence(error))
  process.exitCode = 1
}
