import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, expect, test } from "vitest"
import { decryptFile, encryptFile, isEncrypted } from "#src/bin/operating/encrypted_file.ts"

const folder = mkdtempSync(join(tmpdir(), "fengong-encrypted-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KEY = Buffer.alloc(32, 7)
let files = 0
const fresh = () => join(folder, String(files++))
function written(bytes: Uint8Array) {
  const path = fresh()
  writeFileSync(path, bytes)
  return path
}

async function encrypted(bytes: Uint8Array) {
  const path = fresh()
  await encryptFile(written(bytes), path, KEY)
  return path
}

test("what comes back is what went in, whatever its length, and nothing of it can be read meanwhile", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 70_000 }), async (bytes) => {
      const [path, back] = [await encrypted(bytes), fresh()]
      expect(isEncrypted(path)).toBe(true)
      await decryptFile(path, back, KEY)
      expect(Buffer.compare(readFileSync(back), bytes)).toBe(0)
    }),
    { numRuns: 25 },
  )
  const path = await encrypted(Buffer.from("password_hash".repeat(50)))
  expect(readFileSync(path).includes("password_hash")).toBe(false)
  expect(statSync(path).mode & 0o077).toBe(0)
})

test("two of the same file have nothing in common", async () => {
  const bytes = Buffer.alloc(100)
  const [one, other] = [readFileSync(await encrypted(bytes)), readFileSync(await encrypted(bytes))]
  expect(one.subarray(16).equals(other.subarray(16))).toBe(false)
})

test("a single bit that was changed anywhere, or an end that is missing, leaves no file", async () => {
  const whole = readFileSync(await encrypted(Buffer.from("words of a report")))
  const spoilt = [...whole.keys()].map((at) => {
    const bytes = Buffer.from(whole)
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    return bytes
  })
  for (const bytes of [...spoilt, whole.subarray(0, -1), whole.subarray(0, 30), Buffer.alloc(0)]) {
    const back = fresh()
    await expect(decryptFile(written(bytes), back, KEY)).rejects.toThrow(
      /已损坏或被改动|不完整|不是加密这份备份时的密钥/,
    )
    expect(existsSync(back)).toBe(false)
  }
})

test("without the key, or with another one, it says so", async () => {
  const path = await encrypted(Buffer.from("x"))
  await expect(decryptFile(path, fresh(), null)).rejects.toThrow("请设置 BACKUP_KEY")
  await expect(decryptFile(path, fresh(), Buffer.alloc(32, 8))).rejects.toThrow("BACKUP_KEY 不是加密这份备份时的密钥")
})

test("nothing that is there already is written over", async () => {
  const there = written(Buffer.from("kept"))
  await expect(encryptFile(written(Buffer.from("x")), there, KEY)).rejects.toThrow(/EEXIST/)
  await expect(decryptFile(await encrypted(Buffer.from("x")), there, KEY)).rejects.toThrow(/EEXIST/)
  expect(existsSync(there) && readFileSync(there, "utf8")).toBe("kept")
})
