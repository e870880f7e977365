import { existsSync } from "node:fs"
import { database as wrap } from "#db/database.ts"
import { openFile } from "#db/files.ts"
import { openDatabase, pathOf } from "#db/open_node.ts"
import { house } from "#src/capabilities.ts"
import { readEnvironment } from "#src/office/system/environment.ts"
import { isSound, isUnsealed, verify } from "#src/trail/verification.ts"
import { verificationWords } from "#views/events/verification.ts"

/**
 * `npm run verify`: checks the database that DATABASE_URL names and changes nothing. Exit 1 on any fault; exit 2 when
 * nothing is wrong but the newest records were never sealed, because the program was killed: it is to be started first.
 */
async function main(args: string[]): Promise<number> {
  const since = sinceOf(args)
  const { databaseUrl, databaseAuthToken, sealKey } = readEnvironment(process.env)
  const path = pathOf(databaseUrl)
  if (path !== null && !existsSync(path)) {
    console.error(`没有找到数据库文件 ${path}。请用 DATABASE_URL 指明。`)
    return 1
  }
  // Not as the program opens it: that would turn a backup into WAL mode, and a check changes nothing.
  const database = path === null ? await openDatabase(databaseUrl, databaseAuthToken) : wrap(openFile(path))
  const result = await verify(database, { stateful: house.stateful, key: sealKey, since })
  for (const line of verificationWords(result, house)) console.log(line)
  if (!isSound(result)) {
    console.log("核验没有通过：请先保全数据库文件，再与备份核对。")
    return 1
  }
  if (isUnsealed(result, Date.now())) {
    console.log("核验没有完成：最后的操作记录没有封存，程序上次可能不是正常停止。请先启动程序，一分钟后再核验。")
    return 2
  }
  console.log("核验通过。")
  return 0
}

/** `--since SEAL`: the seal noted elsewhere, or the whole line of the log that has it. */
function sinceOf([option, ...words]: string[]): string | null {
  if (option === undefined) return null
  const hash = words.join(" ").match(/\b[0-9a-f]{64}\b/)?.[0]
  if (option !== "--since" || !hash) throw new Error("用法：npm run verify -- --since 抄录的封存值（64 位十六进制）")
  return hash
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(`核验无法进行：${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
