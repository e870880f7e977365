import type { Context } from "hono"
import { filterOf } from "#src/board/filter.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { pageIn, planIn, readingOf } from "#src/plans/plan/asked.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { missing } from "#src/refusal.ts"
import { type LedgerAsked, LedgerPage } from "#views/ledger/ledger.tsx"
import { BUILT_IN, layoutNamed } from "./layouts.ts"
import { orderIn } from "./order.ts"
import { ledgerPage } from "./queries.ts"

type C = Context<Env>

const askedIn = (c: C): LedgerAsked => {
  const query = c.req.query()
  return {
    filter: filterOf(query, c.var.actor.id),
    ordering: orderIn(query),
    layout: layoutNamed(query.layout, []),
    page: pageIn(c),
  }
}

/** 台账 of a plan. */
export const ledger = factory.createApp().get("/:plan{[0-9]+}/ledger", async (c) => {
  const { database, actor, today } = c.var
  const asked = askedIn(c)
  const found = await ledgerPage(database, actor, { planId: planIn(c), ...asked }, asked.page, readingOf(c))
  if (!found) throw missing()
  return page(
    c,
    { title: `台账 · ${found.board.plan.title}`, wide: true },
    <LedgerPage
      ledger={found}
      asked={asked}
      layouts={BUILT_IN}
      supervises={supervises(actor, found.board.plan)}
      today={today}
    />,
  )
})
