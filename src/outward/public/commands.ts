import { eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  cases,
  documents,
  plans,
  type ReleaseKind,
  type ReleaseVersion,
  releases,
  releaseVersions,
} from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { publicPath } from "#src/paths.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type By, newestId, nextId, record, staleWhen } from "#src/trail/record.ts"
import { type Step, step } from "#src/trail/statements.ts"
import { isOut as isCaseOut } from "#src/year/cases/scope.ts"
import { releasing, withdrawing } from "#src/year/documents/commands.ts"
import { bodyText, doubtKey, doubtsIn, numbersIn, type ReleaseBody } from "./body.ts"
import { hashOf } from "./hash.ts"
import { mayCheck, publishes } from "./policy.ts"
import { type Before, type FoundRelease, type Ids, MOST_LINES } from "./queries.ts"
import { isListOut, isPublicPlan } from "./scope.ts"
import { canMove, isOpen, MOVES, type ReleaseMove } from "./workflow.ts"

const ACTION_OF: Record<ReleaseMove, Action> = {
  check: "release_checked",
  release: "release_released",
  drop: "release_dropped",
  replace: "release_replaced",
  withdraw: "release_withdrawn",
}

/** What a version is made of: which thing it shows, whose it is, and what is there of it already. */
export type ToPrepare = {
  kind: ReleaseKind
  subject: string
  ids: Ids
  officeId: number
  before: Before
}

type Found = Pick<FoundRelease, "release" | "version" | "officeId" | "shown" | "body" | "out" | "filing">

export function ensurePublishes(actor: Actor, of: { officeId: number }) {
  if (!publishes(actor, of)) throw forbidden()
}

/** Whoever prepared it is told that another has to look. */
export function ensureChecks(actor: Actor, found: Pick<FoundRelease, "officeId" | "version">) {
  ensurePublishes(actor, found)
  if (!mayCheck(actor, found, found.version)) throw forbidden("own_release")
}

/** Neither numbers by which somebody could be known, nor nothing at all. */
function ensureFit(body: ReleaseBody) {
  const isEmpty = body.blocks.every((one) => (one.is === "table" ? one.rows.length === 0 : one.text.trim() === ""))
  if (isEmpty) throw conflict("release_empty")
  if (body.blocks.some((one) => one.is === "table" && one.rows.length > MOST_LINES)) {
    throw conflict("release_too_long", { most: String(MOST_LINES) })
  }
  const numbers = numbersIn(body)
  if (numbers.length > 0) {
    const what = numbers.map(({ where, row, kind }) => `${where}.${row + 1}.${kind}`).join(" ")
    throw conflict("release_numbers", { what })
  }
}

/** What it is about may not be shown to everybody: made stale where that has changed since it was looked at. */
const isBarred = ({ planId, caseId, documentId }: Ids): SQL =>
  sql`(${not(isOpenToAll(plans, planId, isPublicPlan()))} or ${not(isOpenToAll(cases, caseId, isCaseOut()))}
    or ${not(isOpenToAll(documents, documentId, isListOut()))})`

const isOpenToAll = (table: typeof plans | typeof cases | typeof documents, id: number | null, condition: SQL): SQL =>
  id === null ? sql`1` : sql`exists (select 1 from ${table} where ${table.id} = ${id} and ${condition})`

/** 拟公布: the words as they are now, frozen. Resolves with its address and number. */
export async function prepareRelease(database: Database, found: ToPrepare, body: ReleaseBody, by: By) {
  ensurePublishes(by.actor, found)
  const { kind, subject, ids, before } = found
  if (before && isOpen(before.state)) throw conflict("release_open")
  ensureFit(body)
  const { db } = database
  const number = (before?.number ?? 0) + 1
  const text = bodyText(body)
  const releaseId = before ? sql<number>`cast(${before.id} as integer)` : newestId(releases)
  const known = sql`coalesce((select max(v.number) from release_versions v inner join releases r on r.id = v.release_id
    where r.kind = ${kind} and r.subject = ${subject}), 0)`
  const version = {
    number,
    state: "prepared" as const,
    title: body.title,
    body: text,
    sha256: hashOf(text),
    preparedById: by.actor.id,
    preparedAt: by.at,
  }
  const [[made]] = await record(
    database,
    by,
    [
      {
        action: "release_prepared",
        subject: before ? `release:${before.id}/${number}` : sql`'release:' || ${nextId(releases)} || '/1'`,
        version: 1,
        particulars: { to: "prepared", title: body.title, sha256: version.sha256 },
        ...ofPlan(ids.planId),
        id: staleWhen(sql`(${known} <> ${number - 1} or ${isBarred(ids)})`),
      },
    ],
    [
      before
        ? db.select({ id: releases.id }).from(releases).where(eq(releases.id, before.id))
        : db
            .insert(releases)
            .values({ kind, subject, ...ids })
            .returning({ id: releases.id }),
      db.insert(releaseVersions).values({ releaseId, ...version }),
    ],
  )
  if (!made) throw new Error("a release without a row")
  return { id: made.id, number }
}

/** It stands in the trail of its plan too. */
const ofPlan = (planId: number | null) => (planId === null ? {} : { planId })

function ensure({ version }: Pick<Found, "version">, move: ReleaseMove) {
  if (!canMove(version.state, move)) throw conflict("wrong_state", { state: version.state, noun: "release" })
}

/** One move of one version: its event takes the version's next number, so only one of two lands. */
function moved(
  database: Database,
  { release, version }: Pick<Found, "release" | "version">,
  move: ReleaseMove,
  particulars: Record<string, unknown>,
  changes: Partial<ReleaseVersion>,
) {
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: `release:${release.id}/${version.number}`,
    particulars: { from: version.state, to, title: version.title, ...particulars },
    ...ofPlan(release.planId),
  }
  return step(database, releaseVersions, version, event, { ...changes, state: to })
}

/** 核对: somebody who did not prepare it has read it, and has looked at every doubt. */
export async function checkRelease(database: Database, found: Found, cleared: readonly string[], by: By) {
  ensureChecks(by.actor, found)
  ensure(found, "check")
  ensureFit(found.body)
  const doubts = doubtsIn(found.body)
  if (!doubts.every((doubt) => cleared.includes(doubtKey(doubt)))) throw conflict("release_unread")
  const checked = { checkedById: by.actor.id, checkedAt: by.at }
  const { sha256 } = found.version
  const { act, change } = moved(database, found, "check", { sha256, doubts: doubts.length }, checked)
  await record(database, by, [act], [change])
}

/** 公布: the version before it is replaced in the same moment. */
export async function publishRelease(database: Database, found: Found, by: By) {
  ensurePublishes(by.actor, found)
  ensure(found, "release")
  ensureFit(found.body)
  if (!found.shown) throw conflict("release_barred")
  const { release, version, out: before } = found
  const released = { releasedById: by.actor.id, releasedAt: by.at }
  const { act, change } = moved(database, found, "release", { sha256: version.sha256 }, released)
  const guarded = { ...act, id: staleWhen(isBarred(release)) }
  const beside = [...replacing(database, found, before, by), ...filingOut(database, found, by)]
  await record(database, by, [guarded, ...actsOf(beside)], [change, ...changesOf(beside)])
}

const actsOf = (steps: readonly Step[]) => steps.map(({ act }) => act)
const changesOf = (steps: readonly Step[]) => steps.map(({ change }) => change)

function replacing(database: Database, { release, version }: Found, before: Found["out"], by: By): Step[] {
  if (!before) return []
  const ended = { endedById: by.actor.id, endedAt: by.at }
  return [moved(database, { release, version: before }, "replace", { replacedBy: version.number }, ended)]
}

/** A list that was recorded and stands nowhere yet is 公布 by this: nobody has to say so again. */
function filingOut(database: Database, { release, filing }: Found, by: By): Step[] {
  if (filing?.version.state !== "recorded") return []
  return [releasing(database, filing, filing.version, { address: publicPath(release.id), releasedOn: by.today })]
}

/** What stood there and nowhere else is 撤下 with it. */
function filingBack(database: Database, { release, filing }: Found, remark: string, by: By): Step[] {
  if (filing?.version.state !== "released" || filing.version.address !== publicPath(release.id)) return []
  return [withdrawing(database, filing, filing.version, remark, by.today)]
}

/** 不予公布, with its reason. */
export const dropRelease = (database: Database, found: Found, remark: string, by: By) =>
  ended(database, found, "drop", remark, by)

/** 撤下, with a note that stays at its address. */
export const withdrawRelease = (database: Database, found: Found, remark: string, by: By) =>
  ended(database, found, "withdraw", remark, by)

async function ended(database: Database, found: Found, move: "drop" | "withdraw", remark: string, by: By) {
  ensurePublishes(by.actor, found)
  ensure(found, move)
  const end = { note: remark, endedById: by.actor.id, endedAt: by.at }
  const { act, change } = moved(database, found, move, { remark }, end)
  const beside = move === "withdraw" ? filingBack(database, found, remark, by) : []
  // Also of a plan that has ended: what is out has to be taken off.
  await record(database, by, [{ ...act, anytime: true }, ...actsOf(beside)], [change, ...changesOf(beside)])
}
