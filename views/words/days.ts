import { weekdayOf } from "#src/clock.ts"
import type { Holiday } from "#src/office/calendar/statutory.ts"
import type { RestDay } from "#src/office/calendar/working_days.ts"

export const HOLIDAY_LABEL: Record<Holiday, string> = {
  new_year: "元旦",
  spring: "春节",
  qingming: "清明节",
  labour: "劳动节",
  dragon_boat: "端午节",
  mid_autumn: "中秋节",
  national: "国庆节",
}

/** 1 Monday … 7 Sunday. */
export const WEEKDAY_LABEL = ["", "周一", "周二", "周三", "周四", "周五", "周六", "周日"] as const

/** Why nobody works on a day: 「国庆节假日」, 「周六」. */
export const restWords = (why: RestDay, day: string): string => {
  if (why.why === "weekend") return WEEKDAY_LABEL[weekdayOf(day)] ?? ""
  return why.holiday === null ? "放假日" : `${HOLIDAY_LABEL[why.holiday]}假日`
}
