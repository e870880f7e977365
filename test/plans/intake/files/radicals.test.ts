import fc from "fast-check"
import { expect, test } from "vitest"
import { withoutRadicals } from "#src/plans/intake/files/radicals.ts"
import { tasksIn } from "./opened.ts"

test("radicals that a browser printed become the characters that they stand for", () => {
  expect(withoutRadicals("\u2f00、健全\u2ea0生\u2ed3效机制，⼀\u2ee2当先")).toBe("一、健全民生长效机制，一马当先")
  const printed = new TextEncoder().encode("\u2f00、改善\u2ea0生\n（\u2f00）办好实事。（责任单位：\u2ea0政局）")
  expect(tasksIn(printed)).toEqual(["（一）办好实事。 → 责任 民政局"])
})

test("every character keeps its place, and what is none of them stays", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(withoutRadicals(text)).toHaveLength(text.length)
      expect(withoutRadicals(withoutRadicals(text))).toBe(withoutRadicals(text))
    }),
  )
  expect(withoutRadicals("督办𠮷①")).toBe("督办𠮷①")
})
