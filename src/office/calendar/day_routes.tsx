import { factory } from "#src/door/env.ts"
import { dateIn } from "#src/office/typed/figures.ts"
import { DayWords } from "#views/calendar/day.tsx"
import { dayTold } from "./day_told.ts"

/** What is told of a day while it is being chosen: the piece of a form that its field asks for (views/calendar/day.tsx). */
export const dayTelling = factory.createApp().get("/", (c) => {
  const read = dateIn(c.req.query(c.req.query("of") || "on") ?? "")
  const { today, calendar } = c.var
  c.header("Cache-Control", "no-store")
  return c.html(
    "date" in read ? <DayWords on={read.date} told={dayTold(read.date, today, calendar)} today={today} /> : "",
  )
})
