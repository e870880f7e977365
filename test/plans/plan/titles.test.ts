import fc from "fast-check"
import { expect, test } from "vitest"
import { planNames, shortTitle } from "#views/plans/titles.ts"

test.each([
  [
    "国家信访局落实《关于实行国家机关“谁执法谁普法”普法责任制的意见》分工方案",
    "国家机关“谁执法谁普法”普法责任制分工方案",
  ],
  ["某局2026年落实《关于加强基层治理的意见》任务分工", "2026年加强基层治理任务分工"],
  ["关于印发《2026年重点任务分工方案》的通知", "2026年重点任务分工方案"],
  ["落实《2026年政府工作报告》重点任务分工方案", "2026年政府工作报告重点任务分工方案"],
  ["重庆市人民政府关于加快电子商务产业发展的意见", "加快电子商务产业发展的意见"],
  ["普法责任制分工方案", "普法责任制分工方案"],
  ["分工方案", "分工方案"],
  ["全国深化“放管服”改革优化营商环境电视电话会议重点任务分工方案", "全国深化“放管服”改革优化营商…重点任务分工方案"],
])("%s is called %s", (title, short) => {
  expect(shortTitle(title)).toBe(short)
})

test("no short title is empty or longer than 24 signs, whatever the title", () => {
  const signs = fc.constantFrom(..."关于落实《》〈〉的意见方案2026年印发通知普法“”😀")
  fc.assert(
    fc.property(fc.array(signs, { minLength: 1, maxLength: 60 }), (typed) => {
      const short = shortTitle(typed.join(""))
      expect([...short].length).toBeGreaterThan(0)
      expect([...short].length).toBeLessThanOrEqual(24)
    }),
    { examples: [[["关", "于"]]] },
  )
})

const plan = (id: number, title: string, docNumber: string | null = null, issuedOn = "2026-01-05") => ({
  id,
  title,
  docNumber,
  issuedOn,
})

test("plans of one title are told apart by their 文号, their year, or their number", () => {
  const [one, two] = [plan(1, "分工方案", "〔2025〕3号"), plan(2, "分工方案", "〔2026〕5号")]
  expect([...planNames([one, two]).values()]).toEqual(["分工方案（〔2025〕3号）", "分工方案（〔2026〕5号）"])
  const years = planNames([plan(1, "分工方案", null, "2025-01-05"), plan(2, "分工方案")])
  expect([...years.values()]).toEqual(["分工方案（2025年）", "分工方案（2026年）"])
  expect([...planNames([plan(1, "甲"), plan(2, "乙"), plan(3, "乙")]).values()]).toEqual([
    "甲",
    "乙（第2号方案）",
    "乙（第3号方案）",
  ])
})

test("no two plans of a list bear one name", () => {
  const titles = fc.constantFrom("甲方案", "乙方案", "关于甲方案", "甲方案（2026年）")
  const plans = fc
    .array(fc.tuple(titles, fc.constantFrom(null, "〔2026〕1号"), fc.constantFrom("2025-03-01", "2026-03-01")))
    .map((rows) => rows.map(([title, docNumber, issuedOn], i) => plan(i + 1, title, docNumber, issuedOn)))
  fc.assert(
    fc.property(plans, (list) => {
      const names = planNames(list)
      expect(names.size).toBe(list.length)
      expect(new Set(names.values()).size).toBe(list.length)
    }),
  )
})
