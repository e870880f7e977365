import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { CONCLUSION_STATES, INSPECTION_STATES, INSPECTION_VERDICTS } from "#db/schema.ts"
import { drawn, newSeed } from "#src/supervision/inspections/draw.ts"
import {
  CONCLUSION_MOVES,
  type ConclusionMove,
  canMove,
  canMoveConclusion,
  type InspectionMove,
  isInTime,
  isProblem,
  isSettled,
  MOVES,
} from "#src/supervision/inspections/workflow.ts"

describe("the draw", () => {
  const frames = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 60 })

  test("anybody repeats it: the same frame, size and seed give the same, in whatever order the frame is written", () => {
    fc.assert(
      fc.property(frames, fc.nat(70), fc.string(), fc.nat(), (frame, size, seed, turn) => {
        const turned = [...frame.slice(turn % frame.length), ...frame.slice(0, turn % frame.length)]
        const result = drawn({ frame, size, seed })
        expect(drawn({ frame: turned, size, seed })).toEqual(result)
        expect(result).toHaveLength(Math.min(size, frame.length))
        expect(new Set(result).size).toBe(result.length)
        expect(result.every((id) => frame.includes(id))).toBe(true)
      }),
    )
  })

  test("a longer draw of the same seed begins with the shorter one", () => {
    fc.assert(
      fc.property(frames, fc.nat(20), fc.nat(20), (frame, one, more) => {
        const seed = "0b"
        expect(drawn({ frame, size: one + more, seed }).slice(0, one)).toEqual(drawn({ frame, size: one, seed }))
      }),
    )
  })

  // printf '00ff:1' | sha256sum, and so on for 2 to 6.
  test("as sha256sum computes it", () => {
    expect(drawn({ frame: [1, 2, 3, 4, 5, 6], size: 6, seed: "00ff" })).toEqual(AS_SHA256SUM)
  })
  const AS_SHA256SUM = [5, 3, 1, 4, 2, 6]

  test("no number is favoured: over many seeds each of ten is drawn about as often", () => {
    const counts = new Map<number, number>()
    for (let i = 0; i < 2000; i++)
      for (const id of drawn({ frame: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], size: 3, seed: `s${i}` }))
        counts.set(id, (counts.get(id) ?? 0) + 1)
    for (const count of counts.values()) expect(Math.abs(count - 600)).toBeLessThan(90)
  })

  test("a seed is 80 bits, new each time", () => {
    expect(newSeed()).toMatch(/^[0-9a-f]{20}$/)
    expect(newSeed()).not.toBe(newSeed())
  })
})

describe("the workflow", () => {
  const INSPECTION: Record<(typeof INSPECTION_STATES)[number], InspectionMove[]> = {
    draft: ["open", "cancel"],
    underway: ["cancel", "conclude"],
    concluded: ["close"],
    ended: [],
    cancelled: [],
  }
  test.each(INSPECTION_STATES)("an inspection that is %s", (state) => {
    expect((Object.keys(MOVES) as InspectionMove[]).filter((move) => canMove(state, move))).toEqual(INSPECTION[state])
  })

  const CONCLUSION: Record<(typeof CONCLUSION_STATES)[number], ConclusionMove[]> = {
    fed_back: ["read", "object"],
    read: ["object"],
    objected: ["uphold", "change"],
    upheld: [],
    changed: [],
  }
  test.each(CONCLUSION_STATES)("a conclusion that is %s", (state) => {
    const moves = Object.keys(CONCLUSION_MOVES) as ConclusionMove[]
    expect(moves.filter((move) => canMoveConclusion(state, move))).toEqual(CONCLUSION[state])
  })

  test.each([
    ["fed_back", "2026-10-21", false],
    ["fed_back", "2026-10-22", true],
    ["read", "2026-10-21", false],
    ["read", "2026-10-22", true],
    ["objected", "2026-12-31", false],
    ["upheld", "2026-09-21", true],
    ["changed", "2026-09-21", true],
  ] as const)("%s on %s: settled is %s", (state, today, settled) => {
    expect(isSettled({ state, objectBy: "2026-10-21" }, today)).toBe(settled)
  })

  test("the last day is in time, the next is not", () => {
    expect(isInTime({ objectBy: "2026-10-21" }, "2026-10-21")).toBe(true)
    expect(isInTime({ objectBy: "2026-10-21" }, "2026-10-22")).toBe(false)
  })

  test("everything but 属实 is a problem, what was not looked at is not", () => {
    expect(INSPECTION_VERDICTS.filter(isProblem)).toEqual(["partial", "undone", "untrue"])
    expect(isProblem(null)).toBe(false)
  })
})
