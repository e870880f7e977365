import { expect, test } from "vitest"
import { ASSIGNMENT_STATES } from "#db/schema.ts"
import { type Alone, alone, type BulkFacts, statesProblem } from "#src/reports/report/bulk.ts"

const PLAIN: BulkFacts = {
  isCurrent: true,
  judging: { how: "direct" },
  state: "active",
  returnedBefore: false,
  late: false,
  hasDifficulty: false,
  problems: "",
}

/** Each reason by itself, in the order in which the first of several is said. */
const REASONS: [Alone, Partial<BulkFacts>][] = [
  ["moved", { isCurrent: false }],
  ["not_yours", { judging: { how: "refused", code: "own_report" } }],
  ["self_check", { judging: { how: "propose" } }],
  ["closing", { state: "claimed" }],
  ["rectifying", { state: "rectifying" }],
  ["returned_before", { returnedBefore: true }],
  ["late", { late: true }],
  ["difficulty", { hasDifficulty: true }],
  ["problem", { problems: "人手不足。" }],
]

test("what states nothing may be accepted together with others", () => {
  expect(alone(PLAIN)).toBeNull()
  for (const state of ASSIGNMENT_STATES) {
    const expected = state === "claimed" ? "closing" : state === "rectifying" ? "rectifying" : null
    expect(alone({ ...PLAIN, state }), state).toBe(expected)
  }
})

test.each(REASONS)("%s keeps a report out", (why, facts) => {
  expect(alone({ ...PLAIN, ...facts })).toBe(why)
})

test("of two reasons the first is said, and none is made good by another", () => {
  for (const [i, [first, facts]] of REASONS.entries()) {
    for (const [, more] of REASONS.slice(i + 1)) {
      if ("judging" in facts && "judging" in more) continue
      if ("state" in facts && "state" in more) continue
      expect(alone({ ...PLAIN, ...more, ...facts })).toBe(first)
    }
  }
})

test.each([
  "",
  "  \n",
  "无",
  "无。",
  "暂无",
  "暂无问题。",
  "没有",
  "没有问题",
  "无明显问题",
  "未发现问题",
  "不存在问题",
  "不存在明显的问题！",
])("「%s」 states no problem", (text) => {
  expect(statesProblem(text)).toBe(false)
})

test.each(["人手不足", "无经费", "暂无场地，无法开展", "没有专门人员", "无问题，但进度偏慢", "问题较多", "无人", "x"])(
  "「%s」 states one",
  (text) => {
    expect(statesProblem(text)).toBe(true)
  },
)
