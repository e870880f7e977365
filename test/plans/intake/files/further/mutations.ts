import fc from "fast-check"
import { expect } from "vitest"
import { inputOf } from "./further.ts"

/** Bytes changed, cut out and doubled here and there. */
export const mutationsOf = (file: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .array(
      fc.record({
        at: fc.nat(file.length - 1),
        kind: fc.constantFrom("byte", "word", "cut", "double", "end"),
        value: fc.nat(255),
        length: fc.integer({ min: 1, max: 600 }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((changes) => {
      let bytes = [...file]
      for (const { at, kind, value, length } of changes) {
        if (kind === "byte") bytes[at] = value
        if (kind === "word") bytes.splice(at, 4, value, value, value, 0)
        if (kind === "cut") bytes.splice(at, length)
        if (kind === "double") bytes.splice(at, 0, ...bytes.slice(at, at + length))
        if (kind === "end") bytes = bytes.slice(0, Math.max(8, at))
      }
      return Uint8Array.from(bytes)
    })

/** Either a document or one Chinese sentence; nothing else comes of a file, whatever was made of it. */
export async function expectAnswer(bytes: Uint8Array) {
  const input = await inputOf(bytes, "方案")
  if ("problem" in input) expect(input.problem).toMatch(/[\u4e00-\u9fff]/)
  else expect(input.blocks).toBeInstanceOf(Array)
}
