import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { freePort } from "#db/server_process.ts"
import { asOffice, sharedBrowser } from "#test/support/browser.ts"
import { type Program, startProgram } from "#test/support/program.ts"
import { signIn } from "./support/house.ts"
import { flawsOf } from "./support/inspect.ts"

/** No two accounts begin with the same password. */
const firstPassword = (key: string) => `Kouling-${key}-1`
const NEW_PASSWORD = "Xin-kouling-2026"

let folder: string
let program: Program
let browser: Browser
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fengong-office-"))
  const port = await freePort()
  browser = await sharedBrowser()
  program = await startProgram({
    PORT: String(port),
    BASE_URL: asOffice(`http://127.0.0.1:${port}`),
    DATABASE_URL: `file:${join(folder, "fengong.db")}`,
  })
})
afterAll(async () => {
  await program?.stop()
  await rm(folder, { recursive: true, force: true })
})

test("an office sets the program up in the browser, over plain HTTP on its own network, and works in it", async () => {
  const baseURL = asOffice(program.url)
  const context = await browser.newContext({ baseURL })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()

  // The first visitor is led to set-up, which asks for the code on the server's console.
  await page.goto("/")
  expect(new URL(page.url()).pathname).toBe("/setup")
  const code = program.output().match(/[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/)?.[0]
  await page.getByLabel("初始化码").fill(code ?? "")
  await page.getByLabel("本单位名称").fill("某某局")
  await page.getByLabel("内设机构和参与单位").fill("办公室\n研究室")
  await page.getByLabel("督查部门").fill("研究室")
  for (const [key, login] of [
    ["admin", "admin"],
    ["security", "security"],
    ["auditor", "auditor"],
    ["supervisor", "ducha"],
  ]) {
    await page.locator(`[name=${key}Name]`).fill(`${login}甲`)
    await page.locator(`[name=${key}Login]`).fill(login ?? "")
    await page.locator(`[name=${key}Password]`).fill("Kouling-dou-yiyang-1")
  }
  const flaws = await flawsOf(page)
  await page.getByRole("button", { name: "完成设置" }).click()
  await page.getByText("各账号的口令不能相同").first().waitFor()
  flaws.push(...(await flawsOf(page)))
  expect(await page.getByLabel("督查部门").inputValue()).toBe("研究室")
  for (const key of ["admin", "security", "auditor", "supervisor"])
    await page.locator(`[name=${key}Password]`).fill(firstPassword(key))
  await page.getByRole("button", { name: "完成设置" }).click()
  await page.getByText("初始化完成").waitFor()

  // The cookie is a plain one: browsers drop `Secure` and `__Host-` cookies here.
  await signIn(page, "ducha", firstPassword("supervisor"))
  expect(await context.cookies()).toMatchObject([{ name: "sid", secure: false, httpOnly: true, sameSite: "Lax" }])

  // The first password must be changed: a form that is posted, with an origin and no Sec-Fetch-Site.
  expect(new URL(page.url()).pathname).toBe("/account/password")
  const posted = page.waitForRequest((request) => request.method() === "POST")
  await page.locator("input[autocomplete='current-password']").fill(firstPassword("supervisor"))
  for (const field of await page.locator("input[autocomplete='new-password']").all()) await field.fill(NEW_PASSWORD)
  await page.locator("#main form button[type=submit]").click()
  const headers = await (await posted).allHeaders()
  expect(headers.origin).toBe(baseURL)
  expect(headers["sec-fetch-site"]).toBeUndefined()
  await page.locator(".said", { hasText: "口令已修改" }).waitFor()
  await page.goto("/")
  await page.getByRole("heading", { name: "督查工作台" }).waitFor()
  expect([...flaws, ...(await flawsOf(page))]).toEqual([])
  await context.close()
})
