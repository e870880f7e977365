import type { about } from "#src/office/calendar/about.ts"
import type { CalendarProblem, CalendarProblemCode } from "#src/office/calendar/parse.ts"
import type { OpenDate } from "#src/pages/calendar_effect/preview.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const OPEN_DATE_LABEL: Record<OpenDate["kind"], string> = {
  round: "填报期",
  resubmission: "退回待重报",
  rectification: "整改",
  notice: "督办单反馈",
  stage: "任务阶段",
  deadline: "任务时限",
}

const CALENDAR_PROBLEM: Record<CalendarProblemCode, (text: string) => string> = {
  unreadable: (text) => `无法识别：「${text}」，请写成「2027-01-01 休」或「2027-02-06 班」`,
  no_such_day: (text) => `没有 ${text} 这一天`,
  other_year: (text) => `「${text}」不在所填年份`,
  backwards: (text) => `「${text}」起止颠倒或超过一个月`,
  twice: (text) => `${text} 既写了休又写了班`,
  weekday_work: (text) => `${text} 不是周末，本来就上班，请核对`,
  empty: () => "没有内容，请至少写一行",
}

export const calendarProblemWords = ({ line, code, text }: CalendarProblem): string =>
  code === "empty" ? CALENDAR_PROBLEM.empty(text) : `第${line}行：${CALENDAR_PROBLEM[code](text)}`

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  calendar_changed: "修改工作日安排",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  calendar_changed: () => "工作日安排已保存",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { calendar: "工作日安排" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { off: "休息日", work: "调休上班" }
