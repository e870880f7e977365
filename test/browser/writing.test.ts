import type { Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { type House, openHouse, signIn } from "./support/house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterEach(() => expect(house.complaints()).toEqual([]))
afterAll(() => house?.close())

const box = (page: Page) => page.getByLabel("落实情况", { exact: true })
const saved = (page: Page) => page.locator(".due .saved")

/** Opens one item of 我的待办 by its label. */
async function openItem(page: Page, label: string) {
  await page.goto("/todo")
  // A 督办单 names the task too; the report has its label alone for a heading.
  const item = page.locator(".due", { has: page.getByRole("link", { name: label, exact: true }) })
  const link = item.getByRole("link", { name: "填写" })
  if ((await link.count()) > 0) await link.click()
  await item.getByLabel("落实情况").waitFor()
}

test("「填写」 puts the reader into the box, with the head of the item in view; it stays in the tab order", async () => {
  const page = await house.enter("bangongshi")
  await page.goto("/todo")
  await page.getByRole("link", { name: "填写", exact: true }).last().click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toMatch(/^write-/)
  const seen = await box(page).evaluate((area) => {
    const head = area.closest(".due")?.querySelector(".whose")?.getBoundingClientRect()
    return { top: head?.top ?? -1, tab: (area as HTMLElement).tabIndex }
  })
  expect(seen.tab).toBe(0)
  expect(seen.top).toBeGreaterThan(50)
  await page.context().close()
})

test("本期无变化 goes away as soon as a word is typed, and comes back with the empty box", async () => {
  const page = await house.enter("jiguandangwei")
  await page.goto("/todo")
  const unchanged = page.locator(".report .unchanged")
  await unchanged.waitFor()
  await typeAndSave(page, "字")
  expect(await unchanged.isVisible()).toBe(false)
  await box(page).fill("")
  expect(await unchanged.isVisible()).toBe(true)
  await page.context().close()
})

/** Types like a person and waits until the server has answered the saving of it. */
async function typeAndSave(page: Page, text: string, status = 200) {
  const answered = page.waitForResponse((response) => response.url().endsWith("/draft") && response.status() === status)
  await box(page).pressSequentially(text)
  await answered
}

test("near its end a box says how much it still takes, without moving anything; far from it nothing", async () => {
  const page = await house.enter("jiguandangwei")
  await page.goto("/todo")
  const room = page.locator(".room")
  await box(page).fill("字".repeat(17_000))
  const place = await box(page).boundingBox()
  expect(await room.count()).toBe(0)
  await box(page).fill("字".repeat(19_990))
  await expect.poll(() => room.textContent()).toBe("还可写10字")
  expect(await room.getAttribute("role")).toBe("status")
  await box(page).fill("字".repeat(20_003))
  await expect.poll(() => room.textContent()).toBe("超出3字")
  expect((await box(page).boundingBox())?.y).toBe(place?.y)
  await box(page).fill("")
  await expect.poll(() => room.textContent()).toBe("")
  await page.context().close()
})

test("typing saves by itself, leaves focus and caret alone, and a reload shows it", async () => {
  const page = await house.enter("bangongshi")
  await openItem(page, "（一）")

  await typeAndSave(page, "召开部署会。")
  await saved(page).getByText("已自动保存").waitFor()
  await box(page).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(2, 2))
  await typeAndSave(page, "全局")

  expect(
    await box(page).evaluate((area: HTMLTextAreaElement) => [document.activeElement === area, area.selectionStart]),
  ).toEqual([true, 4])
  await page.reload()
  expect(await box(page).inputValue()).toBe("召开全局部署会。")
  await page.context().close()
})

test("two tabs that write different words both keep them, and one tick decides", async () => {
  const page = await house.enter("banxinsi")
  const other = await page.context().newPage()
  await openItem(page, "（十二）")
  await openItem(other, "（十二）")

  await typeAndSave(other, "另一窗口写的。")
  await typeAndSave(page, "本页写的。", 409)

  await saved(page).getByText("另一窗口写的。").waitFor()
  expect(await box(page).inputValue()).toBe("本页写的。")
  await page.getByLabel("以本页内容为准").check()
  await typeAndSave(page, "再补一句。")
  await saved(page).getByText("已自动保存").waitFor()
  await page.reload()
  expect(await box(page).inputValue()).toBe("本页写的。再补一句。")
  await page.context().close()
})

test("words typed while a saving is on its way are saved after it, onto its revision", async () => {
  const page = await house.enter("banxinsi")
  await openItem(page, "（十三）")
  const revisions: (string | null)[] = []
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route("**/draft", async (route) => {
    revisions.push(new URLSearchParams(route.request().postData() ?? "").get("revision"))
    if (revisions.length === 1) await held
    await route.continue()
  })

  const first = page.waitForRequest("**/draft")
  await box(page).pressSequentially("第一句。")
  await first
  const collected = page.evaluate(
    () => new Promise<void>((resolve) => addEventListener("htmx:config:request", () => resolve(), { once: true })),
  )
  await box(page).pressSequentially("第二句。")
  await collected // the second saving, with the revision that the first has not yet changed
  const second = page.waitForResponse(
    (response) => response.url().endsWith("/draft") && (response.request().postData() ?? "").includes("revision=1"),
  )
  release()
  expect((await second).status()).toBe(200)

  expect(revisions).toEqual(["0", "1"])
  await page.unroute("**/draft")
  await page.reload()
  expect(await box(page).inputValue()).toBe("第一句。第二句。")
  await page.context().close()
})

test("a session that ends while typing says so, keeps the words, and the next key saves them", async () => {
  const page = await house.enter("jiguandangwei")
  await openItem(page, "（十九）")
  await page.context().clearCookies()

  await typeAndSave(page, "举办宪法宣传周", 401)
  await saved(page).getByText("登录已过期，内容还在本页，尚未保存").waitFor()
  expect(await box(page).inputValue()).toBe("举办宪法宣传周")

  const opened = page.context().waitForEvent("page")
  await saved(page).getByRole("link").click()
  const second = await opened
  await signIn(second, "jiguandangwei")
  await box(page).focus()
  await typeAndSave(page, "活动。")
  await saved(page).getByText("已自动保存").waitFor()
  await second.goto("/todo")
  expect(await box(second).inputValue()).toBe("举办宪法宣传周活动。")
  await page.context().close()
})

test("two minutes before an unused session ends the page says so, and one press goes on", async () => {
  const page = await house.window()
  await page.clock.install()
  await signIn(page, "renshisi")
  await page.clock.fastForward("27:00")
  expect(await page.locator("#idle").count()).toBe(0)
  await page.clock.fastForward("02:00")
  await page.getByRole("button", { name: "继续使用" }).click()
  await page.locator("#idle").waitFor({ state: "detached" })
  await page.context().close()
})

test.each([true, false])("报送 with an ended session: sign in, and one press sends it (JavaScript: %s)", async (js) => {
  const page = await house.enter(js ? "tousuban" : "bangongshi", undefined, { javaScriptEnabled: js })
  await openItem(page, js ? "（六）" : "（一）")
  await box(page).fill("补充释法做法12次。\n第二行。")
  await page.context().clearCookies()

  await page.getByRole("button", { name: "报送", exact: true }).click()
  await page.getByText("登录已过期，请重新登录").waitFor()
  expect(await page.locator(".kept textarea").first().inputValue()).toBe("补充释法做法12次。\n第二行。")
  await page.getByLabel("用户名").fill(js ? "tousuban" : "bangongshi")
  await page.getByLabel("口令", { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole("button", { name: "登录" }).click()
  await page.getByText("尚未提交").waitFor()
  expect(await page.locator(".kept textarea").first().inputValue()).toBe("补充释法做法12次。\n第二行。")

  await page.getByRole("button", { name: "继续提交" }).click()
  await page.locator(".said", { hasText: "已报送 1 项" }).waitFor()
  await page.locator("table", { hasText: js ? "（六）" : "（一）" }).waitFor()
  await page.context().close()
})

test("a double click sends one report and not the one that moves up into its place; back shows no broken page", async () => {
  const clerk = await house.enter("banxinsi")
  await openItem(clerk, "（十二）")
  const before = await clerk.locator(".due").count()
  const posts: string[] = []
  clerk.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/report")) posts.push(request.url())
  })

  // After the first press the other item stands in the same place with the same button.
  await clerk.getByRole("button", { name: "报送", exact: true }).dblclick()
  await clerk.locator(".said", { hasText: "已报送 1 项" }).waitFor()
  expect(await clerk.locator(".due").count()).toBe(before - 1)
  expect(posts).toHaveLength(1)

  await clerk.goBack()
  await clerk.getByRole("heading", { level: 1 }).waitFor()
  expect(new URL(clerk.url()).pathname).toBe("/todo")
  expect(await clerk.locator("h1").innerText()).toContain("待报")
  await clerk.reload()
  expect(await clerk.locator(".due").count()).toBe(before - 1)
  await clerk.context().close()
})

test("whatever is pressed beside half-written words, they are saved first", async () => {
  const clerk = await house.enter("bangongshi")
  await openItem(clerk, "（七）")
  await clerk.getByLabel("存在问题").fill("人手不足。")
  await clerk.locator("#navigation").getByRole("link", { name: "方案" }).click()
  await clerk.getByRole("heading", { name: "方案" }).waitFor()
  await openItem(clerk, "（七）")
  expect(await clerk.getByLabel("存在问题").inputValue()).toBe("人手不足。")

  // 报送 while a saving is on its way meets the revision that this saving makes.
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await clerk.route("**/draft", async (route) => {
    await held
    await route.continue()
  })
  const saving = clerk.waitForRequest("**/draft")
  await box(clerk).pressSequentially("已修订学法制度。")
  await saving
  await clerk.getByRole("button", { name: "报送", exact: true }).click()
  release()
  await clerk.locator(".said", { hasText: "已报送 1 项" }).waitFor()
  await clerk.context().close()
})

test("words of the last second reach the server when the page is left by the address bar", async () => {
  const page = await house.enter("banxinsi")
  const other = await page.context().newPage()
  await openItem(page, "（十三）")
  await box(page).fill("离开前的一句。")
  await page.goto("about:blank")
  await expect
    .poll(async () => {
      await openItem(other, "（十三）")
      return box(other).inputValue()
    })
    .toBe("离开前的一句。")
  await page.context().close()
})

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
)

test("evidence comes by picker, drop and paste, loses no half-written word, and text from Word stays text", async () => {
  const page = await house.enter("jiguandangwei")
  await openItem(page, "（十九）")
  await box(page).fill("半句")
  await page.getByLabel("选择佐证材料").setInputFiles({ name: "照片.png", mimeType: "image/png", buffer: PNG })
  await page.locator(".evidence a", { hasText: "照片.png" }).waitFor()
  expect(await box(page).inputValue()).toBe("半句")

  /** What the browser hands to the page when files, or files and text, are dropped or pasted. */
  const hand = (kind: "drop" | "paste", name: string, text: string | null) =>
    box(page).evaluate(
      (area, given) => {
        const data = new DataTransfer()
        data.items.add(new File([Uint8Array.from(given.bytes)], given.name, { type: "image/png" }))
        if (given.text !== null) data.setData("text/plain", given.text)
        const options = { bubbles: true, cancelable: true }
        const event =
          given.kind === "drop"
            ? new DragEvent("drop", { ...options, dataTransfer: data })
            : new ClipboardEvent("paste", { ...options, clipboardData: data })
        return area.dispatchEvent(event) ? "left to the browser" : "taken"
      },
      { kind, name, text, bytes: [...PNG] },
    )
  expect(await hand("paste", "字的图片.png", "从 Word 复制的字")).toBe("left to the browser")
  expect(await hand("drop", "拖入.png", null)).toBe("taken")
  await page.locator(".evidence a", { hasText: "拖入.png" }).waitFor()
  expect(await hand("paste", "粘贴.png", null)).toBe("taken")
  await page.locator(".evidence a", { hasText: "粘贴.png" }).waitFor()
  expect(await page.locator(".evidence li").count()).toBe(3)
  expect(await box(page).inputValue()).toBe("半句")

  const download = page.waitForEvent("download")
  await page.locator(".evidence a", { hasText: "照片.png" }).click()
  expect((await download).suggestedFilename()).toBe("照片.png")
  // The words of the last moment go out as the page is left, and may arrive after it has been read again.
  await expect
    .poll(async () => {
      await page.reload()
      return box(page).inputValue()
    })
    .toBe("半句")
  await page.context().close()
})

test("the answer to a 督办单 saves by itself too, and a reload shows it", async () => {
  const page = await house.enter("bangongshi", "/todo?item=notice-4")
  const answer = page.locator("#item-notice-4").getByLabel("办理情况")
  const answered = page.waitForResponse((response) => /\/notices\/4\/draft$/.test(response.url()))
  await answer.pressSequentially("已召集处务会研究。")
  expect((await answered).status()).toBe(200)
  await page.reload()
  expect(await answer.inputValue()).toBe("已召集处务会研究。")
  await page.context().close()
})
