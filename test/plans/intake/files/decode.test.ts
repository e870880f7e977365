import { expect, test } from "vitest"
import { decoded } from "#src/plans/intake/files/decode.ts"

const WORDS = "一、牵头单位：办公室"
const UTF8 = new TextEncoder().encode(WORDS)
const GB18030 = [
  0xd2, 0xbb, 0xa1, 0xa2, 0xc7, 0xa3, 0xcd, 0xb7, 0xb5, 0xa5, 0xce, 0xbb, 0xa3, 0xba, 0xb0, 0xec, 0xb9, 0xab, 0xca,
  0xd2,
]

test.each([
  ["UTF-8", UTF8],
  ["UTF-8 with a byte order mark", Uint8Array.of(0xef, 0xbb, 0xbf, ...UTF8)],
  ["GB18030", Uint8Array.from(GB18030)],
  ["little-endian Unicode, as Windows' Notepad calls it", utf16(0xff, 0xfe)],
  ["big-endian Unicode", utf16(0xfe, 0xff)],
])("a text in %s is decoded", (_, bytes) => {
  expect(decoded(bytes)).toBe(WORDS)
})

test("an empty file is an empty text", () => {
  expect(decoded(new Uint8Array())).toBe("")
})

function utf16(first: number, second: number): Uint8Array {
  const little = first === 0xff
  const bytes = [...WORDS].flatMap((char) => {
    const code = char.charCodeAt(0)
    return little ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff]
  })
  return Uint8Array.of(first, second, ...bytes)
}
