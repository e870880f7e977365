import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    duty_entered: null,
    duty_revised: null,
    duty_struck: null,
    duties_taken: null,
  },
  refusals: ["list_sent", "no_duties"],
  done: ["duty_entered", "duty_revised", "duty_struck"],
} as const satisfies About
