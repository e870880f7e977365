import type { Client } from "@libsql/client"
import { foundation } from "./migrations/0001_foundation.ts"

type Migration = { name: string; statements: string[] }

/** In order; a landed migration is never edited, its checksum is kept in the database. */
export const MIGRATIONS: Migration[] = [{ name: "0001_foundation", statements: foundation }]

/** The schema in the database is not one this program can work with. */
export class SchemaMismatch extends Error {}

/**
 * Brings the database to this program's schema.
 *
 * Each migration lands with its row in `migrations` or not at all. Refuses a database that a newer program has
 * migrated, and one whose landed migrations differ from ours. Two programs may start at once: the loser of the race
 * finds the migration's row taken, looks again and goes on.
 */
export async function migrate(client: Client, migrations = MIGRATIONS): Promise<void> {
  await client.batch(
    [
      `create table if not exists migrations (
        version integer primary key, name text not null, checksum text not null, landed_at integer not null)`,
    ],
    "write",
  )
  for (;;) {
    const landed = await landedMigrations(client)
    await compare(landed, migrations)
    const next = migrations[landed.length]
    if (!next) return
    await land(client, next, landed.length + 1)
  }
}

type Landed = { version: number; name: string; checksum: string }

async function landedMigrations(client: Client): Promise<Landed[]> {
  const { rows } = await client.execute("select version, name, checksum from migrations order by version")
  return rows.map((row) => ({
    version: Number(row.version),
    name: String(row.name),
    checksum: String(row.checksum),
  }))
}

async function compare(landed: Landed[], migrations: Migration[]) {
  if (landed.length > migrations.length) {
    throw new SchemaMismatch(
      `数据库已由更新版本的程序升级（${landed.at(-1)?.name}），本程序只认识到 ${migrations.at(-1)?.name}。请使用新版程序。`,
    )
  }
  for (const [i, { name, checksum }] of landed.entries()) {
    const ours = migrations[i]
    if (!ours || (await checksumOf(ours)) !== checksum) {
      throw new SchemaMismatch(`数据库中的升级步骤 ${name} 与本程序的不一致，程序不启动以免损坏数据。`)
    }
  }
}

async function land(client: Client, migration: Migration, version: number) {
  const row = {
    sql: "insert into migrations values (?, ?, ?, ?)",
    args: [version, migration.name, await checksumOf(migration), Date.now()],
  }
  try {
    await client.batch([row, ...migration.statements], "write")
  } catch (error) {
    const landed = await landedMigrations(client)
    if (landed.length < version) throw error
  }
}

async function checksumOf({ name, statements }: Migration): Promise<string> {
  const bytes = new TextEncoder().encode([name, ...statements].join("\n;\n"))
  const digest = await crypto.subtle.digest("SHA-256", bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
