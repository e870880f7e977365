import { afterAll, beforeAll, expect, test } from "vitest"
import { type House, openHouse } from "./support/house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const SOURCE = `某局普法工作分工方案
一、学习
（一）制定计划。报送备案。（牵头单位：办公室、网络办）
（二）组织考试。（牵头单位：人事司；完成时限：2026年6月底前）
`

test("from a chosen file to an issued plan: doubts, a correction in place, 下达", async () => {
  const page = await house.enter("yanjiushi", "/plans/new")
  await page.locator("#file").setInputFiles({ name: "方案.txt", mimeType: "text/plain", buffer: Buffer.from(SOURCE) })
  await page.getByRole("button", { name: "读取并核对" }).click()
  await page.getByText("2项任务、3个单位、3项分工").waitFor()
  const address = page.url()
  expect(new URL(address).pathname).toMatch(/^\/plans\/drafts\//)

  await page.getByRole("button", { name: "新增", exact: true }).click()
  await page.getByText("未发现疑点").waitFor()

  // The open task's lines are marked in the document, and a correction leaves the page where it is.
  await page.locator("#task-1 .label").click()
  await page.locator("#line-3.chosen").waitFor()
  await page.getByText("拆成两项").click()
  await page.getByRole("button", { name: "在第1句后拆开" }).click()
  await page.getByText("3项任务、3个单位、5项分工").waitFor()
  await page.getByRole("button", { name: "撤销上一步" }).click()
  await page.getByText("2项任务、3个单位、3项分工").waitFor()

  // A draft survives leaving the page.
  await page.goto("/plans/new")
  await page.getByRole("link", { name: "某局普法工作分工方案" }).click()
  await page.getByText("2项任务、3个单位、3项分工").waitFor()
  await page.locator("#issue-top").click()
  await page.locator("#consequences", { hasText: "2项任务、3个单位、3项分工" }).waitFor()
  await page.locator("#issue-confirmed").click()
  await page.locator(".said", { hasText: "已下达，共 3 项分工" }).waitFor()
  await page.getByRole("link", { name: "下载方案原件" }).waitFor()
  expect(house.complaints()).toEqual([])
})

test("a table from the clipboard keeps its cells", async () => {
  const page = await house.enter("yanjiushi", "/plans/new")
  await page.locator("#source").evaluate((box: HTMLTextAreaElement) => {
    const data = new DataTransfer()
    const cells = (...texts: string[]) => `<tr>${texts.map((text) => `<td>${text}</td>`).join("")}</tr>`
    data.setData(
      "text/html",
      `<table>${cells("序号", "重点任务", "牵头单位", "配合单位")}${cells("1", "制定计划", "办公室", "人事司、研究室")}</table>`,
    )
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }))
    box.value = "序号 重点任务 牵头单位 配合单位 1 制定计划 办公室 人事司、研究室"
  })
  await page.getByRole("button", { name: "读取并核对" }).click()
  await page.getByText("1项任务、3个单位、3项分工").waitFor()
  await page.getByRole("button", { name: "删除草稿" }).waitFor()
  expect(house.complaints()).toEqual([])
})

const file = (name: string, text: string | Buffer) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(text),
})

test("a file is named with its size, and its reading shows that it goes on", async () => {
  const page = await house.enter("yanjiushi", "/plans/new")
  const status = page.getByRole("status").and(page.locator("#reading"))
  await page.locator("#file").setInputFiles(file("方案.txt", SOURCE))
  await status.getByText("已选择《方案.txt》（1 KB）").waitFor()
  expect(await status.locator("progress").count()).toBe(0)

  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.route("**/plans/new", async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole("button", { name: "读取并核对" }).click()
  await status.getByText("正在上传并读取《方案.txt》（1 KB），请稍候").waitFor()
  await status.locator("progress").waitFor()
  release()
  await page.getByText("2项任务、3个单位、3项分工").waitFor()
  expect(house.complaints()).toEqual([])
})

test("a file that is too large is told before it travels", async () => {
  const page = await house.enter("yanjiushi", "/plans/new")
  const sent: string[] = []
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.url())
  })
  await page.locator("#file").setInputFiles(file("方案.docx", Buffer.alloc(5 * 1024 * 1024 + 1)))
  await page.locator("#reading", { hasText: "文件超过 5 MB" }).waitFor()
  await page.getByRole("button", { name: "读取并核对" }).click()
  await page.locator("#file").setInputFiles(file("方案.txt", SOURCE))
  await page.getByRole("button", { name: "读取并核对" }).click()
  await page.getByText("2项任务、3个单位、3项分工").waitFor()
  expect(sent).toHaveLength(1)
})

test("without JavaScript a file is read, corrected and issued all the same", async () => {
  const page = await house.enter("yanjiushi", "/plans/new", { javaScriptEnabled: false })
  await page.locator("#file").setInputFiles(file("无脚本.txt", SOURCE.replace("某局", "某厅")))
  await page.getByRole("button", { name: "读取并核对" }).click()
  await page.getByText("2项任务、3个单位、3项分工").waitFor()
  await page.locator("#task-1").getByRole("link", { name: "修改", exact: true }).click()
  await page.getByLabel("第1项任务").fill("制定年度计划。")
  await page.getByRole("button", { name: "保存修改" }).click()
  await page.locator("#task-1", { hasText: "制定年度计划。" }).waitFor()
  if (await page.locator("#match-all, [id^=new-]").count()) await page.locator("#match-all, [id^=new-]").first().click()
  await page.locator("#issue-top").click()
  await page.locator("#consequences", { hasText: "2项任务、3个单位、3项分工" }).waitFor()
  await page.locator("#issue-confirmed").click()
  await page.locator(".said", { hasText: "已下达，共 3 项分工" }).waitFor()
})

test("a unit and its name in the document lead to each other and light up together", async () => {
  const page = await house.enter("yanjiushi", "/plans/new")
  await page.locator("#file").setInputFiles(file("对照.txt", SOURCE))
  await page.getByRole("button", { name: "读取并核对" }).click()
  const inPlan = page.locator("#task-1 .unit-name", { hasText: "办公室" })
  const inSource = page.locator("#source-lines a.m-unit", { hasText: "办公室" })
  await inPlan.hover()
  await page.locator("#source-lines a.m-unit.lit", { hasText: "办公室" }).waitFor()
  expect(await page.locator("#source-lines a.m-unit.lit").count()).toBe(1)
  expect(await inPlan.getAttribute("href")).toBe(`#${await inSource.getAttribute("id")}`)
  await inSource.click()
  await page.locator("#task-1.editing").waitFor()
  await page.locator("#source-lines a.m-text.m-own", { hasText: "制定计划" }).waitFor()
  expect(house.complaints()).toEqual([])
})

test("by keyboard alone: from doubt to doubt, and back to the task that was corrected", async () => {
  const page = await house.enter("yanjiushi", "/plans/new")
  await page.locator("#source").focus()
  await page.keyboard.insertText(SOURCE.replace("某局", "某院").replace("网络办", "宣传科、外事科"))
  await page.keyboard.press("Tab")
  await page.keyboard.press("Enter")
  await page.getByText("请核对2处疑问").waitFor()
  const focused = (selector: string) => page.locator(`${selector}:focus`)

  await page.getByRole("button", { name: "新增", exact: true }).first().focus()
  await page.keyboard.press("Enter")
  await page.getByText("请核对1处疑问").waitFor()
  await focused(".doubt-row button").waitFor()
  await page.keyboard.press("Enter")
  await page.getByText("未发现疑点").waitFor()
  await focused("#issue-top").waitFor()

  await page.locator("#task-2 .label").focus()
  await page.keyboard.press("Enter")
  await page.locator("#task-2.editing").waitFor()
  await page.locator("#label-2").focus()
  await page.keyboard.press("Control+A")
  await page.keyboard.insertText("（三）")
  await page.keyboard.press("Enter")
  await page.locator("#task-2:not(.editing)", { hasText: "（三）" }).waitFor()
  await focused("#task-2 a").waitFor()
  expect(house.complaints()).toEqual([])
})
