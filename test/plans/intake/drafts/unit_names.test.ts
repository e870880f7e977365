import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { comparison, isChanged } from "#src/plans/intake/drafts/compare.ts"
import { type Correction, draftOf } from "#src/plans/intake/drafts/corrections.ts"
import { reviewOf } from "#src/plans/intake/drafts/review.ts"
import {
  distance,
  kindOf,
  matchesOf,
  matchUnits,
  nearness,
  suggestionsFor,
  unitsRunTogether,
} from "#src/plans/intake/drafts/unit_names.ts"
import { readingOfPaste } from "#src/plans/intake/reading/draft_reading.ts"
import { readPlan } from "#src/plans/intake/reading/read_plan.ts"
import { aYearOn, dayAYearOn, deadlineOf } from "#src/plans/intake/words/deadlines.ts"

const unit = (id: number, name: string, shortName = name, aliases: string[] = []) => ({ id, name, shortName, aliases })
const DIRECTORY = [
  unit(1, "市发展和改革委员会", "市发改委"),
  unit(2, "市住房和城乡建设局"),
  unit(3, "市教育局", "教育局", ["市教委"]),
  unit(4, "市卫生健康委员会", "市卫健委"),
  unit(5, "办公室"),
  unit(6, "市科委中关村管委会"),
  unit(7, "某城市政府"),
]

test("a name is known by its full, short and other names, spaces and widths apart", () => {
  expect([...matchUnits(["市发改委", "市教委", "教 育 局", "市文旅局"], DIRECTORY).values()]).toEqual([1, 3, 3, null])
})

test.each([
  ["市教育局市发改委", [3, 1]],
  ["市教委 市住房和城乡建设局办公室", [3, 2, 5]],
  ["市教育局", [3]],
  ["市教育局教育局", [3]],
  ["市教育局市文旅局", []],
  ["市教育局某处", []],
])("names that ran together are cut where nothing is left over: %s", (name, ids) => {
  expect(unitsRunTogether(name, DIRECTORY)).toEqual(ids)
})

test("the longer name goes before the shorter, one sign is no name, and too many names are none", () => {
  const unit = (id: number, name: string, ...aliases: string[]) => ({ id, name, shortName: name, aliases })
  const party = [unit(1, "市委"), unit(2, "组织部"), unit(3, "市委组织部"), unit(4, "市教育局", "教", "育")]
  expect(unitsRunTogether("市委组织部市教育局", party)).toEqual([3, 4])
  expect(unitsRunTogether("市委市教育局组织部", party)).toEqual([1, 4, 2])
  expect(unitsRunTogether("教育", party)).toEqual([])
  expect(unitsRunTogether("市委组织部".repeat(24), party)).toEqual([3])
  // Nothing is left over, so nothing is left out.
  expect(unitsRunTogether(`${"市委组织部".repeat(24)}市教育局`, party)).toEqual([])
  expect(matchUnits(["教"], [...party, unit(5, "五科", "教")]).get("教")).toBe(4)
})

test("any names of the directory that run together are those units", () => {
  const known = DIRECTORY.flatMap(({ id, name, shortName, aliases }) =>
    [name, shortName, ...aliases].map((one) => ({ id, one })),
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...known), { minLength: 1, maxLength: 5, selector: ({ id }) => id }),
      (some) => {
        expect(unitsRunTogether(some.map(({ one }) => one).join(""), DIRECTORY)).toEqual(some.map(({ id }) => id))
      },
    ),
  )
})

test.each([
  ["市发展改革委", [1]],
  ["市住房城乡建设局", [2]],
  ["市住建局", [2]],
  ["卫生健康委", [4]],
  ["市卫建委", [4]],
  ["某某市教育局", [3]],
  ["教育局机关", [3]],
  ["县教育局", []],
  ["省发展改革委", []],
  ["市经开区管委会", []],
  ["各县人民政府", []],
  ["局", []],
  ["市消防救援支队", []],
])("%s may be %j", (name, ids) => expect(suggestionsFor(name, DIRECTORY).slice(0, 1)).toEqual(ids))

test("likeness is between 0 and 1, the same both ways, and 1 only for the same", () => {
  const name = fc.stringMatching(/^[市县教育局委办公室发展改革]{0,12}$/)
  fc.assert(
    fc.property(name, name, (one, other) => {
      const near = nearness(one, other)
      expect(near).toBeGreaterThanOrEqual(0)
      expect(near).toBe(nearness(other, one))
      expect(near === 1).toBe(one === other)
      expect(distance(one, other)).toBe(distance(other, one))
      expect(distance(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length))
    }),
  )
})

test("an answer on the page counts before the directory, and the directory before memory", () => {
  const plan = draftOf(readPlan("方案\n（一）做事。（牵头单位：办公室、网络办、各处室）\n"))
  const remembered = new Map([
    ["网络办", { kind: "unit" as const, unitId: 3 }],
    ["办公室", { kind: "unit" as const, unitId: 3 }],
    ["各处室", { kind: "unit" as const, unitId: 99 }],
  ])
  const found = matchesOf({ ...plan, answers: {} }, DIRECTORY, remembered)
  expect(found.map(({ name, by, answer }) => [name, by, answer])).toEqual([
    ["办公室", "directory", { kind: "unit", unitId: 5 }],
    ["网络办", "remembered", { kind: "unit", unitId: 3 }],
    ["各处室", null, null],
  ])
  const chosen = matchesOf({ ...plan, answers: { 办公室: { kind: "unit", unitId: 1 } } }, DIRECTORY, remembered)
  expect(chosen[0]).toMatchObject({ by: "chosen", answer: { unitId: 1 } })
})

test.each([
  ["研究室", false, "internal"],
  ["人事司", false, "internal"],
  ["市教育局", false, "outside"],
  ["各区县", true, "collective"],
])("%s is added as %s", (name, isCollective, kind) => expect(kindOf(name, isCollective)).toBe(kind))

test.each([
  ["2026年12月底前", "date", "2026-12-31"],
  ["2026年2月底前完成", "date", "2026-02-28"],
  ["2024年2月底前完成", "date", "2024-02-29"],
  ["2026年6月", "date", "2026-06-30"],
  ["2026年3月5日前", "date", "2026-03-05"],
  ["2026年底前完成", "date", "2026-12-31"],
  ["2026年年底", "date", "2026-12-31"],
  ["2026年上半年", "date", "2026-06-30"],
  ["2026年13月底前", "printed", null],
  ["2026年2月30日前", "printed", null],
  ["6月底前", "printed", null],
  ["每季度末", "printed", null],
  ["长期坚持", "continuing", null],
  ["持续推进。", "continuing", null],
  ["  ", "none", null],
])("%s means %s %s", (printed, kind, dueBy) => expect(deadlineOf(printed)).toMatchObject({ kind, dueBy }))

test("a year on", () => {
  expect(aYearOn("2026年分工方案（2025—2026年）", 2026)).toBe("2027年分工方案（2025—2027年）")
  expect(aYearOn("第12026号", 2026)).toBe("第12026号")
  expect([dayAYearOn("2026-06-30"), dayAYearOn("2028-02-29")]).toEqual(["2027-06-30", "2029-02-28"])
})

describe("comparing", () => {
  const task = (ordinal: number, text: string, units: number[], section = "一、学习") => ({
    ordinal,
    label: `（${ordinal}）`,
    text,
    section,
    deadline: deadlineOf(null),
    units: units.map((id) => ({ unit: id, name: `单位${id}`, role: "lead" as const })),
  })
  const PLAN = [task(1, "制定年度学法计划并组织实施。", [1, 2]), task(2, "组织法律知识考试。", [3])]

  test("a plan with itself has no difference", () => {
    expect(comparison(PLAN, PLAN).changes.some(isChanged)).toBe(false)
  })

  test("a task that moved is the same task", () => {
    const moved = [...PLAN].reverse().map((one, i) => ({ ...one, ordinal: i + 1 }))
    const { changes } = comparison(PLAN, moved)
    expect(changes.map(({ before, after }) => [before?.ordinal, after?.ordinal])).toEqual([
      [2, 1],
      [1, 2],
    ])
    expect(changes.some(isChanged)).toBe(false)
  })

  test("every task of both stands in exactly one change, whatever they say", () => {
    const words = fc.constantFrom("制定计划。", "制定年度计划。", "组织考试。", "旁听庭审活动。", "述法考核。")
    const tasks = fc.array(fc.tuple(words, fc.subarray([1, 2, 3])), { maxLength: 8 })
    fc.assert(
      fc.property(tasks, tasks, (one, other) => {
        const [before, after] = [one, other].map((all) => all.map(([text, units], i) => task(i + 1, text, units)))
        const { changes } = comparison(before ?? [], after ?? [])
        expect(changes.flatMap(({ before: was }) => was?.ordinal ?? []).sort()).toEqual(
          (before ?? []).map(({ ordinal }) => ordinal).sort(),
        )
        expect(changes.flatMap(({ after: now }) => now?.ordinal ?? [])).toEqual((after ?? []).map((now) => now.ordinal))
      }),
    )
  })
})

describe("the page's view of a document", () => {
  const SOURCE =
    "关于普法的方案\n\n一、学习\n（一）制定计划，\n报送备案。（牵头单位：办公室、网络办；完成时限：2026年6月底前）\n"
  const ALL = { from: 1, to: SOURCE.split("\n").length }
  const review = reviewOf(readingOfPaste(SOURCE, ""), [], DIRECTORY, new Map())

  test("every letter of the document is shown once", () => {
    expect(
      review
        .lines(ALL)
        .map(({ pieces }) => pieces.map(({ text }) => text).join(""))
        .join("\n"),
    ).toBe(SOURCE)
  })

  test("title, heading, words, units and deadline are marked with their task", () => {
    const marked = review
      .lines(ALL)
      .flatMap(({ pieces }) => pieces)
      .filter(({ mark }) => mark !== null)
    expect(marked.map(({ mark, text }) => [mark?.kind, text, mark?.task])).toEqual([
      ["title", "关于普法的方案", null],
      ["heading", "一、学习", null],
      ["label", "（一）", 1],
      ["text", "制定计划，", 1],
      ["text", "报送备案。", 1],
      ["role", "牵头单位", 1],
      ["unit", "办公室", 1],
      ["unit", "网络办", 1],
      ["deadline", "2026年6月底前", 1],
    ])
  })

  test("a name that nobody knows is in doubt; it counts as a unit all the same", () => {
    expect(review.doubts).toMatchObject([{ kind: "unmatched", match: { name: "网络办" } }])
    expect(review.counts).toEqual({ sections: 1, tasks: 1, units: 2, assignments: 2 })
  })

  const doubtsAfter = (text: string, ...steps: Correction[][]) =>
    reviewOf(readingOfPaste(text, ""), steps, DIRECTORY, new Map()).doubts

  test("the same doubt about several lines is one, and settled together", () => {
    const text = "关于普法的方案\n（一）制定计划（责任单位：办公室\n（二）组织考试（责任单位：办公室"
    expect(doubtsAfter(text)).toMatchObject([
      {
        kind: "read",
        places: [
          { line: 2, task: 1 },
          { line: 3, task: 2 },
        ],
      },
    ])
    expect(
      doubtsAfter(
        text,
        [0, 1].map((warning) => ({ kind: "settle", warning })),
      ),
    ).toEqual([])
  })

  test("a name that looks like none is asked about once, until it is answered or gone", () => {
    const text =
      "关于普法的方案\n（一）制定计划。（牵头单位：办公室、张三组合）\n（二）组织考试。（牵头单位：张三组合、网络办）"
    expect(doubtsAfter(text)).toMatchObject([
      { kind: "unmatched", match: { name: "张三组合", isBody: false } },
      { kind: "unmatched", match: { name: "网络办", isBody: true } },
    ])
    const answer = { 张三组合: { kind: "unit", unitId: 1 } } as const
    expect(doubtsAfter(text, [{ kind: "match", answers: answer }])).toMatchObject([{ match: { name: "网络办" } }])
    const dropped = [1, 2].map((task): Correction => ({ kind: "unit_dropped", task, name: "张三组合" }))
    expect(doubtsAfter(text, dropped)).toMatchObject([{ match: { name: "网络办" } }])
  })

  test("a task without units is in doubt as long as it has none", () => {
    const text =
      "关于普法的方案\n（一）制定计划。（牵头单位：办公室）\n（二）组织考试。\n（三）述法考核。（牵头单位：办公室）\n"
    const reading = readingOfPaste(text, "")
    expect(reviewOf(reading, [], DIRECTORY, new Map()).doubts).toEqual([{ kind: "no_units", task: 2 }])
    expect(reviewOf(reading, [[{ kind: "not_task", task: 2 }]], DIRECTORY, new Map()).doubts).toEqual([])
    const added: Correction = { kind: "unit_added", task: 2, name: "办公室", role: "lead" }
    expect(reviewOf(reading, [[added]], DIRECTORY, new Map()).doubts).toEqual([])
  })
})
