import type { Browser, BrowserContextOptions, Page, Route } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { sharedBrowser } from "#test/support/browser.ts"
import {
  forget,
  freshFile,
  liaisonAt,
  lookInto,
  programOn,
  report,
  type StormBase,
  stormBase,
} from "#test/support/storm.ts"
import { visitor } from "#test/support/visitor.ts"
import { DESKTOP, signIn } from "./support/house.ts"

let base: StormBase
let browser: Browser
beforeAll(async () => {
  ;[base, browser] = await Promise.all([stormBase(), sharedBrowser()])
})
afterAll(() => forget(base))

/** The real program with so many reports of 办公室 sent, and 督查工作台 open; the demo's own reports are answered first. */
async function deskWith(reports: number, options: BrowserContextOptions = {}) {
  const { path, url } = await freshFile(base)
  const program = await programOn(url)
  const file = lookInto(path)
  await file.execute("update reports set state = 'accepted' where state = 'submitted'")
  const liaison = await liaisonAt(program)
  const assignments = base.assignments.slice(0, reports)
  for (const assignment of assignments) expect((await report(liaison, assignment)).status).toBe(303)
  const { rows } = await file.execute("select count(*) n from reports where state = 'submitted'")
  expect(Number(rows[0]?.n)).toBe(reports)

  const context = await browser.newContext({ viewport: DESKTOP, baseURL: program.url, locale: "zh-CN", ...options })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  await signIn(page, "yanjiushi")
  await page.goto("/desk?queue=review")
  const row = (assignment: number) => `row-${assignment}-1`
  /** How the trail says that a report was answered, oldest first. */
  const answers = async (assignment: number) => {
    const found = await file.execute({
      sql: "select action from events where subject like ? and action not in ('report_sent') order by version",
      args: [`report:${assignment}/%`],
    })
    return found.rows.map(({ action }) => String(action))
  }
  return { page, program, file, assignments, row, answers, url: program.url }
}

/** The report that is open has been in sight for long enough to be answered by key. */
const open = (page: Page, row: string) =>
  page.waitForFunction(
    (expected) =>
      document.getElementById("item")?.dataset.row === expected && !("fresh" in document.documentElement.dataset),
    row,
  )

const openRow = (page: Page) => page.locator("#item").getAttribute("data-row")
const said = (page: Page, words: string) => page.locator(".said", { hasText: words }).waitFor()

test("60 reports by keyboard: a stroke each, each answered once, none lost", async () => {
  const { page, assignments, row, answers, file } = await deskWith(60)
  await page.evaluate(() => {
    const counter = Object.assign(window, { strokes: 0 })
    document.addEventListener("keydown", () => counter.strokes++, true)
  })
  const asked: string[] = []
  page.context().on("request", (request) => {
    if (/acceptance|\/desk/.test(request.url())) asked.push(`${request.method()} ${new URL(request.url()).pathname}`)
  })

  const began = Date.now()
  for (const assignment of assignments) {
    await open(page, row(assignment))
    await page.keyboard.press("a")
  }
  await page.locator(".empty", { hasText: "没有待处理的事项" }).waitFor()
  const seconds = (Date.now() - began) / 1000

  const posts = asked.filter((one) => one.startsWith("POST"))
  const strokes = await page.evaluate(() => (window as unknown as { strokes: number }).strokes)
  console.info(`60 reports: ${strokes} strokes, ${asked.length} requests, ${seconds.toFixed(1)} s`)
  expect(strokes).toBeLessThanOrEqual(2 * assignments.length)
  expect(posts).toHaveLength(60)
  expect(new Set(posts).size).toBe(60)
  // The page that follows each answer, and nothing else.
  expect(asked.length - posts.length).toBeLessThanOrEqual(60)
  for (const assignment of assignments) expect(await answers(assignment)).toEqual(["report_accepted"])
  const { rows } = await file.execute("select count(*) n from reports where state = 'submitted'")
  expect(Number(rows[0]?.n)).toBe(0)
  await page.context().close()
}, 120_000)

/** Holds back the answers of the server to acts until it is told to let them go. */
async function heldBack(page: Page) {
  const waiting: Route[] = []
  await page.route("**/assignments/**", (route) => void waiting.push(route))
  return {
    waiting,
    arrived: (n: number) => expect.poll(() => waiting.length).toBe(n),
    async letGo() {
      for (const route of waiting.splice(0)) await route.continue()
    },
    async fail() {
      for (const route of waiting.splice(0)) await route.abort()
    },
  }
}

test("the next report stands there before the server has answered, and its own answer waits its turn", async () => {
  const { page, assignments, row, answers } = await deskWith(4)
  const [first = 0, second = 0, third = 0] = assignments
  const server = await heldBack(page)
  await open(page, row(first))
  await page.keyboard.press("a")
  await server.arrived(1)
  await open(page, row(second))
  expect(await answers(first)).toEqual([])
  expect(await page.locator("#item h2").innerText()).toContain("2.")
  // A second answer while the first is on its way: neither lost nor doubled, in this order.
  await page.keyboard.press("a")
  await page.keyboard.press("a")
  expect(server.waiting).toHaveLength(1)
  await server.letGo()
  await server.arrived(1)
  expect(await answers(first)).toEqual(["report_accepted"])
  expect(await answers(second)).toEqual([])
  await server.letGo()
  await open(page, row(third))
  await expect.poll(() => answers(second)).toEqual(["report_accepted"])
  await said(page, "已采纳")
  expect(await answers(third)).toEqual([])
  await page.context().close()
})

test("by mouse and with an opinion, too, an answer waits for the one that is on its way and breaks nothing off", async () => {
  const { page, assignments, row, answers, file } = await deskWith(4)
  const [first = 0, second = 0, third = 0] = assignments
  const server = await heldBack(page)
  await open(page, row(first))
  await page.locator("#accept").getByRole("button", { name: "采纳", exact: true }).click()
  await server.arrived(1)
  await open(page, row(second))
  await page.keyboard.press("r")
  await page.keyboard.type("请写明人数。")
  await page.keyboard.press("Control+Enter")
  expect(server.waiting).toHaveLength(1)
  await server.letGo()
  await server.arrived(1)
  expect(await answers(first)).toEqual(["report_accepted"])
  await open(page, row(third))
  // A link waits as well.
  await page.locator("#queue-overdue").click()
  await server.letGo()
  await page.locator("#queue-overdue[aria-current]").waitFor()
  expect(await answers(second)).toEqual(["report_returned"])
  const { rows } = await file.execute(`select opinion from reports where assignment_id = ${second}`)
  expect(rows[0]?.opinion).toBe("请写明人数。")
  expect(await answers(third)).toEqual([])
  await page.context().close()
})

test("an answer that did not arrive: its report is there again, with its words, and is answered once", async () => {
  const { page, assignments, row, answers } = await deskWith(3)
  const [first = 0, second = 0] = assignments
  const server = await heldBack(page)
  await open(page, row(first))
  await page.keyboard.press("r")
  await page.keyboard.type("请写明人数。")
  await page.keyboard.press("Control+Enter")
  await server.arrived(1)
  expect(await openRow(page)).toBe(row(second))
  await server.fail()
  await page.locator("#item .problem", { hasText: "没有提交成功" }).waitFor()
  expect(await openRow(page)).toBe(row(first))
  expect(await page.locator(`#${row(first)}[aria-current]`).count()).toBe(1)
  expect(await page.getByLabel("退回意见").inputValue()).toBe("请写明人数。")
  await page.getByLabel("退回意见").press("Control+Enter")
  await server.arrived(1)
  await server.letGo()
  await said(page, "已退回")
  expect(await answers(first)).toEqual(["report_returned"])
  expect(await answers(second)).toEqual([])
  await page.context().close()
})

test("a report that somebody else answers while it stands there from ahead is not answered by this key", async () => {
  const { page, assignments, row, answers, url } = await deskWith(4)
  const [first = 0, second = 0, third = 0] = assignments
  const server = await heldBack(page)
  await open(page, row(first))
  await page.keyboard.press("a")
  await open(page, row(second))
  const other = visitor(url)
  await other.signIn("yanjiushi2", DEMO_PASSWORD)
  const fields = { version: "1", opinion: "请补充。", resubmitBy: "2099-01-01" }
  expect((await other.post(`/assignments/${second}/rounds/1/return`, fields)).status).toBe(303)
  await page.keyboard.press("a")
  await server.letGo()
  // The server refuses it, and says so.
  await server.arrived(1)
  await server.letGo()
  await page.locator(".overtaken", { hasText: "刘督查" }).waitFor()
  expect(await answers(second)).toEqual(["report_returned"])
  expect(await answers(third)).toEqual([])
  await open(page, row(third))
  await page.context().close()
})

test("a key that bounces or is held down answers one report only", async () => {
  const { page, assignments, row, answers } = await deskWith(4)
  const [first = 0, second = 0] = assignments
  await open(page, row(first))
  await page.evaluate(() => {
    for (const repeat of [false, false, true, true, true])
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, cancelable: true, repeat }))
  })
  await said(page, "已采纳")
  await open(page, row(second))
  await page.evaluate(() => {
    for (let i = 0; i < 20; i++)
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, repeat: true }))
  })
  await page.keyboard.press("j")
  await open(page, row(assignments[2] ?? 0))
  expect(await answers(first)).toEqual(["report_accepted"])
  for (const assignment of assignments.slice(1)) expect(await answers(assignment)).toEqual([])
  await page.context().close()
})

test("u takes the last answer back, p and Enter put a saved phrase into the box, Ctrl+Enter sends it", async () => {
  const { page, assignments, row, answers } = await deskWith(3)
  const [first = 0, second = 0] = assignments
  await open(page, row(first))
  await page.keyboard.press("a")
  await said(page, "已采纳")
  await page.keyboard.press("u")
  await said(page, "已撤销")
  await open(page, row(first))
  expect(await answers(first)).toEqual(["report_accepted", "report_acceptance_undone"])

  await page.keyboard.press("r")
  await page.keyboard.type("请写明参加人数。")
  await page.locator("#return").getByRole("button", { name: "存为常用语" }).click()
  await page.locator("#return .hint", { hasText: "已存为常用语" }).waitFor()
  expect(await page.getByLabel("退回意见").inputValue()).toBe("请写明参加人数。")
  await page.keyboard.press("Escape")
  await page.keyboard.press("j")
  await open(page, row(second))
  expect(await page.getByLabel("退回意见").inputValue()).toBe("")
  // The demo's supervisor has two already; arrows go on to the new one.
  await page.keyboard.press("p")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Enter")
  expect(await page.getByLabel("退回意见").inputValue()).toBe("请写明参加人数。")
  await page.keyboard.type("另附签到表。")
  // What was typed for the other one is there again when it is, and nothing of this one goes over to it.
  await page.keyboard.press("Escape")
  await page.keyboard.press("k")
  await open(page, row(first))
  expect(await page.getByLabel("退回意见").inputValue()).toBe("请写明参加人数。")
  await page.keyboard.press("r")
  await page.keyboard.press("Control+Enter")
  await said(page, "已退回")
  expect(await answers(first)).toEqual(["report_accepted", "report_acceptance_undone", "report_returned"])
  await page.context().close()
})

test("with single keys switched off none of them acts, and letters typed into a box never do", async () => {
  const { page, assignments, row, answers } = await deskWith(2)
  const [first = 0] = assignments
  await open(page, row(first))
  await page.keyboard.press("r")
  await page.keyboard.type("arjku")
  expect(await page.getByLabel("退回意见").inputValue()).toBe("arjku")
  await page.keyboard.press("Escape")
  await page.keyboard.press("?")
  await page.locator("#toggle-keys").click()
  await said(page, "单键快捷键已关闭")
  for (const key of ["a", "j", "r", "u"]) await page.keyboard.press(key)
  await page.reload()
  expect(await openRow(page)).toBe(row(first))
  expect(await answers(first)).toEqual([])
  await page.locator("#keys > summary").click()
  await page.locator("#toggle-keys").click()
  await said(page, "单键快捷键已打开")
  await page.keyboard.press("a")
  await said(page, "已采纳")
  await page.context().close()
})

test("ticked together: chosen, counted, confirmed, done", async () => {
  const { page, answers, assignments } = await deskWith(3)
  await page.getByRole("link", { name: "成批采纳" }).click()
  await page.getByLabel(/全选/).check()
  await page.locator("input[name=items]").first().uncheck()
  await page.locator("button", { hasText: "采纳勾选的各项" }).first().click()
  await page.locator("h2", { hasText: "将采纳以下 2 项" }).waitFor()
  await page.getByRole("button", { name: "采纳这 2 项" }).click()
  await said(page, "已采纳 2 项")
  expect((await Promise.all(assignments.map(answers))).flat()).toEqual(["report_accepted", "report_accepted"])
  await page.context().close()
})

test("without JavaScript: accepted, the next one opens, taken back", async () => {
  const { page, assignments, row, answers } = await deskWith(2, { javaScriptEnabled: false })
  const [first = 0, second = 0] = assignments
  expect(await openRow(page)).toBe(row(first))
  await page.locator("#accept").getByRole("button", { name: "采纳", exact: true }).click()
  await said(page, "已采纳")
  expect(await openRow(page)).toBe(row(second))
  await page.locator("#recent").getByRole("button", { name: /撤销/ }).click()
  await said(page, "已撤销")
  expect(await openRow(page)).toBe(row(first))
  expect(await answers(first)).toEqual(["report_accepted", "report_acceptance_undone"])
  await page.context().close()
})
