/*
 * A text that saves itself while it is written carries no event; its revision grows by one with each saving. What is
 * saved or sent has to be written upon the revision that is kept, so two tabs, or two people, never silently undo each
 * other: whoever comes second sees both texts and says which one counts.
 */

/** What every draft keeps beside its words: how often it was saved, and when last, in milliseconds. */
export type Kept = { revision: number; savedAt: number }

/** What the other window saved, all of it as one text. */
export type Theirs = Kept & { words: string }

/** A draft was saved from somewhere else since this page was made; `current` is what it says now. */
export class DraftConflict extends Error {
  override name = "DraftConflict"
  constructor(readonly current: Theirs) {
    super("draft conflict")
  }
}

type Read<Row extends Kept> = { kept: Row | null; told: (row: Row) => string }

/** What stands there now, if that is not what the page was made with; null: nothing does, or just that. */
export function clashOf<Row extends Kept>({ kept, told }: Read<Row>, revision: number): Theirs | null {
  if (kept === null || kept.revision === revision) return null
  return { revision: kept.revision, savedAt: kept.savedAt, words: told(kept) }
}

export function ensureUpon<Row extends Kept>(draft: Read<Row>, revision: number) {
  const theirs = clashOf(draft, revision)
  if (theirs) throw new DraftConflict(theirs)
}
