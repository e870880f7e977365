import type { LabelMark, Mark, PhraseMark } from "./marks.ts"
import { isGap } from "./marks.ts"

/** A stretch of words and the unit phrase that closes it; without a phrase it is a heading, an aside or a doubt. */
export type Piece = { from: number; to: number; phrase: PhraseMark | null }

/** A numbered item with what stands under it; the root holds what comes before the first number. */
export type Item = { label: LabelMark | null; parent: Item | null; pieces: Piece[]; children: Item[] }

export const closedPieces = (item: Item) => item.pieces.filter(({ phrase }) => phrase)
export const rankOf = (item: Item) => item.label?.label.rank ?? -1
export const holdsTasks = (item: Item): boolean => closedPieces(item).length > 0 || item.children.some(holdsTasks)

/** The offset behind the last word of an item and of all under it. */
export const endOf = (item: Item): number => {
  const last = item.children.at(-1)
  return last ? endOf(last) : (item.pieces.at(-1)?.to ?? item.label?.to ?? 0)
}

/** Hangs the marks of a text into a tree by the rank of their labels, and the words between them on its items. */
export function outlineOf(text: string, marks: Mark[]): Item {
  const root: Item = { label: null, parent: null, pieces: [], children: [] }
  let item = root
  let from = 0
  for (const mark of marks) {
    addWords(text, item, from, mark)
    if (mark.kind === "label") item = nested(item, mark)
    from = mark.to
  }
  addWords(text, item, from, null)
  for (const rank of new Set(itemsUnder(root).map(rankOf))) gatherTails(root, rank)
  return root
}

function addWords(text: string, item: Item, from: number, mark: Mark | null) {
  const to = mark?.from ?? text.length
  const phrase = mark?.kind === "phrase" ? mark : null
  const begins = phrase?.spot?.begins ?? from
  if (!isGap(text.slice(from, begins))) item.pieces.push({ from, to: begins, phrase: null })
  if (phrase || !isGap(text.slice(begins, to))) item.pieces.push({ from: phrase?.spot?.words ?? begins, to, phrase })
}

function nested(after: Item, label: LabelMark): Item {
  let parent = after
  while (parent.parent && rankOf(parent) >= label.label.rank) parent = parent.parent
  const item: Item = { label, parent, pieces: [], children: [] }
  parent.children.push(item)
  return item
}

export function itemsUnder(item: Item): Item[] {
  return item.children.flatMap((child) => [child, ...itemsUnder(child)])
}

/**
 * （一）…1.…2.…3.…（责任单位：甲）: the phrase behind the last sub-item may mean that one or all. Where most groups of
 * this rank are closed only at their end it means all, and the sub-items are the words of one task.
 */
function gatherTails(root: Item, rank: number) {
  const groups = [root, ...itemsUnder(root)].filter((item) => isGroup(item, rank))
  const tails = groups.filter(isClosedAtEnd)
  if (tails.length <= groups.length - tails.length) return
  for (const item of tails) gather(item)
}

function isGroup({ children }: Item, rank: number): boolean {
  return children.length >= 2 && children.some((child) => rankOf(child) === rank && holdsTasks(child))
}

function isClosedAtEnd(item: Item): boolean {
  const last = item.children.at(-1)
  const others = item.children.slice(0, -1)
  const plain = last && last.children.length === 0 && closedPieces(last).length === 1
  return item.parent !== null && Boolean(plain) && closedPieces(item).length === 0 && !others.some(holdsTasks)
}

function gather(item: Item) {
  const [closed, ...rest] = item.children.at(-1)?.pieces ?? []
  if (!closed || !item.label) return
  item.pieces = [{ ...closed, from: item.label.to }, ...rest]
  item.children = []
}
