import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { type Actor, isLeader } from "#src/office/people/actor.ts"
import { silencePath } from "#src/paths.ts"
import { manages, supervises } from "#src/plans/plan/policy.ts"
import { forbidden } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { SilencePage } from "#views/silence/silence.tsx"
import { findSilence, TALK } from "./acts.ts"
import type { SilenceFound } from "./queries.ts"

type C = Context<Env>

/** For the supervising office and leaders: a unit is talked with, and has no list of who is. */
function maySee(actor: Actor, { plan }: SilenceFound) {
  if (!supervises(actor, plan) && !isLeader(actor)) throw forbidden()
}

const show = (c: C, found: SilenceFound, flaws?: Flaws) =>
  page(
    c,
    { title: `久无进展 · ${found.plan.title}`, status: flaws ? 422 : 200 },
    <SilencePage
      found={found}
      rule={c.var.settings}
      supervises={supervises(c.var.actor, found.plan)}
      mayTalk={manages(c.var.actor, found.plan)}
      today={c.var.today}
      flaws={flaws}
    />,
  )

/** 久无进展, mounted below the plans. */
export const silence = factory
  .createApp()
  .get("/:plan{[0-9]+}/silence", async (c) => show(c, await reached({ find: findSilence, may: maySee }, askedOf(c))))
  .post("/:plan{[0-9]+}/silence", pressed(TALK, { again: show, onward: ({ plan }) => silencePath(plan.id) }))
