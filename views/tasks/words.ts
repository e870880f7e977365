import type { Task } from "#db/schema.ts"

export const DEADLINE_LABEL: Record<Task["deadline"], string> = {
  none: "未定时限",
  date: "限期完成",
  yearly: "每年完成",
  continuing: "长期坚持",
  printed: "按文件所述",
}
