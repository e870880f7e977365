import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    robot_added: null,
    robot_changed: null,
    delivery_tested: null,
    deliveries_resent: null,
  },
  refusals: [],
  done: ["robot_added", "robot_changed", "test_queued", "deliveries_resent"],
} as const satisfies About
