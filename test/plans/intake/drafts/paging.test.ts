import fc from "fast-check"
import { expect, test } from "vitest"
import type { DraftTask } from "#src/plans/intake/drafts/corrections.ts"
import { CHARACTERS_A_PAGE, pageOf, partAsked, partsIn, TASKS_A_PAGE } from "#src/plans/intake/drafts/paging.ts"

const taskOf = (id: number, length: number, line: number) =>
  ({ id, text: "字".repeat(length), lines: { from: line, to: line } }) as DraftTask
const linesOf = (count: number) => Array.from({ length: count }, (_, i) => ({ number: i + 1, text: "" }))

const plans = fc
  .record({
    lengths: fc.array(fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 30_000 })), {
      maxLength: 400,
    }),
    lines: fc.integer({ min: 1, max: 500 }),
  })
  .chain(({ lengths, lines }) =>
    fc.record({
      tasks: fc
        .array(fc.integer({ min: 1, max: lines }), { minLength: lengths.length, maxLength: lengths.length })
        .map((from) => lengths.map((length, i) => taskOf(i + 1, length, from[i] ?? 1))),
      lines: fc.constant(linesOf(lines)),
    }),
  )

test("every task and every line stands on one page, in their order, and no page is endless", () => {
  fc.assert(
    fc.property(plans, ({ tasks, lines }) => {
      const parts = partsIn(tasks, lines)
      expect(parts.flatMap(({ from, to }) => tasks.slice(from, to))).toEqual(tasks)
      expect(parts.flatMap(({ lines: { from, to } }) => lines.slice(from - 1, to))).toEqual(lines)
      expect(parts.map(({ page }) => page)).toEqual(parts.map((_, i) => i + 1))
      for (const { from, to } of parts) {
        const own = tasks.slice(from, to)
        expect(own.length).toBeLessThanOrEqual(TASKS_A_PAGE)
        if (own.length > 1)
          expect(own.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(CHARACTERS_A_PAGE)
      }
    }),
    { numRuns: 100 },
  )
})

test("a plan as offices have it stands on one page", () => {
  const tasks = Array.from({ length: TASKS_A_PAGE }, (_, i) => taskOf(i + 1, 150, i + 1))
  expect(partsIn(tasks, linesOf(120))).toEqual([{ page: 1, from: 0, to: TASKS_A_PAGE, lines: { from: 1, to: 120 } }])
})

test("the page with the open task is shown, or the one that is asked for, or the first", () => {
  const tasks = Array.from({ length: 250 }, (_, i) => taskOf(i + 1, 10, i + 1))
  const parts = partsIn(tasks, linesOf(250))
  const page = (task: number | null, asked: number | null) => partAsked(parts, tasks, { task, page: asked }).page
  expect([page(null, null), page(null, 2), page(101, null), page(250, 1), page(999, 3), page(null, 9)]).toEqual([
    1, 2, 2, 3, 3, 1,
  ])
  expect([1, 100, 101, 250].map((task) => pageOf(parts, tasks, task))).toEqual([null, null, 2, 3])
})
