import { type Client, createClient } from "@libsql/client"
import { isTheirs } from "./imprints.ts"
import { migrate } from "./migrate.ts"

/** A table, index or trigger, or what is imprinted of a table, that is not as the migrations make it. */
export type ShapeFault = { type: string; name: string; fault: "added" | "missing" | "changed" }

/** Every table, index and trigger as it is made. */
export type Shape = Map<string, { type: string; name: string; sql: string }>

async function shapeOf(client: Client): Promise<Shape> {
  const { rows } = await client.execute("select type, name, sql from sqlite_master where sql is not null")
  const { rows: imprints } = await client.execute(
    "select 'imprint' as type, facet as name, columns as sql from imprinted",
  )
  const own = rows.filter(({ name }) => !isTheirs(String(name)))
  return new Map(
    [...own, ...imprints].map((row) => {
      const [type, name, sql] = [String(row.type), String(row.name), String(row.sql)]
      return [`${type} ${name}`, { type, name, sql }]
    }),
  )
}

/** What this program's migrations make of an empty database. */
export async function ownShape(): Promise<Shape> {
  const fresh = createClient({ url: ":memory:" })
  try {
    await migrate(fresh)
    return await shapeOf(fresh)
  } finally {
    fresh.close()
  }
}

/** Compares every table, index and trigger with those that the migrations make. */
export async function shapeFaults(client: Client, ours: Shape): Promise<ShapeFault[]> {
  const theirs = await shapeOf(client)
  const missing = [...ours].flatMap(([key, { type, name, sql }]): ShapeFault[] => {
    const found = theirs.get(key)
    if (!found) return [{ type, name, fault: "missing" }]
    return found.sql === sql ? [] : [{ type, name, fault: "changed" }]
  })
  const added = [...theirs].flatMap(([key, { type, name }]): ShapeFault[] =>
    ours.has(key) ? [] : [{ type, name, fault: "added" }],
  )
  return [...missing, ...added]
}
