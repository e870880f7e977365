import { sql } from "drizzle-orm"
import { ASSIGNMENT_STATES } from "#db/schema.ts"
import { keepsPlace } from "./leads.ts"

const PLACED = ASSIGNMENT_STATES.filter((state) => keepsPlace({ state }))

/**
 * 1 for 第一牵头单位: `firstLead` as a column of an assignment, among all parts of its task whatever else is read. By the
 * table's name: in a query of one table drizzle would leave it out, and the inner one would answer.
 */
export const isFirstLead = sql<number>`(assignments.id = (
  select a.id from assignments a where a.task_id = assignments.task_id and a.role = 'lead'
    and a.state in (select value from json_each(${JSON.stringify(PLACED)}))
  order by a.position limit 1))`
