import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { unzipSync } from "fflate"
import { describe, expect, onTestFinished, test } from "vitest"
import { packed, sumsOf } from "#src/outward/archive/packing.ts"
import { type Entry, zipLength, zipped } from "#src/outward/archive/zip.ts"

const STAMP = { day: "2026-11-30", hour: 9, minute: 5 }

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const coming = (name: string, bytes: Uint8Array, size = bytes.length, piece = 70_000): Entry => ({
  name,
  size,
  bytes: () => inPieces(bytes, piece),
})

async function whole(entries: Entry[]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const piece of zipped(entries, STAMP)) chunks.push(piece)
  return Buffer.concat(chunks)
}

describe("a zip", () => {
  test("of whatever files is exactly as long as was said, and holds them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.tuple(fc.stringMatching(/^[a-z文件（）]{1,12}$/), fc.uint8Array({ maxLength: 300 }), fc.boolean()),
          {
            selector: ([name]) => name,
            maxLength: 6,
          },
        ),
        fc.integer({ min: 1, max: 400 }),
        async (files, piece) => {
          const entries = await Promise.all(
            files.map(([name, bytes, comes]) =>
              comes ? coming(name, bytes, bytes.length, piece) : packed(name, bytes),
            ),
          )
          const zip = await whole(entries)
          expect(zip.length).toBe(zipLength(entries))
          const read = unzipSync(zip)
          expect(Object.keys(read).sort()).toEqual(files.map(([name]) => name).sort())
          for (const [name, bytes] of files) expect(Buffer.from(read[name] ?? []).equals(bytes)).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })

  test.each([0, 1, 65_534, 65_535, 65_536, 131_070, 200_000])("a file of %i bytes comes in blocks", async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 7) % 251)
    const entries = [coming("佐证/大文件.pdf", bytes)]
    const zip = await whole(entries)
    expect(zip.length).toBe(zipLength(entries))
    expect(Buffer.from(unzipSync(zip)["佐证/大文件.pdf"] ?? []).equals(bytes)).toBe(true)
  })

  test("other programs read it: Python's zipfile, and names in Chinese", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fengong-zip-"))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const text = await packed("文件/正文.txt", "分工方案\n".repeat(1000))
    writeFileSync(join(folder, "a.zip"), await whole([text, coming("佐证/表.pdf", new Uint8Array(100_000).fill(7))]))
    const script = `import zipfile,sys
z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
sys.stdout.reconfigure(encoding="utf-8")
print([(i.filename,i.file_size,i.date_time[:5]) for i in z.infolist()])`
    const said = execFileSync("python3", ["-c", script, join(folder, "a.zip")], { encoding: "utf8" })
    expect(said.trim()).toBe(
      "[('文件/正文.txt', 13000, (2026, 11, 30, 9, 5)), ('佐证/表.pdf', 100000, (2026, 11, 30, 9, 5))]",
    )
  })

  test("beyond four gigabytes an entry is found by ZIP64", async () => {
    // The same bytes over and over, whose sum nobody asks for here.
    const chunk = new Uint8Array(64 * 1024 * 1024)
    const large = (name: string): Entry => ({
      ...{ name, isPacked: false, crc: 0, size: chunk.length * 35 },
      chunks: Array.from({ length: 35 }, () => chunk),
    })
    const entries = [large("1"), large("2"), await packed("末.txt", "末")]
    const small: { at: number; bytes: Uint8Array }[] = []
    let at = 0
    for await (const bytes of zipped(entries, STAMP)) {
      if (bytes.length < chunk.length) small.push({ at, bytes })
      at += bytes.length
    }
    expect(at).toBe(zipLength(entries))
    expect(at).toBeGreaterThan(2 ** 32)
    const view = ({ bytes }: { bytes: Uint8Array }) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const signed = (signature: number) =>
      small.filter((one) => one.bytes.length > 3 && view(one).getUint32(0, true) === signature)
    const last = signed(0x04034b50)[2]
    const extra = small.find(({ bytes }) => bytes.length === 12)
    expect(extra && Number(view(extra).getBigUint64(4, true))).toBe(last?.at)
    const [end] = signed(0x06064b50)
    expect(end && Number(view(end).getBigUint64(48, true))).toBe(signed(0x02014b50)[0]?.at)
  })

  test("of more than 65,535 entries other programs find each", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fengong-zip-"))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const one = await packed("x", "一")
    const entries = Array.from({ length: 66_000 }, (_, i) => ({ ...one, name: `${i}.txt` }))
    writeFileSync(join(folder, "a.zip"), await whole(entries))
    const script = `import zipfile,sys
z=zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.read("65999.txt").decode())`
    expect(
      execFileSync("python3", ["-X", "utf8", "-c", script, join(folder, "a.zip")], { encoding: "utf8" }).trim(),
    ).toBe("66000 一")
  })

  test("a file that is shorter or longer than was said ends it", async () => {
    const bytes = new Uint8Array(1000)
    await expect(whole([coming("短", bytes, 2000)])).rejects.toThrow("shorter")
    await expect(whole([coming("长", bytes, 999)])).rejects.toThrow("longer")
  })
})

test("what is packed keeps its hash, and documents are not packed twice", async () => {
  const text = await packed("a.txt", "好".repeat(10_000))
  expect(text).toMatchObject({ size: 30_000, isPacked: true })
  expect(text.chunks.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(1000)
  expect(await packed("b.docx", new Uint8Array(50))).toMatchObject({ size: 50, isPacked: false })
  expect(sumsOf([{ name: "a.txt", sha256: text.sha256 }])).toBe(`${text.sha256}  a.txt\n`)
})

test("what goes wrong while a file is made is thrown", async () => {
  const broken = async function* () {
    yield new Uint8Array(10)
    throw new Error("the database is gone")
  }
  await expect(packed("a.txt", broken())).rejects.toThrow("the database is gone")
})
