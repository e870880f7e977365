import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto"
import { closeSync, createReadStream, createWriteStream, openSync, readSync, rmSync, statSync } from "node:fs"
import { pipeline } from "node:stream/promises"

/*
 * A backup that leaves the machine: AES-256-GCM over the whole file, so that it is read by nobody without the key, and not a
 * bit of it can be changed.
 *
 *   FENGONG1 (8 bytes) | which key, the first 8 bytes of its SHA-256 | nonce (12) | the file | tag (16)
 *
 * What stands before the file is authenticated with it.
 */
const MAGIC = Buffer.from("FENGONG1")
const NONCE = 12
const TAG = 16
const HEAD = MAGIC.length + 8 + NONCE

const markOf = (key: Buffer) => createHash("sha256").update(key).digest().subarray(0, 8)

/** The first bytes say that it is one of these. */
export const isEncrypted = (path: string): boolean => bytesOf(path, 0, MAGIC.length).equals(MAGIC)

function bytesOf(path: string, from: number, length: number): Buffer {
  const file = openSync(path, "r")
  try {
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(file, bytes, 0, length, from))
  } finally {
    closeSync(file)
  }
}

/** Writes `to`, which must not exist. */
export async function encryptFile(from: string, to: string, key: Buffer): Promise<void> {
  const nonce = randomBytes(NONCE)
  const head = Buffer.concat([MAGIC, markOf(key), nonce])
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG }).setAAD(head)
  await pipeline(
    createReadStream(from),
    cipher,
    async function* framed(pieces: AsyncIterable<Buffer>) {
      yield head
      yield* pieces
      yield cipher.getAuthTag()
    },
    createWriteStream(to, { flags: "wx", mode: 0o600 }),
  )
}

/** Somebody else's file has the name. */
const isTaken = (error: unknown) => error instanceof Error && "code" in error && error.code === "EEXIST"

/** Writes `to`, which must not exist; leaves nothing there unless every bit is as it was. Throws a sentence. */
export async function decryptFile(from: string, to: string, key: Buffer | null): Promise<void> {
  if (key === null) throw new Error("备份是加密的：请设置 BACKUP_KEY 为加密时的密钥。")
  const { size } = statSync(from)
  const head = bytesOf(from, 0, HEAD)
  if (size <= HEAD + TAG || !head.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error("加密的备份文件不完整。")
  if (!head.subarray(MAGIC.length, HEAD - NONCE).equals(markOf(key)))
    throw new Error("BACKUP_KEY 不是加密这份备份时的密钥。")
  const decipher = createDecipheriv("aes-256-gcm", key, head.subarray(HEAD - NONCE), { authTagLength: TAG })
    .setAAD(head)
    .setAuthTag(bytesOf(from, size - TAG, TAG))
  const words = createReadStream(from, { start: HEAD, end: size - TAG - 1 })
  try {
    await pipeline(words, decipher, createWriteStream(to, { flags: "wx", mode: 0o600 }))
  } catch (error) {
    if (isTaken(error)) throw error
    rmSync(to, { force: true })
    if (error instanceof Error && /unable to authenticate/i.test(error.message))
      throw new Error("加密的备份文件已损坏或被改动。")
    throw error
  }
}
