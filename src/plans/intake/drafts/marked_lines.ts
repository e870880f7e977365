import type { DraftReading, KeptPlan, SourceLine } from "#src/plans/intake/reading/draft_reading.ts"
import type { LineRange } from "#src/plans/intake/reading/read_plan.ts"
import type { Confidence } from "#src/plans/intake/words/confidence.ts"
import type { Origin, Span } from "#src/plans/intake/words/origins.ts"
import type { Trace } from "#src/plans/intake/words/traces.ts"
import type { DraftPlan, DraftTask } from "./corrections.ts"

/** What a piece of a source line was understood as; a later one lies on top of those before it. */
const KINDS = ["text", "role", "deadline", "unit", "label", "heading", "closing", "number", "title"] as const
export type MarkKind = (typeof KINDS)[number]
/** `unit` is the place of a unit among those of its task. */
export type Mark = { kind: MarkKind; task: number | null; unit: number | null; confidence: Confidence }
/** A piece without a mark was not understood, or is nothing to be understood; `isInDoubt` where a doubt quotes it. */
export type MarkedPiece = { text: string; mark: Mark | null; isInDoubt: boolean }
export type MarkedLine = { number: number; pieces: MarkedPiece[]; tasks: number[] }

/** A mark over the characters of one line. */
type Stroke = { line: number; from: number; to: number; mark: Mark }

/** The lines of the document in pieces, each marked with what became of it: all, or those of one page. */
export function markedLines(
  { plan: read, lines }: DraftReading,
  plan: DraftPlan,
  shown: LineRange = { from: 1, to: lines.length },
): MarkedLine[] {
  // Of a long plan a page shows a small part: what leaves nothing on it is passed over.
  const near = plan.tasks.filter((task) => isIn(shown, task.lines) || task.traces.some(({ span }) => isOn(shown, span)))
  const strokes = [...strokesOfPlan(read), ...near.flatMap(strokesOfTask)].filter((stroke) => isOn(shown, stroke))
  const open = read.warnings.filter((_, warning) => !plan.settled.includes(warning))
  const spans = open.flatMap((warning) => warning.spans ?? []).filter((span) => isOn(shown, span))
  const doubted = grouped(spans.map((span) => [span.line, span]))
  const byLine = grouped(strokes.map((stroke) => [stroke.line, stroke]))
  const tasks = grouped(near.flatMap((task) => linesOf(task).map((line): [number, number] => [line, task.id])))
  return lines.slice(shown.from - 1, shown.to).map((line) => ({
    number: line.number,
    pieces: piecesOf(line, byLine.get(line.number) ?? [], doubted.get(line.number) ?? []),
    tasks: tasks.get(line.number) ?? [],
  }))
}

const isOn = ({ from, to }: LineRange, { line }: { line: number }) => from <= line && line <= to
const isIn = (shown: LineRange, lines: LineRange) => lines.from <= shown.to && shown.from <= lines.to

function grouped<T>(pairs: readonly (readonly [number, T])[]): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const [key, one] of pairs) {
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}

/** Of a plan that was kept without its origins the lines are all that is known. */
function strokesOfPlan({ origin, sections }: KeptPlan): Stroke[] {
  return [
    ...strokes("title", origin?.title),
    ...strokes("number", origin?.docNumber),
    ...strokes("closing", origin?.closing),
    ...sections.flatMap(({ origin: own, lines }) => (own ? strokes("heading", own) : wholeLines(lines, "heading"))),
  ]
}

function strokes(kind: MarkKind, origin: Origin | null | undefined): Stroke[] {
  if (!origin) return []
  const mark = { kind, task: null, unit: null, confidence: origin.confidence }
  return origin.spans.map((span) => ({ ...span, mark }))
}

function wholeLines(lines: LineRange, kind: MarkKind, task: number | null = null): Stroke[] {
  const mark: Mark = { kind, task, unit: null, confidence: "likely" }
  return numbersIn(lines).map((line) => ({ line, from: 0, to: Number.POSITIVE_INFINITY, mark }))
}

const numbersIn = ({ from, to }: LineRange): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const linesOf = ({ lines }: DraftTask): number[] => numbersIn(lines)

function strokesOfTask(task: DraftTask): Stroke[] {
  const stands = task.traces.filter((trace) => isStill(task, trace))
  if (!stands.some(({ kind }) => kind === "text")) return wholeLines(task.lines, "text", task.id)
  return stands.map(({ kind, unit, span, confidence }) => {
    const place = kind === "unit" ? task.units.findIndex(({ name }) => name === unit) : -1
    return { ...span, mark: { kind, task: task.id, unit: place < 0 ? null : place, confidence } }
  })
}

/** A unit that was dropped and a time that was taken away are no longer what their words mean. */
function isStill({ units, deadline }: DraftTask, { kind, unit }: Trace): boolean {
  if (kind === "unit" || kind === "role") return units.some(({ name }) => name === unit)
  return kind !== "deadline" || deadline.kind !== "none"
}

/** The line cut where the mark that lies on top changes, and where a doubt begins or ends. Spaces within one mark belong to it. */
function piecesOf({ text }: SourceLine, strokes: readonly Stroke[], doubts: readonly Span[]): MarkedPiece[] {
  const top = painted(text, strokes)
  const isInDoubt = (at: number) => doubts.some(({ from, to }) => from <= at && at < to)
  const borders = new Set(doubts.flatMap(({ from, to }) => [from, to]))
  const pieces: MarkedPiece[] = []
  let from = 0
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && !borders.has(at) && isSame(top[at], top[from])) continue
    pieces.push({ text: text.slice(from, at), mark: top[from] ?? null, isInDoubt: isInDoubt(from) })
    from = at
  }
  return pieces
}

function painted(text: string, strokes: readonly Stroke[]): (Mark | null)[] {
  const top = Array.from<unknown, Mark | null>({ length: text.length }, () => null)
  for (const { from, to, mark } of strokes) {
    for (let at = from; at < Math.min(to, text.length); at++) if (isAbove(mark, top[at])) top[at] = mark
  }
  let last = -1
  for (let at = 0; at < text.length; at++) {
    if (/\s/.test(text[at] ?? "") && !top[at]) continue
    if (last >= 0 && isSame(top[at], top[last])) top.fill(top[last] ?? null, last, at)
    last = at
  }
  return top
}

function isAbove(mark: Mark, other: Mark | null | undefined): boolean {
  return !other || KINDS.indexOf(mark.kind) > KINDS.indexOf(other.kind)
}

function isSame(one: Mark | null | undefined, other: Mark | null | undefined): boolean {
  if (!one || !other) return !one && !other
  return one.kind === other.kind && one.task === other.task && one.unit === other.unit
}
