import { unzipSync } from "fflate"
import { expect, test } from "vitest"
import { zipOf } from "#src/office/spreadsheets/packing.ts"
import { openZip } from "#src/plans/intake/files/zip.ts"

const encoder = new TextEncoder()
const LONG = Array.from({ length: 400 }, (_, i) => encoder.encode(`第${i}行${"文字".repeat(500)}\n`))

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: number[] = []
  for await (const bytes of pieces) all.push(...bytes)
  return new Uint8Array(all)
}

const joined = (pieces: readonly Uint8Array[]) =>
  new TextDecoder().decode(new Uint8Array(pieces.flatMap((one) => [...one])))

test("an archive made in pieces holds what its parts had, for other readers and for ours", async () => {
  const bytes = await whole(
    zipOf([
      { name: "xl/长.xml", pieces: LONG },
      { name: "empty", pieces: [] },
      { name: "a.txt", pieces: [encoder.encode("一句话")] },
    ]),
  )
  const read = unzipSync(bytes)
  expect(Object.keys(read)).toEqual(["xl/长.xml", "empty", "a.txt"])
  expect(new TextDecoder().decode(read["xl/长.xml"])).toBe(joined(LONG))
  expect(read.empty).toHaveLength(0)
  const zip = openZip(bytes)
  expect(zip.names).toContain("a.txt")
  expect(joined([...(zip.part("a.txt") ?? [])])).toBe("一句话")
  // The sum of 「一句话」 by PKZIP, as the entry of the list has it.
  const entry = bytes.length - 22 - 46 - "a.txt".length
  expect(new DataView(bytes.buffer).getUint32(entry + 16, true)).toBe(0x038c692b)
})

test("the same parts make the same bytes", async () => {
  const once = () => whole(zipOf([{ name: "a", pieces: LONG }]))
  expect(await once()).toEqual(await once())
})

test("what goes wrong while a part is made is told to whoever takes the archive", async () => {
  async function* broken() {
    yield encoder.encode("一")
    throw new Error("the database is gone")
  }
  await expect(whole(zipOf([{ name: "a", pieces: broken() }]))).rejects.toThrow("the database is gone")
})

test("whoever stops taking ends the making", async () => {
  let isEnded = false
  let made = 0
  async function* endless() {
    try {
      for (;;) {
        made++
        yield crypto.getRandomValues(new Uint8Array(60_000))
      }
    } finally {
      isEnded = true
    }
  }
  const pieces = zipOf([{ name: "a", pieces: endless() }])
  for (let i = 0; i < 5; i++) await pieces.next()
  await pieces.return(undefined)
  expect(isEnded).toBe(true)
  // Nobody takes more than a little ahead.
  expect(made).toBeLessThan(60)
})
