import { createHash } from "node:crypto"

/** SHA-256 of what a version says: what was checked is what is released. */
export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex")
