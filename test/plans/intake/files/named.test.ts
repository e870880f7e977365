import { decodeHTML } from "entities"
import { xmlDecodeTree } from "entities/decode"
import { expect, test } from "vitest"
import { SIGNS, withSigns } from "#src/plans/intake/files/named.ts"

test("every name of HTML 4 stands for the sign that HTML 5 has for it", () => {
  expect(SIGNS.size).toBe(249)
  for (const [name, sign] of SIGNS) if (name !== "-") expect([name, sign]).toEqual([name, decodeHTML(`&${name};`)])
  expect(withSigns("甲&nbsp;&ldquo;乙&rdquo;&mdash;&hellip;")).toBe("甲\u00a0“乙”—…")
})

test("what would end or begin something, and what is no name, stays as it is written", () => {
  const written = "&lt;p&gt; A&amp;B &amp;nbsp; &nosuch; &#19968; R&D; &"
  expect(withSigns(written)).toBe(written)
})

test("the Worker's names of XML are those of the parser", async () => {
  const theirs = await import(new URL("../../../../src/bin/dev_edge/entities_of_xml.js", import.meta.url).href)
  expect([...theirs.htmlDecodeTree]).toEqual([...xmlDecodeTree])
})
