import { describe, expect, test } from "vitest"
import { ASSIGNMENT_STATES, NOTICE_STATES, REPORT_STATES, ROLES } from "#db/schema.ts"
import { MOVES } from "#src/plans/assignments/workflow.ts"
import { canMove } from "#src/reports/report/workflow.ts"
import {
  howOf,
  isCarried,
  lateAmong,
  type Own,
  placeOfBoth,
  reportCarried,
  stateCarried,
} from "#src/supervision/transfers/rules.ts"

const own = (over: Partial<Own> = {}): Own => ({
  id: 1,
  state: "active",
  version: 1,
  role: "lead",
  position: 3,
  ...over,
})

describe("移交", () => {
  test("of a task that the other unit never had moves, that it had resumes, that it works on merges", () => {
    expect(howOf(null)).toBe("moved")
    const byState = Object.fromEntries(ASSIGNMENT_STATES.map((state) => [state, howOf(own({ state }))]))
    expect(byState).toEqual({
      awaiting: "merged",
      active: "merged",
      claimed: "merged",
      rectifying: "merged",
      disputed: "merged",
      suspended: "merged",
      closed: "resumed",
      terminated: "resumed",
    })
  })

  test("keeps where a part stands, but for 推进中, which waits for a new 签收", () => {
    for (const state of MOVES.transfer.from) expect(stateCarried(state)).toBe(state === "active" ? "awaiting" : state)
  })

  test.each(REPORT_STATES.flatMap((state) => [null, "2026-09-24"].map((resubmitBy) => ({ state, resubmitBy }))))(
    "a report that is %o",
    ({ state, resubmitBy }) => {
      const carried = reportCarried({ state, resubmitBy })
      const sent = state === "submitted" || state === "accepted"
      const back = state === "returned" || (!sent && resubmitBy !== null)
      expect(carried).toBe(sent ? state : back ? "returned" : null)
      // What goes over leaves nothing behind that somebody would have to sign, judge or send.
      expect(canMove(state, "transfer")).toBe(state === "signing" || state === "submitted" || state === "returned")
    },
  )

  test("of two parts the stronger role stays, and of equals the place that was printed first", () => {
    for (const one of ROLES) {
      for (const other of ROLES) {
        const [a, b] = [ROLES.indexOf(one), ROLES.indexOf(other)]
        const both = placeOfBoth({ role: one, position: 3 }, { role: other, position: 1 })
        expect(both).toMatchObject(
          a < b ? { role: one, position: 3 } : a > b ? { role: other, position: 1 } : { role: one, position: 1 },
        )
        expect(placeOfBoth({ role: other, position: 1 }, { role: one, position: 3 })).toMatchObject(both)
      }
    }
  })

  test("a running round goes over unless the other unit answers for itself in it", () => {
    const its = { due: true, hasDraft: false, state: null }
    for (const how of ["moved", "resumed", "merged"] as const) {
      expect(isCarried(how, null)).toBe(true)
      expect(isCarried(how, { ...its, due: false })).toBe(true)
      expect(isCarried(how, its)).toBe(how !== "merged")
      expect(isCarried(how, { ...its, hasDraft: true })).toBe(false)
      expect(isCarried(how, { ...its, state: "submitted" })).toBe(false)
      // Left behind by an earlier 移交.
      expect(isCarried(how, { ...its, due: false, state: "draft" })).toBe(true)
    }
  })

  test("only what can no longer be met asks for a new day: 限期整改 and unanswered 督办单 among what was chosen", () => {
    const today = "2026-10-14"
    const parts = ASSIGNMENT_STATES.map((state, id) => ({ assignment: { id, state, rectifyBy: "2026-10-12" } }))
    const notices = NOTICE_STATES.map((state, id) => ({ notice: { id, state, dueBy: "2026-10-13" } }))
    const all = (some: readonly unknown[]) => some.map((_, id) => ({ id, version: 1 }))
    expect(lateAmong({ parts, notices }, { parts: all(parts), notices: [] }, today)).toBe(1)
    expect(lateAmong({ parts, notices }, { parts: [], notices: all(notices) }, today)).toBe(3)
    expect(lateAmong({ parts, notices }, { parts: [], notices: [] }, today)).toBe(0)
    expect(lateAmong({ parts, notices }, { parts: all(parts), notices: all(notices) }, "2026-10-12")).toBe(0)
  })
})
