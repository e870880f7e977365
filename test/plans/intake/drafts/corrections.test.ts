import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  breaksIn,
  type Correction,
  chinese,
  correct,
  corrected,
  type DraftPlan,
  draftOf,
  editsOf,
} from "#src/plans/intake/drafts/corrections.ts"
import { readPlan } from "#src/plans/intake/reading/read_plan.ts"
import { NO_DEADLINE } from "#src/plans/intake/words/deadlines.ts"

const PLAN = draftOf(
  readPlan(`关于加强普法的分工方案

一、加强学习
（一）制定计划。报送备案。（牵头单位：办公室；配合单位：外事处）
（二）组织考试。（牵头单位：研究室；完成时限：2026年6月底前）
二、加强宣传
（三）旁听庭审。（牵头单位：综合指导司）
`),
)

const having = (...corrections: Correction[]): DraftPlan => {
  const plan = corrected(PLAN, [corrections])
  if (!plan) throw new Error("does not fit")
  return plan
}
const texts = (plan: DraftPlan) => plan.tasks.map(({ text }) => text)
const places = (plan: DraftPlan) => plan.tasks.map(({ id, section }) => `${id} in ${section}`)
const unitsOf = (plan: DraftPlan, i: number) => plan.tasks[i]?.units.map(({ name, role }) => `${name} ${role}`)

test("the plan as read: ids count from one", () => {
  expect(places(PLAN)).toEqual(["1 in 1", "2 in 1", "3 in 2"])
  expect(PLAN.tasks[1]?.deadline).toEqual({ kind: "date", text: "2026年6月底前", dueBy: "2026-06-30" })
})

describe("each correction", () => {
  test("title, number, heading, label, text", () => {
    const plan = having(
      { kind: "title", text: "新名" },
      { kind: "doc_number", text: "〔2026〕1号" },
      { kind: "heading", section: 1, text: "一、学" },
      { kind: "label", task: 1, text: "1." },
      { kind: "text", task: 1, text: " 改了。 " },
    )
    expect(plan).toMatchObject({ title: "新名", docNumber: "〔2026〕1号", sections: [{ text: "一、学" }, {}] })
    expect(plan.tasks[0]).toMatchObject({ label: "1.", text: "改了。" })
  })

  test("split: both halves keep units and deadline, the second has no label", () => {
    const plan = having({ kind: "split", task: 1, at: 5 })
    expect(texts(plan)).toEqual(["制定计划。", "报送备案。", "组织考试。", "旁听庭审。"])
    expect(plan.tasks[1]).toMatchObject({ id: 4, label: "", section: 1 })
    expect(unitsOf(plan, 1)).toEqual(["办公室 lead", "外事处 support"])
  })

  test("join: one text, the units of both, the deadline that is set", () => {
    const plan = having({ kind: "join", task: 2 })
    expect(texts(plan)).toEqual(["制定计划。报送备案。\n组织考试。", "旁听庭审。"])
    expect(unitsOf(plan, 0)).toEqual(["办公室 lead", "外事处 support", "研究室 lead"])
    expect(plan.tasks[0]).toMatchObject({ label: "（一）", deadline: { dueBy: "2026-06-30" } })
  })

  test("a unit of both takes part once, in the stronger role", () => {
    const plan = having({ kind: "unit_added", task: 2, name: "外事处", role: "lead" }, { kind: "join", task: 2 })
    expect(unitsOf(plan, 0)).toEqual(["办公室 lead", "外事处 lead", "研究室 lead"])
  })

  test("move: within the section a change of places, at its edge into the next one", () => {
    expect(places(having({ kind: "move", task: 2, to: "up" }))).toEqual(["2 in 1", "1 in 1", "3 in 2"])
    expect(places(having({ kind: "move", task: 2, to: "down" }))).toEqual(["1 in 1", "2 in 2", "3 in 2"])
    expect(places(having({ kind: "move", task: 3, to: "up" }))).toEqual(["1 in 1", "2 in 1", "3 in 1"])
  })

  test("relocate: to the end of another section", () => {
    expect(places(having({ kind: "relocate", task: 1, section: 2 }))).toEqual(["2 in 1", "3 in 2", "1 in 2"])
    expect(places(having({ kind: "relocate", task: 3, section: 1 }))).toEqual(["1 in 1", "2 in 1", "3 in 1"])
  })

  test("a heading that was missed, and one that is none", () => {
    const missed = having({ kind: "heading_added", task: 2, text: "新的部分" })
    expect(places(missed)).toEqual(["1 in 1", "2 in 3", "3 in 2"])
    expect(missed.sections.map(({ id }) => id)).toEqual([1, 3, 2])
    expect(places(having({ kind: "heading_dropped", section: 2 }))).toEqual(["1 in 1", "2 in 1", "3 in 1"])
    expect(places(having({ kind: "heading_dropped", section: 1 }))).toEqual(["1 in null", "2 in null", "3 in 2"])
  })

  test("units: added, dropped, another role", () => {
    const plan = having(
      { kind: "unit_added", task: 3, name: "办公室", role: "support" },
      { kind: "role", task: 3, name: "综合指导司", role: "responsible" },
      { kind: "unit_dropped", task: 1, name: "外事处" },
    )
    expect(unitsOf(plan, 2)).toEqual(["综合指导司 responsible", "办公室 support"])
    expect(unitsOf(plan, 0)).toEqual(["办公室 lead"])
  })

  test("deadline, not a task, a task that was missed, a doubt looked into, an answer about a name", () => {
    const plan = having(
      { kind: "deadline", task: 1, deadline: { kind: "continuing", text: null, dueBy: null } },
      { kind: "not_task", task: 2 },
      { kind: "task_added", text: "漏读的一项。", lines: { from: 6, to: 6 } },
      { kind: "settle", warning: 0 },
      { kind: "match", answers: { 办公室: { kind: "unit", unitId: 7 } } },
    )
    expect(plan.tasks[0]?.deadline.kind).toBe("continuing")
    expect(texts(plan)).toEqual(["制定计划。报送备案。", "漏读的一项。", "旁听庭审。"])
    expect(plan).toMatchObject({ settled: [0], answers: { 办公室: { unitId: 7 } } })
  })

  test("renumber: in the shape of the first label, anew in each section only where the document did so", () => {
    const labels = (plan: DraftPlan) => plan.tasks.map(({ label }) => label)
    expect(labels(having({ kind: "not_task", task: 2 }, { kind: "renumber" }))).toEqual(["（一）", "（二）"])
    expect(
      labels(
        having({ kind: "label", task: 3, text: "（一）" }, { kind: "split", task: 3, at: 2 }, { kind: "renumber" }),
      ),
    ).toEqual(["（一）", "（二）", "（一）", "（二）"])
    expect(labels(having({ kind: "label", task: 1, text: "1." }, { kind: "renumber" }))).toEqual(["1.", "2.", "3."])
  })

  const UNFIT: Correction[] = [
    { kind: "heading", section: 9, text: "x" },
    { kind: "heading_added", task: 9, text: "x" },
    { kind: "heading_dropped", section: 9 },
    { kind: "split", task: 9, at: 1 },
    { kind: "split", task: 1, at: 0 },
    { kind: "split", task: 1, at: 1.5 },
    { kind: "split", task: 1, at: 999 },
    { kind: "join", task: 1 },
    { kind: "join", task: 9 },
    { kind: "move", task: 1, to: "up" },
    { kind: "move", task: 3, to: "down" },
    { kind: "relocate", task: 1, section: 9 },
    { kind: "relocate", task: 9, section: 1 },
    { kind: "text", task: 1, text: "  " },
    { kind: "text", task: 9, text: "x" },
    { kind: "label", task: 9, text: "x" },
    { kind: "unit_added", task: 1, name: "办公室", role: "lead" },
    { kind: "unit_dropped", task: 1, name: "研究室" },
    { kind: "role", task: 1, name: "研究室", role: "lead" },
    { kind: "deadline", task: 9, deadline: NO_DEADLINE },
    { kind: "not_task", task: 9 },
    { kind: "task_added", text: " ", lines: { from: 1, to: 1 } },
  ]
  test.each(UNFIT)("does not fit: %j", (correction) => {
    expect(correct(PLAN, correction)).toBeNull()
    expect(corrected(PLAN, [[correction], [{ kind: "renumber" }]])).toBeNull()
  })
})

describe("properties", () => {
  const task = fc.integer({ min: 1, max: 5 })
  const name = fc.constantFrom("办公室", "研究室", "外事处", "新单位")
  const role = fc.constantFrom("lead" as const, "responsible" as const, "support" as const)
  const anyCorrection: fc.Arbitrary<Correction> = fc.oneof(
    fc.record({ kind: fc.constant("split" as const), task, at: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ kind: fc.constant("join" as const), task }),
    fc.record({ kind: fc.constant("move" as const), task, to: fc.constantFrom("up" as const, "down" as const) }),
    fc.record({ kind: fc.constant("relocate" as const), task, section: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant("heading_added" as const), task, text: fc.constant("新部分") }),
    fc.record({ kind: fc.constant("heading_dropped" as const), section: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant("unit_added" as const), task, name, role }),
    fc.record({ kind: fc.constant("unit_dropped" as const), task, name }),
    fc.record({ kind: fc.constant("role" as const), task, name, role }),
    fc.record({ kind: fc.constant("not_task" as const), task }),
    fc.constant({ kind: "renumber" } as const),
  )
  /** Those that fit, one after the other. */
  const someSteps = fc.array(anyCorrection, { maxLength: 25 }).map((all) =>
    all.filter(
      ((now: DraftPlan | null) => (correction: Correction) => {
        const next = now && correct(now, correction)
        if (next) now = next
        return next !== null
      })(PLAN),
    ),
  )

  test("whatever is corrected: ids stay apart, every section is there, no unit twice, nothing is empty", () => {
    fc.assert(
      fc.property(someSteps, (steps) => {
        const plan = having(...steps)
        const ids = plan.tasks.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        const sections = new Set<number | null>([null, ...plan.sections.map(({ id }) => id)])
        expect(plan.tasks.every(({ section }) => sections.has(section))).toBe(true)
        for (const { units, text } of plan.tasks) {
          expect(new Set(units.map((unit) => unit.name)).size).toBe(units.length)
          expect(text.trim()).not.toBe("")
        }
      }),
    )
  })

  test("corrections leave what they were given untouched, and taking the last one back is leaving it out", () => {
    fc.assert(
      fc.property(someSteps, anyCorrection, (steps, last) => {
        const frozen = JSON.stringify(PLAN)
        const before = having(...steps)
        const kept = JSON.stringify(before)
        correct(before, last)
        expect(JSON.stringify(before)).toBe(kept)
        expect(JSON.stringify(PLAN)).toBe(frozen)
        expect(corrected(PLAN, [...steps.map((step) => [step])])).toEqual(before)
      }),
    )
  })

  test("no word is lost or made by splitting, joining, moving", () => {
    const words = (plan: DraftPlan) => [...texts(plan).join("").replace(/\s/g, "")].sort().join("")
    fc.assert(
      fc.property(someSteps, (steps) => {
        const moving = steps.filter(({ kind }) => kind === "move" || kind === "relocate" || kind === "renumber")
        const plan = corrected(PLAN, [moving])
        if (plan) expect(words(plan)).toBe(words(PLAN))
      }),
    )
    const whole = having({ kind: "split", task: 1, at: 5 }, { kind: "join", task: 4 })
    expect(texts(whole)).toEqual(texts(PLAN))
  })

  test("up and down again is where it was, inside a section", () => {
    expect(having({ kind: "move", task: 2, to: "up" }, { kind: "move", task: 2, to: "down" })).toEqual(PLAN)
  })
})

describe("a task's form", () => {
  const [first] = PLAN.tasks
  if (!first) throw new Error("no task")
  const form = { label: first.label, text: first.text, section: 1, deadline: first.deadline, units: first.units }

  test("unchanged, it corrects nothing", () => expect(editsOf(first, form)).toEqual([]))

  test("changed, it makes the task what it says", () => {
    const wanted = {
      label: "1.",
      text: "另写。",
      section: 2,
      deadline: { kind: "printed" as const, text: "年底", dueBy: null },
      units: [
        { name: "外事处", role: "lead" as const },
        { name: "人事司", role: "support" as const },
      ],
    }
    const plan = having(...editsOf(first, wanted))
    expect(plan.tasks.find(({ id }) => id === 1)).toMatchObject({ ...wanted, id: 1 })
  })
})

test.each([
  ["制定计划。报送备案。", [5]],
  ["一句话", []],
  ["第一行\n第二行", [4]],
  ["他说：“做完。”再说。", []],
  ["一；二；", [2]],
])("%j may be split at %j", (text, places) => expect(breaksIn(text)).toEqual(places))

test.each([
  [1, "一"],
  [10, "十"],
  [11, "十一"],
  [20, "二十"],
  [22, "二十二"],
  [100, "一百"],
  [101, "一百〇一"],
  [110, "一百一十"],
  [115, "一百一十五"],
  [200, "二百"],
  [1005, "一千〇五"],
])("%i is %s", (n, words) => expect(chinese(n)).toBe(words))
