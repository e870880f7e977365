import { expect, test } from "vitest"
import { REPORT_STATES, type ReportState } from "#db/schema.ts"
import { isReported, type ReportStanding } from "#src/plans/rounds/reported.ts"
import { canMove, isOpen, MOVES, REPORT_MOVES, type ReportMove } from "#src/reports/report/workflow.ts"

const STANDINGS: ReportStanding[] = ["none", ...REPORT_STATES]

/** design.md 4, written out: where each move leads from each standing; one that is not named refuses. */
const EXPECTED: Record<ReportMove, Partial<Record<ReportStanding, ReportState>>> = {
  send: { none: "submitted", draft: "submitted", returned: "submitted" },
  send_to_head: { none: "signing", draft: "signing", returned: "signing" },
  sign: { signing: "submitted" },
  send_back: { signing: "draft" },
  withdraw: { signing: "draft", submitted: "draft" },
  enter: { none: "submitted", draft: "submitted", returned: "submitted" },
  accept: { submitted: "accepted" },
  return: { submitted: "returned" },
  transfer: { signing: "draft", submitted: "draft", returned: "draft" },
}

const PAIRS = STANDINGS.flatMap((standing) => REPORT_MOVES.map((move) => [standing, move] as const))

test.each(PAIRS)("%s, %s", (standing, move) => {
  const to = EXPECTED[move][standing]
  expect(canMove(standing, move)).toBe(to !== undefined)
  if (to) expect(MOVES[move].to).toBe(to)
})

test("the moves are these and no others, each by one side", () => {
  expect(Object.fromEntries(REPORT_MOVES.map((move) => [move, MOVES[move].by]))).toEqual({
    send: "liaison",
    send_to_head: "liaison",
    sign: "head",
    send_back: "head",
    withdraw: "liaison",
    enter: "supervisor",
    accept: "supervisor",
    return: "supervisor",
    transfer: "supervisor",
  })
  expect([...REPORT_MOVES].sort()).toEqual(Object.keys(EXPECTED).sort())
})

test("nothing moves what was accepted", () => {
  expect(REPORT_MOVES.filter((move) => canMove("accepted", move))).toEqual([])
})

test("the unit writes until it sends and after a return; the office has what was sent and not returned", () => {
  expect(STANDINGS.filter(isOpen)).toEqual(["none", "draft", "returned"])
  expect(STANDINGS.filter(isReported)).toEqual(["submitted", "accepted"])
})
