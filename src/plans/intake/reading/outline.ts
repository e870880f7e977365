import { isGap } from "./phrase_runs.ts"
import type { LabelMark, Mark, PhraseMark } from "./structure.ts"

/** A stretch of words and the unit phrase that closes it; without a phrase it is a heading, an aside or a doubt. */
export type Piece = { from: number; to: number; phrase: PhraseMark | null; more?: Extent }
export type Extent = { from: number; to: number }

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

export const lastPhraseEnd = (root: Item): number =>
  [root, ...itemsUnder(root)]
    .flatMap(({ pieces }) => pieces)
    .reduce((end, { phrase }) => Math.max(end, phrase?.to ?? 0), 0)

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
  for (const rank of new Set(itemsUnder(root).map(rankOf))) {
    gatherTails(text, root, rank)
    adoptWhatFollows(text, root, rank)
  }
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
 * this rank are closed only at their end it means all. Then the sub-items are the words of one task, unless they are
 * counted through all groups, and so are tasks themselves.
 */
function gatherTails(text: string, root: Item, rank: number) {
  const groups = [root, ...itemsUnder(root)].filter((item) => isGroup(item, rank))
  const tails = groups.filter(isClosedAtEnd)
  if (tails.length <= groups.length - tails.length) return
  const isHandedOn = tails.length > 1 && countsThrough(tails)
  for (const item of tails) {
    if (isHandedOn) handBack(text, item)
    else gather(item)
  }
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

const SHARED = "责任单位写在本部分最后一项之后，已作为各项共有读入，请核对"

/** The units behind the last sub-item have each of them. In a line of their own it is plain that they are meant for all. */
function handBack(text: string, item: Item) {
  const phrase = item.children.at(-1)?.pieces.find((piece) => piece.phrase)?.phrase
  if (!phrase) return
  const doubts = text[phrase.from - 1] === "\n" ? [] : [{ message: SHARED }]
  const shared = { ...phrase, assignment: { ...phrase.assignment, doubts } }
  for (const child of item.children.slice(0, -1)) {
    child.pieces = [{ from: child.label?.to ?? 0, to: endOf(child), phrase: shared }]
    child.children = []
  }
}

/**
 * 一、加强组织建设（责任单位：甲） and below it 1.… 2.…: the phrase stands in the heading and the words follow. That is
 * how a document sets a rank where most of its phrases are followed by words that nothing else closes.
 */
function adoptWhatFollows(text: string, root: Item, rank: number) {
  const closed = itemsUnder(root).filter((item) => rankOf(item) === rank && item.pieces[0]?.phrase)
  const heads = closed.filter((item) => isHead(text, item))
  if (heads.length < FEWEST_HEADS || heads.length <= closed.length - heads.length) return
  const last = itemsUnder(root).at(-1)
  const isHandedOn = countsThrough(heads)
  for (const item of heads) {
    if (isHandedOn) handOn(text, item, last)
    else adopt(text, item, last)
  }
}

/** 一、 has 1 and 2, 二、 has 3: items that are counted through all headings are tasks of their own. */
function countsThrough(heads: Item[]): boolean {
  const numberOf = (item: Item | undefined) => item?.label?.label.value ?? 0
  return heads.every(({ children }, place) => {
    const before = heads[place - 1]
    return children.length > 0 && (!before || numberOf(children[0]) === numberOf(before.children.at(-1)) + 1)
  })
}

/** The units of a heading have each of its items. */
function handOn(text: string, item: Item, last: Item | undefined) {
  const [first] = item.pieces
  for (const child of item.children) {
    const from = child.label?.to ?? 0
    child.pieces = [{ from, to: child === last ? endOfLine(text, from) : endOf(child), phrase: first?.phrase ?? null }]
    child.children = []
  }
  if (first) item.pieces = [{ ...first, phrase: null }]
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from + 1)
  return end < 0 ? text.length : end
}

/** One item alone shows no habit: what follows it may as well close the plan. */
const FEWEST_HEADS = 2

function isHead(text: string, item: Item): boolean {
  const [first, ...others] = item.pieces
  const followed = others.length > 0 || item.children.length > 0
  const alone = first && others.every(({ phrase }) => !phrase) && !item.children.some(holdsTasks)
  return followed && Boolean(alone) && !/[。；]\s*$/.test(text.slice(first?.from, first?.to))
}

/** The last item of a document takes one line more, and leaves the rest to close the plan. */
function adopt(text: string, item: Item, last: Item | undefined) {
  const [first] = item.pieces
  if (!first?.phrase) return
  const leaf = itemsUnder(item).at(-1) ?? item
  const from = leaf === item ? first.phrase.to : (leaf.label?.to ?? 0)
  const end = endOf(item)
  const lineEnd = leaf === last ? text.indexOf("\n", from + 1) : -1
  const to = lineEnd < 0 ? end : lineEnd
  item.pieces = [{ ...first, more: { from: first.phrase.to, to } }]
  if (to < end) item.pieces.push({ from: to, to: end, phrase: null })
  item.children = []
}
