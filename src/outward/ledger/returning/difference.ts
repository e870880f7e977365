/*
 * What differs between two texts, for people who have to choose: clause by clause, and within a changed clause from the
 * first sign that differs to the last.
 */

export type Piece = { kind: "same" | "gone" | "new"; text: string }

/** A clause with the sign that ends it. */
const CLAUSE = /[^，。；：、！？,.;:!?\n]*[，。；：、！？,.;:!?\n]?/g
/** More clauses than these are told as one. */
const MOST_CLAUSES = 400

const clausesOf = (text: string): string[] => (text.match(CLAUSE) ?? []).filter((clause) => clause !== "")

/** The pieces of both texts, in an order in which each of them can be read. */
export function differenceOf(before: string, after: string): Piece[] {
  if (before === after) return before === "" ? [] : [{ kind: "same", text: before }]
  const [was, is] = [clausesOf(before), clausesOf(after)]
  if (was.length > MOST_CLAUSES || is.length > MOST_CLAUSES) return joined(within(before, after))
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  for (const [left, right] of [...commonOf(was, is), [was.length, is.length] as const]) {
    pieces.push(...within(was.slice(i, left).join(""), is.slice(j, right).join("")))
    if (left < was.length) pieces.push({ kind: "same", text: was[left] ?? "" })
    ;[i, j] = [left + 1, right + 1]
  }
  return joined(pieces)
}

/** Places of clauses that both have, in the order of both, as many as there can be. */
function commonOf(was: readonly string[], is: readonly string[]): (readonly [number, number])[] {
  const longest = Array.from({ length: was.length + 1 }, () => new Uint16Array(is.length + 1))
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0
  for (let i = was.length - 1; i >= 0; i--) {
    const row = longest[i] as Uint16Array
    for (let j = is.length - 1; j >= 0; j--) {
      row[j] = was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const common: [number, number][] = []
  for (let i = 0, j = 0; i < was.length && j < is.length; ) {
    if (was[i] === is[j]) common.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return common
}

/** What stands between two clauses of both: without the signs that it begins and ends with in both. */
function within(before: string, after: string): Piece[] {
  const [was, is] = [[...before], [...after]]
  const most = Math.min(was.length, is.length)
  let head = 0
  while (head < most && was[head] === is[head]) head++
  let tail = 0
  while (tail < most - head && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail++
  const text = (signs: string[], from: number, to: number) => signs.slice(from, to).join("")
  return [
    { kind: "same", text: text(is, 0, head) },
    { kind: "gone", text: text(was, head, was.length - tail) },
    { kind: "new", text: text(is, head, is.length - tail) },
    { kind: "same", text: text(is, is.length - tail, is.length) },
  ]
}

function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = []
  for (const { kind, text } of pieces) {
    if (text === "") continue
    const last = all.at(-1)
    if (last?.kind === kind) last.text += text
    else all.push({ kind, text })
  }
  return all
}
