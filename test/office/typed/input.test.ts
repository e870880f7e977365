import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as z from "zod"
import {
  choice,
  chosen,
  chosenOne,
  counted,
  date,
  id,
  ids,
  line,
  login,
  maybeText,
  namedLine,
  number,
  optionalDate,
  said,
  text,
  ticked,
  yesOrNo,
} from "#src/office/typed/input.ts"
import { fromForm, spelled, spelledAs } from "#src/office/typed/spelling.ts"

/** What one field means, or the sentence about it. */
function field(schema: z.ZodType, typed: string | string[] | undefined) {
  const read = fromForm(z.object({ it: schema }), { it: typed })
  return read.ok ? { means: (read.data as { it: unknown }).it } : { problem: read.problems.it }
}

describe("what a form spells", () => {
  test.each([
    [date("截止日期"), "2026年12月10日", "2026-12-10"],
    [date("截止日期"), "２０２６/12/10", "2026-12-10"],
    [optionalDate("截止日期"), "", null],
    [optionalDate("截止日期"), undefined, null],
    [optionalDate("截止日期"), "2026.1.5", "2026-01-05"],
    [number("项数", { least: 1, most: 9 }), "５", 5],
    [login(40), " Ｂangongshi ", "bangongshi"],
    [line(), "  一行  ", "一行"],
    [text(), " 原样 \n", " 原样 \n"],
    [maybeText(), undefined, ""],
    [ticked, "on", true],
    [ticked, "", false],
    [ticked, undefined, false],
    [yesOrNo("请选择"), "yes", true],
    [yesOrNo("请选择"), "no", false],
    [counted, "7", 7],
    [choice, "", null],
    [choice, undefined, null],
    [choice, "3", 3],
    [choice, "x", 0],
    [id("请选择"), "12", 12],
    [chosenOne("单位"), "12", 12],
    [ids, undefined, []],
    [ids, "4", [4]],
    [chosen("任务"), ["4", "5"], [4, 5]],
    [z.enum(["a", "b"]).nullable(), "", null],
    [counted.optional(), undefined, undefined],
  ])("%# means what was meant", (schema, typed, means) => {
    expect(field(schema, typed)).toEqual({ means })
  })

  test.each([
    [date("截止日期"), "", "请填写截止日期"],
    [date("截止日期"), "年底", "没有看懂截止日期，请写成 2026-12-10 或 2026年12月10日"],
    [optionalDate("截止日期"), "2026-02-30", "2026年2月没有30日，最后一天是28日，请改正截止日期，或留空"],
    [number("项数", { least: 1, most: 9 }), "十", "项数请填 1 至 9 的整数"],
    [number("项数", { least: 1, most: 9 }), "10", "项数请填 1 至 9 的整数"],
    [namedLine("名称"), "  ", "请填写名称"],
    [said("意见"), " \n", "请填写意见"],
    [line(3), "四个字呢", "请用一行写明，最多 3 字"],
    [yesOrNo("请选择同意或不同意"), undefined, "请选择同意或不同意"],
    [chosenOne("单位"), "", "请选择单位"],
    [chosen("任务"), undefined, "请至少选择一项任务"],
    [counted, undefined, "页面的内容不完整，请重新打开页面"],
    [counted, "-1", "页面的内容不完整，请重新打开页面"],
    [z.enum(["a"], { error: "请选择一种" }), "c", "请选择一种"],
  ])("%# is refused with its sentence, once", (schema, typed, sentence) => {
    expect(field(schema, typed)).toEqual({ problem: [sentence] })
  })

  test("what is wrong in one field hides nothing of another, and no rule over both speaks of what was not read", () => {
    const input = z
      .object({ from: date("开始日期"), until: date("结束日期"), name: namedLine("名称") })
      .refine(({ from, until }) => from <= until, { path: ["until"], message: "倒了" })
    expect(fromForm(input, { from: "不知道", until: "2026-01-01", name: "" })).toEqual({
      ok: false,
      problems: { from: [expect.stringContaining("没有看懂")], name: ["请填写名称"] },
    })
    expect(fromForm(input, { from: "2026-01-02", until: "2026-01-01", name: "甲" })).toEqual({
      ok: false,
      problems: { until: ["倒了"] },
    })
  })

  test("an input may name its fields otherwise; a rule that is added keeps that", () => {
    const input = spelledAs(z.object({ pair: z.array(z.string()) }), ({ a, b }) => ({ pair: [a, b] })).refine(
      ({ pair }) => pair.length === 2,
    )
    expect(fromForm(input, { a: "1", b: "2" })).toEqual({ ok: true, data: { pair: ["1", "2"] } })
  })

  test("a value may be spelled by several fields of the form", () => {
    const pair = spelled(z.array(z.string()).default([]), (_own, { a, b }) =>
      a === b ? { problem: "两次填写相同" } : { value: [a, b] },
    )
    const input = z.object({ version: counted, pair })
    expect(fromForm(input, { version: "3", a: "1", b: "2" })).toEqual({
      ok: true,
      data: { version: 3, pair: ["1", "2"] },
    })
    expect(fromForm(input, { version: "3", a: "1", b: "1" })).toEqual({
      ok: false,
      problems: { pair: ["两次填写相同"] },
    })
    expect(input.parse({ version: 3, pair: ["x"] })).toEqual({ version: 3, pair: ["x"] })
  })
})

describe("what is meant", () => {
  const input = z.object({ version: counted, on: date("日期"), until: optionalDate("止"), sure: ticked, some: ids })

  test("is taken as it stands from whoever speaks JSON, and passes a form unchanged", () => {
    const days = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10))
    const meant = fc.record({
      version: fc.nat(),
      on: days,
      until: fc.option(days),
      sure: fc.boolean(),
      some: fc.array(fc.integer({ min: 1, max: 1e9 })),
    })
    fc.assert(
      fc.property(meant, (value) => {
        expect(input.parse(value)).toEqual(value)
        const typed = {
          version: String(value.version),
          on: value.on,
          until: value.until ?? "",
          sure: value.sure ? "on" : undefined,
          some: value.some.map(String),
        }
        expect(fromForm(input, typed)).toEqual({ ok: true, data: value })
      }),
    )
  })

  test("is refused as a form would spell it", () => {
    for (const wrong of [{ on: "2026年1月1日" }, { sure: "on" }, { version: "1" }, { some: "3" }])
      expect(
        input.safeParse({ version: 1, on: "2026-01-01", until: null, sure: true, some: [], ...wrong }).success,
      ).toBe(false)
  })
})
