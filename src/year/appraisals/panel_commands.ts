import type { Database } from "#db/database.ts"
import {
  type AppraisalJuror,
  type AppraisalRecord,
  type AppraisalRuling,
  appraisalBallots,
  appraisalDraws,
  appraisalJurors,
  appraisalRecords,
  appraisalRulings,
  type Hearing,
} from "#db/schema.ts"
import { hashToken, newToken } from "#src/office/people/sessions.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits } from "#src/refusal.ts"
import type { NewFile } from "#src/reports/evidence/statements.ts"
import { attachStatements } from "#src/reports/evidence/statements.ts"
import { drawn, newSeed } from "#src/supervision/inspections/draw.ts"
import { type Anybody, type By, nextSubject, record } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { ensureKeeps } from "./commands.ts"
import { frameOf } from "./frame.ts"
import type { FoundJuror } from "./panel_queries.ts"
import { pointsIn, pointsWords } from "./points.ts"
import type { FoundTarget, WithCycle } from "./queries.ts"
import { type MarksTyped, marksIn } from "./rules_typed.ts"
import { isObjected, objectsUntil } from "./ruling.ts"
import { sheetScore } from "./scoring.ts"
import { criteriaOf } from "./standard.ts"
import { isOut } from "./workflow.ts"

/* 集中评议: the draw, the panel, what it gave; what is recorded beside; what was ruled of a result. */

function ensurePanel({ cycle }: Pick<WithCycle, "cycle">) {
  if (cycle.appraisal.state !== "panel") throw conflict("appraisal_locked")
}

export type DrawTyped = { size: number; chosen: readonly number[]; why: string }

export function drawFits(found: WithCycle, { size, chosen, why }: DrawTyped): Problems | null {
  const { frame, least } = frameOf(found)
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
  const taken = seed === "" ? [...typed.chosen] : drawn({ frame, size: typed.size, seed })
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
  await record(
    database,
    by,
    [
      {
        action: "juror_added",
        subject: nextSubject("appraisal_juror", appraisalJurors),
        version: 1,
        particulars: { name, juror: kind, conflicts },
      },
    ],
    [database.db.insert(appraisalJurors).values({ ...words, year: found.year.year, keyHash: hashToken(key) })],
  )
  return key
}

/** A new link in place of the one before, or none. Resolves with its key. */
export async function renewLink(
  database: Database,
  found: Pick<WithCycle, "year">,
  juror: AppraisalJuror,
  isOpen: boolean,
  by: By,
): Promise<string> {
  ensureKeeps(by.actor, found)
  const key = newToken()
  const action = isOpen ? ("juror_renewed" as const) : ("juror_revoked" as const)
  const event = { action, subject: jurorSubject(juror.id), particulars: { name: juror.name } }
  const { act, change } = step(database, appraisalJurors, juror, event, { keyHash: isOpen ? hashToken(key) : null })
  await record(database, by, [act], [change])
  return key
}

export type Cast = {
  targetId: number
  juror: Pick<AppraisalJuror, "id" | "name">
  unit: string
  unitId: number
  blocks: FoundJuror["standard"]["blocks"]
  floor: FoundJuror["appraisal"]["rules"]["floor"]
  /** 0: there is none yet. */
  version: number
}

/** One juror's sheet of one unit: by the link, or entered from paper with its scan. */
export async function castBallot(
  database: Database,
  { targetId, juror, unit, unitId, blocks, floor, version: before }: Cast,
  { marks: typed, comment }: { marks: MarksTyped; comment: string },
  by: By<Anybody>,
  files: readonly NewFile[] = [],
) {
  const { marks, problems } = marksIn(blocks, typed, true)
  ensureFits(problems)
  const { db } = database
  const score = sheetScore(blocks, marks, floor)
  const subject = `appraisal_ballot:${targetId}/${juror.id}`
  const version = before + 1
  const values = { marks, score, comment, enteredById: by.actor?.id ?? null, at: by.at, version }
  const owner = { planId: null, unitId, subject, particulars: { unit, name: juror.name } }
  const attached = by.actor
    ? files.map((file, i) => attachStatements(database, owner, "evidence", file, by as By, i))
    : []
  await record(
    database,
    by,
    [
      {
        action: by.actor ? "ballot_entered" : "ballot_cast",
        subject,
        version,
        particulars: { unit, name: juror.name, score: pointsWords(score) },
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

export type RecordTyped = Pick<AppraisalRecord, "kind" | "criterion" | "happenedOn" | "text"> & { points: string }

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
  await record(
    database,
    by,
    [
      {
        action: "appraisal_noted",
        subject: nextSubject("appraisal_record", appraisalRecords),
        version: 1,
        particulars: { unit: found.unit, criterion: words.criterion, score: pointsWords(points), remark: words.text },
      },
    ],
    [
      database.db
        .insert(appraisalRecords)
        .values({ ...words, points, targetId: found.target.id, enteredById: by.actor.id, enteredAt: by.at }),
    ],
  )
}

export type RulingTyped = Pick<AppraisalRuling, "kind" | "decidedOn" | "document" | "text"> & { points: string }

/** What a ruling lacks, at its field. */
export function rulingFits({ kind, document, points, decidedOn }: RulingTyped, today: string): Problems | null {
  const problems: Problems = {}
  if (decidedOn > today) problems.decidedOn = ["日期不能晚于今天"]
  if (document.trim() === "") problems.document = ["请填写决定文书或去向单位的名称、文号"]
  if (kind === "corrected" && pointsIn(points) === null) problems.points = ["请填写更正后的分数"]
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
    isOut(found.appraisal.state) &&
    result !== null &&
    typed.kind !== "objected" &&
    (typed.kind !== "cleared" || result.isFalsified) &&
    (typed.kind !== "falsified" || !result.isFalsified) &&
    ((typed.kind !== "upheld" && typed.kind !== "corrected") || isObjected(found))
  if (!isPossible) throw conflict("ruling_out_of_place")
  ensureFits(rulingFits(typed, by.today))
  const points = typed.kind === "corrected" ? pointsIn(typed.points) : null
  await ruled(database, found, { ...typed, points }, by)
}

/** 异议 of the unit, within its days. */
export async function object(database: Database, found: FoundTarget, text: string, by: By) {
  const until = objectsUntil(found)
  if (until === null || by.today > until || isObjected(found)) throw conflict("objection_over")
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
  const event = { action: "note_discarded" as const, subject: `appraisal_record:${row.id}`, particulars: { remark } }
  const { act, change } = step(database, appraisalRecords, row, event, { discardWhy: remark })
  await record(database, by, [act], [change])
}
