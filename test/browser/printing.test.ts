import type { Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type House, openHouse } from "./support/house.ts"
import { issueLargePlan, issueOverduePlans } from "./support/large_plan.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

/** Issued once, by whichever test asks first; they come last, since it then stands on the overview of everybody. */
let large: Promise<number> | undefined
const largePlan = () => {
  large ??= issueLargePlan(house.databaseUrl)
  return large
}

const A4 = [210, 297]
const A4_ACROSS = [297, 210]
const A3_ACROSS = [420, 297]

/** The sheets as they would come out of a printer with this paper: one `[width, height]` in millimetres a page. */
async function sheets(page: Page, format: "A4" | "A3" = "A4"): Promise<number[][]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true, format })).toString("latin1")
  const points = 25.4 / 72
  return [...pdf.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)].map(([, width, height]) => [
    Math.round(Number(width) * points),
    Math.round(Number(height) * points),
  ])
}

const visible = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((found) => found.filter((one) => one.getClientRects().length > 0).length)

/** What stands in the margins of every sheet. */
const running = (page: Page) =>
  page.evaluate(() => {
    const root = getComputedStyle(document.documentElement)
    const told = (name: string) => root.getPropertyValue(name).replaceAll(/^"|"$/g, "")
    return { title: told("--title"), as: told("--as"), by: told("--by") }
  })

test("every sheet says of what it is, as of when, who printed it when, and which of how many it is", async () => {
  const page = await house.enter("lingdao", "/plans/1/tasks/6")
  await page.emulateMedia({ media: "print" })
  expect(await running(page)).toEqual({
    title: (await page.title()).replace(" · 分工督办", ""),
    as: expect.stringMatching(/^数据截至2026年11月23日 /),
    by: expect.stringMatching(/^打印：分管领导 2026年11月23日 /),
  })
  const margins = await page.evaluate(() =>
    [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .flatMap(({ cssText }) => (cssText.startsWith("@page {") ? [cssText] : [])),
  )
  expect(margins.join()).toMatch(/@top-left[^}]*--title(.|\n)*@top-right[^}]*--as(.|\n)*@bottom-right[^}]*--by/)
  expect(margins.join()).toMatch(/@bottom-center[^}]*counter\(page\)[^}]*counter\(pages\)/)
  expect(await visible(page, ".running")).toBe(0)
  await page.context().close()
})

test("a page that is swapped in says so on its own sheets, and a round that was cut off its own moment", async () => {
  const page = await house.enter("lingdao", "/overview")
  // As if it had been opened long ago: the clock of the house stands still.
  await page.evaluate(() => {
    document.documentElement.dataset.by = "打印：分管领导 2026年1月1日 08:00"
  })
  await page.getByRole("link", { name: "督办单", exact: true }).click()
  await page.getByRole("heading", { name: "督办单" }).waitFor()
  await sheets(page)
  await page.emulateMedia({ media: "print" })
  expect(await running(page)).toMatchObject({
    title: "督办单",
    by: expect.stringMatching(/^打印：分管领导 2026年11月23日 /),
  })
  await page.goto(`${new URL(page.url()).origin}/plans/1/matrix?round=3`)
  expect((await running(page)).as).toMatch(/^2026年第三季度.*封账时的情况$/)
  await page.context().close()
})

// Of such browsers there is none here: the program's stylesheet is given as they understand it.
test("where margins cannot tell it, the head of the page is repeated, and the page is no longer for it", async () => {
  const page = await house.enter("lingdao", "/plans/1/tasks/6")
  const before = (await sheets(page)).length
  await page.route("**/style.css", async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text())
      .replace(/@supports not ?\(width: ?attr\(x type\(<length>\)\)\)/, "@media all")
      .replace(/@supports ?\(width: ?attr\(x type\(<length>\)\)\)/, "@media not all")
      .replaceAll(/@(top|bottom)-[a-z]+ ?\{[^}]*\}/g, "")
    await route.fulfill({ response: answer, body })
  })
  await page.reload()
  expect((await sheets(page)).length).toBe(before)
  await page.emulateMedia({ media: "print" })
  const head = page.locator(".running")
  expect(await head.evaluate((one) => getComputedStyle(one).display)).toBe("table-header-group")
  expect(await head.innerText()).toMatch(/任务（六）.*数据截至/s)
  expect(await page.locator(".foot").innerText()).toMatch(/打印：分管领导/)
  await page.context().close()
})

// A button that needs a script is no promise where there is none.
test.each([true, false])("a print button is shown only where it works (script: %s)", async (javaScriptEnabled) => {
  for (const [login, path] of [
    ["lingdao", "/overview"],
    ["yanjiushi", "/plans/1/matrix"],
    ["bangongshi", "/todo/sheet"],
  ] as const) {
    const page = await house.enter(login, path, { javaScriptEnabled })
    expect(await page.locator("[data-print]").count()).toBe(1)
    expect(await visible(page, "[data-print]"), path).toBe(javaScriptEnabled ? 1 : 0)
    await page.context().close()
  }
})

test("a page that is swapped in offers its button to print", async () => {
  const page = await house.enter("lingdao", "/plans")
  await page.getByRole("link", { name: "总览" }).click()
  await page.getByRole("button", { name: "打印简报" }).waitFor()
  await page.context().close()
})

test("the overview is one sheet of A4, without buttons and with who printed it when", async () => {
  const page = await house.enter("lingdao", "/overview")
  await page.emulateMedia({ media: "print" })
  expect(await visible(page, "nav, button, .masthead")).toBe(0)
  expect((await running(page)).by).toMatch(/打印：.*11月23日/)
  expect(await page.locator("#main").innerText()).toContain("非涉密")
  expect(await sheets(page)).toEqual([A4])
  await page.context().close()
})

test("the overview names on paper what does not fit, and no reason runs into the text beside it", async () => {
  const page = await house.enter("lingdao", "/overview?plan=1")
  await page.emulateMedia({ media: "print" })
  const late = page.locator(".plan-items section").first()
  expect(await late.innerText()).toMatch(/全部6项/)
  // Of two plans each names three.
  expect(await visible(page, ".plan-items section:first-child li")).toBe(3)
  expect(await late.locator(".left-out").innerText()).toBe(
    "另有3项：办信司（十二）、办信司（十三）、机关党委（十九）。",
  )
  for (const line of await page.locator(".item-list li:visible").all()) {
    const [light, text] = await Promise.all([line.locator(".light").boundingBox(), line.locator("a").boundingBox()])
    expect((light?.x ?? 0) + (light?.width ?? 0)).toBeLessThanOrEqual(text?.x ?? 0)
  }
  await page.context().close()
})

test("a plan's settings print as they stand", async () => {
  const page = await house.enter("yanjiushi", "/plans/1/settings")
  await page.emulateMedia({ media: "print" })
  const text = await page.locator("#main").innerText()
  expect(text).toMatch(/报送周期：每季度(.|\n)*任务何时算办结：(.|\n)*报送前须经单位负责人审签：[是否]/)
  expect(await visible(page, "form, select, input, button")).toBe(0)
  await page.context().close()
})

// The paper is chosen when printing; offices have A4, and some have A3.
test("the matrix of 22 tasks and 9 units is one sheet across, of A4 as of A3", async () => {
  const page = await house.enter("yanjiushi", "/plans/1/matrix")
  expect(await sheets(page, "A4")).toEqual([A4_ACROSS])
  expect(await sheets(page, "A3")).toEqual([A3_ACROSS])
  await page.emulateMedia({ media: "print" })
  expect(await page.locator("#main").innerText()).toContain("非涉密")
  expect(await visible(page, "tbody tr:not(.s)")).toBe(22)
  await page.context().close()
})

// The longest of the demo: seven units, and a year of their reports.
test.each([6, 12, 13, 14, 16])("task %i is at most three sheets", async (ordinal) => {
  const page = await house.enter("yanjiushi", `/plans/1/tasks/${ordinal}`)
  expect((await sheets(page)).length).toBeLessThan(4)
  await page.context().close()
})

test("the list of tasks is at most four sheets, with every task that it counts", async () => {
  const page = await house.enter("yanjiushi", "/plans/1")
  expect((await sheets(page)).length).toBeLessThan(5)
  await page.emulateMedia({ media: "print" })
  expect(await visible(page, "li.task")).toBe(22)
  await page.context().close()
})

test("a list that is kept to something says so on paper, where the form that says it is not printed", async () => {
  for (const [login, path, words] of [
    ["yanjiushi", "/plans/1/supervision?unit=2", "筛选：办公室"],
    ["yanjiushi", "/notices?view=all&unit=2", "筛选：全部；办公室"],
    ["auditor", "/admin/events?person=admin", "筛选：人员 admin"],
    ["admin", "/admin/people?q=bangongshi", "筛选：bangongshi"],
  ] as const) {
    const page = await house.enter(login, path)
    await page.emulateMedia({ media: "print" })
    expect(await page.locator("#main").innerText()).toContain(words)
    expect(await visible(page, "form, select, input, button")).toBe(0)
    await page.context().close()
  }
})

test("a list that goes on says on paper that the rest is not there", async () => {
  const page = await house.enter("auditor", "/admin/events")
  await page.emulateMedia({ media: "print" })
  expect(await page.locator("#main").innerText()).toContain("更早的记录未打印。")
  await page.context().close()
})

test("the rules print with the values that are in force, without boxes", async () => {
  const page = await house.enter("security", "/admin/settings")
  await page.emulateMedia({ media: "print" })
  expect(await page.getByRole("row", { name: "退回后重报期限" }).innerText()).toMatch(/重报期限\D*3\s/)
  expect(await visible(page, "form:not(.on-paper), select, input, button")).toBe(0)
  await page.context().close()
})

test("whoever reads in dark, or in large type, prints as everybody does", async () => {
  const page = await house.enter("lingdao", "/overview", { colorScheme: "dark" })
  await page.locator("#large-type").click()
  await page.locator("body.large").waitFor()
  expect(await sheets(page)).toEqual([A4])
  await page.emulateMedia({ media: "print" })
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--paper"))).toBe("#fff")
  await page.context().close()
})

test("the sheet for the head's signature prints the items and a line to sign", async () => {
  const page = await house.enter("bangongshi", "/todo/sheet")
  await page.emulateMedia({ media: "print" })
  expect(await page.locator("#main").innerText()).toContain("单位负责人（签字）")
  // What is still to be written has room within its own cell.
  const room = page.locator(".by-hand").first()
  const [inside, cell] = await Promise.all([
    room.boundingBox(),
    page.locator("td", { has: room }).first().boundingBox(),
  ])
  expect(inside?.height).toBeGreaterThan(100)
  expect(inside?.y).toBeGreaterThanOrEqual(cell?.y ?? Number.POSITIVE_INFINITY)
  expect(await visible(page, "button, .button, .masthead")).toBe(0)
  for (const size of await sheets(page)) expect(size).toEqual(A4)
  await page.context().close()
})

// 研究室 has twenty tasks, 投诉办 four.
test.each([9, 7])("what unit %i has reported in a round is one sheet", async (unit) => {
  for (const round of [3, 4]) {
    const page = await house.enter("yanjiushi", `/plans/1/rounds/${round}/sheets/${unit}`)
    expect(await sheets(page)).toEqual([A4])
    await page.context().close()
  }
})

test("a matrix of 200 tasks and 40 units goes over several sheets, each with the heads", async () => {
  const page = await house.enter("yanjiushi", `/plans/${await largePlan()}/matrix`)
  for (const [format, size] of [
    ["A4", A4_ACROSS],
    ["A3", A3_ACROSS],
  ] as const) {
    const found = await sheets(page, format)
    expect(found.length).toBeGreaterThan(4)
    expect(found.length).toBeLessThan(20)
    for (const sheet of found) expect(sheet).toEqual(size)
  }
  await page.emulateMedia({ media: "print" })
  const head = page.locator(".matrix thead")
  expect(await head.evaluate((element) => getComputedStyle(element).display)).toBe("table-header-group")
  await page.context().close()
}, 120_000)

const OTHERS = [
  ...["基层治理任务分工方案", "优化营商环境重点任务分工方案", "安全生产专项整治三年行动任务分工"],
  ...["政府工作报告重点工作责任分解", "人大代表建议办理任务分工", "机构改革涉改事项任务分工方案"],
  ...["老旧小区改造任务分工", "生态环境保护督察整改任务分工方案", "信访积案化解任务分工方案"],
]

// Twelve plans with the two of the demo, one of them of 40 units, every one of them late or asked about.
test("the overview of twelve plans is one sheet, whichever of them stands below", async () => {
  const plan = await largePlan()
  await issueOverduePlans(house.databaseUrl, OTHERS)
  for (const path of ["/overview?plan=1", `/overview?plan=${plan}`]) {
    const page = await house.enter("lingdao", path)
    await page.emulateMedia({ media: "print" })
    const text = await page.locator("#main").innerText()
    expect(text).toContain("共12个")
    expect(text).toContain("其余7个方案，其中7个有逾期")
    expect(await visible(page, ".plan-line")).toBe(5)
    expect(text).toMatch(/另有\d+项：/)
    expect(await visible(page, ".bars tbody th")).toBe(path.endsWith("1") ? 9 : 40)
    expect(await sheets(page), path).toEqual([A4])
    await page.context().close()
  }
}, 120_000)
