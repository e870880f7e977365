import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    duty_entered: null,
    duty_revised: null,
    duty_struck: null,
    duty_restored: null,
    duty_moved: null,
    duty_carried: null,
    duty_brought: null,
    duty_adopted: null,
    duty_placed: null,
    duty_dropped: null,
    duties_taken: null,
  },
  refusals: ["list_sent", "nothing_to_carry", "no_duties"],
  done: [
    "duty_entered",
    "duty_revised",
    "duty_struck",
    "duty_restored",
    "duty_moved",
    "duties_brought",
    "duties_carried",
    "duty_adopted",
    "duty_placed",
    "duty_dropped",
  ],
} as const satisfies About
