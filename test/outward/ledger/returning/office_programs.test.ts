import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { done, onReport, openRound, reportOf } from "#test/support/acts.ts"
import { bringFile, formOf, IMPORTS, importsIn, plainText, takeOn } from "#test/support/returns.ts"
import { type World, world } from "#test/support/world.ts"

/*
 * Sheets as our own program sends them out, and as LibreOffice saves them again: fixtures/libreoffice.xlsx and .csv are the
 * 台账 of this very world, filled and saved by LibreOffice 7.4: a cell typed in rows 5, 6 (which was hidden then) and 8,
 * where the text begins with =; a formula in row 7, and another day; the row of part 5 copied and changed; that of part 6
 * deleted.
 */

const FIRST = `${IMPORTS}/1`

async function lived() {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "lin", 1, "return"))
  return w
}

const taken = async (w: World, file: "xlsx" | "csv", login: "lin" | "wang" = "lin") =>
  new Uint8Array(await (await w.as(login).post(`/plans/1/ledger.${file}`)).arrayBuffer())

test.each(["xlsx", "csv"] as const)(
  "a .%s that went out and comes back untouched says nothing, and is done with",
  async (file) => {
    const w = await lived()
    await done(bringFile(w, "lin", await taken(w, file), `台账.${file}`))
    expect(plainText((await formOf(w, "lin", FIRST)).html)).toMatch(
      /共 6 行，对上 6 行。 6 行没有改动。.*没有可以采用的内容/,
    )
    expect(await importsIn(w)).toMatchObject([{ state: "closed", closedById: 1 }])
  },
)

test("nor does one whose reports went on meanwhile: it says which", async () => {
  const w = await lived()
  const sheet = await taken(w, "xlsx")
  await done(onReport(w, "zhou", 2, "report"))
  await done(bringFile(w, "lin", sheet))
  const { html, offered } = await formOf(w, "lin", FIRST)
  expect(offered).toEqual([])
  expect(plainText(html)).toContain("台账没有改动、系统已有新内容的 1 行不受影响：第 6 行")
})

const fixture = (file: string) => new Uint8Array(readFileSync(new URL(`fixtures/libreoffice.${file}`, import.meta.url)))

test("filled and saved by LibreOffice: what was typed is taken, what is odd is told", async () => {
  const w = await lived()
  await done(bringFile(w, "lin", fixture("xlsx")))
  const { html, fields, offered } = await formOf(w, "lin", FIRST)
  const text = plainText(html)
  expect(text).toContain("共 6 行，对上 6 行；筛选或隐藏的 1 行也已读取。")
  expect(offered).toEqual([
    "0-problems",
    "1-achieved",
    "1-coordination",
    "2-achieved",
    "3-nextSteps",
    "4-achieved",
    "5-achieved",
  ])
  expect(fields.take).toEqual(["0-problems", "1-achieved", "1-coordination", "3-nextSteps"])
  expect(text).toMatch(/第 7 行.*研究室已办2件 这一格是公式/)
  expect(text).toContain("完成时限：台账上是「2026.12.31」，系统是「空」")
  expect(text).toMatch(/第 9 行.*同一项在第 11 行也有.*第 11 行.*同一项在第 9 行也有/)
  await done(takeOn(w, "lin", FIRST, { take: [...fields.take, "5-achieved"] }))
  expect(await reportOf(w, 2)).toMatchObject({ state: "submitted", hasDifficulty: true })
  expect(await reportOf(w, 5)).toMatchObject({ state: "submitted" })
  // Without 落实情况 there is nothing that could be entered: told at its row, and the rest is taken.
  expect(await reportOf(w, 4)).toBeNull()
  expect(plainText((await formOf(w, "lin", FIRST)).html)).toMatch(/=不是公式 上次没有采用/)
})

test("saved as text by LibreOffice the same is typed; of a formula only its result is left", async () => {
  const w = await lived()
  await done(bringFile(w, "lin", fixture("csv"), "台账.csv"))
  const { fields } = await formOf(w, "lin", FIRST)
  expect(fields.take).toEqual(["0-problems", "1-achieved", "1-coordination", "2-achieved", "3-nextSteps"])
})
