import type { About } from "#src/trail/about.ts"

export const about = {
  actions: {
    round_opened: null,
    round_rescheduled: null,
    round_cut_off: null,
    round_cut_off_undone: null,
  },
  refusals: [
    "cut_off",
    "not_opened",
    "round_open",
    "already_listed",
    "not_cut_off",
    "others_cut_off",
    "undo_cut_off_too_late",
    "cut_off_followed",
  ],
  done: [
    "rhythm_set",
    "round_opened_gaps",
    "round_opened",
    "round_rescheduled",
    "parts_listed",
    "cut_off",
    "cut_off_undone",
  ],
} as const satisfies About
