import fc from "fast-check"
import { expect, test } from "vitest"
import type { DutyText } from "#db/schema.ts"
import { workbook } from "#src/office/spreadsheets/workbook.ts"
import { docxOf } from "#src/outward/papers/docx.ts"
import { tablesAnswer } from "#src/plans/intake/reading/tables.ts"
import type { WholeRegister } from "#src/year/duties/queries.ts"
import { itemIn } from "#src/year/duties/reading.ts"
import { listRead } from "#src/year/duties/sheet_reading.ts"
import { type TimingTyped, timingOf } from "#src/year/duties/timing.ts"
import { sheetCsv, sheetOf, sheetRows } from "#views/duties/sheet.ts"
import { indicatorWords } from "#views/duties/words.ts"
import { dutiesPaper } from "#views/papers/duties.ts"

/* What goes out as a file comes back as it was: nothing is lost, nothing invented, nothing in doubt. */

const UNITS = ["办公室", "综指司", "人事司"].map((shortName, i) => ({
  id: i + 1,
  name: shortName,
  shortName,
  hasLeft: false,
}))
const span = (fromOn: string, untilOn: string, id: number, name: string) => ({ fromOn, untilOn, day: { id, name } })
const CHOICES = {
  year: 2026,
  units: UNITS,
  days: [
    span("2026-12-04", "2026-12-04", 1, "国家宪法日"),
    span("2026-11-30", "2026-12-06", 2, "国家宪法日宣传周"),
    span("2026-05-01", "2026-05-01", 3, "《信访工作条例》施行日"),
  ],
  found: { office: "普法办" },
}

const LINE = [
  "宪法",
  "2026",
  "，",
  "、",
  '"',
  "'",
  ",",
  ";",
  "=1+1",
  "-",
  "《民法典》",
  "（一）",
  "1.",
  "3月5日 ",
  "时间未定 ",
  " ",
  "a",
  "①",
  "：",
  "不适用",
  "每月",
]
const textOf = (pieces: readonly string[], most = 6) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: most }).map((all) =>
    all
      .join("")
      .replace(/^'+/, "")
      .split("\n")
      .map((one) => one.trim())
      .join("\n")
      .trim(),
  )
const line = textOf(LINE)
const lines = textOf([...LINE, "\n", "\n2."], 10)
const named = textOf(["宪法", "条例", "，", "1.", "\n2.", "《民法典》", "（二）", "普法"], 6).filter(
  (text) => text !== "",
)
const day = fc.integer({ min: 1, max: 365 }).map((n) => new Date(Date.UTC(2026, 0, n)).toISOString().slice(0, 10))

const NOTHING: TimingTyped = { timing: null, rhythm: null, keyDay: null, fromOn: null, untilOn: null }
const timing: fc.Arbitrary<TimingTyped> = fc.oneof(
  fc.constant(NOTHING),
  day.map((fromOn): TimingTyped => ({ ...NOTHING, timing: "date", fromOn })),
  fc
    .tuple(day, day)
    .filter(([from, until]) => from < until)
    .map(([fromOn, untilOn]): TimingTyped => ({ ...NOTHING, timing: "range", fromOn, untilOn })),
  fc
    .constantFrom("daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly")
    .map((rhythm): TimingTyped => ({ ...NOTHING, timing: "rhythm", rhythm })),
  fc.constant<TimingTyped>({ ...NOTHING, timing: "irregular" }),
  fc.constantFrom(1, 2, 3).map((keyDay): TimingTyped => ({ ...NOTHING, timing: "key_day", keyDay })),
)

const leading = fc
  .tuple(fc.subarray([1, 2, 3]), fc.nat(3))
  .map(([leadIds, n]) => ({ leadIds, firstId: leadIds.length === 1 ? (leadIds[0] ?? null) : (leadIds[n] ?? null) }))

const item: fc.Arbitrary<DutyText> = fc
  .record({
    content: named,
    laws: fc.subarray(["民法典", "信访工作条例", "最高人民法院关于适用〈民法典〉的解释"]),
    applies: fc.boolean(),
    why: line.map((text) => text || "没有屏幕"),
    audience: line,
    ways: lines,
    timing,
    leading,
    department: line,
    person: line,
    standard: lines,
    measures: lines,
    indicator: fc.constantFrom("", "讲座", "电话回访 2"),
    target: fc.constantFrom("", "4", "不少于4", "若干"),
    targetUnit: fc.constantFrom("", "场", "%"),
    steps: fc.array(fc.record({ text: line.map((text) => text || "总结"), by: fc.option(day) }), { maxLength: 4 }),
  })
  .map(({ timing, leading, applies, why, ...rest }) => ({
    ...rest,
    ...leading,
    ...timingOf(timing, CHOICES),
    applies,
    why: applies ? "" : why,
    dutyId: 1,
    number: 1,
    byId: 1,
    at: 0,
  }))

const registerOf = (texts: readonly DutyText[]) =>
  ({
    choices: CHOICES,
    filter: { unit: 1, view: "all" },
    rows: texts.map((text) => ({
      text,
      unit: UNITS[0],
      keyDay: CHOICES.days.find(({ day }) => day.id === text.keyDayId)?.day.name ?? null,
      isRecorded: true,
    })),
  }) as unknown as WholeRegister

const FILES = {
  xlsx: (found: WholeRegister) => workbook(sheetOf(found), sheetRows(found)),
  csv: (found: WholeRegister) => new TextEncoder().encode(sheetCsv(found)),
  docx: (found: WholeRegister) =>
    docxOf(dutiesPaper({ found, unit: "办公室", organisation: "某局", today: "2026-03-01" })),
}

/** As far as a file keeps it: an indicator is words, and Word has no blanks of its own. */
const told = (text: DutyText) =>
  JSON.parse(
    JSON.stringify({
      ...text,
      dutyId: 0,
      leadIds: [...text.leadIds].sort(),
      indicator: indicatorWords(text),
      target: "",
      targetUnit: "",
    }).replaceAll(/ |\\n(?=\\n)/g, ""),
  )

function back(bytes: Uint8Array): DutyText[] {
  const read = listRead(tablesAnswer(bytes), { own: ["办公室"], others: ["综指司", "人事司"] })
  if ("problem" in read) throw new Error(read.problem)
  expect(read.left).toEqual([])
  return read.rows.map((row) => {
    const { words, doubts } = itemIn(row, CHOICES)
    expect(doubts).toEqual({})
    const { leads, first, timing: _, rhythm: __, keyDay: ___, fromOn: ____, untilOn: _____, ...rest } = words
    const [only, ...others] = leads
    const firstId = only !== undefined && others.length === 0 ? only : first
    return { ...rest, leadIds: leads, firstId, ...timingOf(words, CHOICES), dutyId: 1, number: 1, byId: 1, at: 0 }
  })
}

test.each(Object.keys(FILES) as (keyof typeof FILES)[])("what goes out as .%s comes back as it was", (kind) => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), (texts) => {
      expect(back(FILES[kind](registerOf(texts))).map(told)).toEqual(texts.map(told))
    }),
    { numRuns: 60 },
  )
})
