import { and, eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type SignedSheet, signedSheets } from "#db/schema.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden, missing } from "#src/refusal.ts"
import { attachStatements, type FileOwner, type NewFile } from "#src/reports/evidence/statements.ts"
import { type Act, type By, record } from "#src/trail/record.ts"
import type { Arrivals, AskedUnit } from "./arrival_queries.ts"
import { isReceived, mayRecord } from "./policy.ts"

/** What the office records of one sheet; `receivedOn` is no later than today, and not before its round opened. */
export type Arrival = Pick<SignedSheet, "takenBy" | "isSigned" | "isSealed"> & { receivedOn: string }

type Found = Pick<Arrivals, "plan" | "round" | "asked">

export const sheetSubject = (roundId: number, unitId: number) => `signed_sheet:${roundId}/${unitId}`

/** The paper came between the opening of its round and today. */
export function arrivalFits({ round }: Pick<Found, "round">, receivedOn: string, today: string): Problems | null {
  if (receivedOn > today) return { receivedOn: ["收到日期不能晚于今天"] }
  return receivedOn < round.opensOn ? { receivedOn: ["收到日期不能早于本期开启日期"] } : null
}

/** Several sheets that came, each with its own event and scan, in one act; one that was recorded before refuses them all. */
export async function receiveSheets(
  database: Database,
  found: Found,
  arrivals: { unitId: number; arrival: Arrival; scan: NewFile | null }[],
  by: By,
) {
  ensureRecordable(found, by)
  for (const { arrival } of arrivals) ensureFits(arrivalFits(found, arrival.receivedOn, by.today))
  const rows = arrivals.map((one) => ({ ...one, row: askedIn(found, one.unitId) }))
  const recorded = rows.find(({ row }) => isReceived(row.sheet))
  if (recorded) throw conflict("sheet_received", { name: recorded.row.unit.name })
  const [first, ...rest] = rows.map(({ row, arrival }) => actOf(found, row, "signed_sheet_received", arrival))
  if (!first) throw missing()
  const scans = rows
    .flatMap(({ row, scan }) => (scan ? [{ row, scan }] : []))
    .map(({ row, scan }, i) => attachStatements(database, scanOf(found, row), "scan", scan, by, i))
  await record(
    database,
    by,
    [first, ...rest, ...scans.map(({ act }) => act)],
    [
      ...rows.map(({ row, arrival }) => kept(database, found, row, arrival, by)),
      ...scans.flatMap((one) => one.changes),
    ],
  )
}

/** 更正: what was said before stands in the event. Resolves with whether there was anything to correct. */
export async function correctSheet(
  database: Database,
  found: Found,
  unitId: number,
  { arrival, scan }: { arrival: Arrival; scan: NewFile | null },
  by: By,
): Promise<boolean> {
  ensureRecordable(found, by)
  ensureFits(arrivalFits(found, arrival.receivedOn, by.today))
  const row = askedIn(found, unitId)
  const { sheet } = row
  if (!sheet || !isReceived(sheet)) throw conflict("no_sheet", { name: row.unit.name })
  const changed = (Object.keys(arrival) as (keyof Arrival)[]).filter((key) => arrival[key] !== sheet[key])
  if (changed.length === 0 && !scan) return false
  const words = Object.fromEntries(changed.map((key) => [key, { before: sheet[key], after: arrival[key] }]))
  const scanned = scan ? attachStatements(database, scanOf(found, row), "scan", scan, by) : null
  await record(
    database,
    by,
    [actOf(found, row, "signed_sheet_corrected", words), ...(scanned ? [scanned.act] : [])],
    [kept(database, found, row, arrival, by), ...(scanned?.changes ?? [])],
  )
  return true
}

/** Recorded by mistake: nothing has come of this unit. What had been said stays in the trail. */
export async function withdrawSheet(database: Database, found: Found, unitId: number, remark: string, by: By) {
  ensureRecordable(found, by)
  const row = askedIn(found, unitId)
  if (!row.sheet || !isReceived(row.sheet)) throw conflict("no_sheet", { name: row.unit.name })
  await record(
    database,
    by,
    [actOf(found, row, "signed_sheet_withdrawn", { remark, receivedOn: row.sheet.receivedOn })],
    [
      database.db
        .update(signedSheets)
        .set({ receivedOn: null, version: row.sheet.version + 1, recordedById: by.actor.id, recordedAt: by.at })
        .where(and(eq(signedSheets.roundId, found.round.id), eq(signedSheets.unitId, unitId))),
    ],
  )
}

function ensureRecordable({ plan, round }: Found, by: By) {
  if (!mayRecord(by.actor, plan)) throw forbidden()
  if (round.opensOn > by.today) throw conflict("round_ahead", { name: round.name })
}

function askedIn({ asked }: Found, unitId: number): AskedUnit {
  const row = asked.find(({ unit }) => unit.id === unitId)
  if (!row) throw missing()
  return row
}

const actOf = (
  { plan, round }: Found,
  { unit, sheet }: AskedUnit,
  action: Act["action"],
  particulars: Record<string, unknown>,
): Act => ({
  action,
  subject: sheetSubject(round.id, unit.id),
  version: (sheet?.version ?? 0) + 1,
  planId: plan.id,
  particulars: { unit: unit.name, round: round.name, ...particulars },
})

const scanOf = ({ plan, round }: Found, { unit }: AskedUnit): FileOwner => ({
  planId: plan.id,
  unitId: unit.id,
  subject: sheetSubject(round.id, unit.id),
  particulars: { unit: unit.name, round: round.name },
})

function kept({ db }: Database, { plan, round }: Found, { unit, sheet }: AskedUnit, arrival: Arrival, by: By) {
  const values = { ...arrival, recordedById: by.actor.id, recordedAt: by.at, version: (sheet?.version ?? 0) + 1 }
  return db
    .insert(signedSheets)
    .values({ roundId: round.id, unitId: unit.id, planId: plan.id, ...values })
    .onConflictDoUpdate({ target: [signedSheets.roundId, signedSheets.unitId], set: values })
}
