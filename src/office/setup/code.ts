import { randomBytes } from "node:crypto"
import type { Database } from "#db/database.ts"
import { setupCodes } from "#db/schema.ts"
import { isUnsettled } from "#src/office/people/queries.ts"
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

/**
 * Prints a one-time code when nobody has an account yet. Whoever can read the server's console may set the office up;
 * nobody else can. An earlier code stops working.
 */
export async function announceSetup(
  database: Database,
  log: (line: string) => void,
  at: number = Date.now(),
): Promise<void> {
  if (!(await isUnsettled(database))) return
  const code = newCode()
  await database.write([
    database.db.delete(setupCodes),
    database.db.insert(setupCodes).values({ hash: hashCode(code), createdAt: at }),
  ])
  log(`尚未初始化。请打开 /setup，用一次性初始化码完成首次设置（24小时内有效）：${code}`)
}
