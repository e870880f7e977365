import { eq, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { chunks } from "#db/chunks.ts"
import { type Database, Stale } from "#db/database.ts"
import { type Assignment, assignments, dues, type Plan, type Round, rounds } from "#db/schema.ts"
import { dateOf, startOf } from "#src/clock.ts"
import { type Calendar, calendarOf } from "#src/office/calendar/working_days.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import {
  type Act,
  type Anybody,
  acting,
  assignmentSubject,
  type By,
  newestId,
  record,
  staleWhen,
} from "#src/trail/record.ts"
import { BEFORE_OPENING, nameTaken as saysTaken } from "./input.ts"
import { owing, type RunningRound } from "./joining.ts"
import { freeName, periodEnd } from "./periods.ts"
import { type Additions, reporting, selfOpeningPlans } from "./queries.ts"
import { type Ahead, movedFrom, periodDueOn, ruleOf, type SelfOpening, selfOpening } from "./rounds.ts"

/** `period`: a day of the last month that the round is about, where the due day does not tell. */
export type NewRound = Pick<Round, "name" | "opensOn" | "dueBy" | "evidenceRequired"> & { period?: string | null }
type Existing = Pick<Round, "number" | "name" | "cutOffAt">
type Owed = Pick<Assignment, "id" | "unitId">

/** By which calendar and settings a round is opened. */
export type Opening = { inside?: boolean; lastPeriodDays?: number; calendar?: Calendar }

/**
 * Opens a round: what is owed is decided now and kept. A second round inside an open one has to be asked for twice
 * (减负). Resolves with the round's number and how many reports it asks for.
 */
export async function openRound(
  database: Database,
  plan: Plan,
  existing: Existing[],
  { period, ...round }: NewRound,
  by: By,
  { inside = false, lastPeriodDays = DEFAULTS.lastPeriodDays, calendar = calendarOf([]) }: Opening = {},
): Promise<{ number: number; owed: number }> {
  if (!supervises(by.actor, plan)) throw forbidden()
  ensureFits(roundNameFits(round.name, existing))
  const open = existing.find(({ cutOffAt }) => cutOffAt === null)
  if (open && !inside) throw conflict("round_open", { name: open.name })
  const [all] = await database.read([reporting(database, plan.id)])
  const about = period ? periodEnd(plan.rhythm, period) : periodDueOn(plan, round.dueBy, { calendar, lastPeriodDays })
  const rule = ruleOf(plan)
  const ruleBy = rule && movedFrom(rule, about, round.dueBy, calendar)
  const owed = owing(plan, about, all)
  const { number, act, changes } = opened(database, plan, existing, { ...round, period: about, ruleBy }, owed)
  await record(database, by, [act], changes)
  return { number, owed: owed.length }
}

/**
 * The timer's part: opens every round whose day has come in plans that have it so, once however many programs run, and
 * none that would ask for nothing. Resolves with how many were opened.
 */
export async function openByThemselves(database: Database, now: number, ahead: Omit<Ahead, "today">): Promise<number> {
  const today = dateOf(now)
  const [plans, all] = await database.read(selfOpeningPlans(database))
  let count = 0
  for (const plan of plans) {
    const rounds = all.filter(({ planId }) => planId === plan.id)
    const opening = selfOpening(plan, rounds, { ...ahead, today })
    if (opening && opening.heldBy === null && (await openItself(database, plan, rounds, opening, now))) count++
  }
  return count
}

async function openItself(
  database: Database,
  plan: Opened,
  rounds: Existing[],
  { round: { name, dueBy, period, ruleBy }, besides }: SelfOpening,
  now: number,
): Promise<boolean> {
  const [all] = await database.read([reporting(database, plan.id)])
  const owed = owing(plan, period, all)
  if (owed.length === 0) return false
  const moved = ruleBy === dueBy ? null : ruleBy
  // From today: units cannot have seen it earlier, however late the timer comes.
  const round = { name, opensOn: dateOf(now), dueBy, evidenceRequired: false, period, ruleBy: moved }
  const { act, changes } = opened(database, plan, rounds, round, owed, { automatic: true, besides })
  try {
    await record(database, acting(null, now), [act], changes)
    return true
  } catch (error) {
    if (error instanceof Stale) return false
    throw error
  }
}

/** What opening a round asks of its plan. */
type Opened = Pick<Plan, "id" | "rhythm" | "supportReports">

/** The event and the rows of a new round and of all that it asks for. */
function opened(
  { db }: Database,
  plan: Opened,
  existing: Existing[],
  round: Pick<Round, "name" | "opensOn" | "dueBy" | "evidenceRequired" | "period" | "ruleBy">,
  owed: readonly Owed[],
  how: Record<string, unknown> = {},
): { number: number; act: Act; changes: BatchItem<"sqlite">[] } {
  const number = Math.max(0, ...existing.map((one) => one.number)) + 1
  return {
    number,
    act: {
      id: staleWhen(nameTaken(plan.id, number, round.name)),
      action: "round_opened",
      subject: roundSubject({ planId: plan.id, number }),
      version: 1,
      planId: plan.id,
      particulars: { ...round, owed: owed.length, ...how },
    },
    changes: [
      db.insert(rounds).values({ planId: plan.id, number, ...round }),
      ...chunks(owed).map((some) =>
        db
          .insert(dues)
          .values(
            some.map(({ id, unitId }) => ({ roundId: newestId(rounds), assignmentId: id, planId: plan.id, unitId })),
          ),
      ),
    ],
  }
}

export const roundSubject = ({ planId, number }: Pick<Round, "planId" | "number">) => `round:${planId}/${number}`

/**
 * Lists, papers and messages know a round by its name: no two of a plan bear the same. Told at the field, with a name
 * that is free.
 */
export function roundNameFits(name: string, others: readonly Pick<Round, "name">[]): Problems | null {
  const taken = others.map((round) => round.name)
  return taken.includes(name) ? { name: [saysTaken(name, freeName(name, taken))] } : null
}

/** A round is not due before it opens. */
const dueFits = ({ opensOn }: Pick<Round, "opensOn">, dueBy: string): Problems | null =>
  dueBy < opensOn ? { dueBy: [BEFORE_OPENING] } : null

/** The same, and a name that no other round of the plan bears. Those that do already stay. */
export const rescheduleFits = (
  round: Pick<Round, "name" | "opensOn">,
  others: readonly Pick<Round, "name">[],
  { name, dueBy }: Pick<Round, "name" | "dueBy">,
): Problems | null => dueFits(round, dueBy) ?? (name === round.name ? null : roundNameFits(name, others))

/** The same, for whoever names another round so at this moment. */
const nameTaken = (planId: number, number: number, name: string): SQL =>
  sql`exists (select 1 from rounds where plan_id = ${planId} and name = ${name} and number <> ${number})`

/** Moves a round's due day or name; what stood there before stays in the trail. */
export async function rescheduleRound(
  database: Database,
  plan: Plan,
  round: Round,
  others: readonly Pick<Round, "name">[],
  changes: Pick<Round, "name" | "dueBy" | "evidenceRequired">,
  by: By,
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  ensureFits(rescheduleFits(round, others, changes))
  if (round.cutOffAt !== null) throw conflict("cut_off")
  const renamed = changes.name !== round.name
  const before = { name: round.name, dueBy: round.dueBy, evidenceRequired: round.evidenceRequired }
  await record(
    database,
    by,
    [
      {
        ...(renamed ? { id: staleWhen(nameTaken(plan.id, round.number, changes.name)) } : {}),
        action: "round_rescheduled",
        subject: roundSubject(round),
        version: round.version + 1,
        planId: plan.id,
        particulars: { before, after: changes },
      },
    ],
    [
      database.db
        .update(rounds)
        // A day that people set is no longer the rule's, moved or not.
        .set({ ...changes, ruleBy: changes.dueBy === round.dueBy ? round.ruleBy : null, version: round.version + 1 })
        .where(eq(rounds.id, round.id)),
    ],
  )
}

/** A part as an act has just left it, or made it: its last event in the batch so far is `version`. */
export type Listed = Pick<Assignment, "planId" | "version"> & {
  subject: string | SQL
  assignmentId: number | SQL<number>
  unitId: number | SQL<number>
  taskId: number | SQL<number>
}

/** 补列: takes a part into a round that runs, on record; never into one that is cut off at this moment. */
export function listed(
  { db }: Pick<Database, "db">,
  round: Pick<RunningRound, "id" | "name">,
  part: Listed,
  by: By,
): { act: Act; changes: BatchItem<"sqlite">[] } {
  const { planId, taskId, unitId, assignmentId } = part
  const version = part.version + 1
  return {
    act: {
      id: staleWhen(sql`exists (select 1 from rounds where id = ${round.id} and cut_off_at is not null)`),
      action: "assignment_listed",
      subject: part.subject,
      version,
      planId,
      taskId,
      particulars: { round: round.name },
    },
    changes: [
      db
        .insert(dues)
        .values({ roundId: round.id, assignmentId, planId, unitId, addedAt: by.at, addedById: by.actor.id })
        .onConflictDoNothing(),
      db.update(assignments).set({ version }).where(sql`${assignments.id} = ${assignmentId}`),
    ],
  }
}

/** 补列 of chosen parts into a round that runs, in one act; each has its own line in the trail. */
export async function listParts(database: Database, { plan, round }: Additions, chosen: Additions["parts"], by: By) {
  if (!supervises(by.actor, plan)) throw forbidden()
  if (round.cutOffAt !== null) throw conflict("cut_off")
  if (chosen.some(({ isListed }) => isListed === 1)) throw conflict("already_listed")
  const all = chosen.map(({ id, unitId, taskId, version }) =>
    listed(
      database,
      round,
      { subject: assignmentSubject(id), assignmentId: id, unitId, taskId, planId: plan.id, version },
      by,
    ),
  )
  const [first, ...rest] = all.map(({ act }) => act)
  if (first)
    await record(
      database,
      by,
      [first, ...rest],
      all.flatMap(({ changes }) => changes),
    )
}

/** 封账 by a supervisor: the figures are frozen as of this instant. */
export async function cutOff(database: Database, plan: Plan, round: Round, by: By) {
  if (!supervises(by.actor, plan)) throw forbidden()
  if (by.at < startOf(round.opensOn)) throw conflict("not_opened", { name: round.name })
  await cutOffAt(database, round, by.at, by)
}

/** 封账, by a person now or by the timer at the automatic instant. */
export async function cutOffAt(database: Database, round: Round, at: number, by: By<Anybody>) {
  if (round.cutOffAt !== null) throw conflict("cut_off")
  await record(
    database,
    by,
    [
      {
        action: "round_cut_off",
        subject: roundSubject(round),
        version: round.version + 1,
        planId: round.planId,
        particulars: { name: round.name, cutOffAt: at, automatic: by.actor === null },
      },
    ],
    [
      database.db
        .update(rounds)
        .set({ cutOffAt: at, version: round.version + 1 })
        .where(eq(rounds.id, round.id)),
    ],
  )
}
