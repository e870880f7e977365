import { describe, expect, test } from "vitest"
import { ACTIVITY_STATES, type Activity, type Approximation } from "#db/schema.ts"
import { added, approxOf, MEASURES, NOTHING, type Numbers, sumOf, toldIn } from "#src/year/activities/numbers.ts"
import { byKind, byLaw, byUnit, type Counted, tallyOf } from "#src/year/activities/tally.ts"
import { ACTIVITY_MOVES, type ActivityMove, canMove, MOVES } from "#src/year/activities/workflow.ts"
import { sumWords, toldWords } from "#views/activities/words.ts"

const EXPECTED: Record<ActivityMove, Partial<Record<Activity["state"], Activity["state"]>>> = {
  hold: { planned: "held" },
  cancel: { planned: "cancelled" },
  discard: { held: "discarded" },
}

test.each(ACTIVITY_STATES.flatMap((state) => ACTIVITY_MOVES.map((move) => [state, move] as const)))(
  "%s, %s",
  (state, move) => {
    const to = EXPECTED[move][state]
    expect(canMove(state, move)).toBe(to !== undefined)
    if (to) expect(MOVES[move].to).toBe(to)
  },
)

describe("a number as it was told", () => {
  test.each<[string, number, Approximation | null]>([
    ["0", 0, null],
    ["468", 468, null],
    ["6,000", 6000, null],
    ["６０００余", 6000, "over"],
    ["6000余人(次)", 6000, "over"],
    ["6000余人次", 6000, "over"],
    ["50000余份", 50_000, "over"],
    ["1.2万余份", 12_000, "over"],
    ["1万多", 10_000, "over"],
    ["300多人", 300, "over"],
    ["200人以上", 200, "over"],
    ["超过500", 500, "over"],
    ["约300人", 300, "about"],
    ["300人左右", 300, "about"],
    ["近200", 200, "nearly"],
    ["2 场次", 2, null],
  ])("%s", (text, n, approx) => {
    expect(toldIn(text)).toEqual({ n, approx })
  })

  test.each(["", "很多", "-3", "1.5", "3人5份", "约", "1e9", "99999999999", "6000余余余", "一百"])(
    "%s is none",
    (text) => {
      expect(toldIn(text)).toBeNull()
    },
  )

  test("reads the same again as it is shown", () => {
    for (const approx of [null, "over", "about", "nearly"] as const) {
      for (const n of [0, 1, 320, 6000, 12_000]) expect(toldIn(toldWords({ n, approx }))).toEqual({ n, approx })
    }
  })
})

describe("a sum", () => {
  test("never shows a part with 余 as exact", () => {
    const exact = sumOf({ n: 320, approx: null })
    const over = sumOf({ n: 6000, approx: "over" })
    const about = sumOf({ n: 300, approx: "about" })
    expect(sumWords(added(exact, exact))).toBe("640")
    expect(sumWords(added(exact, over))).toBe("6320余")
    expect(sumWords(added(exact, about))).toBe("约620")
    expect(sumWords(added(over, about))).toBe("约6300")
    expect(sumOf(null)).toEqual(NOTHING)
  })
})

/** Repeatable numbers from 0 to below 1. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

function some(seed: number): Counted[] {
  const roll = dice(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(roll() * all.length)] as T
  const told = () =>
    roll() < 0.4 ? null : { n: Math.floor(roll() * 9000), approx: pick([null, null, "over", "about"] as const) }
  return Array.from({ length: Math.floor(roll() * 40) }, () => ({
    unitIds: [...new Set(Array.from({ length: 1 + Math.floor(roll() * 3) }, () => 1 + Math.floor(roll() * 5)))],
    kind: pick(["主题宣传", "法治讲座", "其他"]),
    laws: roll() < 0.3 ? [] : [pick(["宪法", "民法典"]), pick(["宪法", "信访工作条例"])],
    numbers: { sessions: told(), copies: told(), consulted: told(), reached: told() } satisfies Numbers,
  }))
}

describe.each(Array.from({ length: 50 }, (_, seed) => seed + 1))("counted, %i", (seed) => {
  const all = some(seed)
  const total = tallyOf(all)
  const summed = (tallies: Iterable<{ activities: number }>) =>
    [...tallies].reduce((sum, one) => sum + one.activities, 0)

  test("each counts once in all, and once for each of its units", () => {
    expect(total.activities).toBe(all.length)
    expect(summed(byUnit(all).values())).toBe(all.reduce((sum, { unitIds }) => sum + unitIds.length, 0))
    for (const { activities } of byUnit(all).values()) expect(activities).toBeLessThanOrEqual(total.activities)
  })

  test("kinds add up to all of it, in every number, and so does any way of parting it", () => {
    expect(summed(byKind(all).values())).toBe(total.activities)
    const half = Math.floor(all.length / 2)
    const parts = [tallyOf(all.slice(0, half)), tallyOf(all.slice(half))]
    for (const name of MEASURES) {
      const again = [...byKind(all).values()].map(({ sums }) => sums[name]).reduce(added, NOTHING)
      expect(again).toEqual(total.sums[name])
      expect(parts.map(({ sums }) => sums[name]).reduce(added, NOTHING)).toEqual(total.sums[name])
    }
  })

  test("a law named twice counts once; what is exact is so in all of its parts", () => {
    for (const [law, { activities }] of byLaw(all)) {
      expect(activities).toBe(all.filter(({ laws }) => laws.includes(law)).length)
    }
    for (const name of MEASURES) {
      const exact = all.every(({ numbers }) => !numbers[name]?.approx)
      expect(approxOf(total.sums[name]) === null).toBe(exact)
    }
  })

  test("the order is no matter", () => {
    expect(tallyOf([...all].reverse())).toEqual(total)
  })
})
