import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { AxeResults, RunOptions } from "axe-core"
import type { Page } from "playwright-core"
import { DESKTOP } from "./house.ts"

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

/** 320 px is a 1280 px window at 400 %: content reflows, nothing scrolls sideways (WCAG 1.4.10). */
const WIDTHS = [1440, 1024, 390, 320]

const EVERYTHING: RunOptions = {
  runOnly: { type: "tag", values: TAGS },
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
}
/** Dark mode changes colours and nothing else. */
const COLOURS: RunOptions = { runOnly: { type: "rule", values: ["color-contrast"] }, resultTypes: ["violations"] }

/** Between the margins of an A4 sheet upright and across it, in px as CSS has them; views/assets/print.css. */
const UPRIGHT = 680
const ACROSS = 1031

/** What is wrong with an opened page, all that is folded away unfolded: axe in light and dark, every width, and paper. */
export async function flawsOf(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true
  })
  await page.evaluate(AXE)
  const light = await axe(page, EVERYTHING)
  await page.emulateMedia({ colorScheme: "dark" })
  const dark = await axe(page, COLOURS)
  await page.emulateMedia({ colorScheme: "light" })
  return [...light, ...dark.map((flaw) => `dark ${flaw}`), ...(await sideways(page)), ...(await onPaper(page))]
}

/** The rule, and where it is broken. */
async function axe(page: Page, options: RunOptions): Promise<string[]> {
  const violations = await page.evaluate(async (given) => {
    const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }
    return (await axe.run(given)).violations
  }, options)
  return violations.map(({ id, nodes }) => {
    const places = nodes.slice(0, 3).map(({ target }) => target.join(" "))
    return `${id} at ${places.join(", ")} (${nodes.length})`
  })
}

async function sideways(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: DESKTOP.height })
    const culprit = await page.evaluate(() => {
      if (document.documentElement.scrollWidth <= innerWidth) return null
      const sticksOut = (element: Element) => element.getBoundingClientRect().right > innerWidth + 1
      const first = [...document.querySelectorAll("main *")].find(sticksOut)
      return `${document.documentElement.scrollWidth} px wide because of ${first?.outerHTML.slice(0, 100)}`
    })
    if (culprit) found.push(`at ${width} px: ${culprit}`)
  }
  await page.setViewportSize(DESKTOP)
  return found
}

/** What a printer would make of it: what only hands can use, what is cut off, and heads that do not come again. */
async function onPaper(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: "print" })
  const lies = await page.evaluate(() =>
    [...document.querySelectorAll("#main > *")].some((one) => getComputedStyle(one).page === "across"),
  )
  await page.setViewportSize({ width: lies ? ACROSS : UPRIGHT, height: DESKTOP.height })
  const found = await page.evaluate(() => {
    const isSeen = (one: Element) => one.getClientRects().length > 0
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(isSeen)
    const isCut = (one: HTMLElement) => {
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(one)
      const clips = overflowX !== "visible" || overflowY !== "visible"
      const saysSo = textOverflow === "ellipsis" || webkitLineClamp !== "none"
      const isFull = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1
      return clips && isFull && !saysSo && one.clientWidth > 1
    }
    const name = (what: string) => (one: Element) => `${what}: ${one.outerHTML.slice(0, 100)}`
    return [
      ...all("button, .button, .act, input, select, textarea, form:not(.on-paper), .masthead").map(name("on paper")),
      ...all("#main *").filter(isCut).map(name("cut off on paper")),
      ...all("thead")
        .filter((one) => getComputedStyle(one).display !== "table-header-group")
        .map(name("comes once on paper")),
      ...(document.documentElement.scrollWidth > innerWidth ? ["wider than paper"] : []),
    ]
  })
  await page.emulateMedia({ media: "screen" })
  await page.setViewportSize(DESKTOP)
  return found
}
