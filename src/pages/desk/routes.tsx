import type { Context } from "hono"
import type * as z from "zod"
import { Stale } from "#db/database.ts"
import type { Phrase } from "#db/schema.ts"
import { type Act, type Asked as ActAsked, nothingTyped, pressed } from "#src/door/act.ts"
import { hasKeys, say, toggleKeys } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { typedIn, typedText } from "#src/door/form.ts"
import { ownPath } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { findPhrases } from "#src/office/phrases/queries.ts"
import { withPhrase } from "#src/office/phrases/text.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { deskPath, phrasesPath, taskPath } from "#src/paths.ts"
import type { Within } from "#src/plans/plan/desk_queries.ts"
import { roundsAtOnce } from "#src/plans/rounds/rounds.ts"
import { Refusal } from "#src/refusal.ts"
import { ACCEPT, CONFIRM, RETURN, UNDO, wasConfirmation } from "#src/reports/report/acts.ts"
import type { FoundReport } from "#src/reports/report/queries.ts"
import type { FoundVerdict } from "#src/reports/report/verdict_queries.ts"
import { BulkPage, TogetherPage } from "#views/desk/bulk.tsx"
import { DeskPage, type Overtaken, type Writing } from "#views/desk/desk.tsx"
import { PhrasesPage } from "#views/desk/phrases.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { JudgeAgain } from "#views/reports/judge_again.tsx"
import { ACCEPT_TOGETHER, aSupervisor, REMOVE_PHRASE, SAVE_PHRASE, theDesk } from "./acts.ts"
import { bulkOf, deskOf } from "./queries.ts"

type C = Context<Env>

/** What an address of the desk asks for. */
type Asked = {
  queue?: string | null
  item?: string | null
  beat?: string | null
  plan?: string | null
  unit?: string | null
}

/** What a path asks of the desk; null: it is another page. */
function deskAsked(path: string | undefined): Asked | null {
  const [address, query = ""] = (path ?? "").split("?", 2)
  if (address !== deskPath()) return null
  const asked = new URLSearchParams(query)
  const [queue, item, beat, plan, unit] = ["queue", "item", "beat", "plan", "unit"].map((name) => asked.get(name))
  return { queue, item, beat, plan, unit }
}

const withinOf = (actor: Actor, { beat, plan, unit }: Asked): Within => ({
  beat: beat === "mine" ? ownBeat(actor) : [],
  plan: numberAsked(plan ?? undefined),
  unit: numberAsked(unit ?? undefined),
})

const ownBeat = (actor: Actor) => actor.posts.flatMap(({ kind, beat }) => (kind === "supervisor" ? beat : []))

type Extra = { status?: 409 | 422; overtaken?: Overtaken; writing?: Writing }

/** 督查工作台 as an address asks for it; also the answer to whoever came second, and to a box that is being written. */
async function showDesk(c: C, asked: Asked, { status, overtaken, writing }: Extra = {}) {
  const { actor, today, now, calendar, settings, database, house } = c.var
  theDesk(actor)
  const queues = house.queues.filter(({ forWhom }) => forWhom(actor))
  const listed = queues.filter(({ href }) => href === undefined)
  const queue = (listed.find(({ name }) => name === asked.queue) ?? listed[0])?.name ?? ""
  const within = withinOf(actor, asked)
  const found = await deskOf(database, {
    actor,
    queue,
    queues,
    waiting: house.waiting(),
    within,
    today,
    soonBy: addWorkingDays(calendar, today, 1),
    now,
    approver: settings.planApprover,
    about: overtaken?.about,
  })
  return page(
    c,
    { title: "督查工作台", wide: true, status },
    <DeskPage
      desk={found}
      queue={queue}
      item={asked.item ?? null}
      beat={{ own: ownBeat(actor), on: within.beat.length > 0 }}
      plan={within.plan}
      unit={within.unit}
      actor={actor}
      today={today}
      keys={hasKeys(c)}
      overtaken={overtaken}
      writing={writing}
      resubmitBy={addWorkingDays(calendar, today, settings.resubmitDays)}
      rectifyBy={addWorkingDays(calendar, today, settings.rectifyDays)}
      noticeBy={addWorkingDays(calendar, today, settings.noticeDays)}
      calendar={calendar}
      atOnce={roundsAtOnce(found.automatic.plans, found.automatic.rounds, {
        today,
        calendar,
        lastPeriodDays: settings.lastPeriodDays,
        roundDays: settings.roundDays,
      })}
    />,
  )
}

/** Somebody else was first: the report has moved on since the page was made. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof Stale ||
  (error instanceof Refusal && (error.code === "wrong_state" || error.code === "proposal_open"))

/** An answer to a report: back to where the person came from in the program, else to the task. */
const answering = (act: "acceptance" | "return" | "confirmation") => ({
  again: (c: C, found: FoundReport, flaws: Flaws) =>
    page(c, { title: ANSWER_LABEL[act], status: 422 }, <JudgeAgain found={found} act={act} flaws={flaws} />),
  onward: ({ plan, task }: FoundReport, _input: unknown, next: string | null) =>
    next ?? taskPath(plan.id, task.ordinal),
})

const ANSWER_LABEL = { acceptance: "采纳", return: "退回", confirmation: "复核" } as const

/** Presses it. Who comes second at the desk is told who was first, keeps the own words and goes on with the next one. */
const orOvertaken =
  <Input extends z.ZodType>(row: Act<FoundReport, Input>, act: keyof typeof ANSWER_LABEL) =>
  async (c: C) => {
    const seen: { found: FoundReport | null } = { found: null }
    const find = async (asked: ActAsked) => {
      seen.found = await row.find(asked)
      return seen.found
    }
    try {
      return await pressed({ ...row, find }, answering(act))(c)
    } catch (error) {
      const typed = await typedIn(c)
      const asked = deskAsked(typedText(typed, "next"))
      if (!asked || !seen.found || !isOvertaken(error)) throw error
      const about = { assignmentId: seen.found.assignment.id, roundId: seen.found.round.id }
      return showDesk(c, asked, { status: 409, overtaken: { about, typed } })
    }
  }

/** Where an undone answer waits again: a 复核 with whoever confirms, all others with the office. */
const waitsAgain = (found: FoundVerdict): string => (wasConfirmation(found) ? "confirm" : "review")

/** Opened again, so that it can be answered as it was meant. */
function undoneAt(found: FoundVerdict, next: string | null): string {
  const asked = deskAsked(next ?? undefined)
  if (!asked) return taskPath(found.plan.id, found.task.ordinal)
  const item = `${found.assignment.id}-${found.round.number}`
  return deskPath({ ...asked, queue: waitsAgain(found), item })
}

/** The words in the box of a form that is being written, with what a saved phrase adds to them. */
function writingIn(kind: Phrase["kind"], typed: Typed, phrase?: string): Writing {
  if (phrase === undefined) return { kind, typed }
  const [opinion, decision] = [typedText(typed, "opinion"), typedText(typed, "decision")]
  const box = decision === undefined ? "opinion" : "decision"
  return { kind, typed: { ...typed, [box]: withPhrase(opinion ?? decision ?? "", phrase) } }
}

/** A button beside the box: a saved phrase goes into it, or what it says is kept as one. What was typed stays. */
async function writeOn(c: C, asked: Asked, typed: Typed) {
  const use = typedText(typed, "use")
  const { phrases } = use === undefined ? { phrases: [] } : await findPhrases(c.var.database, c.var.actor.id)
  const used = phrases.find(({ id }) => String(id) === use)
  if (used) return showDesk(c, asked, { writing: writingIn(used.kind, typed, used.text) })
  const writing = writingIn(typedText(typed, "save") === "return" ? "return" : "accept", typed)
  try {
    return await pressed(SAVE_PHRASE, {
      again: (_c, _found, { problems }) =>
        showDesk(c, asked, { status: 422, writing: { ...writing, problem: Object.values(problems).flat()[0] } }),
      done: () => showDesk(c, asked, { writing: { ...writing, saved: true } }),
      onward: () => phrasesPath,
    })(c)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const problem = c.var.house.refusalWords(error.code, error.facts)
    return showDesk(c, asked, { status: 409, writing: { ...writing, problem } })
  }
}

const kept = pressed(SAVE_PHRASE, {
  again: (c, _found, flaws) => showPhrases(c, flaws),
  onward: () => phrasesPath,
})

async function showPhrases(c: C, flaws?: Flaws) {
  const { phrases } = await findPhrases(c.var.database, c.var.actor.id)
  return page(c, { title: "常用语", status: flaws ? 422 : 200 }, <PhrasesPage phrases={phrases} flaws={flaws} />)
}

/** What may be accepted together, with what is already ticked; `chosen` asks once more before it is done. */
async function showBulk(c: C, { flaws, chosen = [] }: { flaws?: Flaws; chosen?: string[] } = {}) {
  const { actor, today, database } = c.var
  const within = withinOf(actor, c.req.query())
  const bulk = await bulkOf(database, actor, { within, today })
  return page(
    c,
    { title: "成批采纳", status: flaws ? 422 : 200 },
    <BulkPage
      bulk={bulk}
      chosen={chosen}
      mine={within.beat.length > 0}
      plan={within.plan}
      unit={within.unit}
      today={today}
      flaws={flaws}
    />,
  )
}

/** 督查工作台: queue left, item right. Leaders and heads have what they are named to confirm (复核) or approve (审定). */
export const desk = factory
  .createApp()
  .get("/desk", (c) => showDesk(c, c.req.query()))
  // No act of an office: it changes what the keys of this browser do, and is kept by it alone.
  .post("/desk/keys", async (c) => {
    theDesk(c.var.actor)
    const { next } = await typedIn(c)
    toggleKeys(c)
    say(c, hasKeys(c) ? "keys_off" : "keys_on")
    return onward(c, ownPath(typeof next === "string" ? next : undefined) ?? deskPath())
  })

  .get("/desk/phrases", (c) => {
    theDesk(c.var.actor)
    return showPhrases(c)
  })
  .post("/desk/phrases", async (c) => {
    theDesk(c.var.actor)
    const typed = await typedIn(c)
    const asked = deskAsked(typedText(typed, "here"))
    return asked ? writeOn(c, asked, typed) : kept(c)
  })
  .post(
    "/desk/phrases/:phrase{[0-9]+}/removal",
    pressed(REMOVE_PHRASE, { again: nothingTyped, onward: () => phrasesPath }),
  )

  .get("/desk/acceptances", (c) => {
    aSupervisor(c.var.actor)
    return showBulk(c, { chosen: c.req.queries("items") ?? [] })
  })
  .post(
    "/desk/acceptances",
    pressed(ACCEPT_TOGETHER, {
      again: (c, _found, flaws) => showBulk(c, { flaws, chosen: [flaws.typed.items ?? []].flat() }),
      shows: (c, _found, _input, together) => {
        const { accepted, left } = together
        if (left.length > 0) {
          const status = accepted.length > 0 ? 200 : 409
          return page(c, { title: "成批采纳", status }, <TogetherPage together={together} />)
        }
        say(c, `accepted_together.${accepted.length}`)
        const { beat, plan, unit } = c.req.query()
        return onward(c, deskPath({ queue: "review", beat, plan, unit }))
      },
    }),
  )

  .post("/assignments/:assignment/rounds/:round/acceptance", orOvertaken(ACCEPT, "acceptance"))
  .post("/assignments/:assignment/rounds/:round/return", orOvertaken(RETURN, "return"))
  .post("/assignments/:assignment/rounds/:round/confirmation", orOvertaken(CONFIRM, "confirmation"))
  .post(
    "/assignments/:assignment/rounds/:round/undoing",
    pressed(UNDO, {
      again: nothingTyped,
      onward: (found, _input, next) => undoneAt(found, next),
    }),
  )
