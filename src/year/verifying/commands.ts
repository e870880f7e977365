import { and, eq, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { type Database, Stale } from "#db/database.ts"
import {
  type Verification,
  type VerificationRow,
  verificationClaims,
  verificationDays,
  verificationResults,
  verifications,
} from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { enqueued } from "#src/trail/outbox.ts"
import { type Act, type By, record } from "#src/trail/record.ts"
import { entersFor, type Kept, keepsYear } from "#src/year/years/policy.ts"
import { MOST_AT_ONCE } from "./lists.ts"
import { mayVerify } from "./policy.ts"
import type { FoundVerification, ResultsToTell, VerifyingOfYear, VerifyingRow } from "./queries.ts"
import { claimOf, mayClaim, toldOf, versionOf } from "./shown.ts"
import { awaitsAnswer, canMove, MOVES } from "./workflow.ts"

/** An item with the number in which it was shown. */
export type ShownItem = { id: number; version: number }
export type ResultWords = Pick<VerificationRow, "result" | "verifiedOn" | "basis" | "remark" | "why">

type Row = Pick<VerifyingRow, "id" | "unit" | "content" | "verification" | "claim">
type OfYear = { year: Kept & { year: number } }

export function ensureKeeps(actor: By["actor"], { year }: OfYear) {
  if (!keepsYear(actor, year)) throw forbidden()
}

const NONE: Omit<Verification, "id" | "version"> = { state: "claimed", claims: 0, latest: 0, told: 0 }

/** One act on an item, which may be the first of all: its event and how the item stands since. */
function moved(
  { db }: Database,
  { id, unit, content, verification }: Row,
  action: Action,
  particulars: Record<string, unknown>,
  changes: Partial<Verification>,
): { act: Act; change: BatchItem<"sqlite"> } {
  const version = (verification?.version ?? 0) + 1
  const set = { ...changes, version }
  return {
    act: {
      action,
      subject: `verification:${id}`,
      version,
      particulars: { unit, duty_content: content, ...particulars },
    },
    change: verification
      ? db.update(verifications).set(set).where(eq(verifications.id, id))
      : db.insert(verifications).values({ id, ...NONE, ...set }),
  }
}

async function recordAll(database: Database, by: By, steps: readonly { act: Act; changes: BatchItem<"sqlite">[] }[]) {
  const [first, ...rest] = steps.map(({ act }) => act)
  if (first)
    await record(
      database,
      by,
      [first, ...rest],
      steps.flatMap(({ changes }) => changes),
    )
}

/** The rows of the page that the form is about; one that is not there any more was taken out of its list. */
function chosen<T extends ShownItem, R extends Row>(
  rows: readonly R[],
  items: readonly T[],
  shownAs: (row: R) => number,
) {
  return items.map((item) => {
    const row = rows.find(({ id }) => id === item.id)
    if (!row || shownAs(row) !== item.version) throw new Stale("stale page")
    return { item, row }
  })
}

/** What of a result cannot be, at its field. */
export function resultFits(
  { year, rows }: Pick<VerifyingOfYear, "year" | "rows">,
  { items, ...words }: ResultWords & { items: readonly ShownItem[] },
  today: string,
): Problems | null {
  const problems: Problems = {}
  if (words.verifiedOn > today) problems.verifiedOn = ["核实日期不能晚于今天"]
  if (yearOf(words.verifiedOn) < year.year) problems.verifiedOn = [`核实日期不能早于${year.year}年`]
  if (words.result === "untrue" && words.remark.trim() === "") problems.remark = ["核实为不实的，请写明核实情况"]
  // What was found since the page was shown is no change that somebody means: the stale page says so.
  const isMeant = (row: (typeof rows)[number]) =>
    items.some(({ id, version }) => id === row.id && version === versionOf(row))
  const again = rows.filter((row) => row.shown !== null && isMeant(row)).length
  if (again > 0 && words.why.trim() === "") problems.why = [`勾选的事项中${again}项已有核实结果，改动请写明原因`]
  return Object.keys(problems).length > 0 ? problems : null
}

/** 核实: one result for several items; what was found before stays beside it. Resolves with how many. */
export async function verifyItems(
  database: Database,
  found: Pick<VerifyingOfYear, "year" | "rows">,
  { items, ...words }: ResultWords & { items: readonly ShownItem[] },
  by: By,
): Promise<number> {
  ensureKeeps(by.actor, found)
  ensureFits(resultFits(found, { items, ...words }, by.today))
  const rows = chosen(found.rows, items, versionOf)
  if (rows.some(({ row }) => !mayVerify(by.actor, found.year, row.claim))) throw forbidden("own_claim")
  await recordAll(
    database,
    by,
    rows.map(({ row }) => {
      const number = (row.verification?.latest ?? 0) + 1
      const state = MOVES.verify.to
      const kept = { ...words, why: number > 1 ? words.why : "" }
      const { act, change } = moved(
        database,
        row,
        "verification_found",
        { to: state, ...kept },
        { state, latest: number },
      )
      const value = { verificationId: row.id, number, ...kept, byId: by.actor.id, at: by.at }
      return { act, changes: [change, database.db.insert(verificationResults).values(value)] }
    }),
  )
  return rows.length
}

const thisResult = (id: number, number: number) =>
  and(eq(verificationResults.verificationId, id), eq(verificationResults.number, number))

/** 告知: units read from now on what was found of these items. Resolves with how many. */
export async function tellResults(database: Database, found: ResultsToTell, by: By): Promise<number> {
  ensureKeeps(by.actor, found)
  const steps = found.rows.slice(0, MOST_AT_ONCE).flatMap((row) => {
    const { id, verification, shown } = row
    if (!verification || !shown || !canMove(verification.state, "tell")) return []
    const state = MOVES.tell.to
    const told = { to: state, result: shown.result }
    const { act, change } = moved(database, row, "verification_told", told, { state, told: shown.number })
    const open = database.db.update(verificationResults).set({ toldAt: by.at }).where(thisResult(id, shown.number))
    return [{ row, act, changes: [change, open] }]
  })
  // One message a unit, about the first of its items.
  const firsts = steps.filter(({ row }, i) => steps.findIndex((one) => one.row.unitId === row.unitId) === i)
  for (const { row, act, changes } of firsts) {
    const aboutId = sql<number>`(select id from events where subject = ${act.subject} and version = ${act.version})`
    const audiences = ["liaison", "head"] as const
    changes.push(...enqueued(database, { about: "verification", aboutId, unitId: row.unitId, audiences, at: by.at }))
  }
  if (steps.length === 0) throw conflict("nothing_to_tell")
  await recordAll(database, by, steps)
  return steps.length
}

export function ensureClaims(actor: By["actor"], { filter }: Pick<VerifyingOfYear, "filter">) {
  if (filter.unit === null || !entersFor(actor, filter.unit)) throw forbidden()
}

/** 自报: what is new of it; an item of which the unit was told a result says nothing more. Resolves with how many. */
export async function claimItems(
  database: Database,
  found: Pick<VerifyingOfYear, "filter" | "rows">,
  claims: readonly (ShownItem & { text: string })[],
  by: By,
): Promise<number> {
  ensureClaims(by.actor, found)
  const open = found.rows.filter(mayClaim)
  const fresh = chosen(open, claims, claimOf).filter(
    ({ item, row }) => item.text.trim() !== "" && item.text !== row.claim?.text,
  )
  await recordAll(
    database,
    by,
    fresh.map(({ item: { text }, row }) => {
      const number = claimOf(row) + 1
      const begins = row.verification === null ? { to: NONE.state } : {}
      const { act, change } = moved(database, row, "verification_claimed", { ...begins, text }, { claims: number })
      const value = { verificationId: row.id, number, text, byId: by.actor.id, at: by.at }
      return { act, changes: [change, database.db.insert(verificationClaims).values(value)] }
    }),
  )
  return fresh.length
}

export function ensureExplains(actor: By["actor"], { unitId }: Pick<FoundVerification, "unitId">) {
  if (!entersFor(actor, unitId)) throw forbidden()
}

/** 说明 of the unit to what was found 不实: once. */
export async function explainResult(database: Database, found: FoundVerification, answer: string, by: By) {
  ensureExplains(by.actor, found)
  const { verification } = found
  const told = toldOf(found)
  if (!verification || !told || !awaitsAnswer(told)) {
    throw conflict("wrong_state", { state: verification?.state ?? NONE.state, noun: "verification" })
  }
  // What the office has found since is none of the unit's business yet: the item stays as it stands.
  const moves = canMove(verification.state, "explain") ? { state: MOVES.explain.to } : {}
  const to = moves.state ? { to: moves.state } : {}
  const { act, change } = moved(database, found, "verification_explained", { ...to, answer }, moves)
  const said = { answer, answeredById: by.actor.id, answeredAt: by.at }
  const kept = database.db.update(verificationResults).set(said).where(thisResult(found.id, told.number))
  await record(database, by, [act], [change, kept])
}

/** 核实起始日 of a year. */
export async function setDay(database: Database, found: Pick<VerifyingOfYear, "year" | "day">, fromOn: string, by: By) {
  ensureKeeps(by.actor, found)
  const { year, day } = found
  const values = { year: year.year, fromOn, version: day.version + 1 }
  await record(
    database,
    by,
    [
      {
        action: "verification_day_set",
        subject: `verification_day:${year.year}`,
        version: values.version,
        particulars: { on: { before: day.fromOn, after: fromOn } },
      },
    ],
    [
      database.db
        .insert(verificationDays)
        .values(values)
        .onConflictDoUpdate({ target: verificationDays.year, set: values }),
    ],
  )
}
