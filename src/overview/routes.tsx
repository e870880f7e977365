import { factory } from "#src/http/env.ts"
import { only } from "#src/http/guard.ts"
import { page } from "#src/http/respond.tsx"
import { isLeader } from "#src/people/actor.ts"
import { readingOf } from "#src/plans/asked.ts"
import { numberIn } from "#src/plans/filter.ts"
import { missing } from "#src/refusal.ts"
import { NoPlan, OverviewPage } from "#views/overview/overview.tsx"
import { overviewPageOf } from "./queries.ts"

/** 总览, for leaders and the supervising office. */
export const overview = factory.createApp().get("/", only("leader", "supervisor"), async (c) => {
  const { database, actor, today } = c.var
  const asked = c.req.query("plan")
  const mine = c.req.query("mine") === "1"
  const found = await overviewPageOf(database, actor, asked ? (numberIn(asked) ?? 0) : null, mine, readingOf(c))
  if (!found && asked) throw missing()
  if (!found) return page(c, { title: "总览" }, <NoPlan />)
  const { plan } = found.overview.board
  return page(
    c,
    { title: `总览 · ${plan.title}` },
    <OverviewPage {...found} me={actor.id} isLeader={isLeader(actor)} today={today} />,
  )
})
