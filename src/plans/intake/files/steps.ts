/** Work that takes long, in steps of some milliseconds: after each of them others may have their turn. */
export type Steps<Made> = Generator<void, Made>

/** All of it at a stroke: in a thread of its own, and in tests. */
export function atOnce<Made>(steps: Steps<Made>): Made {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Whoever else waits has a turn after each step. */
export async function inTurns<Made>(steps: Steps<Made>): Promise<Made> {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    await turn()
  }
}

/** Whoever else waits has a turn. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** So many rows are a step. */
export const ROWS_A_STEP = 500

/** The rows a step's worth at a time. */
export function* stepsOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += ROWS_A_STEP) yield rows.slice(at, at + ROWS_A_STEP)
}
