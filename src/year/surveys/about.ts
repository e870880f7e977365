import type { About } from "#src/trail/about.ts"

export const about = {
  actions: { survey_entered: null, survey_discarded: null, surveys_taken: null },
  refusals: ["survey_discarded_already"],
  done: ["survey_entered", "survey_discarded"],
} as const satisfies About
