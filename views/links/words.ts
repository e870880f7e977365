import type { LinkStanding } from "#src/reports/links/link.ts"

export const LINK_STANDING_LABEL: Record<LinkStanding, string> = {
  live: "有效",
  revoked: "已作废",
  expired: "已过期",
  suspended: "暂不能用",
}
