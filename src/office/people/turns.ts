/** So many are at it already that this one was not begun: nothing was looked at, counted or changed. */
export class Crowded extends Error {
  override name = "Crowded"
}

/** How much of a kind of work goes on at once, and how much may wait for it. */
export type Room = { atOnce: number; waiting: number }

/** Lets work in by turns, first come first served. Throws `Crowded` at once to whoever finds no room to wait in either. */
export function turns({ atOnce, waiting }: Room) {
  let running = 0
  const queue: (() => void)[] = []
  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < atOnce) running++
    else if (queue.length < waiting) await new Promise<void>((begin) => queue.push(begin))
    else throw new Crowded()
    try {
      return await work()
    } finally {
      // The place goes over to the next: nobody who comes just now can take it first.
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
