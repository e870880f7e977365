import { createClient } from "@libsql/client"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import {
  excerptOf,
  finderOf,
  folded,
  marked,
  patternOf,
  questionOf,
  soughtBy,
  termsOf,
} from "#src/pages/search/words.ts"

const shown = (text: string, ...terms: string[]) =>
  excerptOf(text, terms)
    .map(({ text: piece, isMarked }) => (isMarked ? `<${piece}>` : piece))
    .join("")

test.each<[string, string[]]>([
  ["信访", ["信访"]],
  ["  督查室　以案释法 ", ["督查室", "以案释法"]],
  ["督查室、普法；案例", ["督查室", "普法", "案例"]],
  ['"以案 释法" 普法', ["以案 释法", "普法"]],
  ["“以案 释法”普法", ["以案 释法", "普法"]],
  ['"没有合上 的', ["没有合上 的"]],
  ["ＡＢＣ abc Abc", ["Abc"]],
  ["普法 普法", ["普法"]],
  ['""', []],
  ["  ", []],
])("%s asks for %j", (question, terms) => {
  expect(termsOf(question)).toEqual(terms)
})

test("a question of many words is read so far, and asks the same again", () => {
  expect(termsOf("一 二 三 四 五 六 七 八 九 十")).toHaveLength(8)
  for (const terms of [["以案 释法", "普法"], ["督查室"], []]) expect(termsOf(questionOf(terms))).toEqual(terms)
})

const client = createClient({ url: ":memory:" })

/** As the queries ask. */
async function isFoundBySqlite(text: string, term: string): Promise<boolean> {
  const sought = soughtBy(term)
  const { rows } =
    "plain" in sought
      ? await client.execute({ sql: "select instr(?, ?) > 0 as found", args: [text, sought.plain] })
      : await client.execute({ sql: "select ? glob ? as found", args: [text, `*${sought.glob}*`] })
  return rows[0]?.found === 1
}

const SIGNS = [..."信访a Ａb%_*?[]^-\\\"'，。,９9中😀，\n"]
const word = fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 4 }).map((signs) => signs.join(""))
const body = fc.array(fc.constantFrom(...SIGNS), { maxLength: 30 }).map((signs) => signs.join(""))

test("SQLite finds a word where it is marked, whatever it is written with", async () => {
  await fc.assert(
    fc.asyncProperty(body, word, async (text, term) => {
      const isMarked = marked(text, finderOf([term])).some((piece) => piece.isMarked)
      expect(isMarked).toBe(folded(text).includes(folded(term)))
      expect(await isFoundBySqlite(text, term)).toBe(isMarked)
      // A name that is the whole word.
      const { rows } = await client.execute({ sql: "select ? glob ? as same", args: [text, patternOf(term)] })
      expect(rows[0]?.same === 1).toBe(folded(text) === folded(term))
    }),
  )
})

test("an excerpt is made of the text, with every first place of a word marked in it", () => {
  fc.assert(
    fc.property(body, fc.array(word, { minLength: 1, maxLength: 3 }), (text, terms) => {
      const pieces = excerptOf(text, terms)
      for (const piece of pieces) if (piece.text !== "…") expect(text).toContain(piece.text)
      const found = terms.some((term) => folded(text).includes(folded(term)))
      expect(pieces.some((piece) => piece.isMarked)).toBe(found)
      expect(pieces.map((piece) => piece.text).join("")).toSatisfy((all: string) => all.isWellFormed())
    }),
  )
})

test("the sentence with the word is shown, and long ones around it", () => {
  expect(shown("上季度无事。建立以案释法资源库。下季度再议。", "以案释法")).toBe("…建立<以案释法>资源库。…")
  expect(shown(`${"甲".repeat(80)}信访${"乙".repeat(80)}`, "信访")).toBe(`…${"甲".repeat(36)}<信访>${"乙".repeat(36)}…`)
  expect(shown("信访工作条例。普法清单。", "普法", "信访")).toBe("<信访>工作条例。<普法>清单。")
  expect(shown("没有。", "信访")).toBe("没有。")
  expect(shown("ＡＢ培训，ab培训", "ab")).toBe("<ＡＢ>培训，<ab>培训")
})
