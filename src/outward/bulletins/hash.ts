import { createHash } from "node:crypto"

/** SHA-256 of words, figures and names as they are kept. */
export const hashOf = (content: string): string => createHash("sha256").update(content).digest("hex")
