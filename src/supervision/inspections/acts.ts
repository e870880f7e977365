import { type Asked, act } from "#src/door/act.ts"
import { evidence } from "#src/door/evidence.ts"
import { typedText } from "#src/door/form.ts"
import type { DaySet } from "#src/office/calendar/day_told.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { idOf } from "#src/office/typed/input.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { Attaching } from "#src/reports/evidence/input.ts"
import { yearFrame } from "#src/year/duties/frame_queries.ts"
import { filesOf } from "#views/inspections/findings.tsx"
import {
  cancelInspection,
  changeFindingEvidence,
  chooseItems,
  closeInspection,
  concludeInspection,
  decideObjection,
  draftInspection,
  drawFits,
  drawItems,
  type InspectionWords,
  objectToConclusion,
  openFits,
  openInspection,
  readConclusion,
  recordFinding,
  reviseInspection,
  roomOf,
  teamFits,
} from "./commands.ts"
import { excludedOf, IN_FRAME } from "./frames.ts"
import {
  Cancelling,
  Choosing,
  Closing,
  Concluding,
  Deciding,
  Drawing,
  Finding,
  Objecting,
  Opening,
  Planning,
  Reading,
  Revising,
  unitWordsField,
  unitWordsProblems,
} from "./input.ts"
import { partakersOf } from "./partakers.ts"
import { mayDecide, mayFind, mayObject } from "./policy.ts"
import {
  type FoundInspection,
  findInspection,
  type InspectedItem,
  type PlanToInspect,
  planToInspect,
  type ReturnedConclusion,
} from "./queries.ts"

/*
 * 督查: planned, drawn, opened and ended by the office, recorded and concluded by its team; read, objected to and decided
 * for each unit. Its pages are in routes.tsx.
 */

type Planned = { leader: number; members: number[] } & Omit<InspectionWords, "leaderId" | "memberIds">

/** The team are supervisors of the office today; whoever is none is left out. */
function wordsOf(planned: Planned, { staff }: Pick<PlanToInspect, "staff">): InspectionWords {
  const { title, type, methods, purpose, fromOn, untilOn, invited, leader, members } = planned
  const known = new Set(staff.map(({ personId }) => personId))
  const memberIds = members.filter((id) => known.has(id))
  return { title, type, methods, purpose, fromOn, untilOn, invited, leaderId: leader, memberIds }
}

/** An inspection that is over before it is planned is one that is entered afterwards: it may be, and is asked about. */
const endSet = ({ untilOn }: Pick<Planned, "untilOn">): DaySet => ({ field: "untilOn", what: "结束日期", on: untilOn })

function theOffice(actor: Actor, { plan }: Pick<FoundInspection, "plan">) {
  if (!supervises(actor, plan)) throw forbidden()
}

function theTeam(actor: Actor, found: FoundInspection) {
  theOffice(actor, found)
  const ids = found.members.map(({ id }) => id)
  if (!mayFind(actor, found.plan, ids)) throw forbidden("not_on_the_team")
}

export const inspection = ({ database, actor, number, today }: Asked) =>
  findInspection(database, actor, number("inspection"), today, yearFrame)

const version = ({ inspection }: FoundInspection) => inspection.version

export const PLAN = act({
  find: ({ database, actor, number, today }) => planToInspect(database, actor, number("plan"), today),
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
    ensureRunning(plan)
  },
  input: Planning,
  fits: (_asked, found, { leader }) => teamFits(found, leader),
  days: (_asked, _found, planned) => [endSet(planned)],
  does: async ({ database, by }, found, planned) => {
    const made = await draftInspection(database, found, wordsOf(planned, found), by)
    return { said: "inspection_drafted", made }
  },
})

export const REVISE = act({
  find: inspection,
  may: theOffice,
  input: Revising,
  fits: (_asked, found, { leader }) => teamFits(found, leader),
  days: (_asked, { inspection }, planned) => (planned.untilOn === inspection.untilOn ? [] : [endSet(planned)]),
  version,
  does: async ({ database, by }, found, planned) => {
    await reviseInspection(database, found, wordsOf(planned, found), by)
    return "inspection_revised"
  },
})

export const CHOOSE = act({
  find: inspection,
  may: theOffice,
  input: Choosing,
  version,
  does: async ({ database, by }, found, { assignments }) => {
    await chooseItems(database, found, assignments, by)
    return "inspection_scoped"
  },
})

/** What is drawn from, of all units or of some, and what of the same kind is left out. */
function drawnFrom({ frame: things }: FoundInspection, { frame, units }: Pick<Drawn, "frame" | "units">) {
  const all = things.filter((one) => IN_FRAME[frame](one) && (units.length === 0 || units.includes(one.unit.id)))
  return { parts: all.filter(({ why }) => why === null), excluded: excludedOf(all) }
}

type Drawn = { frame: keyof typeof IN_FRAME; units: number[] }

export const DRAW = act({
  find: inspection,
  may: theOffice,
  input: Drawing,
  fits: (_asked, found, { size, ...from }) => drawFits(found, { frame: drawnFrom(found, from).parts, size }),
  version,
  does: async ({ database, by }, found, { frame, units, size, reason }) => {
    const { parts, excluded } = drawnFrom(found, { frame, units })
    const names = [...new Set(parts.map(({ unit }) => unit.shortName))]
    const about = units.length > 0 ? `${frame}:${names.join("、")}` : frame
    await drawItems(database, found, { about, frame: parts.map(({ id }) => id), excluded, size, reason }, by)
    return `inspection_drawn.${size}`
  },
})

export const OPEN = act({
  find: inspection,
  may: theOffice,
  input: Opening,
  fits: (_asked, found, { again }) => openFits(found, { again }),
  version,
  does: async ({ database, by }, found, { again }) => {
    await openInspection(database, found, { again }, by)
    return "inspection_opened"
  },
})

export const CANCEL = act({
  find: inspection,
  may: theOffice,
  input: Cancelling,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await cancelInspection(database, found, remark, by)
    return "inspection_cancelled"
  },
})

const itemOf = ({ items }: FoundInspection, id: number): InspectedItem | null =>
  items.find(({ item }) => item.assignmentId === id) ?? null

/** The part that the form of a finding names. */
export const namedIn = (found: FoundInspection, typed: Typed): InspectedItem | null =>
  itemOf(found, idOf(typedText(typed, "assignment") ?? ""))

/** 核查情况 of one part. */
export const FINDING = act({
  find: inspection,
  may: theTeam,
  input: Finding,
  // Named by the form and not by the address, it is not there either, and nothing else is said of it.
  fits: (_asked, found, { assignment }) => {
    if (!itemOf(found, assignment)) throw missing()
    return null
  },
  version,
  does: async ({ database, by }, found, { version: _, assignment, ...finding }) => {
    await recordFinding(database, found, assignment, finding, by)
    return "inspection_found"
  },
})

/** 佐证材料 that comes with what was found. */
export const FINDING_EVIDENCE = evidence({
  room: roomOf,
  listed: (found: FoundInspection, typed) => {
    const one = namedIn(found, typed)
    return one && filesOf(found, one)
  },
  keep: async ({ database, by }, found, change, typed) => {
    const one = namedIn(found, typed)
    if (one) await changeFindingEvidence(database, found, one, change, by)
  },
})

export type FoundItem = { found: FoundInspection; one: InspectedItem }

async function inspected(asked: Asked): Promise<FoundItem | null> {
  const found = await inspection(asked)
  const one = found && itemOf(found, asked.number("assignment"))
  return found && one && { found, one }
}

/** The same by itself. */
export const EVIDENCE = evidence({
  room: ({ found }) => roomOf(found),
  listed: ({ found, one }: FoundItem) => filesOf(found, one),
  keep: ({ database, by }, { found, one }, change) => changeFindingEvidence(database, found, one, change, by),
})

export const ATTACH = act({
  find: inspected,
  may: (actor, { found }) => theTeam(actor, found),
  input: Attaching,
  does: async () => "attached.0",
})

const unitsOf = ({ items }: FoundInspection) => [...new Map(items.map(({ unit }) => [unit.id, unit])).values()]

/** Every unit is told something. */
function returnsFit(found: FoundInspection, input: Record<string, unknown>): Problems | null {
  const missed = unitsOf(found).flatMap(({ id }) => {
    const problems = unitWordsProblems(input[unitWordsField(id)] ?? "")
    return problems.length > 0 ? [[unitWordsField(id), problems] as const] : []
  })
  return missed.length > 0 ? Object.fromEntries(missed) : null
}

export const CONCLUDE = act({
  find: inspection,
  may: theTeam,
  input: Concluding,
  fits: (_asked, found, input) => returnsFit(found, input),
  version,
  does: async ({ database, by, settings }, found, input) => {
    const returns = unitsOf(found).map(({ id, name }) => ({
      unitId: id,
      unit: name,
      text: String(input[unitWordsField(id)]),
    }))
    await concludeInspection(database, found, { conclusion: input.conclusion, returns }, by, settings)
    return `inspection_concluded.${returns.length}`
  },
})

export const END = act({
  find: inspection,
  may: theOffice,
  input: Closing,
  version,
  does: async ({ database, by }, found) => {
    await closeInspection(database, found, by)
    return "inspection_ended"
  },
})

export type FoundConclusion = { found: FoundInspection; one: ReturnedConclusion }

/** The conclusion of one unit: for a unit the others' do not exist. */
async function conclusion(asked: Asked): Promise<FoundConclusion | null> {
  const found = await inspection(asked)
  const unitId = asked.number("unit")
  const one = found?.conclusions.find(({ conclusion }) => conclusion.unitId === unitId)
  return found && one ? { found, one } : null
}

function theUnit(actor: Actor, { one }: FoundConclusion) {
  if (!mayObject(actor, one.conclusion)) throw forbidden()
}

const conclusionVersion = ({ one }: FoundConclusion) => one.conclusion.version

export const READ = act({
  find: conclusion,
  may: theUnit,
  input: Reading,
  version: conclusionVersion,
  does: async ({ database, by }, { found, one }) => {
    await readConclusion(database, found, one, by)
    return "conclusion_read"
  },
})

export const OBJECT = act({
  find: conclusion,
  may: theUnit,
  input: Objecting,
  version: conclusionVersion,
  does: async ({ database, by, settings }, { found, one }, { objection }) => {
    await objectToConclusion(database, found, one, objection, by, settings)
    return "conclusion_objected"
  },
})

export const DECIDE = act({
  find: conclusion,
  may: (actor, { found, one }) => {
    if (!mayDecide(actor, found.plan, one.conclusion, partakersOf(found))) throw forbidden("took_part")
  },
  input: Deciding,
  version: conclusionVersion,
  does: async ({ database, by }, { found, one }, { version: _, ...decision }) => {
    await decideObjection(database, found, one, decision, by)
    return "conclusion_decided"
  },
})
