import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readLeanXml, readXml } from "#src/plans/intake/files/xml.ts"
import { DEEPEST_NESTING, Refused } from "#src/plans/intake/words/limits.ts"

/* Both readers of XML: a part with many elements is read by the one, everything else by the other, and they say the same. */

type Told = (string | { text: string })[]

/** Texts that come one behind the other are one text: where a piece ends is nobody's matter. */
const joined = (told: Told): Told =>
  told.reduce<Told>((all, one) => {
    const last = all.at(-1)
    if (typeof one === "string" || typeof last !== "object") all.push(one)
    else last.text += one.text
    return all
  }, [])

function full(chunks: Uint8Array[]): Told {
  const told: Told = []
  readXml(chunks, {
    open: (name, attributes) => {
      told.push(`<${name}`)
      for (const [key, value] of Object.entries(attributes)) told.push(`${key}=${value}`)
    },
    close: (name) => told.push(`/${name}`),
    text: (text) => told.push({ text }),
  })
  return joined(told)
}

function lean(chunks: Uint8Array[]): Told {
  const told: Told = []
  const steps = readLeanXml(chunks, {
    open: (name) => told.push(`<${name}`),
    attribute: (name, value) => told.push(`${name}=${value}`),
    close: (name) => told.push(`/${name}`),
    text: (text) => told.push({ text }),
  })
  while (!steps.next().done);
  return joined(told)
}

const bytesOf = (xml: string) => new TextEncoder().encode(xml)

/** In pieces of so many bytes. */
function cut(bytes: Uint8Array, length: number): Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += length) pieces.push(bytes.subarray(at, at + length))
  return pieces
}

const name = fc.constantFrom("row", "c", "v", "t", "x:si", "w:p", "q:si")
const word = fc.constantFrom(
  "责任",
  "a ",
  "\n",
  "&amp;",
  "&lt;",
  "&#19968;",
  "&#x4E8C;",
  "&nbsp;",
  "]",
  "<!-- 注 -->",
  "<?p q?>",
  "<![CDATA[甲 & <乙>]]>",
)
const value = fc.array(fc.constantFrom("B3", "甲", "&quot;", "&#10;", " "), { maxLength: 4 }).map((all) => all.join(""))
const attributes = fc
  .uniqueArray(fc.tuple(fc.constantFrom("r", "s", "x:id", "hidden"), value), { selector: ([key]) => key, maxLength: 3 })
  .map((all) => all.map(([key, text]) => ` ${key}="${text}"`).join(""))

const { element } = fc.letrec<{ element: string; within: string }>((tie) => ({
  element: fc.oneof(
    fc.tuple(name, attributes).map(([tag, said]) => `<${tag}${said}/>`),
    fc.tuple(name, attributes, tie("within")).map(([tag, said, within]) => `<${tag}${said}>${within}</${tag}>`),
  ),
  within: fc.array(fc.oneof(word, tie("element")), { maxLength: 4 }).map((all) => all.join("")),
}))

/** The same prefix is of Office in one document and of somebody else in another. */
const named = fc.constantFrom(
  'xmlns:x="urn:spreadsheetml/main"',
  'xmlns:q="urn:spreadsheetml/main"',
  'xmlns:x="urn:else" xmlns:q="urn:wordprocessingml/a"',
)
const document = fc
  .tuple(named, element)
  .map(([spaces, inner]) => `<?xml version="1.0"?><root ${spaces}>${inner}</root>`)

/** No name and no verbatim stretch of these documents has more bytes. */
const SHORTEST_PIECE = 24

describe("readLeanXml", () => {
  it("says what the other reader says, wherever the pieces end", () => {
    fc.assert(
      fc.property(document, fc.integer({ min: SHORTEST_PIECE, max: 60 }), (xml, length) => {
        expect(lean(cut(bytesOf(xml), length))).toEqual(full([bytesOf(xml)]))
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ["closed in another turn", "<a><b></a></b>"],
    ["closed and never opened", "<a></a></b>"],
    ["nested too deep", "<a>".repeat(DEEPEST_NESTING + 1) + "</a>".repeat(DEEPEST_NESTING + 1)],
    ["a document type", "<!DOCTYPE a><a></a>"],
    ["a name longer than a piece", `<a><${"b".repeat(3 * SHORTEST_PIECE)}/></a>`],
  ])("refuses what is %s", (_, xml) => {
    expect(() => lean(cut(bytesOf(xml), SHORTEST_PIECE))).toThrow(Refused)
  })
})
