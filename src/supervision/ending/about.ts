import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    plan_withdrawn: null,
    plan_archived: null,
    plan_restored: null,
  },
  refusals: ["plan_running", "plan_reported_on", "still_open"],
  done: ["plan_withdrawn", "plan_archived", "plan_restored"],
} as const satisfies About
