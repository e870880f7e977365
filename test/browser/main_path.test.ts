import type { Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type House, openHouse } from "./support/house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

/** The open item of 我的待办 with this label. */
const due = (page: Page, label: string) => page.locator(".due", { hasText: label }).first()

/** The row of a desk queue. */
async function openRow(page: Page, queue: string, row: string) {
  await page.goto(`/desk?queue=${queue}`)
  await page.locator("#queue a", { hasText: row }).click()
  await page.locator("#item h2", { hasText: row }).waitFor()
}

test.each([
  {
    how: "with JavaScript",
    javaScriptEnabled: true,
    login: "banxinsi",
    unit: "办信司",
    label: "（十二）",
    ordinal: 12,
  },
  {
    how: "without JavaScript",
    javaScriptEnabled: false,
    login: "bangongshi",
    unit: "办公室",
    label: "（一）",
    ordinal: 1,
  },
])("$how a report goes from 待办 to 销号", async ({ javaScriptEnabled, login, unit, label, ordinal }) => {
  const options = { javaScriptEnabled }
  const [liaison, supervisor] = await Promise.all([
    house.enter(login, undefined, options),
    house.enter("yanjiushi", undefined, options),
  ])
  const row = `${unit} ${label}`
  expect(new URL(liaison.url()).pathname).toBe("/todo")
  expect(new URL(supervisor.url()).pathname).toBe("/desk")

  // The liaison reports.
  const item = due(liaison, label)
  await item.getByLabel("落实情况").fill("印发普法工作计划，召开部署会1次。")
  await item.getByRole("button", { name: "报送", exact: true }).click()
  await liaison.locator(".said", { hasText: "已报送" }).waitFor()
  await liaison
    .locator("table", { hasText: label })
    .getByRole("button", { name: `撤回 ${label}` })
    .waitFor()

  // The office returns it with an opinion.
  await openRow(supervisor, "review", row)
  await supervisor.locator("#return summary").first().click()
  await supervisor.getByLabel("退回意见").fill("请写明参会人数。")
  await supervisor.locator("#return").getByRole("button", { name: "提交退回" }).click()
  await supervisor.locator(".said").waitFor()
  expect(await supervisor.locator("#queue", { hasText: row }).count()).toBe(0)

  // The liaison sees it, with the own words in the boxes, and sends it again.
  await liaison.goto("/todo")
  const returned = due(liaison, label)
  expect(await returned.locator(".returned").innerText()).toContain("请写明参会人数。")
  if ((await returned.getByLabel("落实情况").count()) === 0) await returned.getByRole("link", { name: "填写" }).click()
  expect(await returned.getByLabel("落实情况").inputValue()).toBe("印发普法工作计划，召开部署会1次。")
  await returned.getByLabel("落实情况").fill("印发普法工作计划，召开部署会1次，56人参加。")
  await returned.getByRole("button", { name: "报送", exact: true }).click()
  await liaison.locator(".said", { hasText: "已报送" }).waitFor()

  // Accepted.
  await openRow(supervisor, "review", row)
  expect(await supervisor.locator("#item").innerText()).toContain("56人参加")
  await supervisor.locator("#accept").getByRole("button", { name: "采纳" }).click()
  await supervisor.locator(".said").waitFor()

  // The unit says it is done, on the task page.
  await liaison.goto(`/plans/1/tasks/${ordinal}`)
  const part = liaison.locator(".unit-part", { hasText: unit })
  await part.locator("summary", { hasText: "申请办结" }).click()
  await part.locator("form[action$='/claim'] textarea").fill("全部完成，申请办结。")
  await part.getByRole("button", { name: "申请办结" }).click()
  await liaison.locator(".said").waitFor()
  expect(await part.innerText()).toContain("待核查")

  // The office closes it, and the matrix shows it.
  await openRow(supervisor, "claims", row)
  await supervisor.getByLabel("核查意见").fill("材料齐全，同意销号。")
  await supervisor.locator("#verdict button[value=close]").click()
  await supervisor.locator(".said").waitFor()
  await supervisor.goto("/plans/1/matrix")
  expect(
    await supervisor
      .locator(`.matrix .c[href$="open=${ordinal}-2"].blue, .matrix .c[href$="open=${ordinal}-4"].blue`)
      .getAttribute("aria-label"),
  ).toContain("办结")

  expect(house.complaints()).toEqual([])
  await Promise.all([liaison.context().close(), supervisor.context().close()])
})
