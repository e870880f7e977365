import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    api_token_made: null,
    api_token_revoked: null,
  },
  refusals: ["token_reads", "too_many_tokens", "token_asked_otherwise", "token_asking"],
  done: ["api_token_revoked"],
} as const satisfies About
