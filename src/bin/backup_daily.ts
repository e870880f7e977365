import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { openDatabase, pathOf } from "#db/open_node.ts"
import { backupFolder } from "#src/office/system/backups_node.ts"
import { beginBackup, makeBackup } from "#src/office/system/commands.ts"
import { diskSentence } from "#src/office/system/disk_faults.ts"
import { readEnvironment } from "#src/office/system/environment.ts"
import { backupFacts } from "#src/office/system/queries.ts"
import { spaceAround } from "#src/office/system/space_node.ts"
import { acting } from "#src/trail/record.ts"
import { keepBackup } from "./operating/kept_backup.ts"

/**
 * `npm run backup:daily`: the backup that a timer of the system asks for, while the program runs. It is named by its day, kept
 * as the environment says (operating/kept_backup.ts), and told in the trail: 系统 shows what came of it. Exit 1 with one
 * sentence when it did not come about.
 */
async function main() {
  const { databaseUrl, databaseAuthToken, sealKey, backup } = readEnvironment({
    ...process.env,
    DEMO: "0",
    NOW: undefined,
  })
  const path = pathOf(databaseUrl)
  if (path !== null && !existsSync(path)) throw new Error(`没有找到数据库文件 ${path}。请用 DATABASE_URL 指明。`)
  const folder = backupFolder(databaseUrl)
  const source = await openDatabase(databaseUrl, databaseAuthToken)
  try {
    const [[newest]] = await source.read(backupFacts(source))
    const backups = {
      folder,
      isUnderway: () => false,
      kept: async () => [],
      make: (name: string) =>
        keepBackup({ client: source.client, url: databaseUrl, sealKey }, join(folder, name), backup),
    }
    const room = { version: newest?.version ?? 0, backups, space: await spaceAround(databaseUrl) }
    const begun = await beginBackup(source, room, acting(null, Date.now()))
    const { action, particulars } = await makeBackup(source, backups, begun, Date.now)
    if (action === "backup_failed") throw new Error(String(particulars.problem))
    console.log(`已备份到 ${resolve(folder, String(particulars.file))}，恢复演练通过。`)
  } finally {
    source.close()
  }
}

try {
  await main()
} catch (error) {
  console.error(`没有备份：${diskSentence(error)}`)
  process.exitCode = 1
}
