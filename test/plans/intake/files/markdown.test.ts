import { expect, test } from "vitest"
import { doubtsIn, htmlBytes, opened, planIn, tasksIn } from "./opened.ts"

test.each([
  ["a heading", "# 某市方案\n（一）建园区。（责任单位：甲局）"],
  ["strong labels", "（一）建园区。\n**责任单位：** 甲局"],
  ["a strong heading", "**一、产业**\n（一）建园区。（责任单位：甲局）"],
  ["quotes, bullets and escapes", "## 任务\n> - （一）建\\_园\\.区。（责任单位：甲局）"],
])("%s", (_, source) => {
  expect(opened(htmlBytes(source)).kind).toBe("markdown")
  expect(tasksIn(htmlBytes(source))[0]?.replace(/[_.]/g, "")).toBe("（一）建园区。 → 责任 甲局")
})

test("tables keep their lines, and cells their breaks", () => {
  const file = htmlBytes(`# 某市任务分解表

| 序号 | 任务 | 责任单位 |
| ---: | :--- | -------- |
| 1 | 建[园区](http://a.b/c)<br>扩范围 | 甲局、\`乙局\` |
| 2 | 甲\\|乙 | |

备注：无`)
  expect(planIn(file).title).toBe("某市任务分解表")
  expect(tasksIn(file)).toEqual(["1建园区⏎扩范围 → 责任 甲局 乙局", "2甲|乙 → "])
  expect(doubtsIn(file)).toEqual(["6 这一行没有读到责任单位"])
  expect(planIn(file).tasks.map(({ lines }) => lines.from)).toEqual([5, 6])
})

test("a text that uses such signs otherwise is a text", () => {
  for (const source of ["#1楼改造", "李**、王**", "甲|乙\n丙|丁", "a ** b", "---"])
    expect(opened(htmlBytes(source)).kind).toBe("text")
})
