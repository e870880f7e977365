import type { Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { type House, openHouse } from "./support/house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterEach(() => expect(house.complaints()).toEqual([]))
afterAll(() => house?.close())

/** What has the focus: its id, else its words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    if (!activeElement || activeElement === document.body) return "nothing"
    return activeElement.id || activeElement.getAttribute("href") || activeElement.tagName
  })

const openRow = (page: Page) => page.locator("#queue [aria-current]").getAttribute("id")

test("督查工作台 by keyboard: j and k move, r begins the opinion, a accepts and the next one opens", async () => {
  const page = await house.enter("yanjiushi")
  const rows = await page.locator("#queue a").evaluateAll((links) => links.map(({ id }) => id))
  const [first = "", second = "", third = ""] = rows

  await page.keyboard.press("j")
  await page.locator(`#${second}[aria-current]`).waitFor()
  await page.keyboard.press("j")
  await page.locator(`#${third}[aria-current]`).waitFor()
  await page.keyboard.press("k")
  await page.keyboard.press("k")
  await page.locator(`#${first}[aria-current]`).waitFor()
  // The mark moves at once; the item follows, and the focus with it.
  const heading = await page.locator(`#${first} b`).innerText()
  await page.locator("#item h2", { hasText: heading }).waitFor()
  await page.waitForFunction(() => document.activeElement !== document.body)

  await page.keyboard.press("r")
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("opinion")
  await page.keyboard.type("ja")
  expect(await page.getByLabel("退回意见").inputValue()).toBe("ja")
  expect(await openRow(page)).toBe(first)
  await page.getByLabel("退回意见").fill("")
  await page.keyboard.press("Escape")

  await page.keyboard.press("a")
  await page.locator(".said", { hasText: "已采纳" }).waitFor()
  expect(await page.locator("#queue a").count()).toBe(rows.length - 1)
  expect(await openRow(page)).toBe(second)
  expect(await focused(page)).not.toBe("nothing")
  expect(await page.locator("#status").textContent()).toContain("已采纳")
  await page.context().close()
})

test("分工矩阵 by keyboard: one stop of Tab, arrows within, Enter opens, Esc returns to the cell", async () => {
  const page = await house.enter("lingdao", "/plans/1/matrix")
  const first = page.locator(".matrix tbody .c").first()
  await first.focus()
  const start = await focused(page)

  await page.keyboard.press("ArrowRight")
  const right = await focused(page)
  await page.keyboard.press("ArrowDown")
  const down = await focused(page)
  expect(new Set([start, right, down]).size).toBe(3)
  await page.keyboard.press("ArrowUp")
  await page.keyboard.press("Home")
  expect(await focused(page)).toBe(start)
  expect(await page.locator(".matrix .c[tabindex='0']").count()).toBe(1)

  await page.keyboard.press("Enter")
  await page.locator("#panel-title:focus").waitFor()
  expect(new URL(page.url()).searchParams.get("open")).not.toBeNull()
  await page.keyboard.press("Escape")
  await page.locator("#panel[hidden]").waitFor({ state: "attached" })
  await page.waitForFunction((href) => document.activeElement?.getAttribute("href") === href, start)
  expect(new URL(page.url()).searchParams.get("open")).toBeNull()

  // A cell is one stop: the next Tab leaves the row for its neighbour control, not for the cell beside it.
  await page.keyboard.press("Tab")
  expect(await page.evaluate(() => document.activeElement?.classList.contains("c"))).toBe(false)
  await page.context().close()
})

test("the first Tab offers the way past the masthead, and focus is always to be seen", async () => {
  const page = await house.enter("bangongshi", "/plans")
  await page.keyboard.press("Tab")
  expect(await page.locator(".skip:focus").boundingBox()).toMatchObject({ x: 16 })
  await page.keyboard.press("Enter")
  expect(await focused(page)).toBe("main")

  await page.goto("/todo")
  for (let stop = 0; stop < 25; stop++) {
    await page.keyboard.press("Tab")
    const seen = await page.evaluate(() => {
      const { activeElement } = document
      if (!activeElement) return "nothing"
      const box = activeElement.getBoundingClientRect()
      const covering = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 12))
      const { outlineStyle, outlineWidth } = getComputedStyle(activeElement)
      const marked = outlineStyle !== "none" && outlineWidth !== "0px"
      const covered = covering !== null && !activeElement.contains(covering) && !covering.contains(activeElement)
      return marked && !covered
        ? "seen"
        : `${activeElement.outerHTML.slice(0, 120)} marked ${marked} covered ${covered}`
    })
    expect(seen).toBe("seen")
  }
  await page.context().close()
})

test("after every swap the focus is somewhere, the view at its beginning and the masthead right", async () => {
  const page = await house.enter("bangongshi", "/plans/1")
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  const link = page.locator("#main a[href^='/plans/1/tasks/']").last()
  await link.click()
  await page.locator(".task-head").waitFor()
  expect(await focused(page)).not.toBe("nothing")
  expect(await page.evaluate(() => scrollY)).toBe(0)
  expect(await page.title()).toMatch(/^任务/)
  expect(await page.locator("#navigation [aria-current]").innerText()).toBe("方案")

  await page.locator("#navigation").getByRole("link", { name: "我的待办" }).click()
  await page.locator(".todo").waitFor()
  expect(await focused(page)).not.toBe("nothing")

  // An act whose control remains keeps the focus on it.
  const key = (await page.locator(".due form.report").first().getAttribute("id"))?.match(/\d+-\d+/)?.[0]
  await page.locator(`#use-${key}`).focus()
  await page.keyboard.press("Enter")
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>("textarea[name=achieved]")?.value !== "")
  expect(await focused(page)).toBe(`use-${key}`)
  await page.context().close()
})

test("on a phone the row that is tapped shows its item", async () => {
  const page = await house.enter("yanjiushi", "/desk", { viewport: { width: 390, height: 844 }, hasTouch: true })
  const row = page.locator("#queue a").nth(1)
  const name = await row.locator("b").innerText()
  await row.tap()
  const heading = page.locator("#item h2", { hasText: name })
  await heading.waitFor()
  await page.waitForFunction(() => (document.querySelector("#item h2")?.getBoundingClientRect().top ?? 999) < 400)
  await page.context().close()
})
