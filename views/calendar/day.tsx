import { ASKED, type DaysAsked, type DayTelling, type DayTold } from "#src/office/calendar/day_told.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { restWords } from "../words/days.ts"
import { dayWords } from "../words.ts"

/** How long a day has been over: 「已过3个工作日」. */
const overWords = (workingDays: number): string => (workingDays === 0 ? "已过" : `已过${workingDays}个工作日`)

/** What is told of a day at its field: 「10月3日是国庆节假日」; nothing of a day like others. */
export const DayWords = ({ on, told, today }: { on: string; told: DayTold; today: string }) => {
  if (told.told === "fine") return null
  const what = told.told === "past" ? overWords(told.workingDays) : `是${restWords(told.why, on)}`
  return (
    <>
      {dayWords(on, today)}
      {what}
    </>
  )
}

/** Attributes of a date field that asks what is to be told of its day; what comes stands in the `DayPlace` after it. */
export const asksOfDay = (name: string) => ({
  "hx-get": `/day?of=${encodeURIComponent(name)}`,
  "hx-trigger": "change",
  "hx-target": "next .day-told",
  "hx-swap": "innerHTML",
  "hx-sync": "this:replace",
  "hx-status:4xx": "swap:none",
  "hx-status:5xx": "swap:none",
})

export const DayPlace = () => <small class="day-told" role="status"></small>

const NAMED = 12

/** Labels of tasks, the first of many one by one. */
export const namedFirst = (labels: readonly string[]): string =>
  labels.slice(0, NAMED).join("、") + (labels.length > NAMED ? "等" : "")

function questionWords({ what, on, told, effect, items }: DayTelling): string {
  const day = dayWords(on)
  if (told.told === "rest") return `${what}${day}是${restWords(told.why, on)}。`
  const over = overWords(told.workingDays)
  if (items === undefined) return `${what}${day}${over}${effect ? `，${effect}` : ""}。`
  return `${items.length}项的${what}（${day}）${over}${effect ? `，${effect}` : ""}：${namedFirst(items)}。`
}

/** 仍然保存, or back to the field: asked inside its form, which comes back as it was typed. */
export const DaysQuestion = ({ asks, typed }: { asks: DaysAsked; typed: Typed }) => {
  const { days, key, button } = asks
  const first = days.find(({ told }) => told.told === "past")
  const pressed = button && [typed[button] ?? ""].flat()[0]
  return (
    <div class="returned" role="alert" id="days-asked">
      {days.map((day) => (
        <p>{questionWords(day)}</p>
      ))}
      <p>还没有保存。</p>
      <input type="hidden" name={ASKED} value={key} />
      <p class="acts">
        <button type="submit" name={button} value={pressed}>
          仍然保存
        </button>
        {first && (
          <a class="button" href={`#${first.id ?? first.field}`}>
            返回修改
          </a>
        )}
      </p>
    </div>
  )
}
