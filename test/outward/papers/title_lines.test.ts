import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { titleLines } from "#src/outward/papers/title_lines.ts"
import { charactersIn } from "#src/outward/papers/wordprocessing.ts"

describe("a title", () => {
  test.each([
    ["关于三季度落实情况的通报", ["关于三季度落实情况的通报"]],
    [
      "关于《国家信访局落实〈关于实行国家机关“谁执法谁普法”普法责任制的意见〉分工方案》2026年第二季度落实情况的通报",
      [
        "关于《国家信访局落实〈关于实行国家机关",
        "“谁执法谁普法”普法责任制的意见〉",
        "分工方案》2026年第二季度落实情况的通报",
      ],
    ],
    [
      "欠进度任务的原因说明和下步打算（按任务编号排列，由承办单位提供）",
      ["欠进度任务的原因说明和下步打算", "（按任务编号排列，由承办单位提供）"],
    ],
  ])("%s", (title, lines) => {
    expect(titleLines(title)).toEqual(lines)
  })

  test("a year and what belongs to it stay together", () => {
    const lines = titleLines("清河区信访局关于2026年度法治宣传教育工作情况和下一步打算的报告")
    expect(lines.join("|")).not.toMatch(/2\|?0\|?2\|?6\|年|年\|度|\d\|\d/)
  })

  test("whatever it says, no word of it is lost and no line is longer than the page is wide", () => {
    const words = fc.string({
      unit: fc.constantFrom("关", "于", "《", "》", "的", "2", "6", "年", "通", "报", "“", "”"),
      maxLength: 120,
    })
    fc.assert(
      fc.property(words, (title) => {
        const lines = titleLines(title)
        expect(lines.join("")).toBe(title)
        for (const line of lines) expect(charactersIn(line)).toBeLessThanOrEqual(20)
      }),
      { numRuns: 60 },
    )
  })
})
