import { describe, expect, test } from "vitest"
import { POST_KINDS, type PostKind, RESET_STATES } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { confirmingPost, mayConfirm, needsSecond } from "#src/office/resets/policy.ts"
import { CODE_LIFE, canMove, hasLapsed, isLive, MOVES, RESET_MOVES } from "#src/office/resets/workflow.ts"

const STATES = ["none", ...RESET_STATES] as const

test.each(STATES.flatMap((state) => RESET_MOVES.map((move) => [state, move] as const)))("%s: %s", (state, move) => {
  expect(canMove(state, move)).toBe((MOVES[move].from as readonly string[]).includes(state))
})

test("what has ended moves no more", () => {
  for (const state of ["used", "expired", "withdrawn", "refused"] as const)
    expect(RESET_MOVES.filter((move) => canMove(state, move))).toEqual([])
})

test.each(POST_KINDS)("%s: whether one administrator is enough", (kind) => {
  expect(needsSecond([kind])).toBe(["admin", "security", "auditor", "supervisor", "leader"].includes(kind))
  expect(needsSecond(["liaison", kind])).toBe(needsSecond([kind]))
})

describe("who confirms", () => {
  const actor = (id: number, ...kinds: PostKind[]): Pick<Actor, "id" | "posts"> => ({
    id,
    posts: kinds.map((kind) => ({ kind, unitId: null, unitName: null, standIn: false, beat: [] })),
  })
  const held = POST_KINDS.flatMap((of) => POST_KINDS.map((by) => [of, by] as const))

  test.each(held)("for %s, somebody who is %s", (of, by) => {
    const asked = { personId: 1, askedById: 2, kinds: [of] }
    expect(mayConfirm(actor(3, by), asked)).toBe(by === (of === "security" ? "auditor" : "security"))
    // Never whose password it is, never whoever asked, whatever they hold.
    for (const id of [1, 2]) expect(mayConfirm(actor(id, ...POST_KINDS), asked)).toBe(false)
  })

  test("is always another one than whose password it is", () => {
    for (const kind of POST_KINDS) expect(confirmingPost([kind])).not.toBe(kind)
  })
})

test("a code counts for a day from its confirmation, and not before it", () => {
  const reset = { state: "confirmed" as const, decidedAt: 1000 }
  expect([999, 1000, 1000 + CODE_LIFE - 1, 1000 + CODE_LIFE].map((now) => isLive(reset, now))).toEqual([
    false,
    true,
    true,
    false,
  ])
  for (const state of RESET_STATES)
    expect([isLive({ state, decidedAt: 1000 }, 1000), hasLapsed({ state, decidedAt: 1000 }, 1000 + CODE_LIFE)]).toEqual(
      state === "confirmed" ? [true, true] : [false, false],
    )
})
