/** The queues of 督查工作台, in the order of work. */
export const QUEUES = [
  "review",
  "confirm",
  "claims",
  "answers",
  "extensions",
  "instructions",
  "approvals",
  "overdue",
  "disputes",
  "resumptions",
  "unacknowledged",
  "transfers",
] as const
export type Queue = (typeof QUEUES)[number]

/** Shown only while something stands in them: many an office never has any. */
const OCCASIONAL: readonly Queue[] = ["approvals", "resumptions", "unacknowledged", "transfers"]
export const isOccasional = (queue: Queue): boolean => OCCASIONAL.includes(queue)

/** Those of leaders and heads who are named to confirm or to approve. */
export const CONFIRMERS_QUEUES = ["confirm", "approvals"] as const satisfies readonly Queue[]
