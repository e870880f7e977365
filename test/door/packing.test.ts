import { gunzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { packed, SMALL } from "#src/door/packing.ts"

const words = (length: number) => "分工督办".repeat(Math.ceil(length / 4)).slice(0, length)

test("a small page is packed at once, without waiting for a thread that hashes passwords", () => {
  const answer = packed(words(SMALL))
  expect(answer).toBeInstanceOf(Uint8Array)
  expect(gunzipSync(answer as Uint8Array).toString()).toBe(words(SMALL))
})

test("a long one is packed in a thread, so that it holds up nobody", async () => {
  const answer = packed(words(SMALL + 1))
  expect(answer).toBeInstanceOf(Promise)
  expect(gunzipSync((await answer) as Uint8Array).toString()).toBe(words(SMALL + 1))
})
