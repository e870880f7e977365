import { afterAll, beforeAll, expect, test } from "vitest"
import { openFile } from "#db/files.ts"
import { type House, openHouse } from "./support/house.ts"
import { flawsOf } from "./support/inspect.ts"

const PHONE = { width: 390, height: 844 }

let house: House
beforeAll(async () => {
  house = await openHouse()
  // The demo's cycle is published: here its panel is still at work.
  const client = openFile(house.databaseUrl.replace(/^file:/, ""), 5000)
  await client.batch(
    ["delete from appraisal_ballots", "update appraisals set state = 'panel', published_on = null"],
    "write",
  )
  client.close()
})
afterAll(() => house?.close())

test("a juror scores by a link, on a phone and without JavaScript", async () => {
  const office = await house.enter("yanjiushi", "/years/2026/appraisal")
  const form = office.locator("#add-juror")
  await form.locator("summary").click()
  await form.getByLabel("姓名").fill("钱代表")
  await form.getByRole("combobox", { name: "类别" }).selectOption({ label: "人大代表" })
  await form.getByRole("button", { name: "登记并生成链接" }).click()
  const link = (await office.locator("#link-words").inputValue()).match(/http\S+/)?.[0] ?? ""

  const juror = await house.window({ javaScriptEnabled: false, viewport: PHONE })
  await juror.goto(link)
  await juror.locator("[data-row=unit] a").first().click()
  const boxes = juror.locator("#ballot input[name^=points-]")
  const many = await boxes.count()
  expect(many).toBeGreaterThan(20)
  for (let i = 0; i < many; i++) await boxes.nth(i).fill(i === 3 ? "很多" : "0")
  await juror.getByLabel("点评意见").fill("案例可以更多。")
  await juror.getByRole("button", { name: "保存评分" }).click()
  // Told at its box, with what was typed.
  await juror.locator(".problem", { hasText: "请填分数" }).waitFor()
  expect(await boxes.nth(3).inputValue()).toBe("很多")
  expect(await juror.getByLabel("点评意见").inputValue()).toBe("案例可以更多。")
  await boxes.nth(3).fill("1")
  await juror.getByRole("button", { name: "保存评分" }).click()
  await juror.locator("[data-row=unit]", { hasText: "已评" }).waitFor()
  expect(await juror.locator("[data-row=unit]", { hasText: "待评" }).count()).toBe(1)
  expect((await juror.goto("/years/2026/appraisal"))?.status()).toBe(401)
  expect(house.complaints()).toEqual([])

  const inspected = await house.window()
  for (const path of [link, `${link}/${await unitOf(juror, link)}`]) {
    await inspected.goto(path)
    expect(await flawsOf(inspected), path).toEqual([])
  }
  expect(house.complaints()).toEqual([])
})

async function unitOf(page: Awaited<ReturnType<House["window"]>>, link: string): Promise<string> {
  await page.goto(link)
  return (await page.locator("[data-row=unit] a").last().getAttribute("href"))?.split("/").at(-1) ?? ""
}
