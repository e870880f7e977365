import { existsSync } from "node:fs"
import { database as wrap } from "#db/database.ts"
import { openFile } from "#db/files.ts"
import { openDatabase, pathOf } from "#db/open_node.ts"
import { verificationWords } from "#views/events/verification.ts"
import { readEnvironment } from "./environment.ts"
import { isSound, verify } from "./events/verification.ts"

/** `npm run verify`: checks the database that DATABASE_URL names and changes nothing. Exit 1 on any fault. */
async function main(): Promise<number> {
  const { databaseUrl, databaseAuthToken } = readEnvironment(process.env)
  const path = pathOf(databaseUrl)
  if (path !== null && !existsSync(path)) {
    console.error(`没有找到数据库文件 ${path}。请用 DATABASE_URL 指明。`)
    return 1
  }
  // Not as the program opens it: that would turn a backup into WAL mode, and a check changes nothing.
  const database = path === null ? await openDatabase(databaseUrl, databaseAuthToken) : wrap(openFile(path))
  const result = await verify(database)
  for (const line of verificationWords(result)) console.log(line)
  console.log(isSound(result) ? "核验通过。" : "核验没有通过：请先保全数据库文件，再与备份核对。")
  return isSound(result) ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(`核验无法进行：${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
