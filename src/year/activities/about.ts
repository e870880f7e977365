import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    activity_entered: null,
    activity_revised: null,
    activity_held: null,
    activity_cancelled: null,
    activity_discarded: null,
    activity_effect_told: null,
    activity_told: null,
    activities_taken: null,
    activity_lists_changed: null,
  },
  refusals: ["activity_told_already", "no_activities", "too_many_activities"],
  done: [
    "activity_entered",
    "activity_planned",
    "activity_revised",
    "activity_held",
    "activity_cancelled",
    "activity_discarded",
    "activity_effect_told",
    "activity_told",
    "activity_lists_changed",
  ],
  stateful: [{ noun: "activity", table: "activities", keys: ["id"], begins: "none" }],
} as const satisfies About
