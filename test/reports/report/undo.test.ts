import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  type StandingVerdict,
  standingVerdict,
  UNDO_FOR,
  UNDOABLE,
  UNDOING,
  undoing,
} from "#src/reports/report/undo.ts"
import type { Action } from "#src/trail/actions.ts"
import { ACTIONS } from "#test/support/house.ts"

const ME = 1
const AT = 1_000_000_000

/** Everything that can be the last word on a report, and what is written here to be undoable and how it is said. */
const EXPECTED: Partial<Record<Action, { from: string; says: Action }>> = {
  report_accepted: { from: "accepted", says: "report_acceptance_undone" },
  report_returned: { from: "returned", says: "report_return_undone" },
  report_verdict_proposed: { from: "submitted", says: "report_proposal_undone" },
  report_proposal_declined: { from: "submitted", says: "report_decline_undone" },
}

/** Around both edges of the two minutes, in milliseconds after the verdict. */
const MOMENTS: [after: number, inTime: boolean][] = [
  [0, true],
  [1, true],
  [UNDO_FOR - 1, true],
  [UNDO_FOR, true],
  [UNDO_FOR + 1, false],
  [UNDO_FOR * 2, false],
  [86_400_000, false],
]

const cases = ACTIONS.flatMap((action) =>
  [ME, 2, null].flatMap((actorId) =>
    MOMENTS.flatMap(([after, inTime]) =>
      [false, true].map((followed) => ({ action, actorId, after, inTime, followed })),
    ),
  ),
)

test("an answer is undone by whoever gave it, for two minutes, while nothing rests on it; else it says why not", () => {
  expect(UNDO_FOR).toBe(120_000)
  for (const { action, actorId, after, inTime, followed } of cases) {
    const answer = undoing({ action, actorId, at: AT }, { by: ME, at: AT + after, followed })
    const expected = !(action in EXPECTED)
      ? "undo_followed"
      : actorId !== ME
        ? "others_verdict"
        : !inTime
          ? "undo_too_late"
          : followed
            ? "undo_followed"
            : null
    const shown = { action, actorId, after, followed }
    if (expected) expect(answer, JSON.stringify(shown)).toEqual({ how: "refused", code: expected })
    else expect(answer, JSON.stringify(shown)).toEqual({ how: "undo", what: action })
  }
  expect(undoing(undefined, { by: ME, at: AT, followed: false })).toEqual({ how: "refused", code: "undo_followed" })
})

test("what can be undone is these four and no others", () => {
  expect(UNDOING).toEqual(EXPECTED)
  expect([...UNDOABLE].sort()).toEqual(Object.keys(EXPECTED).sort())
})

describe("the answer that stands", () => {
  const NONE: StandingVerdict = { opinion: "", judgedById: null, judgedAt: null, resubmitBy: null }
  const told = (action: Action, at: number, more: Record<string, unknown> = {}) => ({
    action,
    actorId: ME,
    at,
    particulars: more,
  })

  test("before anybody has answered there is none", () => {
    expect(standingVerdict([])).toEqual(NONE)
    expect(standingVerdict([told("report_sent", 1), told("report_verdict_proposed", 2)])).toEqual(NONE)
  })

  test("after an undone return the one before it stands again, with its words and day", () => {
    const trail = [
      told("report_sent", 1),
      told("report_returned", 2, { remark: "请写明人数。", answerBy: "2026-09-24" }),
      told("report_sent", 3),
      told("report_accepted", 4, { remark: "属实", answerBy: null }),
      told("report_acceptance_undone", 5),
    ]
    expect(standingVerdict(trail)).toEqual({
      opinion: "请写明人数。",
      judgedById: ME,
      judgedAt: 2,
      resubmitBy: "2026-09-24",
    })
  })

  test("whatever is answered and at once undone changes nothing, however often", () => {
    const verdict = fc.constantFrom<[Action, Action]>(
      ["report_accepted", "report_acceptance_undone"],
      ["report_returned", "report_return_undone"],
    )
    const step = fc.record({ verdict, undo: fc.boolean(), remark: fc.string() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), step, (steps, last) => {
        const trail = steps.flatMap(({ verdict: [given, undone], undo, remark }, i) => [
          told("report_sent", i * 10),
          told(given, i * 10 + 1, { remark, answerBy: null }),
          ...(undo ? [told(undone, i * 10 + 2)] : []),
        ])
        const [given, undone] = last.verdict
        const after = [...trail, told("report_sent", 900), told(given, 901, { remark: last.remark }), told(undone, 902)]
        expect(standingVerdict(after)).toEqual(standingVerdict(trail))
      }),
    )
  })
})
