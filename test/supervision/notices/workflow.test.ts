import { describe, expect, test } from "vitest"
import { APPROVERS, NOTICE_KINDS, NOTICE_STATES, type NoticeState } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"
import { approverOf, approves, mayAnswer, mayPrepare, seesInside } from "#src/supervision/notices/policy.ts"
import { canMove, isInternal, MOVES, NOTICE_MOVES, type NoticeMove } from "#src/supervision/notices/workflow.ts"

/** design.md 4, written out: where each move leads from each state; a state that is not named refuses. */
const EXPECTED: Record<NoticeMove, Partial<Record<NoticeState, NoticeState>>> = {
  submit: { draft: "approving" },
  recall: { approving: "draft" },
  decline: { approving: "draft" },
  approve: { approving: "issued" },
  issue: { draft: "issued" },
  discard: { draft: "discarded" },
  acknowledge: { issued: "acknowledged" },
  answer: { issued: "answered", acknowledged: "answered", failed: "answered" },
  take_back: { answered: "acknowledged" },
  close: { answered: "closed" },
  fail: { answered: "failed" },
  revoke: { issued: "revoked", acknowledged: "revoked", answered: "revoked", failed: "revoked" },
}

const PAIRS = NOTICE_STATES.flatMap((state) => NOTICE_MOVES.map((move) => [state, move] as const))

test.each(PAIRS)("%s, %s", (state, move) => {
  const to = EXPECTED[move][state]
  expect(canMove(state, move)).toBe(to !== undefined)
  if (to) expect(MOVES[move].to).toBe(to)
})

test("the moves are these and no others", () => {
  expect([...NOTICE_MOVES].sort()).toEqual(Object.keys(EXPECTED).sort())
})

test("every state is reached; what is closed, revoked or discarded is left by no move", () => {
  const reached = new Set<NoticeState>(["draft", ...NOTICE_MOVES.map((move) => MOVES[move].to)])
  expect([...reached].sort()).toEqual([...NOTICE_STATES].sort())
  const left = NOTICE_STATES.filter((state) => NOTICE_MOVES.some((move) => canMove(state, move)))
  expect(NOTICE_STATES.filter((state) => !left.includes(state))).toEqual(["closed", "revoked", "discarded"])
})

test("the unit owes an answer from the issue on and after one that did not pass", () => {
  expect(NOTICE_STATES.filter(isAwaitingAnswer)).toEqual(["issued", "acknowledged", "failed"])
  expect(NOTICE_STATES.filter(isInternal)).toEqual(["draft", "approving", "discarded"])
})

const OFFICE = 9
const UNIT = 1
let id = 0
const person = (...posts: [Actor["posts"][number]["kind"], number | null][]): Actor => ({
  id: ++id,
  login: "",
  name: "",
  unitId: posts[0]?.[1] ?? null,
  unitName: null,
  posts: posts.map(([kind, unitId]) => ({ kind, unitId, unitName: null, standIn: false, beat: [] })),
  address: "",
  mustChangePassword: false,
})

const PEOPLE = {
  drafter: person(["supervisor", OFFICE]),
  second: person(["supervisor", OFFICE]),
  foreign: person(["supervisor", 8]),
  chief: person(["head", OFFICE]),
  otherChief: person(["head", UNIT]),
  leader: person(["leader", null]),
  liaison: person(["liaison", UNIT]),
  admin: person(["admin", null]),
}
type Who = keyof typeof PEOPLE
const who = (may: (actor: Actor) => boolean) => (Object.keys(PEOPLE) as Who[]).filter((name) => may(PEOPLE[name]))

describe("who approves", () => {
  const draftedById = PEOPLE.drafter.id
  const EXPECTED: Record<(typeof APPROVERS)[number], Who[]> = {
    none: [],
    supervisor: ["second"],
    head: ["chief"],
    leader: ["leader"],
  }

  test.each(APPROVERS)("where the plan says %s", (noticeApprover) => {
    const plan = { supervisingUnitId: OFFICE, noticeApprover }
    for (const kind of NOTICE_KINDS) {
      const proposes = kind === "interview" || kind === "circular"
      expect(approverOf(kind, plan)).toBe(proposes ? "leader" : noticeApprover)
      const expected = proposes ? (["leader"] as Who[]) : EXPECTED[noticeApprover]
      expect(who((actor) => approves(actor, { kind, draftedById }, plan))).toEqual(expected)
    }
  })

  test("never whoever drafted it, whatever posts they hold", () => {
    const both = person(["supervisor", OFFICE], ["head", OFFICE], ["leader", null])
    for (const noticeApprover of APPROVERS)
      for (const kind of NOTICE_KINDS)
        expect(approves(both, { kind, draftedById: both.id }, { supervisingUnitId: OFFICE, noticeApprover })).toBe(
          false,
        )
  })
})

test("liaison and head prepare; with 审签 the head alone answers", () => {
  const notice = { unitId: UNIT }
  expect(who((actor) => mayPrepare(actor, notice))).toEqual(["otherChief", "liaison"])
  expect(who((actor) => mayAnswer(actor, notice, { headSigns: false }))).toEqual(["otherChief", "liaison"])
  expect(who((actor) => mayAnswer(actor, notice, { headSigns: true }))).toEqual(["otherChief"])
})

test("what happens before the issue is seen by the office and whoever approves, then also by leaders", () => {
  const plan = { supervisingUnitId: OFFICE, noticeApprover: "head" as const }
  const notice = { kind: "demand" as const, draftedById: PEOPLE.drafter.id }
  const seen = (state: NoticeState) => who((actor) => seesInside(actor, { ...notice, state }, plan))
  expect(seen("approving")).toEqual(["drafter", "second", "chief"])
  expect(seen("issued")).toEqual(["drafter", "second", "chief", "leader"])
})
