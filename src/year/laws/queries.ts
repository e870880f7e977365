import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Law, laws } from "#db/schema.ts"
import { LAW_VIEWS, type LawFilter, type LawView } from "./lists.ts"
import { bareTitle } from "./naming.ts"
import { byRank, lawsIn } from "./scope.ts"

/** Laws on a page of the register. */
export const LAW_ROWS = 100

type Db = Pick<Database, "db">

const NONE = Object.fromEntries(LAW_VIEWS.map((view) => [view, 0])) as Record<LawView, number>

/** 法律法规 by rank, the newest of each rank first: a page of them, and how many there are of each view. */
export async function lawsListed({ db, read }: Database, filter: LawFilter, page: number, today: string) {
  const { view, category, words } = filter
  const sought = bareTitle(words)
  const kept = and(
    category === null ? undefined : eq(laws.category, category),
    sought === "" ? undefined : sql`instr(${laws.title}, ${sought}) > 0`,
  )
  const counted = Object.fromEntries(
    LAW_VIEWS.map((one) => [one, sql<number>`coalesce(sum(${lawsIn(one, today)}), 0)`]),
  ) as Record<LawView, SQL<number>>
  const [rows, [counts], [any]] = await read([
    db
      .select()
      .from(laws)
      .where(and(kept, lawsIn(view, today)))
      .orderBy(byRank(), desc(laws.issuedOn), asc(laws.id))
      .limit(LAW_ROWS + 1)
      .offset((page - 1) * LAW_ROWS),
    db.select(counted).from(laws).where(kept),
    db.select({ n: sql<number>`count(*)` }).from(laws),
  ])
  return {
    rows: rows.slice(0, LAW_ROWS),
    hasMore: rows.length > LAW_ROWS,
    counts: counts ?? NONE,
    /** Of all, whatever is asked. */
    total: any?.n ?? 0,
  }
}

export type ListedLaws = Awaited<ReturnType<typeof lawsListed>>

const PICKED = {
  id: laws.id,
  title: laws.title,
  effectiveOn: laws.effectiveOn,
  amendedOn: laws.amendedOn,
  repealedOn: laws.repealedOn,
  successor: laws.successor,
}

/** What a form can name and a line of text has to warn of: every law, for the batch of a page. */
export const lawsToPick = ({ db }: Db) =>
  db.select(PICKED).from(laws).orderBy(byRank(), desc(laws.issuedOn), asc(laws.id))

export type PickedLaw = Awaited<ReturnType<typeof lawsToPick>>[number]

/** All of them with one by its id; null: there is no such one. */
export async function findLaw({ db, read }: Database, id: number): Promise<{ law: Law; laws: PickedLaw[] } | null> {
  const [[law], all] = await read([db.select().from(laws).where(eq(laws.id, id)), lawsToPick({ db })])
  return law ? { law, laws: all } : null
}

export async function allLaws({ db, read }: Database): Promise<PickedLaw[]> {
  const [rows] = await read([lawsToPick({ db })])
  return rows
}
