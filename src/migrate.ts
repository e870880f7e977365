import { migrate, SchemaMismatch } from "#db/migrate.ts"
import { makeFolderOf, openDatabase } from "#db/open_node.ts"
import { seedReference } from "#seeds/reference.ts"
import { readEnvironment } from "./environment.ts"
import { announceSetup } from "./setup/code.ts"

/**
 * `npm run db:migrate`: brings the database that DATABASE_URL names to this program's schema and puts the reference
 * data in. On Node the program does so itself at its start; a Worker relies on it.
 */
async function main() {
  const { databaseUrl, databaseAuthToken } = readEnvironment({ ...process.env, DEMO: "0", NOW: undefined })
  makeFolderOf(databaseUrl)
  const database = await openDatabase(databaseUrl, databaseAuthToken)
  await migrate(database.client)
  await seedReference(database)
  console.log("数据库已是本程序的版本。")
  await announceSetup(database, console.log)
  database.client.close()
}

try {
  await main()
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error)
  console.error(error instanceof SchemaMismatch ? reason : `数据库无法升级：${reason}`)
  process.exitCode = 1
}
