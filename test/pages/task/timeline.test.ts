import { expect, test } from "vitest"
import type { Actor } from "#src/office/people/actor.ts"
import type { Happening } from "#src/pages/task/timeline.ts"
import { seesSummaries } from "#src/plans/summaries/policy.ts"
import type { Action } from "#src/trail/actions.ts"
import { ACTIONS, entryFor } from "#test/support/house.ts"

const OFFICE = 9
const OWN = 1
const CO = 2
const plan = { supervisingUnitId: OFFICE, confirmingUnitId: null }
const units = [OWN, CO]

const person = (unitId: number | null, kind?: Actor["posts"][number]["kind"]): Actor => ({
  id: 1,
  login: "",
  name: "",
  unitId,
  unitName: null,
  posts: kind ? [{ kind, unitId, unitName: null, standIn: false, beat: [] }] : [],
  address: "",
  mustChangePassword: false,
})

const PEOPLE = {
  office: person(OFFICE, "supervisor"),
  leader: person(null, "leader"),
  own: person(OWN, "liaison"),
  co: person(CO, "liaison"),
  other: person(3, "liaison"),
}
type Who = keyof typeof PEOPLE

const words = { achieved: "已开展", problems: "", nextSteps: "", hasDifficulty: false, unchanged: false }

const happening = (action: Action, changes: Partial<Happening> = {}): Happening => ({
  id: 1,
  at: 0,
  actorName: "某人",
  actingAs: "",
  action,
  unitId: OWN,
  particulars: { remark: "意见", name: "证据.pdf", round: "第三季度", answerBy: "2026-10-01" },
  words: null,
  notice: null,
  reportState: null,
  isLatest: false,
  isTakenBack: false,
  ...changes,
})

const seenBy = (one: Happening): Who[] =>
  (Object.keys(PEOPLE) as Who[]).filter((who) => entryFor(PEOPLE[who], plan, units, one) !== null)
const readBy = (one: Happening): Who[] =>
  (Object.keys(PEOPLE) as Who[]).filter((who) => entryFor(PEOPLE[who], plan, units, one)?.remark === "意见")
const wordsReadBy = (one: Happening): Who[] =>
  (Object.keys(PEOPLE) as Who[]).filter((who) => entryFor(PEOPLE[who], plan, units, one)?.words)

const ALL: Who[] = ["office", "leader", "own", "co", "other"]
const CLOSE: Who[] = ["office", "leader", "own"]
const INNER: Who[] = ["office", "own"]
const JUDGING: Who[] = ["office", "leader"]

const SEEN: [Who[], Action[]][] = [
  [
    ALL,
    [
      "tasks_scheduled",
      "task_leaders_set",
      "task_staged",
      "assignment_stage_marked",
      "task_added",
      "task_changed",
      "assignment_added",
      "assignment_listed",
      "assignment_transferred",
      "assignment_absorbed",
      "assignment_role_changed",
      "assignment_acknowledged",
      "assignment_begun",
      "assignment_planned",
      "assignment_reassigned",
      "assignment_claimed",
      "assignment_claim_withdrawn",
      "assignment_closed",
      "assignment_year_completed",
      "assignment_rectifying",
      "assignment_suspended",
      "assignment_suspension_prolonged",
      "assignment_resumed",
      "assignment_terminated",
      "assignment_reopened",
      "light_overridden",
      "extension_granted",
      "report_sent",
      "report_signed",
      "report_entered",
      "report_accepted",
      "report_acceptance_undone",
    ],
  ],
  [
    CLOSE,
    [
      "assignment_handed_back",
      "report_returned",
      "report_return_undone",
      "report_transferred",
      "attachment_added",
      "attachment_removed",
      "reminder_made",
      "notice_issued",
      "notice_transferred",
      "notice_acknowledged",
      "notice_answered",
      "notice_closed",
      "notice_failed",
      "notice_revoked",
      "extension_asked",
      "extension_withdrawn",
      "extension_refused",
    ],
  ],
  [
    INNER,
    [
      "assignment_handed",
      "assignment_disputed",
      "assignment_upheld",
      "report_signing",
      "report_sent_back",
      "report_withdrawn",
      "notice_taken_back",
      "breakdown_passed",
      "breakdown_withdrawn",
      "breakdown_ended",
    ],
  ],
  [
    // 分解落实 goes on inside the unit.
    ["own"],
    [
      "breakdown_accepted",
      "breakdown_declined",
      "breakdown_passed_again",
      "breakdown_urged",
      "breakdown_report_sent",
      "breakdown_report_taken_back",
      "breakdown_report_returned",
      "breakdown_report_taken_up",
    ],
  ],
  [
    JUDGING,
    [
      "assignment_closure_proposed",
      "assignment_proposal_declined",
      "report_verdict_proposed",
      "report_proposal_declined",
      "report_proposal_undone",
      "report_decline_undone",
      "notice_verdict_proposed",
      "notice_proposal_declined",
      "extension_decision_proposed",
      "extension_proposal_declined",
      "instruction_given",
      "instruction_answered",
      "instruction_settled",
      "instruction_reopened",
    ],
  ],
  [["office", "leader", "own", "co"], ["summary_written"]],
]
const expected = new Map(SEEN.flatMap(([who, actions]) => actions.map((action) => [action, who] as const)))

test.each(ACTIONS)("%s is known to those who may know of it", (action) => {
  expect(seenBy(happening(action))).toEqual(expected.get(action) ?? [])
})

test.each([
  ["assignment_suspended", ALL],
  ["assignment_suspension_prolonged", ALL],
  ["assignment_terminated", ALL],
  ["light_overridden", ALL],
  ["assignment_closed", CLOSE],
  ["assignment_year_completed", CLOSE],
  ["assignment_claimed", CLOSE],
  ["assignment_rectifying", CLOSE],
  ["report_accepted", CLOSE],
  ["report_returned", CLOSE],
  ["assignment_reassigned", INNER],
  ["assignment_disputed", INNER],
  ["report_verdict_proposed", JUDGING],
  ["notice_failed", CLOSE],
  ["notice_issued", JUDGING],
  ["extension_granted", CLOSE],
] as const)("the remark of %s is read by %j", (action, who) => {
  expect(readBy(happening(action))).toEqual(who)
})

test("the deadline of a 限期整改 goes with its remark, and a file's name with the file", () => {
  const one = happening("assignment_rectifying")
  expect(entryFor(PEOPLE.own, plan, units, one)?.answerBy).toBe("2026-10-01")
  expect(entryFor(PEOPLE.other, plan, units, one)?.answerBy).toBeNull()
  expect(entryFor(PEOPLE.other, plan, units, happening("report_sent"))?.details).toEqual({ round: "第三季度" })
})

test.each([
  ["submitted", true, CLOSE],
  ["returned", true, CLOSE],
  ["accepted", true, ["office", "leader", "own", "co"]],
  ["accepted", false, CLOSE],
  ["draft", true, INNER],
] as const)("words of a report that is %s (latest version: %s) are read by %j", (reportState, isLatest, who) => {
  expect(wordsReadBy(happening("report_sent", { words, reportState, isLatest }))).toEqual(who)
})

test("words taken back before anybody judged them stay with the unit and the office", () => {
  const taken = happening("report_sent", { words, reportState: "submitted", isLatest: false, isTakenBack: true })
  expect(wordsReadBy(taken)).toEqual(["office", "own"])
})

test("whoever is named to confirm sees the 初核", () => {
  const confirming = { ...plan, confirmingUnitId: 3 }
  expect(entryFor(PEOPLE.other, confirming, units, happening("report_verdict_proposed"))).not.toBeNull()
})

test("a summary is for the task's units, the office and leaders", () => {
  const readers = (Object.keys(PEOPLE) as Who[]).filter((who) => seesSummaries(PEOPLE[who], plan, units))
  expect(readers).toEqual(["office", "leader", "own", "co"])
})
