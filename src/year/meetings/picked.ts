import { MEETING_KINDS, MEETING_STATES, type MeetingKind, type MeetingState } from "#db/schema.ts"

/* What a register of meetings, or of what was decided in them, is kept to. */

export type MeetingsPicked = { kind: MeetingKind | null; state: MeetingState | null }

export const meetingsPickedIn = (query: Record<string, string | undefined>): MeetingsPicked => ({
  kind: MEETING_KINDS.find((kind) => kind === query.kind) ?? null,
  state: MEETING_STATES.find((state) => state === query.state) ?? null,
})

/** 未办结, 逾期未办结, 待办结. */
export const SHOWN = ["undone", "late", "answered"] as const
export type Shown = (typeof SHOWN)[number]

export type DecisionsPicked = { show: Shown | null; unit: number | null }

export const shownIn = (query: Record<string, string | undefined>): Shown | null =>
  SHOWN.find((one) => one === query.show) ?? null
