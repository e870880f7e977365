import { readFileSync } from "node:fs"
import type { Dialog, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type House, openHouse } from "./support/house.ts"
import { flawsOf } from "./support/inspect.ts"

const SOURCE = readFileSync(new URL("../../seeds/xinfang-division-of-work.txt", import.meta.url), "utf8")

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
    await page.locator(".overtaken").waitFor()
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

const CALENDAR_PREVIEW: Stop = {
  name: "/admin/calendar preview",
  async open(page) {
    await page.goto("/admin/calendar?year=2027")
    await page.locator("#main textarea").fill("2027-01-01 休 元旦\n2027-02-05至2027-02-11 休 春节")
    await page.locator("form[action='/admin/calendar/preview'] [type=submit]").click()
    await page.locator("form[action='/admin/calendar'] [type=submit]").waitFor()
  },
}

/** An inspection that is planned, drawn and under way, with the form for a finding open. */
const INSPECTION: Stop = {
  name: "/inspections under way",
  async open(page) {
    await page.goto("/plans/1/inspections/new")
    await page.getByLabel("名称").fill("第四季度抽查")
    await page.getByLabel("实地核查").check()
    for (const member of await page.locator("input[name=members]").all()) await member.check()
    await page.getByLabel("检查内容").fill("核对进展是否属实。")
    await page.getByRole("button", { name: "下一步" }).click()
    await page.getByRole("button", { name: "抽取", exact: true }).click()
    await page.getByRole("button", { name: "开始检查" }).click()
    await page
      .locator("summary", { hasText: /^登记核查情况$/ })
      .first()
      .click()
  },
}

/** A group's robot, entered and opened for a change. */
const ROBOT: Stop = {
  name: "/admin/channels robot",
  async open(page) {
    await page.goto("/admin/channels")
    await page.getByLabel("名称").fill("办公室督办群")
    await page.getByLabel("平台").selectOption("wecom")
    await page.getByLabel("单位").selectOption({ index: 1 })
    await page.getByLabel("Webhook 地址").fill("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789")
    await page.getByRole("button", { name: "添加", exact: true }).click()
    await page.getByRole("link", { name: "办公室督办群" }).click()
    await page.getByRole("heading", { name: "办公室督办群" }).waitFor()
  },
}

const VERIFICATION: Stop = {
  name: "/admin/events verification",
  async open(page) {
    await page.goto("/admin/events")
    await page.getByRole("button", { name: "核验完整性" }).click()
    await page.getByRole("link", { name: "返回" }).waitFor()
  },
}

/** The page that shows a fresh 填报链接, what the link leads to, and what it opens. */
const LINK_MADE: Stop = {
  name: "a link is made",
  async open(page) {
    await page.goto("/plans/1/settings")
    await page.getByLabel("允许凭链接填报").check()
    await page.getByRole("button", { name: "保存" }).click()
    await page.locator(".said").waitFor()
    await page.goto("/plans/1/rounds/4/links")
    // Asked only where there is one already.
    const accept = (dialog: Dialog) => dialog.accept()
    page.on("dialog", accept)
    await page.getByRole("button", { name: "：办信司" }).click()
    await page.getByRole("button", { name: "复制" }).waitFor()
    page.off("dialog", accept)
  },
}
const LINK: Stop = {
  name: "/link",
  async open(page) {
    await LINK_MADE.open(page)
    const words = await page.locator("#link-words").inputValue()
    await page.goto(words.match(/http\S+/)?.[0] ?? "")
    await page.getByRole("button", { name: "开始填报" }).waitFor()
  },
}
const BY_LINK: Stop = {
  name: "/todo by link",
  async open(page) {
    await LINK.open(page)
    // The office's own session stays open for the next stop.
    await page.context().clearCookies()
    await page.getByRole("button", { name: "开始填报" }).click()
    await page.getByText("您正凭链接填报").waitFor()
  },
}

const ROUNDS: Record<string, Stop[]> = {
  nobody: ["/login", "/todo", "/link/nonsense", "/public", "/public/1", "/public/2", "/public/9"],
  bangongshi: [
    "/todo",
    "/todo/sheet",
    "/plans",
    "/plans/1",
    "/plans/1?report=due",
    "/plans/1/matrix",
    "/plans/1/ledger",
    "/plans/1/ledger?layout=progress&by=light",
    "/plans/1/ledger/layouts",
    "/plans/1/matrix?open=1-2",
    "/plans/1/tasks/7",
    "/units",
    "/units/2",
    "/units/2?view=reports",
    "/units/2?view=supervision",
    "/units/2?view=rounds",
    "/notices?view=all",
    "/notices/4",
    "/todo?item=notice-4",
    "/account",
    "/account/password",
    "/account/posts/8/handover",
    "/assignments/1/extension",
    "/plans/1/supervision",
    "/help",
    "/desk",
    "/nowhere",
  ],
  "bangongshi-fuzeren": ["/todo", "/help", "/search?q=信访"],
  yanjiushi: [
    "/desk",
    "/desk?queue=confirm",
    "/desk?queue=claims",
    "/desk?queue=overdue",
    "/desk?queue=disputes",
    "/desk?queue=answers",
    "/desk/phrases",
    "/desk/acceptances",
    "/desk?queue=extensions",
    "/desk?queue=instructions",
    "/instructions/1",
    "/plans/1/papers",
    "/plans/1/papers/rule",
    "/papers",
    "/papers/1",
    "/papers/2",
    "/papers/1/figures/on_pace",
    "/extensions/1",
    "/notices?view=all",
    "/plans/1/notices/new?round=4",
    "/plans/1/notices/new",
    "/notices/3",
    "/notices/6",
    "/overview",
    "/search?q=督查室 以案释法",
    "/calendar",
    "/search?q=没有这样的词&unit=1&from=2026-01-01",
    "/search?q=普法&from=x",
    "/plans/new",
    PREVIEW,
    "/plans/1/rounds",
    "/plans/1/rounds/4/reminders",
    "/plans/1/supervision",
    "/inspections",
    "/plans/1/inspections/new",
    INSPECTION,
    "/plans/1/settings",
    "/plans/1/archive",

    "/plans/1/tasks/6?round=3",
    "/plans/1/matrix?open=16-3",
    "/assignments/1/rounds/4/entry",
    "/help",
    STALE,
    REFUSED_ENTRY,
  ],
  yanjiushi2: ["/desk?queue=confirm", "/plans/1/rounds/4/links", LINK_MADE, LINK, BY_LINK],
  lingdao: [
    "/overview",
    "/overview/coming",
    "/overview/moved?plan=1",
    "/overview/history?plan=1",
    "/overview/burden",
    "/plans/1/rounds/4/sheets/2",
    "/units/2?view=asked",
    "/plans/1/instructions/new",
    "/instructions/2",
    "/papers/1",
    "/plans/1/papers",
    "/plans/1/supervision",
    "/notices?view=all",
    "/notices/2",
    "/plans/1",
    "/units/9",
    "/help",
  ],
  admin: [
    "/admin/people",
    "/admin/people/new",
    "/admin/people/bangongshi",
    "/admin/people/bangongshi/disabling",
    "/admin/people/bangongshi/moving",
    "/units/new",
    "/units/2/edit",
    "/admin/calendar",
    CALENDAR_PREVIEW,
    "/admin/channels",
    ROBOT,
    "/admin/system",
    "/help",
  ],
  security: [
    "/admin/posts",
    "/admin/posts/handovers/1",
    "/admin/posts/bangongshi",
    "/admin/posts/bangongshi/ending?post=8",
    "/admin/settings",
    "/help",
  ],
  auditor: ["/admin/events", VERIFICATION, "/help"],
}

const OF_THE_YEAR: Record<string, Stop[]> = {
  lingdao: [
    "/years",
    "/years/2026",
    "/years/2026/filings",
    "/years/2026/liaisons",
    "/filings/1",
    "/years/2026/activities",
    "/years/2026/activities/figures",
    "/activities/1",
    "/years/2026/results",
    "/years/2026/offers",
    "/offers/1",
    "/years/2026/orders",
    "/orders/1",
    "/years/2026/resources",
    "/years/2026/resources?kind=venue",
    "/resources/1",
    "/years/2026/duties",
    "/duties/1",
    "/years/2026/days",
    "/years/2026/cases",
    "/years/2026/rules",
    "/years/2026/meetings",
    "/meetings/1",
    "/years/2026/decisions",
    "/decisions/2",
    "/years/2026/suggestions",
    "/suggestions/1",
    "/years/2026/surveys",
    "/years/2026/outcomes",
    "/years/2026/publication",
    "/releases/1/1",
    "/laws",
  ],
  yanjiushi: [
    "/years/new",
    "/years/2026/filings/requirements",
    "/years/2026/filings/reminders",
    "/years/2026/filings/entry?unit=1&kind=summary",
    "/filings",
    "/cases",
  ],
  bangongshi: [
    "/years/2026/filings",
    "/duties/1",
    "/activities/new",
    "/years/2026/results/reading",
    "/years/2026/results",
    "/years/2026/activities",
    "/cases/new",
  ],
}

/** As many as one test walks; a round of more is walked in parts, in its order. */
const AT_ONCE = 8

const walks = [...Object.entries(ROUNDS), ...Object.entries(OF_THE_YEAR)].flatMap(([login, stops]) =>
  Array.from({ length: Math.ceil(stops.length / AT_ONCE) }, (_, i) => {
    const these = stops.slice(i * AT_ONCE, (i + 1) * AT_ONCE)
    const [first] = these
    return { login, from: typeof first === "string" ? first : first?.name, stops: these }
  }),
)

test.each(walks)(
  "$login, from $from: every page passes axe in light and dark, and scrolls sideways at no width",
  async ({ login, stops }) => {
    const page = login === "nobody" ? await house.window() : await house.enter(login)
    const flaws: string[] = []
    for (const stop of stops) {
      const name = typeof stop === "string" ? stop : stop.name
      await (typeof stop === "string" ? page.goto(stop) : stop.open(page))
      flaws.push(...(await flawsOf(page)).map((flaw) => `${name}: ${flaw}`))
    }
    expect([...flaws, ...house.complaints()]).toEqual([])
    await page.context().close()
  },
  90_000,
)

/** WCAG 1.4.12: whoever reads with wider spacing loses nothing. The sheet is constructed: CSP lets no other one in. */
test.each([
  ["bangongshi", "/todo"],
  ["yanjiushi", "/desk"],
])("%s: with wide text spacing nothing on %s is cut off", async (login, path) => {
  const page = await house.enter(login, path)
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
        "p { margin-bottom: 2em !important }",
    )
    document.adoptedStyleSheets = [sheet]
  })
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("main *, .masthead *")]
        .filter((element) => {
          const { overflowX, overflowY } = getComputedStyle(element)
          const clips = overflowX === "hidden" || overflowY === "hidden" || element.tagName === "BUTTON"
          const full = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
          return clips && full && element.clientWidth > 1
        })
        .map((element) => element.outerHTML.slice(0, 100)),
    )
    expect(cut).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
  await page.context().close()
})
