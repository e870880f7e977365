import { expect, test } from "vitest"
import { EXAM_RESULTS, type Result } from "#db/schema.ts"
import { tablesPasted } from "#src/plans/intake/reading/tables.ts"
import { examIn, filledIn, gradeIn, resultIn, resultsIn, statementIn } from "#src/year/results/reading.ts"
import { type ResultRow, resultsRead } from "#src/year/results/sheet_reading.ts"
import { examWords } from "#views/results/words.ts"

const resultsPasted = (text: string) => resultsRead({ tables: tablesPasted(text) })

const UNITS = [
  { id: 1, name: "办公室", shortName: "办", aliases: ["局办"] },
  { id: 2, name: "研究室", shortName: "研", aliases: [] },
]
const NOTHING = { score: null, exam: null, statement: null, grade: null, happenedOn: null }

/** Took an exam, and nothing else is told of them. */
const THERE: Result = {
  id: 1,
  year: 2026,
  unitId: 2,
  name: "王五",
  post: "科员",
  score: 920,
  exam: "took",
  statement: null,
  grade: null,
  happenedOn: "2026-06-20",
  enteredById: 1,
  enteredAt: 0,
  version: 1,
}
const YEAR = { year: 2026, own: UNITS, units: UNITS, there: new Map([["2 王五", THERE]]) }
const ROW: ResultRow = {
  unit: "办公室",
  name: "李四",
  post: "主任",
  exam: "92",
  statement: "书面",
  grade: "优秀",
  happenedOn: "2026-06-20",
}
const doubts = (over: Partial<ResultRow>, year = YEAR) => resultIn({ ...ROW, ...over }, year).doubts

test.each([
  ["92", { score: 920, exam: "took" }],
  ["92.5分", { score: 925, exam: "took" }],
  ["９２（合格）", { score: 920, exam: "passed" }],
  ["合格", { score: null, exam: "passed" }],
  ["不合格", { score: null, exam: "failed" }],
  ["已参加", { score: null, exam: "took" }],
  ["", { score: null, exam: null }],
  ["101", null],
  ["九十", null],
])("an exam written %s", (written, read) => expect(examIn(written)).toEqual(read))

test("述法 by its form and grade", () => {
  expect(["书面述法", "会议", "", "打电话"].map(statementIn)).toEqual(["written", "oral", null, undefined])
  expect(["优秀", "较好", "合格", "差", "-", "甲"].map(gradeIn)).toEqual([
    "excellent",
    "good",
    "fair",
    "poor",
    null,
    undefined,
  ])
})

test.each<[string, Partial<ResultRow>, keyof ResultRow, RegExp]>([
  ["a unit that is none", { unit: "财政局" }, "unit", /没有认出单位/],
  ["no name", { name: "李" }, "name", /2至20个字/],
  ["no post", { post: "" }, "post", /请填写职务/],
  ["somebody who is there", { unit: "研究室", name: "王五", exam: "85" }, "name", /已经登记/],
  ["nothing that was taken", { exam: "", statement: "", grade: "" }, "exam", /不必登记/],
  ["a day of another year", { happenedOn: "2025-06-20" }, "happenedOn", /请写2026年或次年的日期/],
  ["a mobile in the post", { post: "主任13812345678" }, "post", /不登记个人号码/],
  ["an identity number for a name", { name: "110101199003078857" }, "name", /不登记个人号码/],
])("%s is a doubt at its field", (_, over, column, words) => {
  const found = doubts(over)
  expect(Object.keys(found)).toEqual([column])
  expect(found[column]).toMatch(words)
})

test("units are known by every name; who enters for one need not name it, and takes nobody else's", () => {
  expect(resultIn({ ...ROW, unit: "局办" }, YEAR).words.unitId).toBe(1)
  const own = { ...YEAR, own: UNITS.slice(0, 1) }
  expect(resultIn({ ...ROW, unit: "" }, own).words.unitId).toBe(1)
  expect(doubts({ unit: "研究室" }, own).unit).toBe("只能登记本单位人员")
})

test("what the register's file says of an exam is read again as it was, whatever it is", () => {
  for (const exam of [null, ...EXAM_RESULTS]) {
    for (const score of exam === null ? [null] : [null, 0, 595, 1000])
      expect(examIn(examWords({ score, exam })), `${score} ${exam}`).toEqual({ score, exam })
  }
})

test("述法成绩 is no exam, a year is told until the end of the next, and 缺考 is none", () => {
  expect(resultsPasted("姓名\t述法成绩\n李四\t口头\n")).toMatchObject({ rows: [{ exam: "", statement: "口头" }] })
  expect(doubts({ happenedOn: "2027-01-10" })).toEqual({})
  expect(doubts({ happenedOn: "2028-01-10" }).happenedOn).toMatch(/次年/)
  expect(examIn("缺考")).toEqual({ score: null, exam: null })
})

test.each<[string, Parameters<typeof filledIn>[1], ReturnType<typeof filledIn>]>([
  ["述法 after the exam", { ...NOTHING, statement: "oral", grade: "good" }, { statement: "oral", grade: "good" }],
  ["the exam again beside it", { ...NOTHING, score: 920, exam: "took", grade: "good" }, { grade: "good" }],
  ["another exam beside it", { ...NOTHING, score: 850, exam: "took", grade: "good" }, null],
  ["nothing that is not there", { ...NOTHING, score: 920, exam: "took" }, null],
  ["another day: that of the exam stays", { ...NOTHING, grade: "fair", happenedOn: "2027-01-09" }, { grade: "fair" }],
])("of who is there already: %s", (_, taken, added) => {
  expect(filledIn(THERE, taken)).toEqual(added)
})

test("an exam after 述法 brings its day", () => {
  const stated = { ...THERE, score: null, exam: null, statement: "oral" as const }
  const day = { happenedOn: "2026-11-20" }
  expect(filledIn(stated, { ...NOTHING, exam: "passed", ...day })).toEqual({ exam: "passed", ...day })
  const bare = { ...THERE, happenedOn: null }
  expect(filledIn(bare, { ...NOTHING, grade: "fair", ...day })).toEqual({ grade: "fair", ...day })
  const took = { ...THERE, score: null }
  expect(filledIn(took, { ...NOTHING, score: 900, exam: "took", grade: "good" })).toBeNull()
})

test("who stands twice in a table is a doubt the second time", () => {
  expect(resultsIn([ROW, ROW], YEAR).map((one) => one.doubts.name)).toEqual([undefined, "表里有两行，请去掉一行的勾选"])
})

test("a table is read by its headings in any order, as far as it has them", () => {
  const read = resultsPasted("姓名\t所在单位\t学法考试成绩\t述法评议等次\n李四\t办公室\t92\t优秀\n\t办公室\t\t\n")
  expect(read).toEqual({
    rows: [{ ...ROW, post: "", statement: "", happenedOn: "" }],
  })
})

test.each([
  ["no table", "今天天气很好", /没有找到成绩表/],
  ["a column of identity numbers", "姓名\t身份证号\t成绩\n李四\t1\t92", /不收个人号码/],
  ["too many", `姓名\t成绩\n${"李四\t92\n".repeat(301)}`, /一次最多读取300人/],
])("%s is refused with a sentence", (_, pasted, words) => {
  const read = resultsPasted(pasted)
  expect("problem" in read && read.problem).toMatch(words)
})
