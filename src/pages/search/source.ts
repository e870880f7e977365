import type { SQL, SQLWrapper } from "drizzle-orm"
import type { Actor } from "#src/office/people/actor.ts"

/*
 * What can be found by its words. Each capability says of its own affairs where their words stand, who sees them and where
 * they are read; src/pages/search/queries.ts asks all of them at once.
 */

/** Where the words of one kind stand, as SQL that one statement puts together. */
export type Source = {
  /** Tables, joined with `plans` where what is found belongs to one; `cross join` keeps what has the words before the others. */
  from: SQL
  /** What the actor may see of them: the conditions of its scope.ts; undefined: all. */
  seen: SQL | undefined
  /** Nor is anybody shown what was taken off, or is not said yet. */
  isKept?: SQL
  /** Two numbers by which one is told from others of its kind. */
  key: readonly [SQLWrapper, SQLWrapper]
  /** When it was said, in milliseconds; null: it has no day. */
  at: SQLWrapper
  /** Whose words they are, or whom they are about. */
  unitId: SQLWrapper
  /** That units have to do with it, where that are several; `ids`: what stands behind `in`. */
  ofUnits?: (ids: SQL) => SQL
  planId: SQLWrapper
  /** The texts, in the order of `parts`. */
  words: readonly SQLWrapper[]
  /** What it is called, where its words alone do not say it. */
  title: SQLWrapper
  /** Name of who wrote it. */
  author: SQLWrapper
  task?: { ordinal: SQLWrapper; label: SQLWrapper }
  /** One more number for its address. */
  number?: SQLWrapper
  indexed?: Indexed
}

/**
 * How a long table is looked through by an index of pairs of characters instead of text by text: newest first, and no further
 * than is asked for. The tables stand in the order in which they are joined.
 */
export type Indexed = {
  /** The index first, then what decides; rows of the index have ids, the newest the greatest. */
  byWords: SQL
  matches: (pairs: SQL) => SQL
  /** The same without words, newest first by `id`. */
  byTime: SQL
  /** Whether an id of the index is of these units; `ids`: what stands behind `in`. */
  ofUnits: (id: SQLWrapper, ids: SQL) => SQL
  id: SQLWrapper
  /** Of what stands in the index: known before anything is looked up. */
  planId: SQLWrapper
  rowid: SQL
  /** What is not worth looking up further. */
  seen: SQL
}

/** One kind of what is found. */
export type Findable = {
  /** Of kinds of one day the least stands first. */
  readonly rank: number
  /** In the address. */
  readonly kind: string
  readonly source: (actor: Actor) => Source
  /** Where it is read. */
  readonly href: (found: Place) => string
  /** Where an invited 外部监督 reads it; without it they find none of its kind. */
  readonly outside?: (found: Place) => string
}

/** The same with its words. A capability names its own in capabilities.ts. */
export type Searched = Findable & {
  readonly label: string
  /** The names of its texts; of one without a name only the text is shown. */
  readonly parts?: readonly string[]
}

export type Place = {
  key: readonly [number, number]
  planId: number | null
  unitId: number | null
  ordinal: number | null
  number: number | null
}
