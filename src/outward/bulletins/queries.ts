import { and, desc, eq, isNotNull, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import {
  type BulletinKind,
  bulletinDrafts,
  bulletinRules,
  bulletins,
  bulletinVersions,
  events,
  people,
  plans,
  rounds,
} from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Reading } from "#src/board/queries.ts"
import { dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { deciderOf } from "#src/office/people/decider.ts"
import { holdersOf } from "#src/office/people/queries.ts"
import { formerIn } from "#src/office/units/names.ts"
import { formerNames } from "#src/office/units/scope.ts"
import { office, planHead } from "#src/plans/assignments/queries.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { USUAL_RULE } from "./categories.ts"
import { contentIn } from "./content.ts"
import { factsOf } from "./facts.ts"
import { hashOf } from "./hash.ts"
import { type CutOffRound, paperReads, standingsFrom, standingsOf } from "./material_queries.ts"
import { approvable, isDraft, isKept, visibleBulletins } from "./scope.ts"
import { isYearly } from "./workflow.ts"
import { changedSince, happeningsOf, inYearUntil, verifiedOf, verifiedUntil } from "./year_queries.ts"

const officeColumns = {
  id: office.id,
  name: office.name,
  shortName: office.shortName,
  former: formerNames(sql`office.id`).mapWith(formerIn),
}

const ruleColumns = {
  yellow: bulletinRules.yellow,
  grey: bulletinRules.grey,
  byPace: bulletinRules.byPace,
  ranked: bulletinRules.ranked,
  version: bulletinRules.version,
}

/** 进度分类 as it stands; version 0: nobody has set it. */
export type RuleRow = typeof USUAL_RULE & { version: number }
const UNSET: RuleRow = { ...USUAL_RULE, version: 0 }

const cutOffRounds = ({ db }: Pick<Database, "db">, planId: number | SQL) =>
  db
    .select({
      number: rounds.number,
      name: rounds.name,
      cutOffAt: sql<number>`${rounds.cutOffAt}`,
      period: rounds.period,
      id: rounds.id,
    })
    .from(rounds)
    .where(and(eq(rounds.planId, planId), isNotNull(rounds.cutOffAt)))
    .orderBy(desc(rounds.number))

const nameOf = (column: SQL) => sql<string | null>`(select name from ${people} where ${people.id} = ${column})`

/** Who took it as a file, in the trail: every time has a subject of its own, so that it makes nobody stale. */
export const COPY = "bulletin_copy"

const taken = sql<number>`(select count(*) from ${events}
  where ${events.subject} > ${`${COPY}:`} || ${bulletins.id} || '/' and ${events.subject} < ${`${COPY}:`} || ${bulletins.id} || '0')`

const lastTaker = sql<string | null>`(select ${events.actorName} from ${events}
  where ${events.subject} > ${`${COPY}:`} || ${bulletins.id} || '/' and ${events.subject} < ${`${COPY}:`} || ${bulletins.id} || '0'
  order by ${events.id} desc limit 1)`

const lineColumns = {
  id: bulletins.id,
  planId: bulletins.planId,
  kind: bulletins.kind,
  title: bulletins.title,
  year: bulletins.year,
  number: bulletins.number,
  state: bulletins.state,
  correctsId: bulletins.correctsId,
  sha256: bulletins.sha256,
  latest: bulletins.latest,
  sentAt: bulletins.sentAt,
  issuedAt: bulletins.issuedAt,
  draftedAt: bulletins.draftedAt,
  round: rounds.name,
  cutOffAt: rounds.cutOffAt,
  plan: plans.title,
  taken,
  lastTaker,
}

const lines = ({ db }: Pick<Database, "db">, condition: SQL | undefined, foremost: SQL = sql`0`) =>
  db
    .select(lineColumns)
    .from(bulletins)
    .innerJoin(plans, eq(plans.id, bulletins.planId))
    .innerJoin(rounds, eq(rounds.id, bulletins.roundId))
    .where(condition)
    .orderBy(not(foremost), desc(bulletins.id))

export type BulletinLine = Awaited<ReturnType<typeof lines>>[number]

export const BULLETINS_A_PAGE = 50

/** 文件与通报 of a plan: its papers, the rounds that one may be written about, and by which rule; null: no such plan. */
export async function bulletinsOfPlan(database: Database, actor: Actor, planId: number, page = 1) {
  const { db, read } = database
  const [[plan], papers, closed, [rule], drafts] = await read([
    db
      .select({ plan: planHead, office: officeColumns })
      .from(plans)
      .innerJoin(office, eq(office.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    lines(database, and(eq(bulletins.planId, planId), isKept(), visibleBulletins(actor)))
      .limit(BULLETINS_A_PAGE + 1)
      .offset((page - 1) * BULLETINS_A_PAGE),
    cutOffRounds(database, planId),
    db.select(ruleColumns).from(bulletinRules).where(eq(bulletinRules.planId, planId)),
    db
      .select({
        id: bulletins.id,
        kind: bulletins.kind,
        form: bulletins.form,
        roundId: bulletins.roundId,
        correctsId: bulletins.correctsId,
      })
      .from(bulletins)
      .innerJoin(plans, eq(plans.id, bulletins.planId))
      .where(and(eq(bulletins.planId, planId), isDraft(), visibleBulletins(actor))),
  ])
  if (!plan) return null
  return {
    ...plan,
    papers: papers.slice(0, BULLETINS_A_PAGE),
    hasMore: papers.length > BULLETINS_A_PAGE,
    rounds: closed,
    rule: rule ?? UNSET,
    /** What is being written, on whichever page it stands. */
    drafts,
  }
}

export type PlanBulletins = NonNullable<Awaited<ReturnType<typeof bulletinsOfPlan>>>

/** The papers of all plans that somebody sees: first those that wait for them, then the newest. */
export async function bulletinsToSee(database: Database, actor: Actor, page: number) {
  const waits = approvable(deciderOf(actor))
  const [rows, [counted]] = await database.read([
    lines(database, and(isKept(), visibleBulletins(actor)), waits)
      .limit(BULLETINS_A_PAGE + 1)
      .offset((page - 1) * BULLETINS_A_PAGE),
    countBulletins(database, and(waits, visibleBulletins(actor))),
  ])
  return { papers: rows.slice(0, BULLETINS_A_PAGE), hasMore: rows.length > BULLETINS_A_PAGE, waiting: counted?.n ?? 0 }
}

export const countBulletins = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(bulletins)
    .innerJoin(plans, eq(plans.id, bulletins.planId))
    .where(condition)

const corrected = alias(bulletins, "corrected")

/** A paper with all that belongs to it, scoped to who asks; null when there is nothing to see. */
export async function findBulletin(database: Database, actor: Actor, id: number, today: string) {
  return foundIn(actor, await database.read(bulletinReads(database, actor, id, today)))
}

const bulletinReads = (database: Database, actor: Actor, id: number, today: string) => {
  const { db } = database
  const plan = sql`(select plan_id from ${bulletins} where ${bulletins.id} = ${id})`
  return [
    db
      .select({
        bulletin: bulletins,
        plan: planHead,
        office: officeColumns,
        round: { id: rounds.id, number: rounds.number, name: rounds.name, cutOffAt: rounds.cutOffAt },
        corrects: {
          id: corrected.id,
          kind: corrected.kind,
          title: corrected.title,
          issuedAt: corrected.issuedAt,
          year: corrected.year,
          number: corrected.number,
        },
        draftedBy: nameOf(sql`${bulletins.draftedById}`),
        leader: nameOf(sql`${bulletins.leaderId}`),
        approvedBy: nameOf(sql`${bulletins.approvedById}`),
        issuedBy: nameOf(sql`${bulletins.issuedById}`),
        withdrawnBy: nameOf(sql`${bulletins.withdrawnById}`),
      })
      .from(bulletins)
      .innerJoin(plans, eq(plans.id, bulletins.planId))
      .innerJoin(office, eq(office.id, bulletins.officeId))
      .innerJoin(rounds, eq(rounds.id, bulletins.roundId))
      .leftJoin(corrected, eq(corrected.id, bulletins.correctsId))
      .where(and(eq(bulletins.id, id), visibleBulletins(actor))),
    db.select().from(bulletinDrafts).where(eq(bulletinDrafts.bulletinId, id)),
    db
      .select({ content: bulletinVersions.content, number: bulletinVersions.number })
      .from(bulletinVersions)
      .where(eq(bulletinVersions.bulletinId, id))
      .orderBy(desc(bulletinVersions.number))
      .limit(1),
    db
      .select(toldColumns)
      .from(events)
      .where(
        sql`(${events.subject} = ${`bulletin:${id}`} or (${events.subject} > ${`${COPY}:${id}/`} and ${events.subject} < ${`${COPY}:${id}0`}))`,
      )
      .orderBy(desc(events.id)),
    lines(database, and(eq(bulletins.correctsId, id), isKept(), visibleBulletins(actor))),
    holdersOf(database, ["leader"], today),
    cutOffRounds(database, plan),
    db.select(ruleColumns).from(bulletinRules).where(eq(bulletinRules.planId, plan)),
    changedSince(database, plan, sql`(select issued_at from ${bulletins} where ${bulletins.id} = ${id})`),
  ] as const
}

type Read<T extends readonly unknown[]> = { readonly [K in keyof T]: Awaited<T[K]> }
type Rows = Read<ReturnType<typeof bulletinReads>>

function foundIn(
  actor: Actor,
  [[row], [draft], [version], trail, corrections, leaders, closed, [rule], changed]: Rows,
) {
  if (!row) return null
  // What is being written is the office's alone; a leader who was asked reads what was sent.
  const kept = (supervises(actor, row.plan) && draft) || null
  const sent = version ? contentIn(version.content) : null
  const own = closed.find(({ number }) => number === row.round.number)
  return {
    ...row,
    draft: kept,
    sent,
    /** What was issued is what is there; null: nothing was. */
    isIntact: row.bulletin.sha256 === null || !version ? null : hashOf(version.content) === row.bulletin.sha256,
    /** What is being written, or else what was sent last. */
    content: kept ? contentIn(kept.content) : sent,
    trail,
    corrections,
    leaders: [...new Map(leaders.map(({ personId, name }) => [personId, name]))].map(([id, name]) => ({ id, name })),
    rounds: closed,
    rule: rule ?? UNSET,
    /** Of a yearly paper that was issued: of which year how many 核实结果 were changed since. */
    changed: (isYearly(row.bulletin.kind) && own && changed.find(({ year }) => year === yearIn(own))) || null,
  }
}

export type FoundBulletin = NonNullable<ReturnType<typeof foundIn>>

/** The paper with the tasks of its plan as they stood at its cut-off, for the lists behind its figures. */
export async function findFigures(database: Database, actor: Actor, id: number, reading: Reading) {
  const plan = sql`(select plan_id from ${bulletins} where ${bulletins.id} = ${id})`
  const isOfYear = sql`exists (select 1 from ${bulletins} where ${bulletins.id} = ${id} and ${bulletins.kind} glob 'yearly_*')`
  const [r1, r2, r3, r4, r5, r6, r7, r8, r9, happenings, verified, ...rows] = await database.read([
    ...bulletinReads(database, actor, id, reading.today),
    happeningsOf(database, plan),
    verifiedOf(database, plan, isOfYear),
    ...paperReads(database, actor, id, reading.today),
  ])
  const found = foundIn(actor, [r1, r2, r3, r4, r5, r6, r7, r8, r9])
  if (!found?.content) return null
  const { now, previous } = standingsFrom(rows, found.rounds, found.round.number, reading)
  const chosen = found.rounds.find(({ number }) => number === found.round.number)
  const { asOf } = found.content
  const happened = chosen
    ? [...inYearUntil(happenings, yearIn(chosen), asOf), ...verifiedUntil(verified, yearIn(chosen), asOf)]
    : []
  const facts = now && factsOf(now, previous, found.content.rule)
  return { ...found, facts, happened }
}

/** The rounds of which a paper is written: its own, the one before, and of a yearly one those of the year until then. */
export function roundsFor(kind: BulletinKind, all: readonly CutOffRound[], number: number) {
  const chosen = all.find((round) => round.number === number)
  if (!chosen) return null
  const before = all.filter((round) => round.number < number)
  const year = yearIn(chosen)
  return {
    chosen,
    previous: before[0] ?? null,
    year: isYearly(kind) ? [...before.filter((round) => yearIn(round) === year)].reverse() : [],
  }
}

/** The year that a round is about. */
export const yearIn = ({ period, cutOffAt }: Pick<CutOffRound, "period" | "cutOffAt">): number =>
  Number((period ?? dateOf(cutOffAt)).slice(0, 4))

/** What the program writes a paper from; null: the round is not cut off. */
export async function materialsOf(
  database: Database,
  actor: Actor,
  planId: number,
  kind: BulletinKind,
  all: readonly CutOffRound[],
  number: number,
  reading: Reading,
) {
  const wanted = roundsFor(kind, all, number)
  if (!wanted) return null
  const { chosen, previous, year } = wanted
  const former = previous && !year.includes(previous) ? [previous] : []
  const read = await standingsOf(database, actor, planId, [chosen, ...former, ...year], reading, isYearly(kind))
  const [now, ...others] = read?.standings ?? []
  if (!read || !now) return null
  const ofNumber = (one: CutOffRound | null) => others.find(({ board }) => board.round?.number === one?.number) ?? null
  return {
    now,
    previous: ofNumber(previous),
    /** The year that the round is about. */
    inYear: yearIn(chosen),
    /** Of a yearly paper its rounds, oldest first, with its own. */
    year: isYearly(kind) ? [...year.flatMap((round) => ofNumber(round) ?? []), now] : [],
    /** What happened in that year until the cut-off, of a yearly paper. */
    happened: read.happened(yearIn(chosen), chosen.cutOffAt),
  }
}

export type Materials = NonNullable<Awaited<ReturnType<typeof materialsOf>>>

/**
 * The next 期号 of an office's kind and year. Inside the batch that issues nobody else can take it, so numbers have
 * neither gaps nor doubles.
 */
export const nextNumber = (officeId: number, kind: BulletinKind, year: number): SQL<number> => sql<number>`(
  select coalesce(max(number), 0) + 1 from bulletins
  where office_id = ${officeId} and kind = ${kind} and year = cast(${year} as integer))`
