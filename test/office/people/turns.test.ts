import * as fc from "fast-check"
import { expect, test } from "vitest"
import { Crowded, turns } from "#src/office/people/turns.ts"

/** Work that ends when it is told to. */
function held() {
  const ends: (() => void)[] = []
  const begun: number[] = []
  const work = (n: number) => () => {
    begun.push(n)
    return new Promise<number>((resolve) => ends.push(() => resolve(n)))
  }
  return { begun, work, end: () => ends.shift()?.() }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test("so many at once, the next in the order they came, and who finds no room is told at once", async () => {
  const inTurn = turns({ atOnce: 2, waiting: 1 })
  const { begun, work, end } = held()
  const one = inTurn(work(1))
  const two = inTurn(work(2))
  const three = inTurn(work(3))
  await expect(inTurn(work(4))).rejects.toThrow(Crowded)
  await settled()
  expect(begun).toEqual([1, 2])
  end()
  expect(await one).toBe(1)
  await settled()
  expect(begun).toEqual([1, 2, 3])
  end()
  end()
  expect(await Promise.all([two, three])).toEqual([2, 3])
})

test("work that fails gives its place to the next", async () => {
  const inTurn = turns({ atOnce: 1, waiting: 1 })
  const failing = inTurn(() => Promise.reject(new Error("no")))
  const next = inTurn(async () => "done")
  await expect(failing).rejects.toThrow("no")
  expect(await next).toBe("done")
})

test("whatever comes and ends, never more at once than allowed, and everybody who was let in ends", async () => {
  const room = fc.record({ atOnce: fc.integer({ min: 1, max: 3 }), waiting: fc.integer({ min: 0, max: 4 }) })
  await fc.assert(
    fc.asyncProperty(room, fc.array(fc.boolean(), { maxLength: 40 }), async (allowed, comings) => {
      const inTurn = turns(allowed)
      const { begun, work, end } = held()
      let ended = 0
      let refused = 0
      let came = 0
      for (const comes of comings) {
        if (comes) {
          inTurn(work(came++)).then(
            () => ended++,
            () => refused++,
          )
        } else end()
        await settled()
        expect(begun.length - ended).toBeLessThanOrEqual(allowed.atOnce)
        expect(came - ended - refused).toBeLessThanOrEqual(allowed.atOnce + allowed.waiting)
      }
      for (const _ of comings) {
        end()
        await settled()
      }
      expect(ended + refused).toBe(came)
      expect(begun).toEqual([...begun].sort((a, b) => a - b))
    }),
    { numRuns: 60 },
  )
})
