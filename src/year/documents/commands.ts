import { and, eq, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import {
  type DocumentDraft,
  type DocumentKind,
  type DocumentMedium,
  type DocumentVersion,
  documentDrafts,
  documentReceipts,
  documents,
  documentTexts,
  documentVersions,
  filingReminderKinds,
  filingReminders,
  filingRules,
  type Reminder,
} from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import { draftAgain, draftEnds, hasMovedOn, saveDraft } from "#src/drafting/commands.ts"
import { ensureUpon } from "#src/drafting/draft.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { changeEvidence } from "#src/reports/evidence/commands.ts"
import {
  attachStatements,
  type EvidenceChange,
  type FileOwner,
  type NewFile,
} from "#src/reports/evidence/statements.ts"
import type { Action } from "#src/trail/actions.ts"
import { enqueued } from "#src/trail/outbox.ts"
import { type Act, type By, newestId, nextId, nextSubject, record, recordOnce, staleWhen } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { listSent } from "#src/year/duties/statements.ts"
import { type Kept, keepsYear } from "#src/year/years/policy.ts"
import { type Content, contentOf, keptOf, lackingIn, spanOf, toldOf } from "./parts.ts"
import { isOwn, signsFor, writesFor } from "./policy.ts"
import {
  type FoundBody,
  type FoundDocument,
  type FoundRequirements,
  nextSerial,
  type VersionRow,
  versionSubject,
} from "./queries.ts"
import type { Requirement } from "./requirements.ts"
import { copiesLacking, filesNow, textOf } from "./versions.ts"
import { canMove, type DocumentMove, isRecorded, isWithOffice, MOVES } from "./workflow.ts"

const ACTION_OF: Record<DocumentMove, Action> = {
  send_to_head: "document_sent_to_head",
  sign: "document_filed",
  send_back: "document_sent_back",
  file: "document_filed",
  recall: "document_recalled",
  return: "document_returned",
  record: "document_recorded",
  release: "document_released",
  withdraw: "document_withdrawn",
}

function ensureUnit(actor: By["actor"], { body }: Pick<FoundDocument, "body">) {
  if (!writesFor(actor, body)) throw forbidden()
}

function ensureOffice(actor: By["actor"], { year }: { year: Kept }) {
  if (!keepsYear(actor, year)) throw forbidden()
}

/** Whoever filed it leaves it to another one of the office. */
export function ensureJudges(actor: By["actor"], { year, version }: Pick<FoundDocument, "year" | "version">) {
  ensureOffice(actor, { year })
  if (isOwn(actor, version)) throw forbidden("own_document")
}

function ensureMove({ state }: Pick<VersionRow, "state">, move: DocumentMove) {
  if (!canMove(state, move)) throw conflict("wrong_state", { state, noun: "filing" })
}

const EMPTY = { title: "", text: "", parts: {}, change: "" }

/** A document that begins, with its first version, as a draft. Resolves with its id. */
export async function beginDocument(
  database: Database,
  { year: { year }, body, facts }: Pick<FoundBody, "year" | "body" | "facts">,
  kind: DocumentKind,
  words: Pick<Content, "title" | "text">,
  by: By,
): Promise<number> {
  if (!writesFor(by.actor, body)) throw forbidden()
  if (body.leftOn !== null) throw conflict()
  if (facts.some((one) => one.kind === kind && one.year === year)) throw conflict("document_begun_already")
  const { db } = database
  const span = spanOf(kind, year)
  const taken = sql`exists (select 1 from ${documents} where ${documents.year} = ${year}
    and ${documents.unitId} = ${body.unitId} and ${documents.kind} = ${kind})`
  const begun: Act = {
    action: "document_begun",
    subject: sql<string>`'filing:' || ${nextId(documents)} || '/1'`,
    version: 1,
    particulars: { to: "draft", year, unit: body.unit, kind, number: 1 },
    id: staleWhen(taken),
  }
  const own = newestId(documents)
  const [[row]] = await record(
    database,
    by,
    [begun],
    [
      db
        .insert(documents)
        .values({ year, unitId: body.unitId, kind, ...span, latest: 1 })
        .returning({ id: documents.id }),
      db.insert(documentVersions).values({ documentId: own, number: 1, state: "draft", ...begunBy(by) }),
      db
        .insert(documentDrafts)
        .values({ documentId: own, ...keptOf({ ...EMPTY, ...span, ...words }), revision: 1, ...savedBy(by) }),
    ],
  )
  if (!row) throw new Error("a document without a row")
  return row.id
}

export type Entered = Pick<Content, "title" | "text"> & { filedOn: string }

/** 代录 of what a unit sent on paper only: filed as of that day, told to the unit, and recorded by another one of the office. */
export async function enterDocument(
  database: Database,
  { year, body, facts }: Pick<FoundBody, "year" | "body" | "facts">,
  kind: DocumentKind,
  { filedOn, ...words }: Entered,
  files: NewFile[],
  by: By,
): Promise<number> {
  ensureOffice(by.actor, { year })
  if (body.leftOn !== null) throw conflict()
  if (facts.some((one) => one.kind === kind && one.year === year.year)) throw conflict("document_begun_already")
  const { db } = database
  const [own, span] = [newestId(documents), spanOf(kind, year.year)]
  const sent = { sentById: by.actor.id, filedOn }
  const told = { year: year.year, unit: body.unit, kind, number: 1, title: words.title, on: filedOn }
  const subject = sql<string>`'filing:' || ${nextId(documents)} || '/1'`
  const taken = sql`exists (select 1 from ${documents} where ${documents.year} = ${year.year}
    and ${documents.unitId} = ${body.unitId} and ${documents.kind} = ${kind})`
  const owner = {
    planId: null,
    unitId: body.unitId,
    subject: sql<string>`'filing:' || ${own} || '/1'`,
    particulars: { unit: body.unit, number: 1 },
  }
  const attached = files.map((file, i) => attachStatements(database, owner, "evidence", file, by, i))
  const [[row]] = await record(
    database,
    by,
    [
      {
        action: "document_entered",
        subject,
        version: 1,
        particulars: { to: "filed", ...told },
        id: staleWhen(taken),
      },
      ...attached.map(({ act }) => act),
    ],
    [
      db
        .insert(documents)
        .values({ year: year.year, unitId: body.unitId, kind, ...span, latest: 1, firstFiledOn: filedOn })
        .returning({ id: documents.id }),
      db
        .insert(documentVersions)
        .values({ documentId: own, number: 1, state: "filed", ...begunBy(by), ...sent, sendings: 1, sentAt: by.at }),
      db.insert(documentTexts).values({
        documentId: own,
        number: 1,
        sending: 1,
        ...keptOf({ ...EMPTY, ...span, ...words }),
        ...sent,
        at: by.at,
      }),
      ...enqueued(database, {
        about: "filing_entered",
        aboutId: own,
        unitId: body.unitId,
        audiences: ["liaison"],
        at: by.at,
      }),
      ...attached.flatMap(({ changes }) => changes),
    ],
  )
  if (!row) throw new Error("a document without a row")
  return row.id
}

const begunBy = ({ actor, at }: By) => ({ begunById: actor.id, begunAt: at })
const savedBy = ({ actor, at }: By) => ({ savedById: actor.id, savedAt: at })

/** What is being written of a document, as every text that saves itself. */
const draftOf = ({ document, draft }: Pick<FoundDocument, "document" | "draft">) => ({
  table: documentDrafts,
  key: { documentId: document.id },
  kept: draft,
  told: (row: DocumentDraft) => toldOf(contentOf(row)),
})

/** Nothing but a draft is written in. */
function ensureDrafted({ version, draft }: Pick<FoundDocument, "version" | "draft">): DocumentDraft {
  if (version.state !== "draft" || draft === null)
    throw conflict("wrong_state", { state: version.state, noun: "filing" })
  return draft
}

/** Saves the document as it is being written. Resolves with the new revision. */
export async function saveDocument(
  database: Database,
  found: FoundDocument,
  content: Content,
  revision: number,
  by: By,
): Promise<number> {
  ensureUnit(by.actor, found)
  ensureDrafted(found)
  return saveDraft(database, draftOf(found), keptOf(content), revision, by)
}

/** Files of a version, as what they belong to. */
export const versionFile = ({ document, version, body }: FoundDocument): FileOwner => ({
  planId: null,
  unitId: body.unitId,
  subject: versionSubject(document.id, version.number),
  particulars: { documentId: document.id, number: version.number },
})

/** Adds files to what is being written, and takes some off. */
export async function changeFiles(
  database: Database,
  found: FoundDocument,
  change: Omit<EvidenceChange, "removed"> & { removed: FoundDocument["files"] },
  by: By,
) {
  ensureUnit(by.actor, found)
  ensureDrafted(found)
  const isSent = sql`exists (select 1 from ${documentVersions} where ${documentVersions.id} = ${found.version.id}
    and ${documentVersions.version} <> ${found.version.version})`
  await changeEvidence(database, { ...versionFile(found), guard: staleWhen(isSent) }, change, by)
}

/** One move of one version: its event takes the version's next number, so only one of two lands. */
/** What a move has to know of a document and its version. */
type Moving = { document: Pick<FoundDocument["document"], "id" | "kind">; body: Pick<FoundDocument["body"], "unit"> }
type MovingVersion = Pick<VersionRow, "id" | "number" | "state" | "version">

function moved(
  database: Database,
  { document, body }: Moving,
  version: MovingVersion,
  move: DocumentMove,
  particulars: Record<string, unknown>,
  changes: Partial<DocumentVersion>,
) {
  ensureMove(version, move)
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: versionSubject(document.id, version.number),
    particulars: { from: version.state, to, unit: body.unit, kind: document.kind, ...particulars },
  }
  return step(database, documentVersions, version, event, { ...changes, state: to })
}

const LACKING_WORDS = "请填写此项再报送"

/** 报送, or 送审签 where the head is asked: the words become a text that is never changed, and the draft ends as it. */
export async function sendDocument(
  database: Database,
  found: FoundDocument,
  content: Content,
  revision: number,
  by: By,
): Promise<"document_filed" | "document_sent_to_head"> {
  const { document, version, body } = found
  ensureUnit(by.actor, found)
  const toHead = found.asked.head && !signsFor(by.actor, body)
  ensureMove(version, toHead ? "send_to_head" : "file")
  ensureDrafted(found)
  ensureUpon(draftOf(found), revision)
  const there = filesNow(found).length + found.duties
  const lacking = lackingIn(document.kind, content, { number: version.number, there })
  ensureFits(lacking.length > 0 ? Object.fromEntries(lacking.map((field) => [fieldOf(field), [LACKING_WORDS]])) : null)
  const sending = version.sendings + 1
  const sent = { sendings: sending, sentById: by.actor.id, sentAt: by.at, signedById: null, opinion: "" }
  const { act, change } = moved(
    database,
    found,
    version,
    toHead ? "send_to_head" : "file",
    { number: version.number, sending, title: content.title },
    toHead ? sent : { ...sent, ...(found.asked.head ? { signedById: by.actor.id } : {}), filedOn: by.today },
  )
  const draft = draftOf(found)
  await record(
    database,
    by,
    [{ ...act, id: staleWhen(hasMovedOn(database, draft)) }],
    [
      change,
      database.db.insert(documentTexts).values({
        documentId: document.id,
        number: version.number,
        sending,
        ...keptOf(content),
        sentById: by.actor.id,
        at: by.at,
        filedOn: toHead ? null : by.today,
      }),
      draftEnds(database, draft),
      spanned(database, document.id, content),
      ...(document.kind === "duty_list" ? [listSent(database, { ...document, number: version.number, sending })] : []),
      ...(toHead ? [] : [firstFiled(database, document.id, by.today)]),
    ],
  )
  return toHead ? "document_sent_to_head" : "document_filed"
}

const fieldOf = (name: string): string =>
  name === "title" || name === "text" || name === "change" ? name : `part-${name}`

const spanned = ({ db }: Database, id: number, { fromYear, untilYear }: Content): BatchItem<"sqlite"> =>
  db.update(documents).set({ fromYear, untilYear }).where(eq(documents.id, id))

/** The first filing counts, whatever is filed later. */
const firstFiled = ({ db }: Database, id: number, on: string): BatchItem<"sqlite"> =>
  db
    .update(documents)
    .set({ firstFiledOn: sql`coalesce(${documents.firstFiledOn}, ${on})` })
    .where(eq(documents.id, id))

/** 审签 by the head: it is filed with that. */
export async function signDocument(database: Database, found: FoundDocument, by: By) {
  ensureHead(by.actor, found)
  const { version, document } = found
  const { act, change } = moved(
    database,
    found,
    version,
    "sign",
    { number: version.number },
    { signedById: by.actor.id, filedOn: by.today },
  )
  const filed = database.db.update(documentTexts).set({ filedOn: by.today }).where(isText(document.id, version))
  await record(database, by, [act], [change, filed, firstFiled(database, document.id, by.today)])
}

/** The text that a version has said last. */
const isText = (documentId: number, { number, sendings }: Pick<VersionRow, "number" | "sendings">) =>
  and(eq(documentTexts.documentId, documentId), eq(documentTexts.number, number), eq(documentTexts.sending, sendings))

export function ensureHead(actor: By["actor"], { body }: Pick<FoundDocument, "body">) {
  if (!signsFor(actor, body)) throw forbidden()
}

/** What was sent is a draft again, to be written on. */
function writtenOn(database: Database, found: FoundDocument, by: By): BatchItem<"sqlite"> {
  const text = textOf(found, found.version.number)
  if (!text) throw conflict("wrong_state", { state: found.version.state, noun: "filing" })
  return draftAgain(database, draftOf(found), keptOf(text.content), savedBy(by))
}

/** 发还 by the head. */
export async function sendBackDocument(database: Database, found: FoundDocument, remark: string, by: By) {
  ensureHead(by.actor, found)
  const { act, change } = moved(database, found, found.version, "send_back", { remark }, { opinion: remark })
  await record(database, by, [act], [change, writtenOn(database, found, by)])
}

/** 撤回 by the unit, as long as nobody has judged it. */
export async function recallDocument(database: Database, found: FoundDocument, by: By) {
  ensureUnit(by.actor, found)
  const { version, document } = found
  const { act, change } = moved(database, found, version, "recall", {}, { filedOn: null, signedById: null })
  // What nobody has read was never filed.
  const isFirst = version.number === 1 && version.againBy === null && version.filedOn === document.firstFiledOn
  const undone = database.db.update(documents).set({ firstFiledOn: null }).where(eq(documents.id, document.id))
  await record(database, by, [act], [change, writtenOn(database, found, by), ...(isFirst ? [undone] : [])])
}

/** 退回 by the office, with the reason, and the day by which it is expected again. */
export async function returnDocument(
  database: Database,
  found: FoundDocument,
  { remark, againBy }: { remark: string; againBy: string | null },
  by: By,
) {
  ensureOffice(by.actor, found)
  const changes = { opinion: remark, againBy, filedOn: null, signedById: null }
  const { act, change } = moved(database, found, found.version, "return", { remark, againBy }, changes)
  await record(database, by, [act], [change, writtenOn(database, found, by)])
}

export type Receipt = { medium: DocumentMedium; takenOn: string; signer: string; sealed: boolean; note: string }

/** 签收 of a copy; entered again it is corrected. */
export async function takeIn(database: Database, found: FoundDocument, version: VersionRow, receipt: Receipt, by: By) {
  ensureOffice(by.actor, found)
  if (!isWithOffice(version.state)) throw conflict("wrong_state", { state: version.state, noun: "filing" })
  const { document, body } = found
  const event = {
    action: "document_taken_in" as const,
    subject: versionSubject(document.id, version.number),
    particulars: { unit: body.unit, kind: document.kind, ...receipt },
  }
  const { act, change } = step(database, documentVersions, version, event)
  const values = { ...receipt, takenById: by.actor.id }
  const key = { documentId: document.id, number: version.number, sending: version.sendings }
  await record(
    database,
    by,
    [act],
    [
      change,
      database.db
        .insert(documentReceipts)
        .values({ ...key, ...values })
        .onConflictDoUpdate({
          target: [
            documentReceipts.documentId,
            documentReceipts.number,
            documentReceipts.sending,
            documentReceipts.medium,
          ],
          set: values,
        }),
    ],
  )
}

/** 备案: it gets its number. Complete only with all copies that the year asks for. */
export async function recordDocument(database: Database, found: FoundDocument, recordedOn: string, by: By) {
  ensureJudges(by.actor, found)
  const { version, document } = found
  ensureMove(version, "record")
  const [lacking] = copiesLacking(found, version)
  if (lacking) throw conflict("copies_lacking", { medium: lacking })
  const serialYear = yearOf(recordedOn)
  const recorded = { recordedOn, serialYear, recordedById: by.actor.id, againBy: null, opinion: "" }
  const { act, change } = moved(database, found, version, "record", { recordedOn, serialYear }, recorded)
  const next = nextSerial(document.kind, serialYear)
  const numbered = database.db.update(documentVersions).set({ serial: next }).where(eq(documentVersions.id, version.id))
  await record(database, by, [{ ...act, particulars: withSerial(act.particulars, next) }], [numbered, change])
}

const withSerial = (particulars: Record<string, unknown>, serial: SQL<number>): SQL =>
  sql`json_set(${JSON.stringify(particulars)}, '$.serial', ${serial})`

/** 公布: where it can be read, since which day. */
export async function releaseDocument(
  database: Database,
  found: FoundDocument,
  version: VersionRow,
  { address, releasedOn }: { address: string; releasedOn: string },
  by: By,
) {
  ensureOffice(by.actor, found)
  const { act, change } = releasing(database, found, version, { address, releasedOn })
  await record(database, by, [act], [change])
}

/** 公布 as one step, for whoever does it together with something else. */
export const releasing = (
  database: Database,
  of: Moving,
  version: MovingVersion,
  where: { address: string; releasedOn: string },
) => moved(database, of, version, "release", where, { ...where, withdrawnOn: null, note: "" })

/** 撤下 likewise. */
export const withdrawing = (database: Database, of: Moving, version: MovingVersion, remark: string, on: string) =>
  moved(database, of, version, "withdraw", { remark }, { withdrawnOn: on, note: remark })

/** 撤下, with a note that stays. */
export async function withdrawDocument(
  database: Database,
  found: FoundDocument,
  version: VersionRow,
  remark: string,
  by: By,
) {
  ensureOffice(by.actor, found)
  const { act, change } = withdrawing(database, found, version, remark, by.today)
  await record(database, by, [act], [change])
}

/** 修订: a new version begins with the words of the one before; that one stays as it is. */
export async function reviseDocument(database: Database, found: FoundDocument, by: By) {
  ensureUnit(by.actor, found)
  const { version, document, body } = found
  const text = textOf(found, version.number)
  if (!isRecorded(version.state) || !text || body.leftOn !== null) {
    throw conflict("wrong_state", { state: version.state, noun: "filing" })
  }
  const { db } = database
  const number = version.number + 1
  const particulars = { to: "draft", year: document.year, unit: body.unit, kind: document.kind, number }
  await record(
    database,
    by,
    [{ action: "document_begun", subject: versionSubject(document.id, number), version: 1, particulars }],
    [
      db.insert(documentVersions).values({ documentId: document.id, number, state: "draft", ...begunBy(by) }),
      db.update(documents).set({ latest: number }).where(eq(documents.id, document.id)),
      draftAgain(database, draftOf(found), keptOf({ ...text.content, change: "" }), savedBy(by)),
    ],
  )
}

/** 报送要求 of a kind from now on; what was filed keeps its days. */
export async function setRequirement(
  database: Database,
  { year: { year, ...office }, requirements }: FoundRequirements,
  after: Omit<Requirement, "version" | "origin">,
  by: By,
) {
  ensureOffice(by.actor, { year: office })
  const before = requirements[after.kind]
  const version = before.version + 1
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter((key) => after[key] !== before[key])
  const { kind, ...rest } = after
  const values = { ...rest, version }
  await record(
    database,
    by,
    [
      {
        action: "filing_rule_set",
        subject: `filing_rule:${year}/${kind}`,
        version,
        particulars: {
          year,
          kind,
          ...Object.fromEntries(changed.map((key) => [key, { before: before[key], after: after[key] }])),
        },
      },
    ],
    [
      database.db
        .insert(filingRules)
        .values({ year, kind, ...values })
        .onConflictDoUpdate({ target: [filingRules.year, filingRules.kind], set: values }),
    ],
  )
}

export type FilingNote = { unitId: number; unit: string; kinds: readonly DocumentKind[] }

/** 催办 of what units have not filed; `sent` also leaves the program. Changes no state, makes nobody's page stale. */
export async function remindOfFilings(
  database: Database,
  year: Kept & { year: number },
  notes: readonly FilingNote[],
  note: Pick<Reminder, "kind" | "text">,
  by: By,
) {
  ensureOffice(by.actor, { year })
  const { db } = database
  const acts = notes.map(
    ({ unit, kinds }, i): Act => ({
      action: "filing_reminded",
      subject: nextSubject("filing_reminder", filingReminders, i),
      version: 1,
      particulars: { ...note, year: year.year, unit, kinds },
    }),
  )
  const [first, ...rest] = acts
  if (!first) return
  const rows = notes.flatMap(({ unitId, kinds }): BatchItem<"sqlite">[] => [
    db.insert(filingReminders).values({ year: year.year, unitId, ...note, byId: by.actor.id, at: by.at }),
    db.insert(filingReminderKinds).values(kinds.map((kind) => ({ reminderId: newestId(filingReminders), kind }))),
    ...(note.kind === "sent"
      ? enqueued(database, {
          about: "filing",
          aboutId: newestId(filingReminders),
          unitId,
          audiences: ["liaison"],
          at: by.at,
        })
      : []),
  ])
  await record(database, by, [first, ...rest], rows)
}

/** The register was taken out of the program as a file. */
export const noteTaking = (
  database: Database,
  { year, file, rows }: { year: number; file: "xlsx" | "csv"; rows: number },
  by: By,
) =>
  recordOnce(database, by, {
    action: "filings_taken",
    subject: `filings_file:${year}`,
    particulars: { year, file, rows },
  })
