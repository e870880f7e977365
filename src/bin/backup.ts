import { existsSync } from "node:fs"
import { openDatabase, pathOf } from "#db/open_node.ts"
import { diskSentence } from "#src/office/system/disk_faults.ts"
import { readEnvironment } from "#src/office/system/environment.ts"
import { backUp } from "./backing_up.ts"

/** `npm run backup -- FILE`: a whole, checked copy of the database that DATABASE_URL names, while the program runs. */
async function main(file: string | undefined) {
  if (!file) throw new Error("请写明备份到哪个文件：npm run backup -- FILE")
  const { databaseUrl, databaseAuthToken, sealKey } = readEnvironment({ ...process.env, DEMO: "0", NOW: undefined })
  const path = pathOf(databaseUrl)
  if (path !== null && !existsSync(path)) throw new Error(`没有找到数据库文件 ${path}。请用 DATABASE_URL 指明。`)

  const source = await openDatabase(databaseUrl, databaseAuthToken)
  try {
    const made = await backUp({ client: source.client, url: databaseUrl, sealKey }, file)
    console.log(`已备份到 ${made.file}（${made.kilobytes} KB，操作记录 ${made.events} 条）。`)
  } finally {
    source.close()
  }
}

try {
  await main(process.argv[2])
} catch (error) {
  console.error(`没有备份：${diskSentence(error)}`)
  process.exitCode = 1
}
