import { existsSync } from "node:fs"
import { openDatabase, pathOf } from "#db/open_node.ts"
import { dateOf } from "#src/clock.ts"
import { isAdministratorPost } from "#src/office/people/policy.ts"
import { rescue } from "#src/office/resets/commands.ts"
import { personToReset } from "#src/office/resets/queries.ts"
import { readEnvironment } from "#src/office/system/environment.ts"

/**
 * `npm run rescue -- LOGIN`: where two of the three administrators are locked out and nobody can confirm, prints a code by
 * which one of them sets a new password at /reset. Its event stands in the trail, and on the first page of all three.
 */
async function main(login: string | undefined): Promise<void> {
  if (!login) throw new Error("请写明用户名：npm run rescue -- 用户名")
  const { databaseUrl, databaseAuthToken } = readEnvironment(process.env)
  const path = pathOf(databaseUrl)
  if (path !== null && !existsSync(path)) throw new Error(`没有找到数据库文件 ${path}。请用 DATABASE_URL 指明。`)
  const database = await openDatabase(databaseUrl, databaseAuthToken)
  try {
    const now = Date.now()
    const found = await personToReset(database, login, dateOf(now))
    if (!found?.person.active) throw new Error(`没有在用的账号「${login}」。`)
    if (!found.kinds.some(isAdministratorPost))
      throw new Error(`「${login}」不是三员。其他人的口令由系统管理员在「账号」中重置。`)
    const code = await rescue(database, found, now)
    console.log(`${found.person.name}（${login}）的重置码：${code}`)
    console.log("24小时内在 /reset 凭它设置新口令，用一次即失效。已记入操作记录，三员登录后都能看到。")
  } finally {
    database.close()
  }
}

try {
  await main(process.argv[2])
} catch (error) {
  console.error(`没有发出：${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
