import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"
import { turns } from "./turns.ts"

export type ScryptParameters = { N: number; r: number; p: number }

/** OWASP's second choice of equal strength: 32 MiB a hash, because a whole isolate has 128. */
export const CURRENT: ScryptParameters = { N: 2 ** 15, r: 8, p: 3 }

/** Above N = 2^14 Node refuses without it. */
const MAX_MEMORY = 64 * 1024 * 1024
const KEY_LENGTH = 32

/**
 * One hash takes a whole core for a fifth of a second, in one of the four threads that Node has for such work. Made one
 * after another they leave the others, and the other core of an office's small machine, to everybody's pages.
 */
const hashing = turns({ atOnce: 1, waiting: Number.POSITIVE_INFINITY })

/** So many passwords are being tried at once: the last waits some seconds. More strangers than that are told to wait. */
export const TRIES_AT_ONCE = 24

/** Around whatever tries a password, before the try is counted. */
export const trying = turns({ atOnce: TRIES_AT_ONCE, waiting: 0 })

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
export async function hashPassword(password: string, parameters = CURRENT): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, parameters)
  const { N, r, p } = parameters
  return ["scrypt", N, r, p, salt.toString("base64"), key.toString("base64")].join("$")
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [algorithm, N, r, p, salt, hash] = stored.split("$")
  if (algorithm !== "scrypt" || !salt || !hash) return false
  const expected = Buffer.from(hash, "base64")
  const key = await derive(password, Buffer.from(salt, "base64"), { N: Number(N), r: Number(r), p: Number(p) })
  return expected.length === key.length && timingSafeEqual(expected, key)
}

/** True when the hash was made with other parameters than today's and is to be renewed at sign-in. */
export const isOutdated = (stored: string, { N, r, p } = CURRENT): boolean =>
  !stored.startsWith(`scrypt$${N}$${r}$${p}$`)

function derive(password: string, salt: Buffer, { N, r, p }: ScryptParameters): Promise<Buffer> {
  const made = () =>
    new Promise<Buffer>((resolve, reject) => {
      scrypt(password.normalize("NFKC"), salt, KEY_LENGTH, { N, r, p, maxmem: MAX_MEMORY }, (error, key) =>
        error ? reject(error) : resolve(key),
      )
    })
  return hashing(made)
}
