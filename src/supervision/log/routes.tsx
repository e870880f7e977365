import { factory } from "#src/door/env.ts"
import { askedNumber, numberIn } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { isLeader } from "#src/office/people/actor.ts"
import { manages, supervises } from "#src/plans/plan/policy.ts"
import { missing } from "#src/refusal.ts"
import { SupervisionPage } from "#views/supervision/supervision.tsx"
import { circularCandidates } from "./circular.ts"
import { supervisionOf } from "./log_queries.ts"

/** 督办记录 of a plan: what was urged and what came of it, mounted below the plans. */
export const supervision = factory.createApp().get("/:plan{[0-9]+}/supervision", async (c) => {
  const { actor, today, calendar, settings, database } = c.var
  const filter = { unit: askedNumber(c, "unit"), page: Math.max(1, askedNumber(c, "page") ?? 1) }
  const found = await supervisionOf(database, actor, numberIn(c, "plan"), filter, today)
  if (!found) throw missing()
  const mayUrge = manages(actor, found.plan)
  const after = settings.circularAfterDays
  return page(
    c,
    { title: `督办记录 · ${found.plan.title}` },
    <SupervisionPage
      found={found}
      filter={filter}
      candidates={mayUrge ? circularCandidates(found.overdue, { after, today, calendar }) : []}
      circularAfterDays={after}
      supervises={supervises(actor, found.plan)}
      mayUrge={mayUrge}
      seesSilence={supervises(actor, found.plan) || isLeader(actor)}
      today={today}
    />,
  )
})
