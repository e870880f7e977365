import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    account_locked: null,
    address_locked: null,
    lock_released: null,
  },
  refusals: ["lock_gone", "too_many_attempts"],
  done: ["lock_released"],
} as const satisfies About
