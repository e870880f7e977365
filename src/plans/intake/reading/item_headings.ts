import { endsSentence } from "#src/plans/intake/words/running_text.ts"
import { closedPieces, type Extent, holdsTasks, type Item, itemsUnder, rankOf } from "./outline.ts"
import { isGap } from "./phrase_runs.ts"

/** How a document sets its headings, which no single item shows. */
export type Habits = {
  /** Ranks whose items are sections even where one task stands under them. */
  sectionRanks: Set<number>
  /** Ranks whose items begin with a line that ends no sentence: there an open line end is no broken sentence. */
  headedRanks: Set<number>
}

export function habitsOf(text: string, root: Item): Habits {
  const items = itemsUnder(root)
  return { sectionRanks: sectionRanks(text, items), headedRanks: headedRanks(text, items) }
}

/** The heading that an item is, or begins with; null for a task and for words that hold no task. */
export function headingOf(text: string, item: Item, { sectionRanks }: Habits): Extent | null {
  const [first] = item.pieces
  if (!item.label || !holdsTasks(item)) return null
  const from = item.label.to
  if (!first?.phrase) return { from, to: first?.to ?? from }
  const end = sectionRanks.has(rankOf(item)) ? headingLineEnd(text, item) : null
  return end === null ? null : { from, to: end }
}

/** 一、支持… on a line of its own, then paragraph after paragraph with its own units: the heading is no task. */
function sectionRanks(text: string, items: Item[]): Set<number> {
  const sections = items.filter((item) => closedPieces(item).length > 1 && headingLineEnd(text, item) !== null)
  return new Set(sections.map(rankOf))
}

/** The end of a heading that fills the first line of its item without ending a sentence. */
function headingLineEnd(text: string, item: Item): number | null {
  const [first] = item.pieces
  const from = item.label?.to ?? 0
  const end = text.slice(from, first?.to).indexOf("\n")
  if (!first || end < 0 || isGap(text.slice(from + end, first.to))) return null
  return endsSentence(text.slice(from, from + end)) ? null : from + end
}

function headedRanks(text: string, items: Item[]): Set<number> {
  const balance = new Map<number, number>()
  for (const item of items) {
    const [line = ""] = text.slice(item.label?.to, item.pieces[0]?.to ?? item.label?.to).split("\n", 1)
    balance.set(rankOf(item), (balance.get(rankOf(item)) ?? 0) + (endsSentence(line) ? -1 : 1))
  }
  return new Set([...balance].filter(([, open]) => open > 0).map(([rank]) => rank))
}
