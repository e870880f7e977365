import { afterAll, beforeAll, expect, test } from "vitest"
import { type House, openHouse } from "./support/house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

test.each([
  { how: "with JavaScript", javaScriptEnabled: true, unit: "办信司" },
  { how: "without JavaScript", javaScriptEnabled: false, unit: "投诉办" },
])("$how a liaison reports by a link, and it ends with its revocation", async ({ javaScriptEnabled, unit }) => {
  const office = await house.enter("yanjiushi", "/plans/1/settings", { javaScriptEnabled })
  await office.getByLabel("允许凭链接填报").check()
  await office.getByRole("button", { name: "保存" }).click()
  await office.locator(".said").waitFor()
  await office.goto("/plans/1/rounds")
  await office.getByRole("link", { name: "填报链接" }).click()
  await office.getByRole("button", { name: `：${unit}` }).click()
  await office.getByText("只显示这一次").waitFor()
  expect(await office.getByRole("button", { name: "复制" }).isVisible()).toBe(javaScriptEnabled)
  const link = (await office.locator("#link-words").inputValue()).match(/http\S+/)?.[0] ?? ""

  const liaison = await house.window({ javaScriptEnabled })
  await liaison.goto(link)
  await liaison.getByRole("button", { name: "开始填报" }).click()
  const item = liaison.locator(".due").first()
  await item.getByLabel("落实情况").fill("开展宣传活动2次。")
  await item.getByRole("button", { name: "报送", exact: true }).click()
  await liaison.locator(".said", { hasText: "已报送 1 项" }).waitFor()
  expect((await liaison.goto("/plans/1"))?.status()).toBe(404)

  await office.goto("/plans/1/rounds/4/links")
  const row = office.locator("tr", { hasText: unit })
  await row.getByText("打开 1 次").waitFor()
  await row.locator("summary").click()
  await row.getByRole("button", { name: "作废链接" }).click()
  await office.locator(".said", { hasText: "链接已作废" }).waitFor()
  expect((await liaison.goto("/todo"))?.status()).toBe(401)
  expect((await liaison.goto(link))?.status()).toBe(404)
  expect(house.complaints()).toEqual([])
})
