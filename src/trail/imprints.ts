import { createHash } from "node:crypto"
import { and, desc, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { contentOf, type Facet, facetsOf, keyOf } from "#db/imprints.ts"
import { imprints } from "#db/schema.ts"

/** A row as an act left it; content null: the act took it out. */
export type Imprint = { id: number; eventId: number; facet: string; rowKey: string; content: string | null }

/** Rows read at a time. A facet with whole documents may have some megabytes in them. */
const A_PAGE = 200

/** The imprints of all events after one, in the order of the events, a page at a time. */
async function* imprintsAfter({ db, read }: Database, eventId: number): AsyncGenerator<Imprint> {
  for (let [event, id] = [eventId, Number.MAX_SAFE_INTEGER]; ; ) {
    const [page] = await read([
      db
        .select()
        .from(imprints)
        .where(sql`(${imprints.eventId}, ${imprints.id}) > (${event}, ${id})`)
        .orderBy(imprints.eventId, imprints.id)
        .limit(A_PAGE),
    ])
    yield* page
    const last = page.at(-1)
    if (!last || page.length < A_PAGE) return
    ;[event, id] = [last.eventId, last.id]
  }
}

/**
 * Tells of each event, asked for in order, the SHA-256 of all that it left in the tables; empty: nothing. What was there
 * before the first event, the reference data, goes with the first.
 */
export function recordedBy(database: Database, after: number, seen?: (imprint: Imprint) => void) {
  const rows = imprintsAfter(database, after === 0 ? -1 : after)
  let next: IteratorResult<Imprint, void> | undefined
  return async (eventId: number): Promise<string> => {
    next ??= await rows.next()
    const hash = createHash("sha256")
    let count = 0
    while (!next.done && next.value.eventId <= eventId) {
      const { facet, rowKey, content } = next.value
      seen?.(next.value)
      hash.update(`${JSON.stringify([facet, rowKey, content])}\n`)
      count++
      next = await rows.next()
    }
    return count > 0 ? hash.digest("hex") : ""
  }
}

/** A row that is not as its last act left it. */
export type ImprintFault = {
  facet: string
  rowKey: string
  fault: "changed" | "added" | "removed" | "unreadable"
  /** The event that last left something there; null: none ever did. */
  eventId: number | null
  columns: string[]
}

/** Of every row that was ever imprinted the newest imprint, as a hash: the contents of all would not fit into memory. */
export class Newest {
  readonly #facets = new Map<string, Map<string, { id: number; eventId: number; hash: string | null }>>()

  readonly note = ({ id, eventId, facet, rowKey, content }: Imprint) => {
    const rows = this.of(facet)
    this.#facets.set(facet, rows)
    if ((rows.get(rowKey)?.id ?? 0) < id) rows.set(rowKey, { id, eventId, hash: hashOf(content) })
  }

  of(facet: string) {
    return this.#facets.get(facet) ?? new Map<string, { id: number; eventId: number; hash: string | null }>()
  }
}

const hashOf = (content: string | null) =>
  content === null ? null : createHash("sha256").update(content).digest("base64")

const TABLE_PAGE = 500
/** So many are looked at again and told of each facet. */
const TOLD = 50

export type Compared = { rows: number; faults: ImprintFault[] }

/** Compares every row of every imprinted table with the newest imprint of it, and every imprint with its row. */
export async function compareImprints(database: Database, newest: Newest): Promise<Compared> {
  const compared: Compared = { rows: 0, faults: [] }
  for (const facet of await facetsOf(database.client)) {
    const { rows, suspects } = await suspectsIn(database, facet, newest)
    compared.rows += rows
    if (!suspects) {
      compared.faults.push({ facet: facet.name, rowKey: "", fault: "unreadable", eventId: null, columns: [] })
      continue
    }
    for (const key of suspects.slice(0, TOLD)) {
      const fault = await faultAt(database, facet, key)
      if (fault) compared.faults.push(fault)
    }
  }
  return compared
}

/** The rows that are not as their newest imprint, or have none, or are gone; null: what stands there cannot be read. */
async function suspectsIn(database: Database, facet: Facet, newest: Newest) {
  const known = newest.of(facet.name)
  const seen = new Set<string>()
  const suspects: string[] = []
  try {
    for await (const { key, content } of rowsOf(database, facet)) {
      seen.add(key)
      if (known.get(key)?.hash !== hashOf(content)) suspects.push(key)
    }
  } catch (error) {
    // What no act can leave: bytes where the program writes words.
    if (/JSON/i.test(String(error))) return { rows: seen.size, suspects: null }
    throw error
  }
  const gone = [...known].filter(([key, { hash }]) => hash !== null && !seen.has(key)).map(([key]) => key)
  return { rows: seen.size, suspects: [...suspects, ...gone] }
}

async function* rowsOf({ db, read }: Database, facet: Facet) {
  for (let last = 0; ; ) {
    const [page] = await read([
      db.select({ row: sql<number>`x.rowid`, key: sql<string>`key`, content: sql<string>`content` }).from(
        sql.raw(`(select rowid, cast(${keyOf(facet, "x")} as text) as key, ${contentOf(facet, "x")} as content
            from "${facet.table}" x where ${facet.holds?.("x") ?? "true"} and rowid > ${last}
            order by rowid limit ${TABLE_PAGE}) x`),
      ),
    ])
    yield* page
    last = page.at(-1)?.row ?? last
    if (page.length < TABLE_PAGE) return
  }
}

/** Looks once more, at both in one instant: on a database in use an act may have come in between. */
async function faultAt({ db, read }: Database, facet: Facet, key: string): Promise<ImprintFault | null> {
  const [[was], [now]] = await read([
    db
      .select()
      .from(imprints)
      .where(and(eq(imprints.facet, facet.name), eq(imprints.rowKey, key)))
      .orderBy(desc(imprints.id))
      .limit(1),
    db.select({ content: sql<string>`content` }).from(
      sql`(select ${sql.raw(contentOf(facet, "x"))} as content from ${sql.raw(`"${facet.table}"`)} x
          where cast(${sql.raw(keyOf(facet, "x"))} as text) = ${key} and ${sql.raw(facet.holds?.("x") ?? "true")})`,
    ),
  ])
  const before = was?.content ?? null
  const after = now?.content ?? null
  if (before === after) return null
  const place = { facet: facet.name, rowKey: key, eventId: was?.eventId ?? null }
  if (before === null) return { ...place, fault: "added", columns: [] }
  if (after === null) return { ...place, fault: "removed", columns: [] }
  const [old, fresh] = [JSON.parse(before) as unknown[], JSON.parse(after) as unknown[]]
  return { ...place, fault: "changed", columns: facet.columns.filter((_, i) => old[i] !== fresh[i]) }
}
