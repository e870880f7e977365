import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { forbidden } from "#src/refusal.ts"
import { type Arrivals, arrivalsOf } from "./arrival_queries.ts"
import { arrivalFits, correctSheet, receiveSheets, withdrawSheet } from "./commands.ts"
import { arrivedIn, Correcting, Receiving, Withdrawing } from "./input.ts"
import { mayRecord } from "./policy.ts"

/* 签字单 as the office records them, with their scans. */

/** The round that the address names. */
export const recorded = ({ database, actor, number }: Asked) =>
  arrivalsOf(database, actor, { planId: number("plan"), number: number("round") })

export function mayRecordIn(actor: Actor, { plan }: Pick<Arrivals, "plan">) {
  if (!mayRecord(actor, plan)) throw forbidden()
}

/** The sheet of one unit; `version` 0: nothing has been recorded of it. */
export type FoundSheet = { found: Arrivals; unitId: number; version: number }

async function sheet(asked: Asked): Promise<FoundSheet | null> {
  const found = await recorded(asked)
  const unitId = asked.number("unit")
  const row = found?.asked.find(({ unit }) => unit.id === unitId)
  return found && row ? { found, unitId, version: row.sheet?.version ?? 0 } : null
}

const theOffice = (actor: Actor, { found }: FoundSheet) => mayRecordIn(actor, found)

const roomOf = ({ plan }: Arrivals) => ({ planId: plan.id, subject: null })

/** The field of the scan of one unit, where several come together. */
export const scanField = (unitId: number) => `scan-${unitId}`

/** The units whose paper has come: a scan says so as well as a tick does. */
const cameIn = ({ files }: Asked, { asked }: Arrivals, input: Parameters<typeof arrivedIn>[0]): number[] => {
  const scanned = asked.flatMap(({ unit }) => ((files.get(scanField(unit.id)) ?? []).length > 0 ? [unit.id] : []))
  return [...new Set([...arrivedIn(input), ...scanned])]
}

/** Several that came together. */
export const RECEIVE = act({
  find: recorded,
  may: mayRecordIn,
  input: Receiving,
  scans: { room: roomOf, fields: ({ asked }) => asked.map(({ unit }) => scanField(unit.id)) },
  fits: (asked, found, input) => {
    const isNone = cameIn(asked, found, input).length === 0
    const problems = {
      ...arrivalFits(found, input.receivedOn, asked.today),
      ...(isNone ? { units: ["请勾选已收到签字单的单位"] } : {}),
    }
    return Object.keys(problems).length > 0 ? problems : null
  },
  does: async (asked, found, input) => {
    const { receivedOn, takenBy, signed, sealed } = input
    const came = cameIn(asked, found, input).map((unitId) => ({
      unitId,
      arrival: { receivedOn, takenBy, isSigned: signed.includes(unitId), isSealed: sealed.includes(unitId) },
      scan: asked.files.get(scanField(unitId))?.[0] ?? null,
    }))
    await receiveSheets(asked.database, found, came, asked.by)
    return `sheets_received.${came.length}`
  },
})

const sheetVersion = ({ version }: FoundSheet) => version

/** 更正 of one. */
export const CORRECT = act({
  find: sheet,
  may: theOffice,
  input: Correcting,
  scans: { room: ({ found }) => roomOf(found), fields: () => ["scan"] },
  fits: ({ today }, { found }, { receivedOn }) => arrivalFits(found, receivedOn, today),
  version: sheetVersion,
  does: async ({ database, by, files }, { found, unitId }, { version: _, ...arrival }) => {
    const scan = files.get("scan")?.[0] ?? null
    const isCorrected = await correctSheet(database, found, unitId, { arrival, scan }, by)
    return isCorrected ? "sheet_corrected" : "setting_unchanged"
  },
})

export const WITHDRAW = act({
  find: sheet,
  may: theOffice,
  input: Withdrawing,
  version: sheetVersion,
  does: async ({ database, by }, { found, unitId }, { remark }) => {
    await withdrawSheet(database, found, unitId, remark, by)
    return "sheet_withdrawn"
  },
})
