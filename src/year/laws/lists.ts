import { LAW_CATEGORIES, type LawCategory } from "#db/schema.ts"

/** Which laws are shown: all, those in force, those whose text is not yet in force, those that were repealed. */
export const LAW_VIEWS = ["all", "force", "coming", "repealed"] as const
export type LawView = (typeof LAW_VIEWS)[number]

export type LawFilter = { view: LawView; category: LawCategory | null; words: string }

/** What an address asks; what makes no sense is left out. */
export const lawFilterIn = (query: Record<string, string | undefined>): LawFilter => ({
  view: LAW_VIEWS.find((view) => view === query.view) ?? "all",
  category: LAW_CATEGORIES.find((category) => category === query.category) ?? null,
  words: (query.q ?? "").trim().slice(0, 40),
})
