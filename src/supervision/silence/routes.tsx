import type { Context } from "hono"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { isLeader } from "#src/office/people/actor.ts"
import { silencePath } from "#src/paths.ts"
import { readingOf } from "#src/plans/plan/asked.ts"
import { ensureRunning, manages, supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { SilencePage } from "#views/silence/silence.tsx"
import { registerTalk } from "./commands.ts"
import { Talking } from "./input.ts"
import { type SilenceFound, silenceIn } from "./queries.ts"

type C = Context<Env>

/** For the supervising office and leaders: a unit is talked with, and has no list of who is. */
async function silenceFor(c: C): Promise<SilenceFound> {
  const { database, actor } = c.var
  const found = await silenceIn(database, actor, numberIn(c, "plan"), readingOf(c))
  if (!found) throw missing()
  if (!supervises(actor, found.plan) && !isLeader(actor)) throw forbidden()
  return found
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
  .get("/:plan{[0-9]+}/silence", async (c) => show(c, await silenceFor(c)))
  .post("/:plan{[0-9]+}/silence", async (c) => {
    const found = await silenceFor(c)
    if (!supervises(c.var.actor, found.plan)) throw forbidden()
    ensureRunning(found.plan)
    const form = await read(c, Talking)
    if (!form.ok) return show(c, found, form)
    const { parts, ...talk } = form.data
    if (talk.heldOn > c.var.today) {
      return show(c, found, { typed: form.typed, problems: { heldOn: ["沟通日期不能晚于今天"] } })
    }
    const chosen = found.parts.filter(({ assignmentId }) => parts.includes(assignmentId))
    const { roundId, round } = found
    // Somebody has registered it meanwhile, or the unit has spoken.
    if (chosen.length !== new Set(parts).size || roundId === null || round === null) throw conflict("not_silent")
    await registerTalk(c.var.database, found.plan, { id: roundId, name: round }, chosen, talk, by(c))
    say(c, `talk_registered.${chosen.length}`)
    return onward(c, silencePath(found.plan.id))
  })
