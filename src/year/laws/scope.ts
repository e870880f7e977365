import { type SQL, sql } from "drizzle-orm"
import { LAW_CATEGORIES, laws } from "#db/schema.ts"
import type { LawView } from "./lists.ts"

/** Repealed on a day or before: `lawWarning` as a condition. */
const isRepealed = (today: string): SQL => sql`coalesce(${laws.repealedOn} <= ${today}, 0)`
const isComing = (today: string): SQL => sql`(not ${isRepealed(today)} and coalesce(${laws.effectiveOn} > ${today}, 0))`

/** The rows of a view of the register on a day. */
export function lawsIn(view: LawView, today: string): SQL {
  if (view === "repealed") return isRepealed(today)
  if (view === "coming") return isComing(today)
  return view === "force" ? sql`not ${isRepealed(today)} and not ${isComing(today)}` : sql`1`
}

/** 宪法 first, 规范性文件 last. */
export const byRank = (): SQL =>
  sql`case ${laws.category} ${sql.join(
    LAW_CATEGORIES.map((category, i) => sql`when ${category} then ${sql.raw(String(i))}`),
    sql` `,
  )} end`
