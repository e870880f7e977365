import { createHash } from "node:crypto"
import { eq, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { type Database, Stale } from "#db/database.ts"
import { type LedgerTaking, ledgerImportPieces, ledgerImportRows, ledgerImports, ledgerTakings } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { Crowded } from "#src/office/people/turns.ts"
import type { Layouts } from "#src/outward/ledger/columns.ts"
import { inTurns, stepsOf, turn } from "#src/plans/intake/files/steps.ts"
import { ensureRunning } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, Refusal, Unfit } from "#src/refusal.ts"
import { exceeded, type Quotas } from "#src/reports/evidence/staging.ts"
import type { NewFile } from "#src/reports/evidence/statements.ts"
import { ensureEnterable, ensureWritable, enterReports, saveReportDrafts } from "#src/reports/report/commands.ts"
import { type FoundReport, findReports } from "#src/reports/report/queries.ts"
import { inPieces } from "#src/trail/pieces.ts"
import { type Act, type By, newestId, nextSubject, record } from "#src/trail/record.ts"
import { foreignTo } from "./comparing.ts"
import { type KeptRow, type Known, pagesOf, printsOf, siftedOf } from "./kept_rows.ts"
import { matchingOf, type Part, type Parts, partsBy, roundIn, type Where } from "./matching.ts"
import { type Chosen, type Offered, type OfferedCell, offeredCells, wordsWith } from "./offering.ts"
import { bringsAsOffice, isScan, mayBring, mayTake, unitsBroughtBy } from "./policy.ts"
import { type FoundImport, type FoundRow, type Imports, type PartRow, type PartUnit, partsOf } from "./queries.ts"
import { type SheetReader, sheetHere } from "./reading.ts"
import type { Returned } from "./returned.ts"
import { nowOf, type Standing, stageOf, wordsOf } from "./standing.ts"
import { type Place, rangesOf, type ToldRows, type ToldSheet, toldRows } from "./told.ts"

/** So many that somebody has brought may wait to be looked through. */
const MOST_PENDING = 20
/** So much that somebody brings is kept in a day, of all plans: each file is kept for ever. */
const MOST_A_DAY = 100
const MEGABYTE = 1024 * 1024
const MOST_BYTES_A_DAY = 100 * MEGABYTE
/** Rows that are compared at a stroke; then others have their turn. */
const ROWS_AT_ONCE = 500

export type BroughtFile = { name: string; bytes: Uint8Array }
/** `asUnit`: a supervisor brings what the own unit has filled, for its drafts. */
type Reading = { reader?: SheetReader; layouts: Layouts; asUnit?: boolean }

/** What was brought is no 台账 of this plan: told where it was chosen, with the rows that say so. */
export class NotOfPlan extends Unfit {
  constructor(
    readonly rows: readonly ToldRows[],
    sentence: string,
  ) {
    super({ file: [sentence] })
  }
}

/**
 * Reads a 台账 that came back, compares it with what stands here and keeps it with its file; why it cannot be is said
 * where it was given, and nothing is kept. Nothing of it is in any report yet. Resolves with the import's id.
 */
export async function bringSheet(
  database: Database,
  found: Imports,
  { name, bytes }: BroughtFile,
  by: By,
  { reader = sheetHere, layouts, asUnit = false }: Reading,
): Promise<number> {
  const { plan, rounds, pending, sent } = found
  if (!mayBring(by.actor, plan, asUnit)) throw forbidden()
  ensureRunning(plan)
  if (pending >= MOST_PENDING) refuse(`您有 ${pending} 份回传还没有办完，请先办完或结束，再上传`)
  if (sent.count >= MOST_A_DAY || sent.bytes + bytes.length > MOST_BYTES_A_DAY) refuse(tooMuchToday(sent))
  const [newest] = rounds
  if (!newest) refuse("这个方案还没有填报期，台账没有可以采用的地方")
  const standing = partsStandingFor(database, by.actor, plan, asUnit)
  // Most sheets are of the newest round: what stands in it is read while a thread reads the sheet.
  const [answer, inNewest] = await Promise.all([reader({ bytes, layouts }).catch(crowded), standing(newest)])
  if ("problem" in answer) refuse(answer.problem)
  const { returned } = answer
  const asked = roundIn(returned, plan.id)
  const round = rounds.find(({ number }) => number === asked) ?? newest
  const parts = round === newest ? inNewest : await standing(round)
  const compared = await comparedWith(parts, returned, { plan: plan.id, round: round.number })
  if (compared.told.matched === 0) throw new NotOfPlan(compared.told.unmatched, NOTHING_OF_PLAN)
  return kept(
    database,
    found,
    round,
    { name, bytes },
    { ...compared, asOffice: bringsAsOffice(by.actor, plan, asUnit) },
    by,
  )
}

const tooMuchToday = ({ count, bytes }: Imports["sent"]) =>
  `您今天已上传 ${count} 份台账，共 ${Math.ceil(bytes / MEGABYTE)} MB；每人每天最多 ${MOST_A_DAY} 份、${MOST_BYTES_A_DAY / MEGABYTE} MB，请明天再上传`

const NOTHING_OF_PLAN = "没有一行能对上本方案的分工，没有保存这份文件"

function refuse(sentence: string): never {
  throw new Unfit({ file: [sentence] })
}

function crowded(error: unknown): { problem: string } {
  if (error instanceof Crowded) return { problem: "正在读取别人上传的几份文件，请过半分钟再试" }
  throw error
}

type Round = Imports["rounds"][number]
type StandingPart = { part: Part; unitId: number; known: Known }
type StandingParts = { byId: ReadonlyMap<number, StandingPart>; byName: Parts }

/**
 * Reads what stands in every part for a round, as whoever brings the sheet sees it, and by what each part is known; others
 * have their turn meanwhile.
 */
function partsStandingFor(database: Database, actor: Actor, plan: Imports["plan"], asUnit: boolean) {
  const units = unitsBroughtBy(actor, plan, asUnit)
  const asOffice = bringsAsOffice(actor, plan, asUnit)
  return async ({ id: roundId }: Round): Promise<StandingParts> => {
    const byId = new Map<number, StandingPart>()
    for await (const { rows, units: named } of partsOf(database, { planId: plan.id, roundId })) {
      for (const row of rows) {
        const { unitId } = row
        byId.set(row.id, { part: partIn(row, named.get(unitId), units), unitId, known: known(row, asOffice) })
      }
      await turn()
    }
    return { byId, byName: await inTurns(partsBy([...byId.values()].map(({ part }) => part))) }
  }
}

type Compared = { told: ToldSheet; rows: KeptRow[]; unitId: number | null }

/** Compared a few hundred rows at a time: pages of others are made in between. */
async function comparedWith(
  { byId: parts, byName }: StandingParts,
  returned: Returned,
  where: Where,
): Promise<Compared> {
  const { matched, unmatched } = await inTurns(matchingOf(returned.rows, where, byName))
  const isForeign = foreignTo(returned.rows)
  const knownOf = (id: number) => parts.get(id)?.known ?? null
  const rows: KeptRow[] = []
  const here: Place[] = []
  let same = 0
  for (const some of stepsOf(matched)) {
    const sifted = siftedOf(some, knownOf, isForeign)
    rows.push(...sifted.rows)
    here.push(...sifted.here)
    same += sifted.same
    await turn()
  }
  const { sheets, others, unseen, skipped, missing, hasMarks, count, hidden, merged } = returned
  const present = new Set(matched.map(({ part }) => part.assignmentId))
  const brought = new Set([...present].map((id) => parts.get(id)?.unitId ?? 0))
  const taken = [...parts.values()].filter(({ part }) => part.isTaken)
  return {
    rows: rows.sort((a, b) => a.sheet - b.sheet || a.row - b.row),
    unitId: brought.size === 1 ? ([...brought][0] ?? null) : null,
    told: {
      sheets,
      others,
      unseen,
      skipped,
      missing,
      hasMarks,
      count,
      hidden,
      merged,
      parts: taken.length,
      absent: taken.length - present.size,
      matched: matched.length,
      same,
      here: rangesOf(here, sheets),
      hereCount: here.length,
      unmatched: toldRows(
        unmatched.map(({ row, told }) => ({ sheet: row.sheet, row: row.row, told })),
        sheets,
      ),
    },
  }
}

const partIn = (
  { id, unitId, ordinal, label, text }: PartRow,
  unit: PartUnit | undefined,
  units: number[] | null,
): Part => ({
  assignmentId: id,
  ordinal,
  label,
  task: text,
  names: unit ? [unit.name, unit.shortName, ...unit.aliases] : [],
  isTaken: units === null || units.includes(unitId),
})

/** Of a draft or a version that is not there every column is empty. */
function standingIn(row: PartRow): Standing {
  const { reportState, resubmitBy, headRemark, achieved, sentAchieved } = row
  return {
    report: reportState === null ? null : { state: reportState, resubmitBy, headRemark: headRemark ?? "" },
    draft:
      achieved === null
        ? null
        : {
            achieved,
            problems: row.problems ?? "",
            nextSteps: row.nextSteps ?? "",
            hasDifficulty: row.hasDifficulty ?? false,
            unchanged: row.unchanged ?? false,
          },
    words:
      sentAchieved === null
        ? null
        : {
            achieved: sentAchieved,
            problems: row.sentProblems ?? "",
            nextSteps: row.sentNextSteps ?? "",
            hasDifficulty: row.sentDifficulty ?? false,
            unchanged: row.sentUnchanged ?? false,
          },
  }
}

function known(row: PartRow, asOffice: boolean): Known {
  const { label, text, office, person, measures, deadlineBy, deadlineText } = row
  const now = nowOf(standingIn(row), asOffice)
  return {
    now,
    prints: printsOf(now),
    elsewhere: {
      task: label + text,
      office,
      person,
      measures,
      deadline: deadlineBy || (deadlineText ?? ""),
    },
  }
}

/** The file, what was read of it and the event that says so, in one batch. */
async function kept(
  { db, ...database }: Database,
  { plan }: Imports,
  round: Round,
  { name, bytes }: BroughtFile,
  { told, rows, unitId, asOffice }: Compared & { asOffice: boolean },
  by: By,
): Promise<number> {
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  // With nothing to look through there is nothing to wait for.
  const state = rows.length > 0 ? "open" : "closed"
  const [[made]] = await record(
    { db, ...database },
    by,
    [
      {
        action: "ledger_returned",
        subject: nextSubject("ledger_import", ledgerImports),
        version: 1,
        planId: plan.id,
        particulars: {
          name,
          size: bytes.length,
          sha256,
          round: round.name,
          sheetRows: told.count,
          changedRows: rows.length,
          to: state,
        },
      },
    ],
    [
      db
        .insert(ledgerImports)
        .values({
          planId: plan.id,
          roundId: round.id,
          unitId,
          asOffice,
          state,
          name,
          size: bytes.length,
          sha256,
          told,
          broughtById: by.actor.id,
          broughtAt: by.at,
          ...(state === "closed" && { closedById: by.actor.id, closedAt: by.at }),
        })
        .returning({ id: ledgerImports.id }),
      ...inPieces(bytes).map((piece) =>
        db.insert(ledgerImportPieces).values({ importId: newestId(ledgerImports), ...piece }),
      ),
      ...rowStatements(db, rows),
    ],
  )
  return made?.id ?? 0
}

/** Many rows in one statement. */
function rowStatements(db: Database["db"], rows: readonly KeptRow[]): BatchItem<"sqlite">[] {
  const pages = pagesOf(rows)
  const statements: BatchItem<"sqlite">[] = []
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const some = rows.slice(at, at + ROWS_AT_ONCE).map((row, i) => [at + i, pages[at + i], row.assignmentId, row])
    statements.push(
      db.insert(ledgerImportRows).select(sql`select ${newestId(ledgerImports)}, json_extract(value, '$[0]'),
        json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]')
        from json_each(${JSON.stringify(some)})`),
    )
  }
  return statements
}

export type OfferedRow = Offered & { found: FoundRow; hindrance: Refusal | null }

/** The rows of a page as they are offered now: what refuses to take anything of a row is told at it. */
export function offeredIn(found: FoundImport, today: string): OfferedRow[] {
  const { asOffice } = found.sheet
  return found.rows.map((row) => {
    const hindrance = hindranceOf(found, row, today)
    return {
      position: row.position,
      assignmentId: row.assignment.id,
      row: row.kept.row,
      cells: offeredCells(row, asOffice),
      isOffered: hindrance === null,
      hindrance,
      found: row,
    }
  })
}

function hindranceOf({ round, stillTaken, plan }: FoundImport, row: FoundRow, today: string): Refusal | null {
  return refusalOf(() => {
    ensureRunning(plan)
    ensureWritable({ ...row, round, stillTaken }, today)
  })
}

function refusalOf(ensure: () => void): Refusal | null {
  try {
    ensure()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

type Taking = { row: OfferedRow; cells: OfferedCell[] }
type Decision = Pick<LedgerTaking, "outcome" | "reason"> & { row: OfferedRow; cell: OfferedCell }

/** What became of what was chosen; `bare`: reports without the file, for which there was no room. */
export type Taken = { taken: number; left: number; refused: number; bare: number }

/**
 * Takes what was chosen on a page: the office enters it for the units (代录), a unit has it in its drafts. All that can
 * be taken lands in one batch with what is kept of it; what its report refuses is kept with the reason. Throws `Stale`
 * when a report is not what the page has shown.
 */
export async function takeCells(
  database: Database,
  found: FoundImport,
  chosen: Chosen,
  by: By,
  quotas: Quotas,
): Promise<Taken> {
  const { plan, round, sheet } = found
  if (!mayTake(by.actor, plan, sheet)) throw forbidden()
  ensurePending(sheet)
  const takings = chosen.taken as Taking[]
  const byPart = new Map<number, Taking[]>()
  for (const one of takings) {
    const { assignmentId } = one.row
    byPart.set(assignmentId, [...(byPart.get(assignmentId) ?? []), one])
  }
  const reports = await findReports(database, by.actor, [...byPart.keys()], round.number)
  const ready: Ready[] = []
  const decisions: Decision[] = chosen.left.map(({ row, cell }) => ({
    row: row as OfferedRow,
    cell,
    outcome: "left",
    reason: null,
  }))
  for (const [i, own] of [...byPart.values()].entries()) {
    const report = reports[i] ?? null
    const refusal = report ? refusalTo(report, own, sheet.asOffice, by) : conflict("wrong_state")
    const outcome = refusal ? "refused" : "taken"
    const reason = refusal && { code: refusal.code, facts: refusal.facts }
    decisions.push(
      ...own.flatMap(({ row, cells }) => cells.map((cell) => ({ row, cell, outcome, reason }) as Decision)),
    )
    if (report && !refusal) ready.push({ found: report, takings: own })
  }
  const besides = besidesOf(database, found, decisions, by)
  const { scans, bare } = scansOf(found, sheet.asOffice ? ready : [], quotas)
  if (ready.length === 0) await record(database, by, besides.acts, besides.changes)
  else if (sheet.asOffice)
    await enterReports(
      database,
      ready.map((one, i) => entryOf(found, one, scans[i] ?? null)),
      by,
      besides,
    )
  else
    await saveReportDrafts(
      database,
      ready.map((one) => ({ found: one.found, words: wordsTaken(one, false) })),
      by,
      besides,
    )
  const count = (outcome: LedgerTaking["outcome"]) => decisions.filter((one) => one.outcome === outcome).length
  return { taken: count("taken"), left: count("left"), refused: count("refused"), bare }
}

function ensurePending({ state }: FoundImport["sheet"]) {
  if (state !== "open") throw conflict("import_closed")
}

/** What the report itself says to it; that it is another one than the page has shown is no answer, but a stale page. */
function refusalTo(report: FoundReport, takings: readonly Taking[], asOffice: boolean, by: By): Refusal | null {
  for (const { row } of takings) {
    const { found } = row
    const isSeen =
      (report.report?.version ?? 0) === (found.report?.version ?? 0) &&
      (report.draft?.revision ?? 0) === (found.draft?.revision ?? 0)
    if (!isSeen) throw new Stale("a report is not what the page has shown")
  }
  return refusalOf(() =>
    asOffice
      ? ensureEnterable(report, wordsTaken({ found: report, takings }, true), by)
      : ensureWritable(report, by.today),
  )
}

function wordsTaken({ found, takings }: { found: FoundReport; takings: readonly Taking[] }, asOffice: boolean) {
  const { report, draft, versions } = found
  const words = versions.at(-1) ?? null
  const base = wordsOf({ report, draft, words }, asOffice)
  const taken = wordsWith(
    base,
    takings.flatMap(({ cells }) => cells),
  )
  return { ...taken, stageId: stageOf({ report, draft, words }, asOffice), unchanged: false }
}

type Ready = { found: FoundReport; takings: readonly Taking[] }

const entryOf = (found: FoundImport, one: Ready, scan: NewFile | null) => ({
  found: one.found,
  words: wordsTaken(one, true),
  from: {
    ledgerImport: found.sheet.id,
    ledgerFile: found.sheet.name,
    ledgerRow: one.takings.map(({ row }) => row.row).join("、"),
  },
  scan,
})

/**
 * The sheet of one unit, as it was sent, is the scan of what is entered for it: once of each report, and as long as there is
 * room for it. Where there is none the words are entered without it, for the sheet is kept in any case.
 */
function scansOf({ sheet, used }: FoundImport, ready: readonly Ready[], quotas: Quotas) {
  const { id: importId, name, size, sha256 } = sheet
  const scan: NewFile = { name, type: "xlsx", kept: { importId, size, sha256 } }
  let [more, bare] = [0, 0]
  const scans = ready.map(({ takings }): NewFile | null => {
    const row = takings[0]?.row.found
    if (!isScan(sheet) || !row || row.hasFile) return null
    const total = more + size
    if (exceeded({ item: row.used + size, unit: used.unit + total, plan: used.plan + total }, quotas)) {
      bare++
      return null
    }
    more = total
    return scan
  })
  return { scans, bare }
}

const subjectOf = ({ id }: Pick<FoundImport["sheet"], "id">) => `ledger_import:${id}`

const actOf = (
  { plan, sheet }: Pick<FoundImport, "plan" | "sheet">,
  action: Act["action"],
  particulars: Record<string, unknown>,
): Act => ({ action, subject: subjectOf(sheet), version: sheet.version + 1, planId: plan.id, particulars })

function besidesOf(
  { db }: Database,
  found: FoundImport,
  decisions: readonly Decision[],
  by: By,
): { acts: [Act, ...Act[]]; changes: BatchItem<"sqlite">[] } {
  const { sheet, round } = found
  const turn = sheet.version + 1
  const rowsOf = (outcome: LedgerTaking["outcome"]) =>
    rangesOf(
      [...new Set(decisions.filter((one) => one.outcome === outcome).map(({ row }) => row.found.kept))],
      sheet.told.sheets,
    )
  const particulars = {
    name: sheet.name,
    round: round.name,
    takenRows: rowsOf("taken"),
    leftRows: rowsOf("left"),
    refusedRows: rowsOf("refused"),
  }
  return {
    acts: [actOf(found, "ledger_cells_taken", particulars)],
    changes: [
      ...decisions.map(({ row, cell, outcome, reason }) =>
        db.insert(ledgerTakings).values({
          importId: sheet.id,
          position: row.position,
          field: cell.field,
          turn,
          assignmentId: row.assignmentId,
          before: cell.before,
          typed: cell.cell.text,
          standing: cell.now,
          outcome,
          reason,
          byId: by.actor.id,
          at: by.at,
        }),
      ),
      db.update(ledgerImports).set({ version: turn }).where(eq(ledgerImports.id, sheet.id)),
    ],
  }
}

/** 结束: what was not taken is not taken any more; all of it is kept. */
export async function closeImport({ db, ...database }: Database, found: FoundImport, by: By) {
  const { plan, sheet } = found
  if (!mayTake(by.actor, plan, sheet)) throw forbidden()
  ensurePending(sheet)
  await record(
    { db, ...database },
    by,
    [
      actOf(found, "ledger_import_closed", {
        from: "open",
        to: "closed",
        name: sheet.name,
        taken: String(sheet.taken),
      }),
    ],
    [
      db
        .update(ledgerImports)
        .set({ state: "closed", closedById: by.actor.id, closedAt: by.at, version: sheet.version + 1 })
        .where(eq(ledgerImports.id, sheet.id)),
    ],
  )
}
