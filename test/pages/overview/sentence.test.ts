import fc from "fast-check"
import { expect, test } from "vitest"
import { LIGHTS } from "#db/schema.ts"
import { type SentenceFacts, sentence } from "#views/overview/sentence.ts"

const dark = { none: 0, blue: 0, red: 0, yellow: 0, green: 0, grey: 0 }

const facts = (changes: Partial<SentenceFacts> = {}): SentenceFacts => ({
  asOfOn: "2026-11-21",
  today: "2026-11-21",
  leader: null,
  tasks: 22,
  lights: { ...dark, green: 18, blue: 1, red: 3 },
  round: { name: "第四季度", isCutOff: false },
  due: 63,
  reported: 59,
  overdue: 4,
  overdueUnits: ["办信司", "投诉办"],
  before: null,
  ...changes,
})

const spoken = (changes: Partial<SentenceFacts> = {}) =>
  sentence(facts(changes))
    .map(({ text }) => text)
    .join("")

test("it says what goes well, what is done, what is late and who owes", () => {
  expect(spoken()).toBe(
    "截至11月21日，22项任务中，18项正常推进、1项已办结、3项逾期。第四季度应报63项，已报59项，未报4项，其中办信司、投诉办逾期未报4项。",
  )
})

test.each([
  [
    "nothing is late",
    { lights: { ...dark, green: 20, grey: 2 }, overdue: 0, overdueUnits: [], reported: 60 },
    "截至11月21日，22项任务中，20项正常推进、2项未到期，没有逾期。第四季度应报63项，已报60项，未报3项。",
  ],
  [
    "all go well",
    { lights: { ...dark, green: 22 }, reported: 63, overdue: 0 },
    "截至11月21日，22项任务全部正常推进。第四季度应报63项，已全部报送。",
  ],
  [
    "all are closed",
    { lights: { ...dark, blue: 22 }, due: 0, reported: 0 },
    "截至11月21日，22项任务全部已办结。第四季度没有应报事项。",
  ],
  [
    "all are late",
    { lights: { ...dark, red: 22 }, reported: 0, overdue: 63, overdueUnits: ["甲", "乙", "丙", "丁"] },
    "截至11月21日，22项任务全部逾期。第四季度应报63项，尚无报送，未报63项，其中4个单位逾期未报63项。",
  ],
  [
    "none is due yet",
    { lights: { ...dark, grey: 22 }, reported: 0, overdue: 0 },
    "截至11月21日，22项任务全部未到期。第四季度应报63项，尚无报送，未报63项。",
  ],
  [
    "all are out",
    { lights: { ...dark, none: 22 }, due: 0, reported: 0 },
    "截至11月21日，22项任务全部挂起或终止。第四季度没有应报事项。",
  ],
  [
    "there is no round",
    { round: null },
    "截至11月21日，22项任务中，18项正常推进、1项已办结、3项逾期。尚未开启填报期。",
  ],
  [
    "the round is cut off",
    { round: { name: "第四季度", isCutOff: true } },
    "截至11月21日，22项任务中，18项正常推进、1项已办结、3项逾期。第四季度（已封账）应报63项，已报59项，未报4项，其中办信司、投诉办逾期未报4项。",
  ],
  ["there are no tasks", { tasks: 0, lights: dark }, "这个方案还没有任务。"],
  ["a leader's units have none", { tasks: 0, lights: dark, leader: 3 }, "分管单位在这个方案中没有任务。"],
  [
    "every light shows",
    { tasks: 6, lights: { none: 1, blue: 1, red: 1, yellow: 1, green: 1, grey: 1 }, due: 0, reported: 0 },
    "截至11月21日，6项任务中，1项正常推进、1项已办结、1项未到期、1项需要关注、1项逾期、1项挂起或终止。第四季度没有应报事项。",
  ],
  [
    "it is another year",
    { asOfOn: "2025-12-31", due: 0, reported: 0 },
    "截至2025年12月31日，22项任务中，18项正常推进、1项已办结、3项逾期。第四季度没有应报事项。",
  ],
] as const satisfies readonly (readonly [string, Partial<SentenceFacts>, string])[])(
  "when %s",
  (_, changes, expected) => {
    expect(spoken(changes)).toBe(expected)
  },
)

test.each([
  [5, "逾期任务较第三季度末减少2项。"],
  [1, "逾期任务较第三季度末增加2项。"],
  [3, "逾期任务与第三季度末持平。"],
  [0, "逾期任务较第三季度末增加3项。"],
])("with %i overdue a round ago it adds the change", (red, expected) => {
  expect(spoken({ before: { name: "第三季度", isCutOff: true, red } })).toContain(expected)
})

test("a round before that was never cut off has no end to compare with", () => {
  const before = { name: "第三季度", isCutOff: false, red: 1 }
  expect(spoken({ before })).toContain("逾期任务较第三季度增加2项。")
})

test("with nothing overdue then or now it does not speak of a change", () => {
  const calm = { lights: { ...dark, green: 22 }, before: { name: "第三季度", isCutOff: true, red: 0 } }
  expect(spoken(calm)).not.toContain("第三季度")
})

test("for a leader's own units it says so, and every number keeps to them", () => {
  expect(spoken({ leader: 3 })).toContain("截至11月21日，分管单位承担的22项任务中")
  const filters = sentence(facts({ leader: 3, before: { name: "第三季度", isCutOff: true, red: 1 } })).flatMap(
    ({ filter }) => filter ?? [],
  )
  expect(filters.length).toBeGreaterThan(5)
  expect(filters.every(({ leader }) => leader === 3)).toBe(true)
})

test("four numbers at most are to be found by the eye: what is late, what needs attention, what has not come", () => {
  const phrases = sentence(facts({ lights: { ...dark, green: 15, blue: 1, yellow: 3, red: 3 } }))
  expect(phrases.filter(({ isKey }) => isKey).map(({ text }) => text)).toEqual([
    "3项需要关注",
    "3项逾期",
    "未报4项",
    "逾期未报4项",
  ])
})

test("whatever the figures, the numbers of tasks in it add up, each a link, and it ends with a full stop", () => {
  const lights = fc.record(Object.fromEntries(LIGHTS.map((colour) => [colour, fc.nat(30)]))) as fc.Arbitrary<
    SentenceFacts["lights"]
  >
  const rates = fc.nat(80).chain((due) => fc.nat(due).map((reported) => ({ due, reported })))
  fc.assert(
    fc.property(lights, rates, fc.boolean(), (shown, rate, isCutOff) => {
      const tasks = Object.values(shown).reduce((sum, n) => sum + n, 0)
      const phrases = sentence(facts({ tasks, lights: shown, ...rate, round: { name: "某期", isCutOff } }))
      const counted = phrases.filter(({ filter, of }) => of === "tasks" && filter?.light)
      const sum = counted.reduce((total, { text }) => total + Number(text.match(/^\d+/)?.[0]), 0)
      expect(sum).toBe(tasks)
      expect(phrases.filter(({ filter }) => !filter).some(({ text }) => /\d+项/.test(text))).toBe(false)
      expect(phrases.at(-1)?.text.endsWith("。")).toBe(true)
    }),
  )
})
