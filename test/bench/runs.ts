import type { Figures } from "./load.ts"
import type { Side, SideName } from "./sides.ts"

/** What the sides reached; `before` only where there is such a build. */
export type Compared = { bare: Figures; program: Figures; before?: Figures }

/** Lets the sides run in turn, so that whatever else the machine does meets all alike; of each the median of its runs. */
export async function inTurn(
  sides: readonly Side[],
  runs: number,
  measure: (side: Side) => Promise<Figures>,
): Promise<Compared> {
  const all: Record<SideName, Figures[]> = { bare: [], before: [], program: [] }
  for (let run = 0; run < runs; run++) for (const side of sides) all[side.name].push(await measure(side))
  return {
    bare: medianOf(all.bare),
    program: medianOf(all.program),
    ...(all.before.length > 0 ? { before: medianOf(all.before) } : {}),
  }
}

function medianOf(all: Figures[]): Figures {
  // A run for which nothing was left says nothing.
  const runs = all.filter(({ requests }) => requests > 0)
  const of = (key: keyof Figures) => median(runs.map((run) => run[key]))
  return { requests: of("requests"), rps: of("rps"), p50: of("p50"), p99: of("p99"), bytes: of("bytes") }
}

export const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
