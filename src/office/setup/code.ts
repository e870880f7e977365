import { randomBytes } from "node:crypto"
import { hashToken } from "#src/office/people/sessions.ts"

/** A code counts for a day; a new start of the program prints a new one. */
export const CODE_LIFE = 86_400_000

/** 32 letters and digits that cannot be mistaken for one another. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

/** 80 bits, in four groups to be read off a console and typed. */
export const newCode = (random: Uint8Array = randomBytes(16)): string =>
  [0, 4, 8, 12]
    .map((from) => Array.from(random.slice(from, from + 4), (byte) => ALPHABET.charAt(byte % 32)).join(""))
    .join("-")

/** As it may be typed: small letters, spaces, no hyphens. */
export const hashCode = (code: string): string => hashToken(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ""))
