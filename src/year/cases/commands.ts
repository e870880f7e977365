import { eq, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import {
  type Case,
  type CaseDraft,
  type CaseKind,
  caseDrafts,
  caseLaws,
  caseRules,
  cases,
  caseVersions,
  laws,
} from "#db/schema.ts"
import { draftAgain, draftEnds, hasMovedOn, saveDraft, savedUpon } from "#src/drafting/commands.ts"
import { ensureUpon } from "#src/drafting/draft.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type By, newestId, nextSubject, record, recordOnce, staleWhen } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { hashOf } from "./hash.ts"
import { doubtKey, doubtsIn, numbersIn } from "./identifiers.ts"
import { decidesCase, isChecked, mayCheck, publishesCase, writesCase } from "./policy.ts"
import {
  COPY,
  type FoundCase,
  MOST_TAKEN,
  type RuleRow,
  writersIn,
  type YearToCollect,
  type YearToRule,
} from "./queries.ts"
import { namesLaw } from "./scope.ts"
import { type CaseText, contentText, EMPTY, lacking, textIn, toldOf } from "./text.ts"
import { type CaseMove, canMove, isWritten, MOVES, type Step } from "./workflow.ts"

const ACTION_OF: Record<CaseMove, Action> = {
  edit: "case_edited",
  study: "case_studied",
  report: "case_reported",
  recall: "case_recalled",
  discard: "case_discarded",
  approve: "case_approved",
  return: "case_returned",
  publish: "case_published",
  retract: "case_retracted",
}

type Found = Pick<FoundCase, "one" | "year" | "draft" | "latest" | "writers">

function ensure({ one }: Pick<Found, "one">, move: CaseMove) {
  if (!canMove(one.state, move)) throw conflict("wrong_state", { state: one.state, noun: "case" })
}

export function ensureWrites(actor: By["actor"], { one }: Pick<Found, "one">) {
  if (!writesCase(actor, one)) throw forbidden()
}

/** Of the office, and none of its writers: those are told why not. */
export function ensureDecides(actor: By["actor"], { year, writers }: Pick<Found, "year" | "writers">) {
  if (!keepsYear(actor, year)) throw forbidden()
  if (!decidesCase(actor, year, { writers })) throw forbidden("own_case")
}

/** `facts.2.mobile laws.1.plate`: the words of the refusal make a sentence of it. */
function ensureNoNumbers(text: CaseText) {
  const found = numbersIn(text)
  const what = found.map(({ part, paragraph, kind }) => `${part}.${paragraph}.${kind}`).join(" ")
  if (found.length > 0) throw conflict("case_numbers", { what })
}

/** 收集: a case with its title, and a draft to write in. Resolves with its id. */
export async function collectCase(
  database: Database,
  { year, units }: Pick<YearToCollect, "year" | "units">,
  { unitId, kind, title }: { unitId: number; kind: CaseKind; title: string },
  by: By,
): Promise<number> {
  const unit = units.find(({ id }) => id === unitId)
  if (!unit || !writesCase(by.actor, { unitId })) throw forbidden()
  const text = { ...EMPTY, title }
  ensureNoNumbers(text)
  const content = contentText(text)
  const { db } = database
  const written = { content, writers: JSON.stringify([by.actor.id]), savedById: by.actor.id }
  const [[made]] = await record(
    database,
    by,
    [
      {
        action: "case_collected",
        subject: nextSubject("case", cases),
        version: 1,
        particulars: { to: "collected", year: year.year, unit: unit.name, title },
      },
    ],
    [
      db
        .insert(cases)
        .values({
          year: year.year,
          unitId,
          kind,
          state: "collected",
          title,
          latest: 1,
          sha256: hashOf(content),
          collectedById: by.actor.id,
          collectedAt: by.at,
        })
        .returning({ id: cases.id }),
      db.insert(caseVersions).values({ caseId: newestId(cases), number: 1, state: "collected", at: by.at, ...written }),
      db.insert(caseDrafts).values({ caseId: newestId(cases), revision: 1, savedAt: by.at, ...written }),
    ],
  )
  if (!made) throw new Error("a case without a row")
  return made.id
}

/** The draft of one case. */
export const caseDraft = ({ one, draft }: Pick<Found, "one" | "draft">) => ({
  table: caseDrafts,
  key: { caseId: one.id },
  kept: draft,
  told: ({ content }: CaseDraft) => toldOf(textIn(content)),
})

/** What is being written of it; nothing but that is written in. */
function drafted({ one, draft }: Pick<Found, "one" | "draft">): CaseDraft {
  if (!isWritten(one.state) || draft === null) throw conflict("wrong_state", { state: one.state, noun: "case" })
  return draft
}

/** The words, and all who wrote in them until now. */
const wordsBy = (draft: CaseDraft, text: CaseText, by: By) => {
  const content = contentText(text)
  const before = writersIn(draft.writers)
  const writes = content !== draft.content && !before.includes(by.actor.id)
  return { content, writers: JSON.stringify(writes ? [...before, by.actor.id] : before) }
}

/** Saves the case as it is being written. Resolves with the new revision. */
export async function saveCase(database: Database, found: Found, text: CaseText, revision: number, by: By) {
  ensureWrites(by.actor, found)
  const words = wordsBy(drafted(found), text, by)
  return saveDraft(database, caseDraft(found), words, revision, by)
}

/** One move of one case: its event takes the case's next version, so only one of two lands. */
function moved(
  database: Database,
  { one }: Pick<Found, "one">,
  move: CaseMove,
  particulars: Record<string, unknown>,
  changes: Partial<Case>,
) {
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: `case:${one.id}`,
    particulars: { from: one.state, to, ...particulars },
  }
  return step(database, cases, one, event, { ...changes, state: to })
}

/** 整理, 研究, 报送: the words as they stand become a version that is never changed; with 报送 the draft ends as it. */
export async function takeStep(database: Database, found: Found, name: Step, text: CaseText, revision: number, by: By) {
  const { one } = found
  ensureWrites(by.actor, found)
  ensure(found, name)
  const draft = drafted(found)
  if (name === "report" && lacking(text).length > 0) throw conflict("case_incomplete")
  ensureNoNumbers(text)
  ensureUpon(caseDraft(found), revision)
  const words = wordsBy(draft, text, by)
  const number = one.latest + 1
  const sent = name === "report" ? { reportedById: by.actor.id, reportedAt: by.at, opinion: "" } : {}
  const { act, change } = moved(
    database,
    found,
    name,
    { number, title: text.title },
    {
      title: text.title,
      latest: number,
      sha256: hashOf(words.content),
      ...sent,
    },
  )
  const { db } = database
  const state = MOVES[name].to
  await record(
    database,
    by,
    [{ ...act, id: staleWhen(hasMovedOn(database, caseDraft(found))) }],
    [
      change,
      db.insert(caseVersions).values({ caseId: one.id, number, state, savedById: by.actor.id, at: by.at, ...words }),
      ...lawsNamed(database, one.id, text),
      name === "report" ? draftEnds(database, caseDraft(found)) : savedUpon(database, caseDraft(found), words, by),
    ],
  )
}

/** Those of the register that its 相关法条 name, in place of what the version before named. */
function lawsNamed({ db }: Pick<Database, "db">, caseId: number, text: CaseText): BatchItem<"sqlite">[] {
  const named = db
    .select({ caseId: sql<number>`cast(${caseId} as integer)`.as("case_id"), lawId: laws.id })
    .from(laws)
    .where(namesLaw(sql`${text.laws}`))
  return [db.delete(caseLaws).where(eq(caseLaws.caseId, caseId)), db.insert(caseLaws).select(named)]
}

/** What was sent is a draft again, to be written on. */
function writtenOn(database: Database, found: Found, by: By): BatchItem<"sqlite"> {
  const { content, writers } = found.latest
  return draftAgain(database, caseDraft(found), { content, writers }, { savedById: by.actor.id, savedAt: by.at })
}

/** 撤回报送, as long as the office has not decided. */
export async function recallCase(database: Database, found: Found, by: By) {
  ensureWrites(by.actor, found)
  ensure(found, "recall")
  const { act, change } = moved(database, found, "recall", {}, {})
  await record(database, by, [act], [change, writtenOn(database, found, by)])
}

/** 作废 of what was collected in vain. */
export async function discardCase(database: Database, found: Found, by: By) {
  ensureWrites(by.actor, found)
  ensure(found, "discard")
  const { act, change } = moved(database, found, "discard", {}, {})
  await record(database, by, [act], [change, draftEnds(database, caseDraft(found))])
}

/** 审核. */
export async function approveCase(database: Database, found: Found, by: By) {
  ensureDecides(by.actor, found)
  ensure(found, "approve")
  ensureNoNumbers(found.latest.text)
  const { act, change } = moved(database, found, "approve", {}, { approvedById: by.actor.id, approvedAt: by.at })
  await record(database, by, [act], [change])
}

/** 退回, also after 审核, as long as it is not out. */
export async function returnCase(database: Database, found: Found, remark: string, by: By) {
  ensureDecides(by.actor, found)
  ensure(found, "return")
  const back = { opinion: remark, approvedById: null, approvedAt: null }
  const { act, change } = moved(database, found, "return", { remark }, back)
  await record(database, by, [act], [change, writtenOn(database, found, by)])
}

/** Whoever wrote in it is told that another has to read it; whoever has nothing to do with it, that it is not theirs. */
export function ensureChecks(actor: By["actor"], { one, year, writers }: Pick<Found, "one" | "year" | "writers">) {
  if (!keepsYear(actor, year) && !writesCase(actor, one)) throw forbidden()
  if (writers.includes(actor.id)) throw forbidden("own_case")
}

/** 脱敏核签: somebody who wrote none of it has read these words, and has looked at every doubt. */
export async function checkCase(database: Database, found: Found, cleared: readonly string[], by: By) {
  const { one, year, writers, latest } = found
  ensureChecks(by.actor, found)
  if (!mayCheck(by.actor, year, { ...one, writers })) throw conflict("wrong_state", { state: one.state, noun: "case" })
  if (isChecked(one)) throw conflict("case_checked_already")
  ensureNoNumbers(latest.text)
  const doubts = doubtsIn(latest.text)
  if (!doubts.every((doubt) => cleared.includes(doubtKey(doubt)))) throw conflict("case_unchecked")
  const event = {
    action: "case_checked" as const,
    subject: `case:${one.id}`,
    particulars: { number: latest.number, sha256: one.sha256, doubts: doubts.length },
  }
  const signed = { checkedById: by.actor.id, checkedAt: by.at, checkedSha256: one.sha256 }
  const { act, change } = step(database, cases, one, event, signed)
  await record(database, by, [act], [change])
}

type Publication = { publishedOn: string; publishedIn: string; address: string }

/** Whoever signed 脱敏 is told that another has to publish. */
export function ensurePublishes(actor: By["actor"], found: Pick<Found, "one" | "year" | "writers">) {
  ensureDecides(actor, found)
  const { one, year, writers } = found
  if (!publishesCase(actor, year, { ...one, writers })) throw forbidden("case_signed_by_you")
}

/** 发布: only words that somebody else has signed. */
export async function publishCase(database: Database, found: Found, publication: Publication, by: By) {
  ensurePublishes(by.actor, found)
  ensure(found, "publish")
  ensureNoNumbers(found.latest.text)
  if (!isChecked(found.one)) throw conflict("case_unchecked")
  const published = { ...publication, publishedById: by.actor.id, publishedAt: by.at }
  const { act, change } = moved(database, found, "publish", { ...publication, sha256: found.one.sha256 }, published)
  await record(database, by, [act], [change])
}

/** 撤回 of what is out, with a note that stays. */
export async function retractCase(database: Database, found: Found, remark: string, by: By) {
  if (!keepsYear(by.actor, found.year)) throw forbidden()
  ensure(found, "retract")
  const retracted = { note: remark, retractedById: by.actor.id, retractedAt: by.at }
  const { act, change } = moved(database, found, "retract", { remark }, retracted)
  await record(database, by, [act], [change])
}

/** It was taken out of the program as a file: by whom, and in which state. */
export const noteCopy = (database: Database, { one }: Pick<Found, "one">, by: By) =>
  recordOnce(database, by, {
    action: "case_taken",
    subject: `${COPY}:${one.id}`,
    particulars: { state: one.state, sha256: one.sha256 },
  })

/** The register goes out as a file: who took it stands in the trail. */
export async function noteRegisterTaken(
  database: Database,
  taken: { year: number; file: "xlsx" | "csv"; rows: number },
  by: By,
) {
  if (taken.rows > MOST_TAKEN) throw conflict("cases_too_many", { most: String(MOST_TAKEN) })
  await recordOnce(database, by, { action: "case_register_taken", subject: "case_register", particulars: taken })
}

/** How many 案例 the year asks of each 主体责任 unit. */
export async function setRule(
  database: Database,
  { year, rule }: YearToRule,
  { target }: Pick<RuleRow, "target">,
  by: By,
) {
  if (!keepsYear(by.actor, year)) throw forbidden()
  const version = rule.version + 1
  await record(
    database,
    by,
    [
      {
        action: "case_rule_set",
        subject: `case_rule:${year.year}`,
        version,
        particulars: { target: { before: rule.target, after: target } },
      },
    ],
    [
      database.db
        .insert(caseRules)
        .values({ year: year.year, target, version })
        .onConflictDoUpdate({ target: caseRules.year, set: { target, version } }),
    ],
  )
}
