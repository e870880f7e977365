import type { REMINDER_KINDS } from "#db/schema.ts"

export const REMINDER_KIND_LABEL: Record<(typeof REMINDER_KINDS)[number], string> = {
  shown: "系统内提醒",
  sent: "系统提醒并发送",
  telephoned: "电话催办",
}
