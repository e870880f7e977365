import type { PostKind } from "#db/schema.ts"

/** The accounts that are made first, each for another person; who need not be there yet is optional. */
export const FIRST_PEOPLE = [
  { key: "admin", post: "admin", optional: false },
  { key: "security", post: "security", optional: false },
  { key: "auditor", post: "auditor", optional: false },
  { key: "supervisor", post: "supervisor", optional: false },
  { key: "second", post: "supervisor", optional: true },
] as const satisfies readonly { key: string; post: PostKind; optional: boolean }[]

export type FirstKey = (typeof FIRST_PEOPLE)[number]["key"]
