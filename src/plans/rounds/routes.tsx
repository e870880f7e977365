import type { Context } from "hono"
import type * as z from "zod"
import { type Plan, RHYTHMS } from "#db/schema.ts"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, typedText } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import type { PlanRounds } from "#src/pages/rounds/queries.ts"
import { roundsPath } from "#src/paths.ts"
import { ensureRunning, manages, supervises } from "#src/plans/plan/policy.ts"
import { missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { AdditionsPage } from "#views/rounds/additions.tsx"
import { RhythmPage } from "#views/rounds/rhythm.tsx"
import { RoundsPage } from "#views/rounds/rounds.tsx"
import {
  ADDITIONS,
  arrangementIn,
  type Chosen,
  CUT_OFF,
  LIST_PARTS,
  OPEN_ROUND,
  RESCHEDULE_ROUND,
  ROUNDS,
  SCHEDULE_TASKS,
  SET_LEADERS_OF_MANY,
  SET_RHYTHM,
  UNDO_CUT_OFF,
} from "./acts.ts"
import type { Arranging } from "./input.ts"
import { owing } from "./joining.ts"
import type { Additions } from "./queries.ts"
import { type Ahead, arrangementKey, arrangementOf, periodAbout, selfOpening } from "./rounds.ts"

type C = Context<Env>

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

/** The page of 报送安排 with the dates of what is chosen. */
function showRhythm(
  c: C,
  { plan, ...found }: PlanRounds,
  chosen: Chosen,
  more: { unseen?: boolean; flaws?: Flaws } = {},
) {
  ensureRunning(plan)
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

/** Nobody is given a form to fill in again where the plan has ended. */
function showRunning(c: C, found: PlanRounds, flaws: Flaws & { form: Which }) {
  ensureRunning(found.plan)
  return show(c, found, flaws)
}

/** As the plan has it, or where another rhythm is looked at, as that would usually be. */
function chosenBefore({ plan }: PlanRounds, rhythm: string | undefined): Chosen {
  const asked = RHYTHMS.find((one) => one === rhythm) ?? plan.rhythm
  if (asked === plan.rhythm) return plan
  return { rhythm: asked, dueShift: null, dueDay: null, dueRoll: "next", opensBefore: null, opensItself: false }
}

/** The form of the page that something is wrong with, shown again. */
const again = (form: Which) => (c: C, found: PlanRounds, flaws: Flawed) => showRunning(c, found, { ...flaws, form })
const backTo = ({ plan }: { plan: Plan }) => roundsPath(plan.id)
const backToSchedule = ({ plan }: { plan: Plan }) => `${roundsPath(plan.id)}#schedule`

/** Whether the dates of what is chosen stood on the page when the button was pressed. */
const isSeen = ({ rhythm, shift, day, roll, opensBefore = 0, opensItself, seen }: z.output<typeof Arranging>) =>
  rhythm === "none" || seen === arrangementKey({ rhythm, shift, day, roll }, opensBefore, opensItself)

export const rounds = factory
  .createApp()
  .get("/:plan{[0-9]+}/rounds", async (c) => {
    const found = await ROUNDS.find(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:plan{[0-9]+}/rounds", pressed(OPEN_ROUND, { again: again("open"), onward: backTo }))
  .get("/:plan{[0-9]+}/rhythm", async (c) => {
    const found = await reached(ROUNDS, askedOf(c))
    return showRhythm(c, found, chosenBefore(found, c.req.query("rhythm")))
  })
  .post(
    "/:plan{[0-9]+}/rhythm",
    pressed(SET_RHYTHM, {
      again: (c, found, flaws) =>
        showRhythm(c, found, chosenBefore(found, typedText(flaws.typed, "rhythm")), { flaws }),
      // The dates are looked at first, and however often.
      before: (c, found, input) =>
        input.step === "set" && isSeen(input)
          ? null
          : showRhythm(c, found, arrangementIn(input), { unseen: input.step === "set" }),
      onward: backTo,
    }),
  )
  .post("/:plan{[0-9]+}/schedule", pressed(SCHEDULE_TASKS, { again: again("schedule"), onward: backToSchedule }))
  .post("/:plan{[0-9]+}/leaders", pressed(SET_LEADERS_OF_MANY, { again: again("schedule"), onward: backToSchedule }))
  .post(
    "/:plan{[0-9]+}/rounds/:round{[0-9]+}",
    pressed(RESCHEDULE_ROUND, {
      again: (c, found, flaws) => again(`round-${found.row.round.number}`)(c, found, flaws),
      onward: backTo,
    }),
  )
  .get("/:plan{[0-9]+}/rounds/:round{[0-9]+}/additions", async (c) =>
    showAdditions(c, await reached(ADDITIONS, askedOf(c))),
  )
  .post(
    "/:plan{[0-9]+}/rounds/:round{[0-9]+}/additions",
    pressed(LIST_PARTS, { again: showAdditions, onward: ({ plan }) => roundsPath(plan.id) }),
  )
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/cut-off", pressed(CUT_OFF, { again: nothingTyped, onward: backTo }))
  .post(
    "/:plan{[0-9]+}/rounds/:round{[0-9]+}/cut-off/undoing",
    pressed(UNDO_CUT_OFF, {
      again: (c, found, flaws) => again(`undoing-${found.row.round.number}`)(c, found, flaws),
      onward: backTo,
    }),
  )
