import type { Assignment } from "#src/plans/intake/words/unit_phrases.ts"
import type { LabelMark, Mark, PhraseMark } from "./structure.ts"

/** Phrases with nothing between them are one: 牵头单位：… 配合单位：… 完成时限：… A date alone closes no task. */
export function together(text: string, marks: Mark[]): Mark[] {
  const result: Mark[] = []
  for (const mark of marks) {
    const last = result.at(-1)
    const follows = last?.kind === "phrase" && mark.kind === "phrase" && isGap(text.slice(last.to, mark.from))
    if (follows) goOn(last, mark)
    else result.push(mark.kind === "phrase" ? { ...mark, assignment: ownLists(mark.assignment) } : mark)
  }
  return result
}

export function isGap(words: string): boolean {
  return /^[\s。；，、.]*$/.test(words)
}

/** Added to the lists in place: a document may say nothing but phrases, and copied lists would grow by its square. */
function goOn(first: PhraseMark, { to, assignment: { units, deadline, rule, doubts } }: PhraseMark) {
  first.to = to
  for (const unit of units) first.assignment.units.push(unit)
  for (const doubt of doubts) first.assignment.doubts.push(doubt)
  first.assignment.deadline ??= deadline
  first.assignment.rule = rule
}

const ownLists = (assignment: Assignment): Assignment => ({
  ...assignment,
  units: [...assignment.units],
  doubts: [...assignment.doubts],
})

export const givesUnits = ({ assignment }: PhraseMark): boolean => assignment.units.length > 0

/**
 * 责任单位：县公安局 in a line of its own above the items that it is for: no item stands before the first such line, and behind
 * the last stand items that name nobody. Null where the units close their items, as almost always.
 */
export function unitsAbove(text: string, marks: Mark[]): Mark[] | null {
  const heads = headsIn(text, marks)
  if (!heads) return null
  const items: Mark[] = []
  let above: PhraseMark | null = null
  for (const [place, mark] of marks.entries()) {
    if (mark.kind === "phrase") above = heads.get(mark) ?? above
    else {
      items.push(mark)
      if (above && isLeaf(mark, marks[place + 1]))
        items.push(closed(text, marks.slice(place, place + MOST_BESIDE), heads, above))
    }
  }
  return items
}

/** An item, its date, and the lines of those who lead, answer and help in the next. */
const MOST_BESIDE = 5
const FEWEST = 2

/** The lines of units by their marks, those that follow each other as one: 牵头单位：… above 配合单位：…. */
function headsIn(text: string, marks: Mark[]): Map<Mark, PhraseMark> | null {
  const heads = new Map<Mark, PhraseMark>()
  const isUnits = (mark: Mark | undefined): mark is PhraseMark => mark?.kind === "phrase" && givesUnits(mark)
  for (const [place, mark] of marks.entries()) {
    if (!isUnits(mark)) {
      if (mark.kind === "label" && heads.size === 0) return null
      continue
    }
    const before = marks[place - 1]
    const next = marks[place + 1]
    const last = isUnits(before) && isGap(text.slice(before.to, mark.from)) ? heads.get(before) : undefined
    const leadsOn = next && (next.kind === "label" || isUnits(next)) && isGap(text.slice(mark.to, next.from))
    if (!leadsOn || (mark.from > 0 && text[mark.from - 1] !== "\n")) return null
    if (last) goOn(last, mark)
    heads.set(mark, last ?? { ...mark, assignment: ownLists(mark.assignment) })
  }
  return new Set(heads.values()).size >= FEWEST ? heads : null
}

const isLeaf = ({ label }: LabelMark, next: Mark | undefined): boolean =>
  next?.kind !== "label" || next.label.rank <= label.rank

/** The units above as the phrase that closes an item, with the date of its own; the line of the next units goes with it. */
function closed(text: string, [item, ...next]: Mark[], heads: Map<Mark, PhraseMark>, above: PhraseMark): PhraseMark {
  const [first] = next
  const dated = first?.kind === "phrase" && !heads.has(first) ? first : null
  const behind = next.slice(dated ? 1 : 0)
  const end = behind.findIndex((mark) => !heads.has(mark))
  const others = end < 0 ? behind : behind.slice(0, end)
  const from = dated?.from ?? first?.from ?? lineEnd(text, item?.to ?? 0)
  const { units, deadline, rule } = above.assignment
  return {
    kind: "phrase",
    from,
    to: others.at(-1)?.to ?? dated?.to ?? from,
    assignment: { units, deadline: dated?.assignment.deadline ?? deadline, rule, doubts: [] },
  }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at)
  return end < 0 ? text.length : end
}
