import { describe, expect, test } from "vitest"
import { BULLETIN_KINDS, BULLETIN_STATES, type BulletinState } from "#db/schema.ts"
import { approves, readsWords } from "#src/outward/bulletins/policy.ts"
import {
  BULLETIN_MOVES,
  type BulletinMove,
  canMove,
  goesAcross,
  isOutside,
  isYearly,
  MOVES,
} from "#src/outward/bulletins/workflow.ts"

/** Where each move leads from each state; a state that is not named refuses. */
const EXPECTED: Record<BulletinMove, Partial<Record<BulletinState, BulletinState>>> = {
  submit: { draft: "approving" },
  recall: { approving: "draft", approved: "draft" },
  decline: { approving: "draft" },
  approve: { approving: "approved" },
  issue: { approved: "issued" },
  withdraw: { issued: "withdrawn" },
  discard: { draft: "discarded" },
}

const PAIRS = BULLETIN_STATES.flatMap((state) => BULLETIN_MOVES.map((move) => [state, move] as const))

test.each(PAIRS)("%s, %s", (state, move) => {
  const to = EXPECTED[move][state]
  expect(canMove(state, move)).toBe(to !== undefined)
  if (to) expect(MOVES[move].to).toBe(to)
})

test("the moves are these; what is withdrawn or discarded is left by none", () => {
  expect([...BULLETIN_MOVES].sort()).toEqual(Object.keys(EXPECTED).sort())
  const left = BULLETIN_STATES.filter((state) => BULLETIN_MOVES.some((move) => canMove(state, move)))
  expect(BULLETIN_STATES.filter((state) => !left.includes(state))).toEqual(["withdrawn", "discarded"])
  expect(BULLETIN_STATES.filter(isOutside)).toEqual(["issued", "withdrawn"])
})

test("only 通报 go to units; two kinds are about a year", () => {
  expect(BULLETIN_KINDS.filter(goesAcross)).toEqual(["bulletin", "yearly_bulletin"])
  expect(BULLETIN_KINDS.filter(isYearly)).toEqual(["yearly_bulletin", "yearly_summary"])
})

describe("who approves", () => {
  const holder = (id: number, ...kinds: ("leader" | "supervisor" | "head")[]) => ({
    id,
    posts: kinds.map((kind) => ({ kind, unitId: null, unitName: null, standIn: false, beat: [] })),
  })
  const asked = (leaderId: number | null) => ({ leaderId, draftedById: 1, sentById: 2 })

  test.each([
    ["any leader where nobody is named", holder(9, "leader"), asked(null), true],
    ["the leader who is named", holder(9, "leader"), asked(9), true],
    ["no other leader", holder(8, "leader"), asked(9), false],
    ["a leader who wrote it", holder(1, "leader", "supervisor"), asked(null), false],
    ["a leader who sent it", holder(2, "leader", "supervisor"), asked(null), false],
    ["nobody without the post", holder(9, "head", "supervisor"), asked(null), false],
  ] as const)("%s", (_, who, paper, may) => expect(approves(who, paper)).toBe(may))

  test("of a withdrawn paper the units do not read the words", () => {
    const liaison = {
      ...ACTOR,
      posts: [{ kind: "liaison" as const, unitId: 1, unitName: "", standIn: false, beat: [] }],
    }
    const words = BULLETIN_STATES.filter((state) => readsWords(liaison, { state }, { supervisingUnitId: 3 }))
    expect(words).toEqual(["issued"])
  })
})

const ACTOR = {
  id: 5,
  login: "wang",
  name: "王联络",
  unitId: 1,
  unitName: "办公室",
  posts: [],
  address: "",
  mustChangePassword: false,
}
