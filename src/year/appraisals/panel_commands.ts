import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  type Appraisal,
  type AppraisalJuror,
  type AppraisalRecord,
  type AppraisalRuling,
  type AppraisalTarget,
  appraisalBallots,
  appraisalDraws,
  appraisalJurors,
  appraisalRecords,
  appraisalRulings,
  type Hearing,
  type Standard,
} from "#db/schema.ts"
import { hashToken, newToken } from "#src/office/people/sessions.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, missing } from "#src/refusal.ts"
import type { NewFile } from "#src/reports/evidence/statements.ts"
import { attachStatements } from "#src/reports/evidence/statements.ts"
import { drawn, newSeed } from "#src/supervision/inspections/draw.ts"
import { type Anybody, type By, nextSubject, record, staleWhen } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { ensureKeeps } from "./commands.ts"
import { frameOf } from "./frame.ts"
import { pointsIn, pointsWords } from "./points.ts"
import type { FoundJurorOfYear, FoundTarget, WithCycle } from "./queries.ts"
import { type MarksTyped, marksIn } from "./rules_typed.ts"
import { isObjected, mayObject } from "./ruling.ts"
import { hasLeft, hasOtherKey, isDrawn, isNamed, isNoted, isScored, newerDraw } from "./scope.ts"
import { sheetScore } from "./scoring.ts"
import { bestOf, criteriaOf } from "./standard.ts"
import { BEFORE_OUT, DECIDED, isDecided, isOut, isPanel, PANEL } from "./workflow.ts"

/* 集中评议: the draw, the panel, what it gave; what is recorded beside; what was ruled of a result. */

function ensurePanel({ cycle }: Pick<WithCycle, "cycle">) {
  if (!isPanel(cycle.appraisal.state)) throw conflict("appraisal_locked")
}

type DrawTyped = { size: number; chosen: readonly number[]; why: string }

export function drawFits(found: WithCycle, { size, chosen: ids, why }: DrawTyped): Problems | null {
  const { frame, least } = frameOf(found)
  const chosen = [...new Set(ids)]
  if (chosen.some((id) => !frame.includes(id))) return { chosen: ["请从评议对象中选择"] }
  const n = chosen.length > 0 ? chosen.length : size
  const field = chosen.length > 0 ? "chosen" : "size"
  if (n < least || n > frame.length) return { [field]: [`请抽取${least}至${frame.length}个单位`] }
  const isExplained = chosen.length === 0 && found.draws.length === 0
  return isExplained || why.trim() !== "" ? null : { why: ["指定单位或者重新抽取的，请写明原因"] }
}

/** 抽取: the frame is fixed before there is a seed, so nobody can choose the result; or they are chosen, for a reason. */
export async function draw(database: Database, found: WithCycle, typed: DrawTyped, by: By) {
  ensureKeeps(by.actor, found)
  ensurePanel(found)
  if (found.jurors.some(({ sheets }) => sheets > 0)) throw conflict("appraisal_locked")
  ensureFits(drawFits(found, typed))
  const { frame, excluded } = frameOf(found)
  const { ratio } = found.cycle.appraisal.rules
  const seed = typed.chosen.length > 0 ? "" : newSeed()
  const taken = seed === "" ? [...new Set(typed.chosen)] : drawn({ frame, size: typed.size, seed })
  const number = found.draws.length + 1
  const year = found.year.year
  const values = { year, number, frame, excluded, drawn: taken, ratio, seed, why: typed.why }
  await record(
    database,
    by,
    [
      {
        action: "panel_drawn",
        subject: `appraisal_draw:${year}/${number}`,
        version: 1,
        particulars: { frame, excluded, drawn: taken, ratio, seed, why: typed.why },
        // Nobody has scored while it was drawn.
        id: staleWhen(sql`(${hasLeft(year, PANEL)} or ${isScored(year)})`),
      },
    ],
    [database.db.insert(appraisalDraws).values({ ...values, byId: by.actor.id, at: by.at })],
  )
}

/** 汇报安排 of those who were drawn, in the order of the draw. */
export async function setHearing(database: Database, found: WithCycle, hearing: Hearing, by: By) {
  ensureKeeps(by.actor, found)
  ensurePanel(found)
  const [last] = found.draws
  if (!last) throw conflict("appraisal_locked")
  const event = {
    action: "hearing_set" as const,
    subject: `appraisal_draw:${last.year}/${last.number}`,
    particulars: { on: hearing.on, hearing: JSON.stringify(hearing) },
    id: staleWhen(sql`(${hasLeft(last.year, PANEL)} or ${newerDraw(last)})`),
  }
  const { act, change } = step(database, appraisalDraws, last, event, { hearing })
  await record(database, by, [act], [change])
}

type JurorWords = Pick<AppraisalJuror, "name" | "kind" | "conflicts">

const jurorSubject = (id: number) => `appraisal_juror:${id}`

/** A juror with a link, which is shown this once. Resolves with its key. */
export async function addJuror(database: Database, found: WithCycle, words: JurorWords, by: By): Promise<string> {
  ensureKeeps(by.actor, found)
  if (isOut(found.cycle.appraisal.state)) throw conflict("appraisal_locked")
  const key = newToken()
  const { name, kind, conflicts } = words
  const { year } = found.year
  await record(
    database,
    by,
    [
      {
        action: "juror_added",
        subject: nextSubject("appraisal_juror", appraisalJurors),
        version: 1,
        particulars: { name, juror: kind, conflicts },
        // An impatient second press makes no second juror.
        id: staleWhen(sql`(${hasLeft(year, BEFORE_OUT)} or ${isNamed(year, words)})`),
      },
    ],
    [database.db.insert(appraisalJurors).values({ ...words, year, keyHash: hashToken(key) })],
  )
  return key
}

function ofJuror(
  database: Database,
  { juror }: Pick<FoundJurorOfYear, "juror">,
  action: "juror_renewed" | "juror_revoked",
  keyHash: string | null,
) {
  const event = { action, subject: jurorSubject(juror.id), particulars: { name: juror.name } }
  return step(database, appraisalJurors, juror, event, { keyHash })
}

/** A new link in place of the one before. Resolves with its key. */
export async function renewLink(database: Database, found: FoundJurorOfYear, by: By): Promise<string> {
  ensureKeeps(by.actor, found)
  if (isOut(found.appraisal.state)) throw conflict("appraisal_locked")
  const key = newToken()
  const { act, change } = ofJuror(database, found, "juror_renewed", hashToken(key))
  await record(database, by, [{ ...act, id: staleWhen(hasLeft(found.appraisal.id, BEFORE_OUT)) }], [change])
  return key
}

/** No link any more. */
export async function revokeLink(database: Database, found: FoundJurorOfYear, by: By) {
  ensureKeeps(by.actor, found)
  const { act, change } = ofJuror(database, found, "juror_revoked", null)
  await record(database, by, [act], [change])
}

/** Who scores whom: `keyHash` that of the link by which it comes, null for a sheet of paper; `version` 0: there is none yet. */
type Cast = {
  target: Pick<AppraisalTarget, "id" | "year" | "unitId">
  unit: string
  isDrawn: boolean
  appraisal: Pick<Appraisal, "state" | "rules">
  standard: Pick<Standard, "blocks">
  juror: Pick<AppraisalJuror, "id" | "name" | "conflicts">
  keyHash: string | null
  version: number
}

/** One juror's sheet of one unit that was drawn and is not their own: by the link, or entered from paper with its scan. */
export async function castBallot(
  database: Database,
  { target, juror, unit, appraisal, standard: { blocks }, keyHash, ...cast }: Cast,
  { marks: typed, comment }: { marks: MarksTyped; comment: string },
  by: By<Anybody>,
  files: readonly NewFile[] = [],
) {
  if (!isPanel(appraisal.state)) throw conflict("appraisal_locked")
  if (!cast.isDrawn || juror.conflicts.includes(target.unitId)) throw missing()
  const { marks, problems } = marksIn(blocks, typed, true)
  ensureFits(problems)
  const { db } = database
  const { id: targetId, unitId, year } = target
  const score = sheetScore(blocks, marks, appraisal.rules.floor)
  const subject = `appraisal_ballot:${targetId}/${juror.id}`
  const version = cast.version + 1
  const values = { marks, score, comment, enteredById: by.actor?.id ?? null, at: by.at, version }
  const owner = { planId: null, unitId, subject, particulars: { unit, name: juror.name } }
  const attached = by.actor
    ? files.map((file, i) => attachStatements(database, owner, "evidence", file, by as By, i))
    : []
  const isOver = sql`(${hasLeft(year, PANEL)} or not ${isDrawn(year, unitId)}
    or ${keyHash === null ? sql`0` : hasOtherKey(juror.id, keyHash)})`
  await record(
    database,
    by,
    [
      {
        action: by.actor ? "ballot_entered" : "ballot_cast",
        subject,
        version,
        particulars: { unit, name: juror.name, score: pointsWords(score) },
        id: staleWhen(isOver),
      },
      ...attached.map(({ act }) => act),
    ],
    [
      db
        .insert(appraisalBallots)
        .values({ ...values, targetId, jurorId: juror.id })
        .onConflictDoUpdate({ target: [appraisalBallots.targetId, appraisalBallots.jurorId], set: values }),
      ...attached.flatMap(({ changes }) => changes),
    ],
  )
}

type RecordTyped = Pick<AppraisalRecord, "kind" | "criterion" | "happenedOn" | "text"> & { points: string }

/** `-2`, `1.5`: what is taken away has its sign; 社会评议 has a whole score. */
const signed = (text: string): number | null => {
  const points = pointsIn(text.replace(/^[-－+]/, ""))
  return points !== null && /^[-－]/.test(text) ? -points : points
}

export function recordFits(
  { standard, year }: Pick<FoundTarget, "standard" | "year">,
  { kind, criterion, happenedOn, points: text }: RecordTyped,
  today: string,
): Problems | null {
  const points = signed(text)
  const isScore = kind === "note" || (points !== null && points >= 0 && points <= 10_000)
  if (points === null || !isScore)
    return { points: [kind === "note" ? "请填分数，如 -2 或 1.5，不计分的填0" : "请填0至100的分数"] }
  if (kind === "note" && !criteriaOf(standard.blocks).some(({ key }) => key === criterion)) {
    return { criterion: ["请选择评分点"] }
  }
  if (happenedOn > today) return { happenedOn: ["日期不能晚于今天"] }
  return happenedOn.startsWith(`${year.year}-`) ? null : { happenedOn: [`请填写${year.year}年的日期`] }
}

export async function addRecord(database: Database, found: FoundTarget, typed: RecordTyped, by: By) {
  ensureKeeps(by.actor, found)
  if (isOut(found.appraisal.state)) throw conflict("appraisal_locked")
  ensureFits(recordFits(found, typed, by.today))
  const { points: text, ...words } = typed
  const points = signed(text) ?? 0
  const values = { ...words, points, targetId: found.target.id }
  await record(
    database,
    by,
    [
      {
        action: "appraisal_noted",
        subject: nextSubject("appraisal_record", appraisalRecords),
        version: 1,
        particulars: { unit: found.unit, criterion: words.criterion, score: pointsWords(points), remark: words.text },
        // An impatient second press notes nothing twice.
        id: staleWhen(sql`(${hasLeft(found.target.year, BEFORE_OUT)} or ${isNoted(values)})`),
      },
    ],
    [database.db.insert(appraisalRecords).values({ ...values, enteredById: by.actor.id, enteredAt: by.at })],
  )
}

type RulingTyped = Pick<AppraisalRuling, "kind" | "decidedOn" | "document" | "text"> & { points: string }

/** What a ruling lacks, at its field: it comes after the results, and corrects them to what the standard has. */
export function rulingFits(
  { appraisal: { publishedOn }, standard: { blocks } }: Pick<FoundTarget, "appraisal" | "standard">,
  { kind, document, points, decidedOn }: RulingTyped,
  today: string,
): Problems | null {
  const problems: Problems = {}
  if (decidedOn > today) problems.decidedOn = ["日期不能晚于今天"]
  if (publishedOn !== null && decidedOn < publishedOn) problems.decidedOn = ["日期不能早于结果公布之日"]
  if (document.trim() === "") problems.document = ["请填写决定文书或去向单位的名称、文号"]
  const corrected = pointsIn(points)
  const best = bestOf(blocks)
  if (kind === "corrected" && (corrected === null || corrected > best)) {
    problems.points = [`请填写更正后的分数，0至${pointsWords(best)}分`]
  }
  return Object.keys(problems).length > 0 ? problems : null
}

function ruled(
  database: Database,
  found: FoundTarget,
  ruling: Omit<AppraisalRuling, "targetId" | "number" | "byId" | "at">,
  by: By,
) {
  const number = found.rulings.length + 1
  const { kind, document, text, points } = ruling
  const action = kind === "objected" ? ("result_objected" as const) : ("result_ruled" as const)
  return record(
    database,
    by,
    [
      {
        action,
        subject: `appraisal_ruling:${found.target.id}/${number}`,
        version: 1,
        particulars: {
          unit: found.unit,
          ruling: kind,
          document,
          remark: text,
          score: points === null ? null : pointsWords(points),
        },
        id: staleWhen(hasLeft(found.target.year, DECIDED)),
      },
    ],
    [
      database.db
        .insert(appraisalRulings)
        .values({ ...ruling, targetId: found.target.id, number, byId: by.actor.id, at: by.at }),
    ],
  )
}

/** 认定, 撤销认定, 复核, 结果运用: each by its document, beside what stands there. */
export async function rule(database: Database, found: FoundTarget, typed: RulingTyped, by: By) {
  ensureKeeps(by.actor, found)
  const { result } = found
  const isPossible =
    isDecided(found.appraisal.state) &&
    result !== null &&
    typed.kind !== "objected" &&
    (typed.kind !== "cleared" || result.isFalsified) &&
    (typed.kind !== "falsified" || !result.isFalsified) &&
    ((typed.kind !== "upheld" && typed.kind !== "corrected") || isObjected(found))
  if (!isPossible) throw conflict("ruling_out_of_place")
  ensureFits(rulingFits(found, typed, by.today))
  const points = typed.kind === "corrected" ? pointsIn(typed.points) : null
  await ruled(database, found, { ...typed, points }, by)
}

/** 异议 of the unit, within its days. */
export async function object(database: Database, found: FoundTarget, text: string, by: By) {
  if (!mayObject(found, by.today)) throw conflict("objection_over")
  await ruled(database, found, { kind: "objected", decidedOn: by.today, document: "", text, points: null }, by)
}

export async function discardRecord(
  database: Database,
  found: FoundTarget,
  row: AppraisalRecord,
  remark: string,
  by: By,
) {
  ensureKeeps(by.actor, found)
  if (isOut(found.appraisal.state) || row.discardWhy !== "") throw conflict("appraisal_locked")
  const event = {
    action: "note_discarded" as const,
    subject: `appraisal_record:${row.id}`,
    particulars: { remark },
    id: staleWhen(hasLeft(found.target.year, BEFORE_OUT)),
  }
  const { act, change } = step(database, appraisalRecords, row, event, { discardWhy: remark })
  await record(database, by, [act], [change])
}
