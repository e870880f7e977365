import { createHmac } from "node:crypto"

/** With a key (SEAL_KEY): who has the file alone cannot make the chain anew. By the name that stands beside each seal. */
export const KEYED: Record<string, string> = { "hmac-sha-256/2": "sha256", "hmac-sm3/2": "sm3" }
export const isKeyed = (algorithm: string) => Object.hasOwn(KEYED, algorithm)

/** What seals are made with where the program has a key. SM3 is there where Node's OpenSSL has it. */
export type SealKey = { algorithm: "hmac-sha-256/2" | "hmac-sm3/2"; key: string }

/** Whether this runtime can seal by that algorithm. */
export function canSealBy(algorithm: SealKey["algorithm"]): boolean {
  try {
    createHmac(KEYED[algorithm] ?? "", "key")
    return true
  } catch {
    return false
  }
}
