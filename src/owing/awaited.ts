import type { NoticeState } from "#db/schema.ts"

/** The unit owes an answer by the day of the 督办单. */
export const AWAITING_ANSWER = ["issued", "acknowledged", "failed"] as const satisfies readonly NoticeState[]

export const isAwaitingAnswer = (state: NoticeState): boolean => AWAITING_ANSWER.some((one) => one === state)
