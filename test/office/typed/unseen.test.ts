import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { cleaned } from "#src/office/typed/unseen.ts"

describe("what becomes a line break", () => {
  test.each([
    ["Word's manual line break", "\v"],
    ["a page break", "\f"],
    ["a line separator", "\u2028"],
    ["a paragraph separator", "\u2029"],
    ["a next line", "\u0085"],
    ["what browsers post", "\r\n"],
    ["an old Mac's", "\r"],
  ])("%s", (_, sign) => {
    expect(cleaned(`第一段${sign}第二段`)).toEqual({ text: "第一段\n第二段", removed: 0 })
  })

  test("Word's unbreakable hyphen is a hyphen", () => {
    expect(cleaned("010\u001e8012")).toEqual({ text: "010-8012", removed: 0 })
  })
})

describe("what is taken out", () => {
  test.each<[string, string]>([
    ["a byte order mark", "\ufeff"],
    ["a zero-width space", "\u200b"],
    ["a zero-width non-joiner between Chinese", "\u200c"],
    ["a zero-width joiner between Chinese", "\u200d"],
    ["a word joiner", "\u2060"],
    ["a soft hyphen", "\u00ad"],
    ["Word's optional hyphen", "\u001f"],
    ["Word's end of a cell", "\u0007"],
    ["nothing at all", "\u0000"],
    ["delete", "\u007f"],
    ["an upper control character", "\u0093"],
    ["a direction mark", "\u200e"],
    ["a right-to-left override", "\u202e"],
    ["an isolate", "\u2066"],
    ["a combining grapheme joiner", "\u034f"],
    ["a Hangul filler", "\u3164"],
    ["half a Hangul filler", "\uffa0"],
    ["an empty Braille cell", "\u2800"],
    ["a picture that did not come along", "\ufffc"],
    ["what XML cannot hold", "\uffff"],
    ["an invisible plus", "\u2064"],
    ["a tag that hides words", "\u{e0041}"],
    ["a Mongolian selector on Chinese", "\u180b"],
  ])("%s", (_, sign) => {
    expect(cleaned(`法治${sign}培训`)).toEqual({ text: "法治培训", removed: 1 })
    expect(cleaned(sign)).toEqual({ text: "", removed: 1 })
  })

  test("each is counted once, signs beyond the first plane too", () => {
    expect(cleaned("\ufeff甲\u200b\u200b乙\u{e0041}")).toEqual({ text: "甲乙", removed: 4 })
  })

  test("a selector with nothing before it, and the second of two", () => {
    expect(cleaned("\ufe0f甲\n\ufe0f乙")).toEqual({ text: "甲\n乙", removed: 2 })
    expect(cleaned("❤\ufe0f\ufe0f")).toEqual({ text: "❤\ufe0f", removed: 1 })
  })
})

describe("what is part of the text", () => {
  test.each([
    ["Chinese with all its signs", "　　一是“普法”——《办法》第（三）条；ＡＢＣ　1.5％\t表\n二是"],
    ["no-break and narrow spaces", "10\u00a0MB\u202f"],
    ["rare characters of names, in planes beyond the first and in the private area", "𠮷野家 \ue000"],
    ["a rare shape of a character in a name", "葛\u{e0100}飾"],
    ["a family", "👨\u200d👩\u200d👧"],
    ["a heart on fire", "❤\ufe0f\u200d🔥"],
    ["a skin, a profession, hair", "👩🏽\u200d💻👨\u200d🦰"],
    ["a rainbow flag, a pirate's", "🏳\ufe0f\u200d🌈🏴\u200d☠\ufe0f"],
    ["the flag of Scotland", "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}"],
    ["a key", "1\ufe0f⃣"],
    ["Mongolian with its vowel separator and selectors", "ᠮᠣᠩᠭᠣᠯ\u180eᠤᠨ ᠦ\u180bᠭᠡ ᠳᠤ\u200d ᠶᠢᠨ\u202fᠠ"],
    ["Uyghur and Persian with non-joiners", "ئۇيغۇر می\u200cخواهم ه\u200d"],
    ["Arabic with vowel signs before a joiner", "بَ\u200dت"],
    ["a mark of direction in a text from right to left", "\u200fئۇيغۇر\u200f (2026)\u200e"],
    ["Hindi, Malayalam, Sinhala with joiners", "क्\u200dष അവന്\u200d ශ්\u200dරී"],
    ["Khmer and Thai with their spaces without width", "សួស្តី\u200bពិភពលោក ภาษา\u200bไทย"],
    ["Tibetan", "བོད་ཡིག"],
    ["old Korean", "\u1100\u1160"],
    ["Braille", "\u2801\u2800\u2803"],
  ])("%s", (_, text) => {
    expect(cleaned(text)).toEqual({ text, removed: 0 })
  })

  test("beside such a script what means nothing goes all the same", () => {
    expect(cleaned("ئۇيغۇر\u202e\ufeff").text).toBe("ئۇيغۇر")
    expect(cleaned("👨\u200d甲").text).toBe("👨甲")
  })
})

const UNTIDY = fc.string({
  unit: fc.constantFrom(..."法 a1\n\t\r\v\u2028\u200b\u200d\u200c\ufeff\ufe0f\u202e\u00ad\u180b👨👩🏽ᠮئक\u0007\u001e"),
})

const SEEN = new Set("法a1👨👩🏽ᠮئक")

test("what is cleaned is clean, and what is seen stays", () => {
  fc.assert(
    fc.property(UNTIDY, (typed) => {
      const once = cleaned(typed)
      expect(cleaned(once.text)).toEqual({ text: once.text, removed: 0 })
      const seen = (text: string) => [...text].filter((sign) => SEEN.has(sign)).join("")
      expect(seen(once.text)).toBe(seen(typed))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
      expect(once.text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029\ufeff\u202e\u00ad]/)
    }),
  )
})

test("a long text of nothing else takes no longer than it must", () => {
  const run = "\u200d".repeat(1_000_000)
  expect(cleaned(`甲${run}乙`)).toEqual({ text: "甲乙", removed: 1_000_000 })
  expect(cleaned("甲\u200b".repeat(300_000)).removed).toBe(300_000)
})
