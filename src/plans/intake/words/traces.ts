import type { KeptPlan } from "#src/plans/intake/reading/draft_reading.ts"
import type { Confidence } from "./confidence.ts"
import type { Origin, Span } from "./origins.ts"

/*
 * Where in the document the fields of a task were read. Corrections take them along, so that a task leads to its words
 * however it was split, joined or moved; what people put in has none.
 */

export type TraceKind = "label" | "text" | "unit" | "role" | "deadline"
/** `unit` is the name of the unit whose name or role is read here. */
export type Trace = { kind: TraceKind; unit: string | null; span: Span; confidence: Confidence }

type KeptTask = KeptPlan["tasks"][number]

export function tracesOf({ units, origin }: KeptTask): Trace[] {
  if (!origin) return []
  return [
    ...traces("label", origin.label),
    ...traces("text", origin.text),
    ...origin.units.flatMap(({ name, role }, i) => {
      const unit = units[i]?.name ?? null
      return [...traces("unit", name, unit), ...traces("role", role, unit)]
    }),
    ...traces("deadline", origin.deadline),
  ]
}

function traces(kind: TraceKind, origin: Origin | null, unit: string | null = null): Trace[] {
  return (origin?.spans ?? []).map((span) => ({ kind, unit, span, confidence: origin?.confidence ?? "sure" }))
}

/** Whether the name of this unit was read in the document. */
export function isTraced(all: readonly Trace[], name: string): boolean {
  return all.some(({ kind, unit }) => kind === "unit" && unit === name)
}

/** Of the two halves of a text cut at this offset; units and deadline are those of both, the label the first one's. */
export function splitTraces(all: readonly Trace[], text: string, at: number): [Trace[], Trace[]] {
  // The breaks of a text stand nowhere.
  let left = text.slice(0, at).replaceAll("\n", "").length
  const [first, second]: [Trace[], Trace[]] = [[], []]
  for (const trace of all) {
    if (trace.kind !== "text") {
      first.push(trace)
      if (trace.kind !== "label") second.push(trace)
      continue
    }
    const { from, to } = trace.span
    const border = Math.min(from + left, to)
    left -= border - from
    if (border > from) first.push({ ...trace, span: { ...trace.span, to: border } })
    if (border < to) second.push({ ...trace, span: { ...trace.span, from: border } })
  }
  return [first, second]
}

/** Of a task that another was joined to, whose label is gone. */
export function joinedTraces(all: readonly Trace[], more: readonly Trace[]): Trace[] {
  return [...all, ...more.filter(({ kind }) => kind !== "label")]
}
