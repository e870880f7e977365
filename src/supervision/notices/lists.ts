/** The lists of 督办单. */
export const NOTICE_VIEWS = ["drafting", "awaiting", "overdue", "answered", "closed", "ended", "all"] as const
export type NoticeView = (typeof NOTICE_VIEWS)[number]
