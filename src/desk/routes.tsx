import { addWorkingDays } from "#src/calendar/working_days.ts"
import { factory } from "#src/http/env.ts"
import { page } from "#src/http/respond.tsx"
import { holds, isLeader, isSupervisor } from "#src/people/actor.ts"
import { forbidden } from "#src/refusal.ts"
import { DeskPage } from "#views/desk/desk.tsx"
import { deskOf } from "./queries.ts"
import { CONFIRMERS_QUEUES, QUEUES, type Queue } from "./queues.ts"

const among = (queues: readonly Queue[], name: string | undefined): Queue | undefined =>
  queues.find((queue) => queue === name)

/** 督查工作台: queue left, item right. Leaders and heads have what they are named to confirm (复核) or approve (审定). */
export const desk = factory.createApp().get("/", async (c) => {
  const { actor, today, calendar, settings, database } = c.var
  if (!isSupervisor(actor) && !isLeader(actor) && !holds(actor, "head")) throw forbidden()
  const asked = c.req.query("queue")
  const queue = isSupervisor(actor)
    ? (among(QUEUES, asked) ?? "review")
    : (among(CONFIRMERS_QUEUES, asked) ?? "confirm")
  const own = actor.posts.flatMap(({ kind, beat }) => (kind === "supervisor" ? beat : []))
  const beat = c.req.query("beat") === "mine" ? own : []
  const found = await deskOf(database, actor, { queue, beat, today })
  return page(
    c,
    { title: "督查工作台", wide: true },
    <DeskPage
      desk={found}
      queue={queue}
      item={c.req.query("item") ?? null}
      beat={{ own, on: beat.length > 0 }}
      actor={actor}
      today={today}
      resubmitBy={addWorkingDays(calendar, today, settings.resubmitDays)}
      rectifyBy={addWorkingDays(calendar, today, settings.rectifyDays)}
      noticeBy={addWorkingDays(calendar, today, settings.noticeDays)}
      calendar={calendar}
    />,
  )
})
