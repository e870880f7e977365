import { copyFile, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { BrowserContext, BrowserContextOptions, Cookie, Page } from "playwright-core"
import { inject } from "vitest"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { sharedBrowser } from "#test/support/browser.ts"
import { NOW } from "#test/support/demo_day.ts"
import { type Program, startProgram } from "#test/support/program.ts"

export const DESKTOP = { width: 1440, height: 900 }

/** The real program on a copy of the demo's year, one for a test file, and the windows in which it is looked at. */
export type House = {
  readonly url: string
  readonly databaseUrl: string
  readonly program: Program
  /** What no page may ever do: script errors, broken CSP, requests to other hosts. Reading forgets them. */
  complaints(): string[]
  /** A window of its own with nobody signed in. */
  window(options?: BrowserContextOptions): Promise<Page>
  /** A window in which this person has signed in, through the form the first time; `path` opens a page after it. */
  enter(login: string, path?: string, options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

export async function openHouse(settings: Record<string, string> = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), "fengong-house-"))
  const file = join(folder, "fengong.db")
  await copyFile(inject("demoDatabase"), file)
  const databaseUrl = `file:${file}`
  const [program, browser] = await Promise.all([
    startProgram({ DEMO: "1", NOW, DATABASE_URL: databaseUrl, ...settings }),
    sharedBrowser(),
  ])
  const sessions = new Map<string, Cookie[]>()
  let complaints: string[] = []

  const contexts: BrowserContext[] = []
  const watch = (context: BrowserContext) => {
    contexts.push(context)
    context.setDefaultTimeout(10_000)
    context.on("console", (message) => {
      // An answer of 4xx is logged by the browser itself; which answers are right is the tests' business.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        complaints.push(`${message.page()?.url()}: ${message.text()}`)
    })
    context.on("weberror", (error) => complaints.push(`${error.page()?.url()}: ${error.error().message}`))
    context.on("request", (request) => {
      const url = request.url()
      if (!url.startsWith(program.url) && !url.startsWith("data:")) complaints.push(`asks ${url}`)
    })
  }
  const window = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ viewport: DESKTOP, baseURL: program.url, locale: "zh-CN", ...options })
    watch(context)
    return context.newPage()
  }

  return {
    url: program.url,
    databaseUrl,
    program,
    complaints() {
      const all = complaints
      complaints = []
      return all
    },
    window,
    async enter(login, path, options) {
      const page = await window(options)
      const known = sessions.get(login)
      if (known) await page.context().addCookies(known)
      else await signIn(page, login)
      sessions.set(login, await page.context().cookies())
      if (known || path !== undefined) await page.goto(path ?? "/")
      return page
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()))
      await program.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Through the form, up to the person's first page. */
export async function signIn(page: Page, login: string, password = DEMO_PASSWORD): Promise<void> {
  if (!page.url().includes("/login")) await page.goto("/login")
  await page.getByLabel("用户名").fill(login)
  await page.getByLabel("口令", { exact: true }).fill(password)
  await page.getByRole("button", { name: "登录" }).click()
  await page.locator("#sign-out").waitFor()
}
