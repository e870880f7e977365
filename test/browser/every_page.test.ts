import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { AxeResults } from "axe-core"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { DESKTOP, type House, openHouse } from "./support/house.ts"

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
const SOURCE = readFileSync(new URL("../../seeds/xinfang-division-of-work.txt", import.meta.url), "utf8")

/** 320 px is a 1280 px window at 400 %: content reflows, nothing scrolls sideways (WCAG 1.4.10). */
const WIDTHS = [1440, 1024, 390, 320]

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

/** A page by its address, or by what leads to it: forms that answer with a page of their own. */
type Stop = string | { name: string; open: (page: Page) => Promise<unknown> }

const submit = (page: Page, selector: string, button: string) =>
  Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.locator(selector).getByRole("button", { name: button }).first().click(),
  ])

const PREVIEW: Stop = {
  name: "/plans/new preview",
  async open(page) {
    await page.goto("/plans/new")
    await page.getByLabel("方案全文").fill(SOURCE)
    await submit(page, "#new-plan", "读取并核对")
    await page.getByRole("heading", { name: "核对并下达" }).waitFor()
  },
}

/** Two supervisors open the same report; the second to answer is told. */
const STALE: Stop = {
  name: "409",
  async open(page) {
    await page.goto("/desk")
    await page.locator("#accept input[name=version]").evaluate((input: HTMLInputElement) => {
      input.value = "99"
    })
    await submit(page, "#accept", "采纳")
    await page.getByText("刚刚被他人更新").waitFor()
  },
}

const REFUSED_ENTRY: Stop = {
  name: "422",
  async open(page) {
    await page.goto("/assignments/1/rounds/4/entry")
    await page.locator("form[enctype]").evaluate((form: HTMLFormElement) => {
      form.noValidate = true
    })
    await submit(page, "form[enctype]", "代录")
    await page.locator("[aria-invalid=true]").first().waitFor()
  },
}

const ROUNDS: Record<string, Stop[]> = {
  nobody: ["/login", "/todo"],
  bangongshi: [
    "/todo",
    "/todo/sheet",
    "/plans",
    "/plans/1",
    "/plans/1?report=due",
    "/plans/1/matrix",
    "/plans/1/matrix?open=1-2",
    "/plans/1/tasks/7",
    "/units",
    "/units/2",
    "/account",
    "/account/password",
    "/help",
    "/desk",
    "/nowhere",
  ],
  "bangongshi-fuzeren": ["/todo", "/help"],
  yanjiushi: [
    "/desk",
    "/desk?queue=confirm",
    "/desk?queue=claims",
    "/desk?queue=overdue",
    "/desk?queue=disputes",
    "/overview",
    "/plans/new",
    PREVIEW,
    "/plans/1/rounds",
    "/plans/1/rounds/4/reminders",
    "/plans/1/settings",
    "/plans/1/tasks/6?round=3",
    "/plans/1/matrix?open=16-3",
    "/assignments/1/rounds/4/entry",
    "/help",
    STALE,
    REFUSED_ENTRY,
  ],
  yanjiushi2: ["/desk?queue=confirm"],
  lingdao: ["/overview", "/plans/1", "/units/9", "/help"],
  admin: [
    "/admin/people",
    "/admin/people/new",
    "/admin/people/bangongshi",
    "/units/new",
    "/units/2/edit",
    "/admin/calendar",
    "/admin/system",
    "/help",
  ],
  security: ["/admin/posts", "/admin/posts/bangongshi", "/admin/settings", "/help"],
  auditor: ["/admin/events", "/help"],
}

test.each(Object.entries(ROUNDS))(
  "%s: every page passes axe in light and dark, and scrolls sideways at no width",
  async (login, stops) => {
    const page = login === "nobody" ? await house.window() : await house.enter(login)
    const flaws: string[] = []
    for (const stop of stops) {
      const name = typeof stop === "string" ? stop : stop.name
      await (typeof stop === "string" ? page.goto(stop) : stop.open(page))
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true
      })
      const found = [...(await axe(page)), ...(await axe(page, "dark")), ...(await sideways(page))]
      flaws.push(...found.map((flaw) => `${login} ${name}: ${flaw}`))
    }
    expect([...flaws, ...house.complaints()]).toEqual([])
    await page.context().close()
  },
  90_000,
)

/** What axe finds: the rule, and where it is broken. Dark mode changes colours only. */
async function axe(page: Page, scheme: "light" | "dark" = "light"): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme })
  if (scheme === "light") await page.evaluate(AXE)
  const options =
    scheme === "light"
      ? {
          runOnly: { type: "tag", values: TAGS },
          rules: { "target-size": { enabled: true } },
          resultTypes: ["violations"],
        }
      : { runOnly: { type: "rule", values: ["color-contrast"] }, resultTypes: ["violations"] }
  const violations = await page.evaluate(
    (given) =>
      (globalThis as unknown as { axe: { run(o: unknown): Promise<AxeResults> } }).axe
        .run(given)
        .then((r) => r.violations),
    options,
  )
  return violations.map(
    ({ id, nodes }) =>
      `${scheme} ${id} ${nodes
        .slice(0, 3)
        .map(({ target }) => target.join(" "))
        .join(", ")} (${nodes.length})`,
  )
}

async function sideways(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    const culprit = await page.evaluate(() => {
      if (document.documentElement.scrollWidth <= innerWidth) return null
      const widest = [...document.querySelectorAll("main *")].find(
        (e) => e.getBoundingClientRect().right > innerWidth + 1,
      )
      return `${document.documentElement.scrollWidth} ${widest?.outerHTML.slice(0, 100)}`
    })
    if (culprit) found.push(`${width} px: ${culprit}`)
  }
  await page.setViewportSize(DESKTOP)
  return found
}
