import type { Context } from "hono"
import { say } from "#src/http/cookies.ts"
import { type Env, factory } from "#src/http/env.ts"
import { read } from "#src/http/form.ts"
import { ensureCurrent, numberIn } from "#src/http/params.ts"
import { onward, page } from "#src/http/respond.tsx"
import { roundsPath } from "#src/paths.ts"
import { supervises } from "#src/plans/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { type Schedule, scheduleTasks } from "#src/tasks/commands.ts"
import { Scheduling } from "#src/tasks/form.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { RoundsPage } from "#views/rounds/rounds.tsx"
import { cutOff, openRound, rescheduleRound } from "./commands.ts"
import { BEFORE_OPENING, CuttingOff, Opening, Rescheduling } from "./form.ts"
import { type PlanRounds, roundsOf } from "./queries.ts"

type C = Context<Env>

const by = (c: C) => ({ actor: c.var.actor, at: c.var.now })

async function planIn(c: C): Promise<PlanRounds> {
  const found = await roundsOf(c.var.database, c.var.actor, numberIn(c, "plan"))
  if (!found) throw missing()
  return found
}

/** The plan, for somebody who supervises it. */
async function supervisedIn(c: C): Promise<PlanRounds> {
  const found = await planIn(c)
  if (!supervises(c.var.actor, found.plan)) throw forbidden()
  return found
}

function roundIn(c: C, found: PlanRounds) {
  const number = numberIn(c, "round")
  const row = found.rounds.find(({ round }) => round.number === number)
  if (!row) throw missing()
  return row.round
}

type Which = "open" | "schedule" | `round-${number}`

function show(c: C, found: PlanRounds, flaws?: Flaws & { form: Which }) {
  const { today, calendar, settings, actor } = c.var
  return page(
    c,
    { title: `填报期 · ${found.plan.title}`, status: flaws ? 422 : 200 },
    <RoundsPage
      found={found}
      today={today}
      calendar={calendar}
      rules={settings}
      mayManage={supervises(actor, found.plan)}
      flaws={flaws}
    />,
  )
}

/** What a bulk form leaves empty stays as it is. */
function scheduleOf({
  rhythm,
  deadline,
  dueBy,
}: {
  rhythm: string
  deadline: string
  dueBy: string | null
}): Partial<Schedule> {
  return {
    ...(rhythm === "" ? {} : { rhythm: rhythm === "plan" ? null : (rhythm as NonNullable<Schedule["rhythm"]>) }),
    ...(deadline === ""
      ? {}
      : {
          deadline: deadline as Schedule["deadline"],
          dueBy: deadline === "date" || deadline === "yearly" ? dueBy : null,
        }),
  }
}

export const rounds = factory
  .createApp()
  .get("/:plan{[0-9]+}/rounds", async (c) => show(c, await planIn(c)))
  .post("/:plan{[0-9]+}/rounds", async (c) => {
    const found = await supervisedIn(c)
    const form = await read(c, Opening)
    if (!form.ok) return show(c, found, { ...form, form: "open" })
    const { inside, ...round } = form.data
    const existing = found.rounds.map((one) => one.round)
    const opened = await openRound(c.var.database, found.plan, existing, round, by(c), {
      inside,
      lastPeriodDays: c.var.settings.lastPeriodDays,
    })
    say(c, `round_opened.${opened.owed}`)
    return onward(c, roundsPath(found.plan.id))
  })
  .post("/:plan{[0-9]+}/schedule", async (c) => {
    const found = await supervisedIn(c)
    const form = await read(c, Scheduling)
    if (!form.ok) return show(c, found, { ...form, form: "schedule" })
    const chosen = found.tasks.filter(({ ordinal }) => form.data.tasks.includes(ordinal))
    if (chosen.length !== new Set(form.data.tasks).size) throw missing()
    await scheduleTasks(c.var.database, found.plan, chosen, scheduleOf(form.data), by(c))
    say(c, `tasks_scheduled.${chosen.length}`)
    return onward(c, `${roundsPath(found.plan.id)}#schedule`)
  })
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}", async (c) => {
    const found = await supervisedIn(c)
    const round = roundIn(c, found)
    const form = await read(c, Rescheduling)
    if (!form.ok) return show(c, found, { ...form, form: `round-${round.number}` })
    const { version, ...changes } = form.data
    if (changes.dueBy < round.opensOn) {
      return show(c, found, { ...form, problems: { dueBy: [BEFORE_OPENING] }, form: `round-${round.number}` })
    }
    ensureCurrent(version, round.version)
    await rescheduleRound(c.var.database, found.plan, round, changes, by(c))
    say(c, "round_rescheduled")
    return onward(c, roundsPath(found.plan.id))
  })
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/cut-off", async (c) => {
    const found = await supervisedIn(c)
    const round = roundIn(c, found)
    const form = await read(c, CuttingOff)
    if (!form.ok) return show(c, found, { ...form, form: `round-${round.number}` })
    ensureCurrent(form.data.version, round.version)
    await cutOff(c.var.database, found.plan, round, by(c))
    say(c, "cut_off")
    return onward(c, roundsPath(found.plan.id))
  })
