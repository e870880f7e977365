import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    verification_claimed: null,
    verification_found: null,
    verification_told: null,
    verification_explained: null,
    verification_day_set: null,
  },
  refusals: ["own_claim", "nothing_to_tell"],
  done: [
    "verifications_claimed",
    "verifications_found",
    "verifications_told",
    "verification_explained",
    "verification_day_set",
  ],
  stateful: [{ noun: "verification", table: "verifications", keys: ["id"], begins: "none" }],
} as const satisfies About
