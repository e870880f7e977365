import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { HANDOVER_STATES, type Handover, POST_KINDS, type Post } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import {
  confirmationProblem,
  goesOn,
  isVacancy,
  mayHandOver,
  mayWithdraw,
  newPost,
  periodProblem,
  takeover,
} from "#src/office/handovers/policy.ts"
import { canMove, HANDOVER_MOVES, type HandoverMove, MOVES } from "#src/office/handovers/workflow.ts"
import { needsHeir } from "#src/office/people/policy.ts"

const TODAY = "2026-09-21"
const OWNER = 2
const HEIR = 3
const CONFIRMER = { id: 1 }

const post = (over: Partial<Post> = {}): Post => ({
  id: 7,
  personId: OWNER,
  kind: "liaison",
  unitId: 1,
  fromOn: "2026-01-01",
  untilOn: null,
  standIn: false,
  beat: [],
  version: 1,
  ...over,
})
const handover = (over: Partial<Handover> = {}) => ({
  standIn: false,
  fromOn: TODAY,
  untilOn: null,
  toPersonId: HEIR,
  toName: "",
  ...over,
})

const EXPECTED: Record<HandoverMove, Partial<Record<Handover["state"] | "none", Handover["state"]>>> = {
  propose: { none: "proposed" },
  confirm: { proposed: "confirmed" },
  refuse: { proposed: "refused" },
  withdraw: { proposed: "withdrawn" },
}

const PAIRS = (["none", ...HANDOVER_STATES] as const).flatMap((state) =>
  HANDOVER_MOVES.map((move) => [state, move] as const),
)

test.each(PAIRS)("%s, %s", (state, move) => {
  const to = EXPECTED[move][state]
  expect(canMove(state, move)).toBe(to !== undefined)
  if (to) expect(MOVES[move].to).toBe(to)
})

test.each(POST_KINDS)("%s is handed over by its holder exactly when it is a unit's, until its last day", (kind) => {
  const own = post({ kind })
  expect(mayHandOver({ id: OWNER }, own, TODAY)).toBe(needsHeir(kind))
  expect(mayHandOver({ id: HEIR }, own, TODAY)).toBe(false)
  expect(mayHandOver({ id: OWNER }, { ...own, untilOn: TODAY }, TODAY)).toBe(needsHeir(kind))
  expect(mayHandOver({ id: OWNER }, { ...own, untilOn: addDays(TODAY, -1) }, TODAY)).toBe(false)
})

test("it is taken back by whoever proposed it or whose post it is", () => {
  const found = { handover: { proposedById: 9 }, post: { personId: OWNER } }
  expect([9, OWNER, HEIR, 1].map((id) => mayWithdraw({ id }, found))).toEqual([true, true, false, false])
})

test.each([
  [{ fromOn: "2026-09-20" }, "begins_in_the_past"],
  [{ standIn: true }, "stand_in_without_end"],
  [{ untilOn: "2026-09-20" }, "ends_before_it_begins"],
  [{ untilOn: TODAY }, null],
  [{ standIn: true, untilOn: "2026-09-30" }, null],
  [{ fromOn: "2027-01-01" }, null],
] as const)("the period %j: %s", (period, problem) => {
  expect(periodProblem(handover(period), TODAY)).toBe(problem)
})

describe("what a confirmation does", () => {
  test.each([
    ["from today: the post ended yesterday", handover(), post(), { from: TODAY, lastDay: "2026-09-20" }],
    [
      "later: it ends on the day before",
      handover({ fromOn: "2026-10-01" }),
      post(),
      { from: "2026-10-01", lastDay: "2026-09-30" },
    ],
    [
      "confirmed late: it begins on the day of the confirmation",
      handover({ fromOn: "2026-09-01" }),
      post(),
      { from: TODAY, lastDay: "2026-09-20" },
    ],
    [
      "a stand-in ends nothing",
      handover({ standIn: true, untilOn: "2026-09-30" }),
      post(),
      { from: TODAY, lastDay: null },
    ],
    [
      "a post that is over by then needs no other end",
      handover({ fromOn: "2026-10-01" }),
      post({ untilOn: "2026-09-30" }),
      { from: "2026-10-01", lastDay: null },
    ],
    [
      "one that would go on is cut short",
      handover({ fromOn: "2026-10-01" }),
      post({ untilOn: "2026-12-31" }),
      { from: "2026-10-01", lastDay: "2026-09-30" },
    ],
    [
      "one that has not begun never counts",
      handover(),
      post({ fromOn: "2026-11-01" }),
      { from: TODAY, lastDay: "2026-10-31" },
    ],
  ])("%s", (_, one, own, expected) => {
    expect(takeover(one, own, TODAY)).toEqual(expected)
  })

  const day = fc.integer({ min: -400, max: 400 }).map((n) => addDays(TODAY, n))

  test("no day is both's, and nobody is given a day before the confirmation", () => {
    fc.assert(
      fc.property(day, day, fc.option(day), (fromOn, begins, ends) => {
        const own = post({ fromOn: begins, untilOn: ends })
        const { from, lastDay } = takeover(handover({ fromOn }), own, TODAY)
        expect(from >= TODAY).toBe(true)
        if (lastDay === null) expect(own.untilOn !== null && own.untilOn < from).toBe(true)
        else if (lastDay >= own.fromOn) expect(addDays(lastDay, 1)).toBe(from)
        else expect(lastDay).toBe(addDays(own.fromOn, -1))
      }),
    )
  })
})

test("the successor gets the post as it was, for the period that was named", () => {
  const own = post({ kind: "supervisor", unitId: 4, beat: [1, 2] })
  expect(newPost(handover({ fromOn: "2026-10-01", untilOn: "2026-12-31" }), own, HEIR, TODAY)).toEqual({
    personId: HEIR,
    kind: "supervisor",
    unitId: 4,
    beat: [1, 2],
    fromOn: "2026-10-01",
    untilOn: "2026-12-31",
    standIn: false,
  })
})

describe("who it is confirmed for", () => {
  const heir = (held: Partial<Post>[] = [], active = true) => ({
    id: HEIR,
    active,
    held: held.map((one) => post({ personId: HEIR, ...one })),
  })
  const problem = (over: Partial<Handover>, successor: ReturnType<typeof heir> | null, confirmer = CONFIRMER) =>
    confirmationProblem(confirmer, handover(over), post(), successor, TODAY)

  test("a colleague in use, with other business posts or none", () => {
    expect(problem({}, heir())).toBeNull()
    expect(problem({}, heir([{ kind: "head" }, { unitId: 2 }]))).toBeNull()
  })

  test("nobody, where nobody is named; not where somebody is", () => {
    expect(isVacancy(handover({ toPersonId: null }))).toBe(true)
    expect(problem({ toPersonId: null }, null)).toBeNull()
    expect(problem({ toPersonId: null, toName: "张三" }, null)).toBe("nobody_to_confirm")
    expect(problem({ toPersonId: null, toName: "张三" }, heir())).toBeNull()
  })

  test("whoever holds it already goes on alone", () => {
    const both = heir([{ untilOn: TODAY }])
    expect(problem({}, both)).toBeNull()
    expect(goesOn(handover(), post(), both)).toBe(true)
    expect(goesOn(handover({ fromOn: "2026-09-22" }), post(), both)).toBe(false)
    expect(goesOn(handover(), post({ unitId: 2 }), both)).toBe(false)
    expect(goesOn(handover({ standIn: true, untilOn: "2026-12-31" }), post(), both)).toBe(false)
  })

  test("none of the three administrators, nobody disabled, no stand-in who holds it, not the confirmer's own", () => {
    expect(problem({}, heir([{ kind: "auditor", unitId: null }]))).toBe("exclusive_post")
    expect(problem({}, heir([], false))).toBe("not_in_use")
    expect(problem({ standIn: true, untilOn: "2026-12-31" }, heir([{}]))).toBe("duplicate_post")
    expect(problem({}, heir(), { id: HEIR })).toBe("own_grant")
    expect(problem({}, heir(), { id: OWNER })).toBe("own_grant")
  })
})
