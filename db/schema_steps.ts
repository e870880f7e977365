import type { Client } from "@libsql/client"
import { patiently } from "./database.ts"

/*
 * Which steps of the schema a database has, and whether they are this program's. What the steps do stands in migrate.ts,
 * which a Worker does not carry: it migrates nothing.
 */

/** A migration by its name and the checksum of what it does, of which a program may know no more than the beginning. */
export type Step = { name: string; checksum: string }

/** Two programs that start at once wait for each other so long, in milliseconds. */
export const PATIENCE = 10_000

/** The schema in the database is not one this program can work with. */
export class SchemaMismatch extends Error {}

/** Looks and changes nothing: throws unless the database has exactly these steps. */
export async function ensureSteps(client: Client, steps: readonly Step[]): Promise<void> {
  const landed = (await landedSteps(client)) ?? []
  compareSteps(landed, steps)
  if (landed.length < steps.length) {
    throw new SchemaMismatch("数据库还没有升级到本程序的版本，请先运行 npm run db:migrate。")
  }
}

/** The steps that a database has, in order. Null: a database no program has ever migrated. */
export async function landedSteps(client: Client): Promise<Step[] | null> {
  const read = () =>
    patiently(client, Date.now() + PATIENCE, () =>
      client.execute("select name, checksum from migrations order by version"),
    )
  try {
    const { rows } = await read()
    return rows.map((row) => ({ name: String(row.name), checksum: String(row.checksum) }))
  } catch (error) {
    if (error instanceof Error && /no such table: migrations/.test(error.message)) return null
    throw error
  }
}

/** Throws where a database has other steps than the program, or more of them. */
export function compareSteps(landed: readonly Step[], steps: readonly Step[]) {
  if (landed.length > steps.length) {
    throw new SchemaMismatch(
      `数据库已由更新版本的程序升级（${landed.at(-1)?.name}），本程序只认识到 ${steps.at(-1)?.name}。请使用新版程序。`,
    )
  }
  for (const [i, { name, checksum }] of landed.entries()) {
    if (!checksum.startsWith(steps[i]?.checksum ?? name)) {
      throw new SchemaMismatch(`数据库中的升级步骤 ${name} 与本程序的不一致，程序不启动以免损坏数据。`)
    }
  }
}
