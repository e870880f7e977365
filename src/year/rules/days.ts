import { daysBetween } from "#src/clock.ts"

/** 行政法规制定程序条例 13, 规章制定程序条例 15: no fewer than thirty days; fewer need a reason, so it is only told. */
export const USUAL_DAYS = 30

/** Both days included. */
export const daysOf = (from: string, until: string): number => daysBetween(from, until) + 1

export const isShort = ({ consultFrom, consultUntil }: { consultFrom: string | null; consultUntil: string | null }) =>
  consultFrom !== null && consultUntil !== null && daysOf(consultFrom, consultUntil) < USUAL_DAYS
