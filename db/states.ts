import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import type { SQLiteColumn } from "drizzle-orm/sqlite-core"

/** A column that holds a state of this machine, or SQL that answers with one. */
export type StateColumn<State extends string> = SQL<State> | SQL<State | null> | (SQLiteColumn & { _: { data: State } })

/**
 * The state of a row that hand-written SQL calls by another name: `awaitsAnswer(stateOf("n"))`. What it may be is said
 * by the condition it is given to.
 */
export const stateOf = <State extends string>(row: string): SQL<State> => sql.raw(`${row}.state`) as SQL<State>

/** Keeps SQLite from starting with the index on states, where nearly all rows of all years share one. */
export const unindexed = <State extends string>(state: StateColumn<State>): SQL<State> => sql<State>`+${state}`

/**
 * The state is one of these. They stand in the text and not as parameters: SQLite takes a partial index such as
 * `extensions_open` only when it reads its condition. No row (a left join that found nothing) is none of them: null.
 *
 * Only a capability's `scope.ts` asks with it, with a list from its `workflow.ts`.
 */
export function oneOf<State extends string>(state: StateColumn<State>, states: readonly [State, ...State[]]): SQL {
  const literals = states.map((name) => sql.raw(`'${name}'`))
  return literals.length === 1 ? sql`${state} = ${literals[0]}` : sql`${state} in (${sql.join(literals, sql`, `)})`
}

/** What a column's value is called on the screen. */
export const inWords = (column: SQLWrapper, words: Readonly<Record<string, string>>): SQL =>
  sql`case ${column} ${sql.join(
    Object.entries(words).map(([value, word]) => sql`when ${value} then ${word}`),
    sql` `,
  )} end`

/** The opposite, true also where there is no row. */
export const not = (condition: SQL): SQL => sql`not coalesce(${condition}, 0)`
