import { expect, test } from "vitest"
import { crc32 } from "#src/office/spreadsheets/checksum.ts"

test("CRC-32 is that of the standard, and goes on", () => {
  const text = new TextEncoder().encode("123456789")
  expect(crc32(text)).toBe(0xcbf43926)
  expect(crc32(text.subarray(4), crc32(text.subarray(0, 4)))).toBe(0xcbf43926)
})
