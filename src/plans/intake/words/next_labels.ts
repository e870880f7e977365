import { type Label, labelAt, RANK_OF_PARENTHESES } from "./item_labels.ts"
import { afterStop, STOPS } from "./running_text.ts"

/**
 * Which number each rank expects next, so that a numeral inside a sentence can be told from the label of an item; where
 * the last label and the last unit phrase ended.
 */
export type Numbering = { next: Map<number, number>; headingFrom: number; phraseEnd: number }

/** A heading that runs straight into its first item, 二、任务分工（一）加强…, is no longer than this. */
const LONGEST_HEADING = 45

/** Right behind the units of a task begins the next one, though a number or two may be missing. */
const MOST_SKIPPED = 2

export function startNumbering(): Numbering {
  return { next: new Map(), headingFrom: 0, phraseEnd: 0 }
}

/**
 * The label of an item that begins here, or null. At the head of a line every numeral counts. Inside a line, as in texts
 * that lost their breaks, it must be the first or the next of its rank and stand where something new may begin.
 */
export function itemLabelAt(text: string, at: number, numbering: Numbering): Label | null {
  const label = labelAt(text, at)
  if (!label || isReference(text, at, at + label.length)) return null
  if (at === 0 || text[at - 1] === "\n") return label
  if (/[A-Za-z0-9]/.test(text[at - 1] ?? "")) return null
  const next = numbering.next.get(label.rank) ?? 0
  const isAhead = at === numbering.phraseEnd && label.value > next && label.value <= next + MOST_SKIPPED && next > 1
  const inSequence = label.value === 1 || label.value === next || isAhead
  const mayBegin = at === numbering.phraseEnd || afterStop(text, at) || label.rank === RANK_OF_PARENTHESES
  return inSequence && (mayBegin || (label.value === 1 && endsHeading(text, at, numbering))) ? label : null
}

/** A wider label does not set the smaller ranks back: （四） may follow under 二、 where （三） ended under 一、. */
export function count(numbering: Numbering, label: Label, end: number) {
  numbering.next.set(label.rank, label.value + 1)
  numbering.headingFrom = end
}

/** What a number may count in a text that is cited; but 1.项目建设 and 2.目标 are items. */
const REFERRED = /^(?:款|项(?!目)|目(?![标录前的]))/

/** 第三条（一）项 and （二）款 point at a text, they do not number this one. */
function isReference(text: string, from: number, to: number): boolean {
  return "条款第项".includes(text[from - 1] ?? " ") || REFERRED.test(text.slice(to, to + 2))
}

function endsHeading(text: string, at: number, { headingFrom }: Numbering): boolean {
  const heading = text.slice(headingFrom, at)
  return headingFrom > 0 && heading.length <= LONGEST_HEADING && ![...heading].some((char) => STOPS.includes(char))
}
