import { createHash } from "node:crypto"

/** SHA-256 of the words of a version, by which a 核签 is bound to them. */
export const hashOf = (content: string): string => createHash("sha256").update(content).digest("hex")
