import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { MIGRATIONS, migrate, SchemaMismatch } from "#db/migrate.ts"
import { type ShapeFault, shapeFaults } from "#db/shape.ts"
import { type Discrepancy, discrepancies } from "./projections.ts"
import { TAIL_SPANS, type TrailVerdict, verifyTrail } from "./seal.ts"

export type Verification = {
  /** What `pragma integrity_check` says; null: this database does not answer it. */
  integrity: string[] | null
  /** Rows that point nowhere. */
  danglingKeys: number | null
  schema: string | null
  /** Tables, indexes and triggers that are not as the migrations make them. */
  shape: ShapeFault[]
  trail: TrailVerdict
  projections: Discrepancy[]
}

/** Everything that can be checked about a database, and nothing changed. */
export async function verify(database: Database): Promise<Verification> {
  const schema = await schemaFault(database)
  return {
    integrity: (await pragma(database, "integrity_check"))?.map((row) => String(Object.values(row)[0])) ?? null,
    danglingKeys: (await pragma(database, "foreign_key_check"))?.length ?? null,
    schema,
    shape: schema === null ? await shapeFaults(database.client) : [],
    trail: await verifyTrail(database),
    projections: await discrepancies(database),
  }
}

/** A libSQL server refuses some pragmas to its clients. */
async function pragma({ client }: Database, name: "integrity_check" | "foreign_key_check") {
  try {
    return (await client.execute(`pragma ${name}`)).rows
  } catch (error) {
    if (client.protocol === "file") throw error
    return null
  }
}

/** The landed migrations against the program's own; a database that lacks some is to be migrated first. */
async function schemaFault({ db, read, client }: Database): Promise<string | null> {
  const [[row]] = await read([db.select({ count: sql<number>`count(*)` }).from(sql`migrations`)])
  if ((row?.count ?? 0) < MIGRATIONS.length) return "数据库还没有升级到本程序的版本，请先运行 npm run db:migrate。"
  try {
    await migrate(client)
    return null
  } catch (error) {
    if (error instanceof SchemaMismatch) return error.message
    throw error
  }
}

/** The tail of unsealed events is older than a running program leaves it: it was killed, and must be started first. */
export const isUnsealed = ({ trail }: Verification, now: number): boolean =>
  trail.ok && trail.tailSince !== null && now - trail.tailSince > TAIL_SPANS

/** Nothing is wrong with what is there; whether all of it has been sealed is asked by `isUnsealed`. */
export const isSound = ({ integrity, danglingKeys, schema, shape, trail, projections }: Verification): boolean =>
  (integrity === null || (integrity.length === 1 && integrity[0] === "ok")) &&
  (danglingKeys ?? 0) === 0 &&
  schema === null &&
  shape.length === 0 &&
  trail.ok &&
  projections.length === 0
