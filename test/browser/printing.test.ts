import type { Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type House, openHouse } from "./support/house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

/** The sheets as they would come out of the printer: one `[width, height]` in millimetres a page. */
async function sheets(page: Page): Promise<[number, number][]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true, format: "A4" })).toString("latin1")
  const points = 25.4 / 72
  return [...pdf.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)].map(([, width, height]) => [
    Math.round(Number(width) * points),
    Math.round(Number(height) * points),
  ])
}

const visible = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((found) => found.filter((one) => one.getClientRects().length > 0).length)

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
  expect(await page.locator("#main").innerText()).toMatch(/打印：.*11月23日/)
  expect(await page.locator("#main").innerText()).toContain("非涉密")
  expect(await sheets(page)).toEqual([[210, 297]])
  await page.context().close()
})

test("the matrix is A3 landscape, with words instead of colours alone", async () => {
  const page = await house.enter("yanjiushi", "/plans/1/matrix")
  await page.emulateMedia({ media: "print" })
  expect(await page.locator("#main").innerText()).toContain("非涉密")
  expect(await sheets(page)).toEqual([[420, 297]])
  await page.context().close()
})

test("the sheet for the head's signature prints the items and a line to sign", async () => {
  const page = await house.enter("bangongshi", "/todo/sheet")
  await page.emulateMedia({ media: "print" })
  expect(await page.locator("#main").innerText()).toContain("单位负责人（签字）")
  expect(await visible(page, "button, .button, .masthead")).toBe(0)
  for (const size of await sheets(page)) expect(size).toEqual([210, 297])
  await page.context().close()
})
