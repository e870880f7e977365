import type { Context } from "hono"
import { type Plan, RHYTHMS } from "#db/schema.ts"
import { asksAbout } from "#src/door/asked.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read, typedText } from "#src/door/form.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import type { DaySet } from "#src/office/calendar/day_told.ts"
import { type PlanRounds, roundsOf } from "#src/pages/rounds/queries.ts"
import { roundsPath } from "#src/paths.ts"
import { changePlan } from "#src/plans/plan/commands.ts"
import { ensureRunning, manages, supervises } from "#src/plans/plan/policy.ts"
import { type Schedule, scheduleTasks, setLeaders } from "#src/plans/tasks/commands.ts"
import { LeadingMany, leadersProblem, Scheduling } from "#src/plans/tasks/input.ts"
import { leadersNamed } from "#src/plans/tasks/leaders.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { undoCutOff } from "#src/supervision/undoing/commands.ts"
import { isAutomatic } from "#src/supervision/undoing/undo.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { AdditionsPage } from "#views/rounds/additions.tsx"
import { RhythmPage } from "#views/rounds/rhythm.tsx"
import { RoundsPage } from "#views/rounds/rounds.tsx"
import { cutOff, listParts, openRound, rescheduleRound } from "./commands.ts"
import {
  Arranging,
  BEFORE_OPENING,
  CuttingOff,
  Listing,
  nameTaken,
  Opening,
  Rescheduling,
  UndoingCutOff,
} from "./input.ts"
import { owing } from "./joining.ts"
import { freeName } from "./periods.ts"
import { type Additions, findAdditions } from "./queries.ts"
import { type Ahead, arrangementKey, arrangementOf, periodAbout, selfOpening } from "./rounds.ts"

type C = Context<Env>

async function planIn(c: C): Promise<PlanRounds> {
  const found = await roundsOf(c.var.database, c.var.actor, numberIn(c, "plan"), c.var.today)
  if (!found) throw missing()
  return found
}

/** The plan, for somebody who supervises it. */
async function supervisedIn(c: C): Promise<PlanRounds> {
  const found = await planIn(c)
  if (!supervises(c.var.actor, found.plan)) throw forbidden()
  ensureRunning(found.plan)
  return found
}

function rowIn(c: C, found: PlanRounds): PlanRounds["rounds"][number] {
  const number = numberIn(c, "round")
  const row = found.rounds.find(({ round }) => round.number === number)
  if (!row) throw missing()
  return row
}

const roundIn = (c: C, found: PlanRounds) => rowIn(c, found).round

/** Another round of the plan has this name: the problem at the field, with a name that is free. */
function nameProblem(name: string, others: readonly { name: string }[]) {
  const taken = others.map((round) => round.name)
  return taken.includes(name) ? { name: [nameTaken(name, freeName(name, taken))] } : null
}

const aheadOf = (c: C): Ahead => {
  const { today, calendar, settings } = c.var
  return { today, calendar, lastPeriodDays: settings.lastPeriodDays, roundDays: settings.roundDays }
}

/** Of each open round how many parts it would ask for that came to the plan, or came back, after it had opened. */
const gapsIn = ({ plan, rounds, unlisted }: PlanRounds, ahead: Ahead): Map<number, number> =>
  new Map(
    rounds
      .filter(({ round }) => round.cutOffAt === null)
      .map(({ round }) => [round.number, owing(plan, periodAbout(plan, round, ahead), unlisted(round.id)).length]),
  )

type Which = "open" | "schedule" | `round-${number}` | `undoing-${number}`

function show(c: C, found: PlanRounds, flaws?: Flaws & { form: Which }) {
  const { today, calendar, settings, actor } = c.var
  const rounds = found.rounds.map(({ round }) => round)
  const ahead = aheadOf(c)
  return page(
    c,
    { title: `填报期 · ${found.plan.title}`, status: flaws ? 422 : 200 },
    <RoundsPage
      actor={actor}
      found={found}
      now={c.var.now}
      today={today}
      calendar={calendar}
      arrangement={arrangementOf(found.plan, rounds, ahead)}
      gaps={gapsIn(found, ahead)}
      opening={selfOpening(found.plan, rounds, ahead)}
      rules={settings}
      supervises={supervises(actor, found.plan)}
      mayManage={manages(actor, found.plan)}
      flaws={flaws}
    />,
  )
}

/** A round with what it could still ask for, for somebody who supervises its plan. */
async function additionsIn(c: C): Promise<Additions> {
  const found = await findAdditions(c.var.database, c.var.actor, numberIn(c, "plan"), numberIn(c, "round"))
  if (!found) throw missing()
  if (!supervises(c.var.actor, found.plan)) throw forbidden()
  return found
}

const showAdditions = (c: C, found: Additions, flaws?: Flaws) =>
  page(
    c,
    { title: `补列 · ${found.round.name}`, status: flaws ? 422 : 200 },
    <AdditionsPage
      found={found}
      period={periodAbout(found.plan, found.round, aheadOf(c))}
      today={c.var.today}
      flaws={flaws}
    />,
  )

type Chosen = Pick<Plan, "rhythm" | "dueShift" | "dueDay" | "dueRoll" | "opensBefore" | "opensItself">

/** The page of 报送安排 with the dates of what is chosen. */
function showRhythm(
  c: C,
  { plan, ...found }: PlanRounds,
  chosen: Chosen,
  more: { unseen?: boolean; flaws?: Flaws } = {},
) {
  const rounds = found.rounds.map(({ round }) => round)
  const arrangement = arrangementOf({ ...plan, ...chosen }, rounds, aheadOf(c))
  return page(
    c,
    { title: `报送安排 · ${plan.title}`, status: more.flaws ? 422 : 200 },
    <RhythmPage
      found={{ plan, ...found }}
      rhythm={chosen.rhythm}
      arrangement={arrangement}
      opensItself={chosen.opensItself}
      seen={arrangementKey(arrangement.rule, arrangement.opensBefore, chosen.opensItself)}
      today={c.var.today}
      calendar={c.var.calendar}
      {...more}
    />,
  )
}

/** As the plan has it, or where another rhythm is looked at, as that would usually be. */
function chosenBefore({ plan }: PlanRounds, rhythm: string | undefined): Chosen {
  const asked = RHYTHMS.find((one) => one === rhythm) ?? plan.rhythm
  if (asked === plan.rhythm) return plan
  return { rhythm: asked, dueShift: null, dueDay: null, dueRoll: "next", opensBefore: null, opensItself: false }
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

/** The due day of a round, new or of a number: those that have not reported are late once it is over. */
const dueSet = (dueBy: string, number?: number): DaySet => ({
  field: "dueBy",
  id: number === undefined ? undefined : `due-${number}`,
  what: "报送期限",
  on: dueBy,
  effect: "保存后未报的立即逾期",
})

/** The day that tasks are given together. */
const deadlineSet = ({ dueBy = null }: Partial<Schedule>, held: readonly { label: string }[]): DaySet => ({
  field: "dueBy",
  id: "schedule-due",
  what: "完成时限",
  on: dueBy,
  effect: "保存后立即逾期",
  items: held.map(({ label }) => label),
})

export const rounds = factory
  .createApp()
  .get("/:plan{[0-9]+}/rounds", async (c) => show(c, await planIn(c)))
  .post("/:plan{[0-9]+}/rounds", async (c) => {
    const found = await supervisedIn(c)
    const form = await read(c, Opening)
    if (!form.ok) return show(c, found, { ...form, form: "open" })
    const { inside, ...round } = form.data
    const existing = found.rounds.map((one) => one.round)
    const problems = nameProblem(round.name, existing)
    if (problems) return show(c, found, { ...form, problems, form: "open" })
    const asking = asksAbout(c, form.typed, [dueSet(round.dueBy)])
    if (asking) return show(c, found, { ...asking, form: "open" })
    const opened = await openRound(c.var.database, found.plan, existing, round, by(c), {
      inside,
      lastPeriodDays: c.var.settings.lastPeriodDays,
      calendar: c.var.calendar,
    })
    const gaps = found.gaps.length
    const at = `${found.plan.id}-${opened.number}`
    say(c, gaps > 0 ? `round_opened_gaps.${opened.owed}-${gaps}-${at}` : `round_opened.${opened.owed}-${at}`)
    return onward(c, roundsPath(found.plan.id))
  })
  .get("/:plan{[0-9]+}/rhythm", async (c) => {
    const found = await supervisedIn(c)
    return showRhythm(c, found, chosenBefore(found, c.req.query("rhythm")))
  })
  .post("/:plan{[0-9]+}/rhythm", async (c) => {
    const found = await supervisedIn(c)
    const form = await read(c, Arranging)
    if (!form.ok) return showRhythm(c, found, chosenBefore(found, typedText(form.typed, "rhythm")), { flaws: form })
    const { version, rhythm, shift, day, roll, opensBefore = 0, opensItself, seen, step } = form.data
    const chosen: Chosen =
      rhythm === "none"
        ? { rhythm, dueShift: null, dueDay: null, dueRoll: "next", opensBefore: null, opensItself: false }
        : { rhythm, dueShift: shift, dueDay: day, dueRoll: roll, opensBefore, opensItself }
    const isSeen = rhythm === "none" || seen === arrangementKey({ rhythm, shift, day, roll }, opensBefore, opensItself)
    if (step === "preview" || !isSeen) return showRhythm(c, found, chosen, { unseen: step === "set" })
    ensureCurrent(version, found.plan.version)
    await changePlan(c.var.database, found.plan, chosen, by(c))
    say(c, "rhythm_set")
    return onward(c, roundsPath(found.plan.id))
  })
  .post("/:plan{[0-9]+}/schedule", async (c) => {
    const found = await supervisedIn(c)
    const form = await read(c, Scheduling)
    if (!form.ok) return show(c, found, { ...form, form: "schedule" })
    const chosen = found.tasks.filter(({ ordinal }) => form.data.tasks.includes(ordinal))
    if (chosen.length !== new Set(form.data.tasks).size) throw missing()
    const schedule = scheduleOf(form.data)
    const held = chosen.filter(({ isHeld }) => isHeld)
    const asking = held.length > 0 && asksAbout(c, form.typed, [deadlineSet(schedule, held)])
    if (asking) return show(c, found, { ...asking, form: "schedule" })
    await scheduleTasks(c.var.database, found.plan, chosen, schedule, by(c))
    say(c, `tasks_scheduled.${chosen.length}`)
    return onward(c, `${roundsPath(found.plan.id)}#schedule`)
  })
  .post("/:plan{[0-9]+}/leaders", async (c) => {
    const found = await supervisedIn(c)
    const form = await read(c, LeadingMany)
    if (!form.ok) return show(c, found, { ...form, form: "schedule" })
    const named = leadersNamed(form.data.leaders, found.accounts)
    if (!("leaders" in named)) {
      return show(c, found, { ...form, problems: { leaders: [leadersProblem(named)] }, form: "schedule" })
    }
    const chosen = found.tasks.filter(({ ordinal }) => form.data.tasks.includes(ordinal))
    if (chosen.length !== new Set(form.data.tasks).size) throw missing()
    await setLeaders(c.var.database, found.plan, chosen, named.leaders, by(c))
    say(c, `leaders_set.${chosen.length}`)
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
    const others = found.rounds.map((one) => one.round).filter(({ number }) => number !== round.number)
    const problems = changes.name === round.name ? null : nameProblem(changes.name, others)
    if (problems) return show(c, found, { ...form, problems, form: `round-${round.number}` })
    const isMoved = changes.dueBy !== round.dueBy
    const asking = isMoved && asksAbout(c, form.typed, [dueSet(changes.dueBy, round.number)])
    if (asking) return show(c, found, { ...asking, form: `round-${round.number}` })
    ensureCurrent(version, round.version)
    await rescheduleRound(c.var.database, found.plan, round, others, changes, by(c))
    say(c, "round_rescheduled")
    return onward(c, roundsPath(found.plan.id))
  })
  .get("/:plan{[0-9]+}/rounds/:round{[0-9]+}/additions", async (c) => showAdditions(c, await additionsIn(c)))
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/additions", async (c) => {
    const found = await additionsIn(c)
    const form = await read(c, Listing)
    if (!form.ok) return showAdditions(c, found, form)
    const chosen = found.parts.filter(({ id }) => form.data.parts.includes(id))
    if (chosen.length !== new Set(form.data.parts).size) throw missing()
    await listParts(c.var.database, found, chosen, by(c))
    say(c, `parts_listed.${chosen.length}`)
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
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/cut-off/undoing", async (c) => {
    const found = await supervisedIn(c)
    const row = rowIn(c, found)
    const form = await read(c, UndoingCutOff)
    const at = `undoing-${row.round.number}` as const
    if (!form.ok) return show(c, found, { ...form, form: at })
    const { version, remark } = form.data
    ensureCurrent(version, row.round.version)
    if (isAutomatic(row.lastWord) && remark.trim() === "") {
      return show(c, found, { typed: form.typed, problems: { remark: ["请填写撤销封账的理由"] }, form: at })
    }
    const rules = { calendar: c.var.calendar, ...c.var.settings }
    await undoCutOff(c.var.database, found.plan, row, by(c), rules, remark)
    say(c, "cut_off_undone")
    return onward(c, roundsPath(found.plan.id))
  })
