import type { Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { type House, openHouse } from "./support/house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterEach(() => expect(house.complaints()).toEqual([]))
afterAll(() => house?.close())

const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
const file = (name: string, buffer = PDF) => ({ name, mimeType: "application/pdf", buffer })

/** The report that is open in 我的待办. */
const item = (page: Page) => page.locator(".due", { has: page.locator("form.report") }).first()
const picker = (page: Page) => item(page).getByLabel("选择佐证材料")
const box = (page: Page) => item(page).getByLabel("落实情况", { exact: true })
const send = (page: Page) => item(page).getByRole("button", { name: "报送", exact: true })
const listed = (page: Page) => item(page).locator(".evidence li a").allInnerTexts()
const chosen = (page: Page) => picker(page).evaluate((input) => (input as HTMLInputElement).files?.length)
/** The files that the task page shows of what was sent. */
const shown = (page: Page, name: string) => page.getByRole("link", { name }).first()

test("choosing is attaching: the file is there, the box keeps its words and the focus, and a wrong one is said", async () => {
  const page = await house.enter("jiguandangwei", "/todo")
  await box(page).fill("写到一半")
  await picker(page).setInputFiles(file("会议照片.pdf"))
  await item(page).getByRole("link", { name: "会议照片.pdf" }).waitFor()
  expect(await box(page).inputValue()).toBe("写到一半")
  expect(await chosen(page)).toBe(0)

  await picker(page).setInputFiles(file("不是.pdf", Buffer.from("no")))
  await item(page).getByText("「不是.pdf」不是可接受的文件").waitFor()
  await picker(page).setInputFiles(file("太大.pdf", Buffer.alloc(10 * 1024 * 1024 + 1)))
  await item(page).getByText("「太大.pdf」超过 10 MB").waitFor()
  expect(await listed(page)).toEqual(["会议照片.pdf"])

  await item(page).getByRole("button", { name: "移除 会议照片.pdf" }).click()
  await expect.poll(() => listed(page)).toEqual([])
  expect(await box(page).inputValue()).toBe("写到一半")
  await page.context().close()
})

test("报送 pressed while a file is on its way waits for it, and takes it along once", async () => {
  const page = await house.enter("banxinsi", "/todo")
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route("**/attachments", async (route) => {
    await held
    await route.continue()
  })
  const label = await item(page).getByRole("heading").first().innerText()
  await box(page).fill("已经办完。")
  await picker(page).setInputFiles(file("路上的.pdf"))
  await item(page).getByText("正在上传").waitFor()
  await send(page).click()
  release()
  await page.locator(".said", { hasText: "已报送 1 项" }).waitFor()
  await page.goto("/plans/1")
  await page.getByRole("link", { name: label, exact: true }).first().click()
  await shown(page, "路上的.pdf").waitFor()
  expect(await page.getByRole("link", { name: "路上的.pdf" }).count()).toBe(1)
  await page.context().close()
})

test("a file chosen after the session ended stays in its place, and goes after signing in again", async () => {
  const page = await house.enter("tousuban", "/todo")
  const session = await page.context().cookies()
  await page.context().clearCookies()
  await picker(page).setInputFiles(file("登录过期前选的.pdf"))
  await item(page).getByText("登录已过期，文件还在本页，尚未上传").waitFor()
  await box(page).fill("已经办完。")
  await send(page).click()
  await item(page).getByText("填写的内容和选中的文件都还在本页").waitFor()
  expect(await chosen(page)).toBe(1)

  await page.context().addCookies(session)
  await send(page).click()
  await page.locator(".said", { hasText: "已报送 1 项，连同 1 个附件" }).waitFor()
  await page.context().close()
})

test("without JavaScript the file goes with whatever button is pressed, and no button loses words or files", async () => {
  const page = await house.enter("bangongshi", "/todo", { javaScriptEnabled: false })
  await box(page).fill("甲")
  await picker(page).setInputFiles([file("一.pdf"), file("二.pdf")])
  await item(page).getByRole("button", { name: "上传" }).click()
  expect(await listed(page)).toEqual(["一.pdf", "二.pdf"])
  expect(await box(page).inputValue()).toBe("甲")
  await box(page).fill("甲乙")
  await picker(page).setInputFiles(file("三.pdf"))
  await item(page).getByRole("button", { name: "移除 一.pdf" }).click()
  expect(await listed(page)).toEqual(["二.pdf", "三.pdf"])
  expect(await box(page).inputValue()).toBe("甲乙")

  // The session ends: the words come back, the file is said to be lost, and the way leads to the item.
  await picker(page).setInputFiles(file("四.pdf"))
  await page.context().clearCookies()
  await send(page).click()
  await page.getByText("文件「四.pdf」没有保留，请重新选择").waitFor()
  await page.getByLabel("用户名").fill("Bangongshi")
  await page.getByLabel("口令", { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole("button", { name: "登录" }).click()
  await page.getByRole("button", { name: "回去选择附件" }).click()
  await item(page).getByText("文件「四.pdf」没有保留，请重新选择").waitFor()
  expect(await box(page).inputValue()).toBe("甲乙")
  await picker(page).setInputFiles(file("四.pdf"))
  await send(page).click()
  await page.locator(".said", { hasText: "已报送 1 项，连同 1 个附件" }).waitFor()
  await page.context().close()
})

test("Word's manual line break is a line break in the box already", async () => {
  const page = await house.enter("jiguandangwei", "/todo")
  await box(page).fill("")
  await box(page).evaluate((area) => {
    const data = new DataTransfer()
    data.setData("text/plain", "第一段\u000b第二段")
    area.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }))
  })
  expect(await box(page).inputValue()).toBe("第一段\n第二段")
  await page.context().close()
})
