import * as fc from "fast-check"
import { expect, test } from "vitest"
import { boundaryIn, Malformed, readMultipart, TooWordy } from "#src/door/multipart.ts"

type Part = { name: string; text: string } | { name: string; filename: string; bytes: Uint8Array }

/** Reads a body that comes in pieces of the given size; how much of it was held at once is counted too. */
async function readIn(body: Uint8Array, boundary: string, size: number, mostWords = 1_000_000) {
  const parts: Part[] = []
  const largest = { piece: 0 }
  let at = 0
  const next = async () => {
    if (at >= body.length) return null
    const piece = body.subarray(at, at + size)
    at += size
    return piece
  }
  const reading = readMultipart(next, boundary, mostWords, {
    field: (name, text) => void parts.push({ name, text }),
    file(name, filename) {
      const pieces: Uint8Array[] = []
      return {
        take(bytes) {
          largest.piece = Math.max(largest.piece, bytes.length)
          pieces.push(new Uint8Array(bytes))
        },
        end: () => void parts.push({ name, filename, bytes: new Uint8Array(Buffer.concat(pieces)) }),
      }
    },
  })
  const error: unknown = await reading.then(
    () => null,
    (problem: unknown) => problem,
  )
  return { parts, error, read: Math.min(at, body.length), largest: largest.piece }
}

async function formOf(parts: Part[]) {
  const form = new FormData()
  for (const part of parts) {
    if ("text" in part) form.append(part.name, part.text)
    else form.append(part.name, new File([new Uint8Array(part.bytes)], part.filename))
  }
  const request = new Request("http://x", { method: "POST", body: form })
  const boundary = boundaryIn(request.headers.get("content-type") ?? "") ?? ""
  return { body: new Uint8Array(await request.arrayBuffer()), boundary }
}

/** What is like a delimiter and is none comes up often. */
const bytes = fc
  .array(fc.oneof(fc.constantFrom("\r\n--", "\r\n", "--", "-", "\r\n\r\n"), fc.string({ unit: "binary" })))
  .map((some) => new TextEncoder().encode(some.join("")))
const name = fc.string({
  unit: fc.constantFrom("a", "文", '"', ";", "=", "\\", " ", "\n", "%"),
  minLength: 1,
  maxLength: 8,
})
const part = fc.oneof(
  fc.record({ name, text: fc.string({ unit: fc.constantFrom("字", "\r\n", "-", "a", "𠮷") }) }),
  fc.record({ name, filename: name, bytes }),
)

test("however a form is cut up on its way, it is read as a browser meant it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 6 }), fc.integer({ min: 1, max: 80 }), async (parts, size) => {
      const { body, boundary } = await formOf(parts)
      const meant = await new Response(new Uint8Array(body), {
        headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
      }).formData()
      const expected = await Promise.all(
        [...meant].map(async ([name, value]) =>
          typeof value === "string"
            ? { name, text: value }
            : { name, filename: value.name, bytes: new Uint8Array(await value.arrayBuffer()) },
        ),
      )
      const { parts: read, error } = await readIn(body, boundary, size)
      expect(error).toBeNull()
      expect(read).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

test("of a file never more is held than came at once", async () => {
  const { body, boundary } = await formOf([{ name: "files", filename: "a.pdf", bytes: new Uint8Array(3_000_000) }])
  const { error, largest } = await readIn(body, boundary, 64 * 1024)
  expect(error).toBeNull()
  expect(largest).toBeLessThanOrEqual(64 * 1024 + boundary.length + 4)
})

test("a form that is cut off says so, and gives what words there are", async () => {
  const { body, boundary } = await formOf([
    { name: "one", text: "全文" },
    { name: "two", text: "写到一半" },
  ])
  const end = Buffer.from(body).indexOf("一半")
  const { parts, error } = await readIn(body.subarray(0, end), boundary, 7)
  expect(error).toBeInstanceOf(Malformed)
  expect(parts).toEqual([
    { name: "one", text: "全文" },
    { name: "two", text: "写到" },
  ])
})

test("words beyond the limit end the reading there, in however many fields they stand", async () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ name: `n${i}`, text: "字".repeat(10) }))
  const { body, boundary } = await formOf(many)
  const { error, read } = await readIn(body, boundary, 100, 5000)
  expect(error).toBeInstanceOf(TooWordy)
  expect(read).toBeLessThan(12_000)
  const file = await formOf([{ name: "files", filename: "a".repeat(100), bytes: new Uint8Array(100_000) }])
  expect((await readIn(file.body, file.boundary, 100, 5000)).error).toBeNull()
})

test.each(["", "x", "--x", "--x\r\n", '--x\r\nContent-Disposition: form-data; name="a"', "--x\r\n\r\n--x-"])(
  "%j is no form",
  async (body) => {
    expect((await readIn(new TextEncoder().encode(body), "x", 3)).error).toBeInstanceOf(Malformed)
  },
)

test("a part without a name is no field", async () => {
  const body =
    '--x\r\nContent-Type: text/plain\r\n\r\nnothing\r\n--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'
  expect((await readIn(new TextEncoder().encode(body), "x", 5)).parts).toEqual([{ name: "a", text: "b" }])
})
