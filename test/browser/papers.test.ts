import type { Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type House, openHouse } from "./support/house.ts"

/* 文稿 as people write them: the page saves itself, says which figure was changed by hand, and a leader signs on a phone. */

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

const PHONE = { viewport: { width: 390, height: 844 } }

const saved = async (page: Page, act: () => Promise<unknown>) => {
  const answer = page.waitForResponse((response) => response.url().endsWith("/draft"))
  await act()
  expect((await answer).status()).toBe(200)
}

test("the draft of the demo is changed, sent, signed on a phone and issued", async () => {
  const office = await house.enter("yanjiushi", "/papers/2")
  const opening = await office.locator("#text-opening").inputValue()
  expect(opening).toContain("报送率")
  await saved(office, () => office.locator("#text-opening").fill("数字见附件。"))
  await saved(office, () => office.locator("#text-asks").fill("（一）抓紧落实。"))
  await office.reload()
  expect(await office.locator("#text-asks").inputValue()).toBe("（一）抓紧落实。")
  expect(await office.locator(".figure-missing").count()).toBeGreaterThan(5)

  // What was written by hand is asked about, then the program's words come back and nothing else changes.
  await office.locator("#rewrite-opening").click()
  await office.locator("[name=replace-opening]").check()
  await Promise.all([office.waitForURL("**/papers/2"), office.locator("#rewrite-opening").click()])
  await office.locator(".figure-missing").first().waitFor({ state: "detached" })
  expect(await office.locator("#text-opening").inputValue()).toBe(opening)
  expect(await office.locator("#text-asks").inputValue()).toBe("（一）抓紧落实。")
  await office.locator("#send-paper").click()
  await office.getByText("等待领导审定").waitFor()

  const leader = await house.enter("lingdao", "/overview", PHONE)
  await leader.getByRole("link", { name: /^审阅/ }).click()
  await leader.locator("#approve").waitFor()
  expect(await leader.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await leader.locator("#approve button[value=yes]").click()
  await leader.getByText("已审定，待印发").first().waitFor()

  await office.reload()
  // 印发 asks first.
  office.once("dialog", (dialog) => dialog.accept())
  await office.locator("#act-issue button").click()
  await office.getByRole("heading", { name: /督查专报〔\d{4}〕第1期/ }).waitFor()
  await office
    .getByRole("link", { name: /^应报\d+项$/ })
    .first()
    .click()
  await office.locator("#tasks").waitFor()
  expect(house.complaints()).toEqual([])
})

test("without scripts the same is done by plain forms", async () => {
  const page = await house.enter("yanjiushi", "/plans/1/papers", { javaScriptEnabled: false })
  await page.locator("#new-paper summary").click()
  await page.locator("select[name=kind]").selectOption("report")
  await page.locator("#draft-paper").click()
  await page.waitForURL("**/papers/3")
  await page.locator("#addressee").fill("分管领导")
  await page.locator("#save-paper").click()
  expect(await page.locator("#addressee").inputValue()).toBe("分管领导")
  await page.locator("#send-paper").click()
  expect(await page.locator(".title .tag").innerText()).toBe("待审定")
})
