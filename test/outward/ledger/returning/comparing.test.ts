import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  choiceIn,
  foreignTo,
  isTickedBefore,
  keptCells,
  type Now,
  nowIn,
  type Side,
  sideOf,
} from "#src/outward/ledger/returning/comparing.ts"
import {
  type Matching,
  matchingOf,
  type Part,
  partsBy,
  roundIn,
  type Where,
} from "#src/outward/ledger/returning/matching.ts"
import { FIELDS, type Field, type ReturnedRow, returnedIn } from "#src/outward/ledger/returning/returned.ts"
import { printOf } from "#src/outward/ledger/row_mark.ts"
import { atOnce } from "#src/plans/intake/files/steps.ts"
import { xlsx } from "#test/plans/intake/files/office.ts"
import { cellsOf, csvOf, HEAD_ROW, type Line, NO_TEXTS, type Texts, typedIn } from "#test/support/ledger_sheets.ts"

const UNITS = ["办公室", "综合指导司", "研究室", "人事司"]

const part = (id: number, over: Partial<Part> = {}): Part => ({
  assignmentId: id,
  ordinal: Math.floor(id / UNITS.length) + 1,
  label: "",
  task: `任务${Math.floor(id / UNITS.length) + 1}`,
  names: [UNITS[id % UNITS.length] ?? ""],
  isTaken: true,
  ...over,
})

const lineOf = (one: Part, over: Partial<Line> = {}): Line => ({
  id: one.assignmentId,
  ordinal: one.ordinal,
  unit: one.names[0] ?? "",
  ...over,
})

const matchingAtOnce = (rows: readonly ReturnedRow[], where: Where, parts: readonly Part[]): Matching =>
  atOnce(matchingOf(rows, where, atOnce(partsBy(parts))))

const matchedIn = (lines: readonly (readonly (string | number)[])[], parts: readonly Part[], round = 1): Matching =>
  matchingAtOnce(
    returnedIn(xlsx([{ name: "台账", rows: [HEAD_ROW, ...lines.map((line) => [...line])] }])).rows,
    { plan: 1, round },
    parts,
  )

const codes = ({ unmatched }: Matching) => unmatched.map(({ row, told }) => [row.row, told.code])

describe("to which part a row belongs", () => {
  const parts = [part(0), part(1), part(4)]

  test("by its mark, also where the unit was renamed or the number is gone", () => {
    const { matched } = matchedIn(
      [cellsOf(lineOf(part(0), { unit: "办公室（原名）" })), ["", ...cellsOf(lineOf(part(1))).slice(1)]].map(
        (cells, i) => (i === 0 ? [cells[0] ?? "", "", "", ...cells.slice(3)] : cells),
      ),
      parts,
    )
    expect(matched.map(({ part: { assignmentId }, byName }) => [assignmentId, byName])).toEqual([
      [0, false],
      [1, true],
    ])
  })

  test.each<[string, (string | number)[], string]>([
    ["of another plan", cellsOf(lineOf(part(0), { plan: 2 })), "other_plan"],
    ["of another round", cellsOf(lineOf(part(0), { round: 3 })), "other_round"],
    ["that left while no round was open", cellsOf(lineOf(part(0), { round: 0 })), "no_round"],
    [
      "with the mark of something that is none of theirs",
      cellsOf(lineOf(part(0), { id: 999, ordinal: 9, unit: "别家" })),
      "unknown_mark",
    ],
    ["whose mark was typed over", cellsOf(lineOf(part(0), { mark: "FG-1-1", unit: "别家" })), "broken_mark"],
    ["that somebody added", cellsOf(lineOf(part(0), { mark: "", unit: "别家" })), "unknown_row"],
    ["beside the mark of another row", cellsOf(lineOf(part(0), { id: 1 })), "torn"],
  ])("a row %s is not compared", (_, cells, code) => {
    expect(codes(matchedIn([cells], parts))).toEqual([[2, code]])
  })

  test("nobody learns whether a mark is of a part that is not theirs to see, or of none", () => {
    const [unseen, none] = [998, 999].map(
      (id) => matchedIn([cellsOf(lineOf(part(0), { id }))], parts).unmatched[0]?.told,
    )
    expect(unseen).toEqual(none)
  })

  test("a row of another unit is not taken from whoever writes for one", () => {
    const mine = [part(0), part(1, { isTaken: false })]
    const found = matchedIn(
      [part(0), part(1)].map((one) => cellsOf(lineOf(one))),
      mine,
    )
    expect(codes(found)).toEqual([[3, "not_yours"]])
    expect(found.matched).toHaveLength(1)
  })

  test("a copy that says the same is one row; one that says another thing is asked about", () => {
    const lines = [
      lineOf(part(0), { achieved: "甲" }),
      lineOf(part(0), { achieved: "甲" }),
      lineOf(part(0), { achieved: "乙" }),
    ]
    const found = matchedIn(lines.map(cellsOf), parts)
    expect(codes(found)).toEqual([[3, "same_again"]])
    expect(found.matched.map(({ row, copies }) => [row.row, copies])).toEqual([
      [2, [4]],
      [4, [2]],
    ])
    const kept = found.matched.map((one) => keptCells(one, () => false).achieved?.doubts)
    expect(kept).toEqual([["copied"], ["copied"]])
  })

  test("the round is the one that most marks name", () => {
    const rows = returnedIn(
      csvOf([HEAD_ROW, ...[2, 3, 3, 0].map((round, i) => cellsOf(lineOf(part(i), { round })))]),
    ).rows
    expect(roundIn({ rows }, 1)).toBe(3)
    expect(roundIn({ rows }, 7)).toBeNull()
  })
})

describe("three texts", () => {
  const now = (over: Partial<Now> = {}): Now => ({ ...NO_TEXTS, hasDifficulty: false, hasBegun: false, ...over })
  const text = (left: string | null, came: string, standing: string): Side | null =>
    sideOf("achieved", { text: came, left: left === null ? null : printOf(left) }, now({ achieved: standing }))

  test.each<[string, string | null, string, string, Side | null]>([
    ["changed in the sheet alone", "甲", "乙", "甲", "theirs"],
    ["changed in the sheet, from nothing", "", "乙", "", "theirs"],
    ["changed here alone", "甲", "甲", "丙", null],
    ["changed on both sides", "甲", "乙", "丙", "both"],
    ["changed on both sides to the same", "甲", "乙", "乙", null],
    ["not changed", "甲", "甲", "甲", null],
    ["without a print", null, "乙", "", "unknown"],
    ["without a print, and the same", null, "乙", "乙", null],
  ])("%s", (_, left, came, standing, side) => {
    expect(text(left, came, standing)).toBe(side)
  })

  test("是否需要协调 has no print: it is the sheet's word only while nothing stands here", () => {
    const said = (typed: string, over: Partial<Now>) => sideOf("coordination", { text: typed, left: null }, now(over))
    expect(said("是", {})).toBe("theirs")
    expect(said("是", { hasBegun: true })).toBe("unknown")
    expect(said("否", { hasBegun: true })).toBeNull()
    expect(nowIn(now({ hasDifficulty: true }), "coordination")).toBe("是")
    expect([choiceIn(" 是 "), choiceIn("否"), choiceIn("不清楚")]).toEqual([true, false, null])
  })

  test.each<[Field, string, string | undefined]>([
    ["achieved", "好".repeat(20_001), "too_long"],
    ["achieved", "好".repeat(20_000), undefined],
    ["coordination", "需要", "no_choice"],
    ["coordination", "是", undefined],
  ])("%s cannot be taken if it does not fit", (field, typed, refused) => {
    const { matched } = matchedIn([cellsOf(lineOf(part(0), { [field]: typed }))], [part(0)])
    const [one] = matched
    expect(one && keptCells(one, () => false)[field]?.refused).toBe(refused)
  })

  test("a column that was sorted by itself is seen: every text stands in another's row", () => {
    const texts = ["第一家的落实情况，写了很多", "第二家的落实情况，写了很多", "第三家的落实情况，写了很多"]
    const lines = texts.map((left, i) =>
      lineOf(part(i), { left: { achieved: left }, achieved: texts[(i + 1) % 3] ?? "" }),
    )
    const { matched } = matchedIn(lines.map(cellsOf), [part(0), part(1), part(2)])
    const isForeign = foreignTo(matched.map(({ row }) => row))
    expect(matched.map((one) => keptCells(one, isForeign).achieved?.doubts)).toEqual([
      ["astray"],
      ["astray"],
      ["astray"],
    ])
  })
})

/* What people do to a sheet between its leaving and its coming back. */

const words = fc.constantFrom(
  "",
  "已完成初稿",
  "正在征求意见，预计月底前报送",
  "无",
  "人手不足",
  "开展培训1期，56人参加",
  "=1+1",
  "第一句\n第二句",
)
const texts: fc.Arbitrary<Texts> = fc.record({ achieved: words, problems: words, nextSteps: words })
type Deed = "keep" | "delete" | "copy" | "blank" | "lose" | "foreign"
const deeds = fc.constantFrom<Deed>("keep", "keep", "keep", "delete", "copy", "blank", "lose", "foreign")
const rowsDone = fc
  .array(
    fc.record({
      left: texts,
      typed: fc.option(texts, { nil: null }),
      standing: fc.option(texts, { nil: null }),
      deed: deeds,
    }),
    { minLength: 1, maxLength: 12 },
  )
  .chain((rows) =>
    fc.tuple(
      fc.constant(rows),
      fc.shuffledSubarray(
        rows.map((_, i) => i),
        { minLength: rows.length },
      ),
      fc.boolean(),
    ),
  )

test("however a sheet was shuffled, thinned, doubled and filled, only what was typed in a row is taken, and for that row", () => {
  fc.assert(
    fc.property(rowsDone, ([rows, order, isText]) => {
      const parts = rows.map((_, i) => part(i))
      const cells = order.flatMap((i) => {
        const row = rows[i]
        const one = parts[i]
        if (!row || !one || row.deed === "delete") return []
        const line = lineOf(one, { left: row.left, ...row.typed })
        const written = cellsOf(line)
        if (row.deed === "copy") return [written, written]
        if (row.deed === "blank") return [[], written]
        if (row.deed === "lose") return [["", ...written.slice(1)]]
        if (row.deed === "foreign") return [cellsOf({ ...line, plan: 9 })]
        return [written]
      })
      if (cells.length === 0 || cells.every((row) => row.length === 0)) return
      const sheet = isText ? csvOf([HEAD_ROW, ...cells]) : xlsx([{ name: "台账", rows: [HEAD_ROW, ...cells] }])
      const returned = returnedIn(sheet)
      const { matched } = matchingAtOnce(returned.rows, { plan: 1, round: 1 }, parts)
      const isForeign = foreignTo(returned.rows)
      for (const one of matched) {
        const row = rows[one.part.assignmentId]
        if (!row) throw new Error("a part of nobody")
        const now: Now = { ...(row.standing ?? row.left), hasDifficulty: false, hasBegun: true }
        for (const field of FIELDS) {
          const cell = keptCells(one, isForeign)[field]
          const side = cell && sideOf(field, cell, now)
          if (!cell || !side) continue
          if (field === "coordination") throw new Error("nobody touched 是否需要协调")
          // Whatever is offered was typed in this very row, and is not empty.
          expect(printOf(cell.text)).toBe(printOf(row.typed?.[field] ?? row.left[field]))
          expect(cell.text.trim()).not.toBe("")
          // Whatever is taken by itself was changed there, and nothing has happened here.
          if (!isTickedBefore(side, cell)) continue
          expect(row.deed).not.toMatch(/foreign|lose|delete/)
          expect(printOf(row.typed?.[field] ?? "")).toBe(printOf(cell.text))
          expect(printOf(row.left[field])).toBe(printOf(now[field]))
          expect(printOf(cell.text)).not.toBe(printOf(row.left[field]))
        }
      }
      // And nothing that was typed is passed over in silence.
      for (const [i, row] of rows.entries()) {
        if (row.deed === "delete" || row.deed === "foreign") continue
        expect(matched.some(({ part: { assignmentId } }) => assignmentId === i)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

test("a sheet that was only sorted says nothing", () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 20 }), (all) => {
      const rows = all.map((left, i) => cellsOf(lineOf(part(i), { left }))).reverse()
      const typed = typedIn(returnedIn(xlsx([{ name: "台账", rows: [HEAD_ROW, ...rows] }])).rows)
      for (const cells of Object.values(typed)) expect(cells).toEqual({ coordination: "否" })
    }),
  )
})
