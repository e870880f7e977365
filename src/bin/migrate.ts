import { makeFolderOf, openDatabase } from "#db/open_node.ts"
import { SchemaMismatch } from "#db/schema_steps.ts"
import { seedReference } from "#seeds/reference.ts"
import { announceSetup } from "#src/office/setup/commands.ts"
import { readEnvironment } from "#src/office/system/environment.ts"
import { NotUpgraded, upgrade } from "./upgrading.ts"

/**
 * `npm run db:migrate [-- BACKUP]`: brings the database that DATABASE_URL names to this program's schema and puts the reference
 * data in; what an older program left is backed up first, from a server into the file BACKUP. On Node the program does so itself at its start; a Worker relies on it.
 */
async function main(file: string | null) {
  const { databaseUrl, databaseAuthToken } = readEnvironment({ ...process.env, DEMO: "0", NOW: undefined })
  makeFolderOf(databaseUrl)
  const database = await openDatabase(databaseUrl, databaseAuthToken)
  await upgrade({ client: database.client, url: databaseUrl, at: Date.now(), print: console.log }, file)
  await seedReference(database)
  console.log("数据库已是本程序的版本。")
  await announceSetup(database, console.log)
  database.close()
}

try {
  await main(process.argv[2] ?? null)
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error)
  console.error(error instanceof SchemaMismatch || error instanceof NotUpgraded ? reason : `数据库无法升级：${reason}`)
  process.exitCode = 1
}
