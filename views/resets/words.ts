import type { Reset } from "#db/schema.ts"

export const RESET_STATE_LABEL: Record<Reset["state"], string> = {
  asked: "待确认",
  confirmed: "已确认，重置码待使用",
  used: "已使用",
  expired: "重置码已过期",
  withdrawn: "已撤回",
  refused: "不同意",
}
