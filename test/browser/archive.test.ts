import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import { unzipSync } from "fflate"
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest"
import { type House, openHouse } from "./support/house.ts"

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

test("a package is downloaded by its button, and its own page checks it from the folder, without a network", async () => {
  const page = await house.enter("yanjiushi", "/plans/1/archive")
  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "制作并下载归档包" }).click()
  const folder = mkdtempSync(join(tmpdir(), "fengong-archive-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const files = unzipSync(readFileSync(await (await download).path()))
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }

  const offline = await page.context().browser()?.newContext({ offline: true })
  const own = await offline?.newPage()
  if (!own) throw new Error("no page")
  const complaints: string[] = []
  own.on("console", (message) => complaints.push(message.text()))
  own.on("pageerror", (error) => complaints.push(error.message))
  const verdict = async () => {
    await own.goto(pathToFileURL(join(folder, "index.html")).href)
    await own.locator("#folder").setInputFiles(folder)
    await own.locator("#verdict.sound, #verdict.unsound").waitFor()
    return own.locator("#verdict").innerText()
  }
  expect(await verdict()).toContain("核对通过")
  appendFileSync(join(folder, "进展/各期进展.csv"), "x")
  expect(await verdict()).toMatch(/核对没有通过[\s\S]*内容已改动：进展\/各期进展\.csv/)
  expect(complaints).toEqual([])
  await offline?.close()
  await page.context().close()
})
