import { and, asc, desc, eq, getTableColumns, isNull, lte, or, type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import {
  attachments,
  bodies,
  type DocumentKind,
  type DocumentState,
  documentDrafts,
  documentReceipts,
  documents,
  documentTexts,
  documentVersions,
  events,
  type FilingRule,
  filingReminderKinds,
  filingReminders,
  filingRules,
  people,
  robots,
  units,
  years,
} from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { contactsOf } from "#src/office/people/contact_queries.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { isOfSubject } from "#src/reports/evidence/scope.ts"
import { subjectOf, toldColumns } from "#src/trail/subjects.ts"
import { heldByUnit } from "#src/year/activities/figures_queries.ts"
import { tallyIn } from "#src/year/activities/queries.ts"
import { dutiesListed } from "#src/year/duties/statements.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { bodySeenBy, yearSeenBy } from "#src/year/years/scope.ts"
import { contentOf } from "./parts.ts"
import { readsDraft } from "./policy.ts"
import { requirementsOf } from "./requirements.ts"
import { documentSeenBy, hasLeft, isOfYear, isRecorded, layWithFiled, toRecord } from "./scope.ts"
import { type Facts, isUrged, type Standing, standingOf, urgencyOf } from "./standing.ts"

const office = alias(units, "office")

const yearColumns = {
  year: years.year,
  officeId: years.officeId,
  office: office.name,
  version: years.version,
}

const bodyColumns = {
  id: bodies.id,
  unitId: bodies.unitId,
  unit: units.name,
  shortName: units.shortName,
  duty: bodies.duty,
  supervisorUnitId: bodies.supervisorUnitId,
  leftOn: bodies.leftOn,
  leftWhy: bodies.leftWhy,
}

/** The newest recorded version before the newest one, if that is not recorded itself. */
const before = sql<DocumentState | null>`(select b.state from document_versions b where b.document_id = ${documents.id}
  and b.number < ${documents.latest} and ${isRecorded(stateOf("b"))} order by b.number desc limit 1)`

const beforeIs = (column: "recorded_on" | "released_on" | "withdrawn_on") => sql<string | null>`coalesce(
  ${documentVersions}.${sql.raw(column)}, (select b.${sql.raw(column)} from document_versions b
    where b.document_id = ${documents.id} and b.number < ${documents.latest} and ${isRecorded(stateOf("b"))}
    order by b.number desc limit 1))`

/** The first day on which a paper copy of it came. */
const firstPaperOn = sql<string | null>`(select min(c.taken_on) from document_receipts c
  where c.document_id = ${documents.id} and c.medium = 'paper')`

export const factColumns = {
  id: documents.id,
  unitId: documents.unitId,
  kind: documents.kind,
  year: documents.year,
  latest: documents.latest,
  state: documentVersions.state,
  before,
  againBy: documentVersions.againBy,
  firstFiledOn: documents.firstFiledOn,
  firstPaperOn,
  recordedOn: beforeIs("recorded_on"),
  releasedOn: beforeIs("released_on"),
  withdrawnOn: beforeIs("withdrawn_on"),
}

export const isLatest = and(
  eq(documentVersions.documentId, documents.id),
  eq(documentVersions.number, documents.latest),
)

/** Where the documents of a year stand, one row each, of the bodies that a condition on `bodies` names. */
const factsIn = ({ db }: Pick<Database, "db">, year: number, condition: SQL | undefined) =>
  db
    .select(factColumns)
    .from(documents)
    .innerJoin(documentVersions, isLatest)
    .innerJoin(bodies, and(eq(bodies.unitId, documents.unitId), eq(bodies.year, year)))
    .innerJoin(years, eq(years.year, bodies.year))
    .where(and(isOfYear(year), condition))
    .orderBy(asc(documents.year))

export type FactRow = Awaited<ReturnType<typeof factsIn>>[number]

/** All rules of a year and of those before it. */
const rulesUntil = ({ db }: Pick<Database, "db">, year: number | SQL) =>
  db.select().from(filingRules).where(lte(filingRules.year, year)).orderBy(asc(filingRules.year))

const yearFor = ({ db }: Pick<Database, "db">, actor: Actor, year: number) =>
  db
    .select(yearColumns)
    .from(years)
    .innerJoin(office, eq(office.id, years.officeId))
    .where(and(eq(years.year, year), yearSeenBy(actor)))

const bodiesOf = ({ db }: Pick<Database, "db">, year: number, condition: SQL | undefined) =>
  db
    .select({
      ...bodyColumns,
      reminded: sql<number>`(select count(*) from ${filingReminders} where ${filingReminders.year} = ${bodies.year}
        and ${filingReminders.unitId} = ${bodies.unitId})`,
    })
    .from(bodies)
    .innerJoin(years, eq(years.year, bodies.year))
    .innerJoin(units, eq(units.id, bodies.unitId))
    .where(and(eq(bodies.year, year), condition))
    .orderBy(asc(units.position), asc(units.id))

export type BodyRow = Awaited<ReturnType<typeof bodiesOf>>[number]

/** One cell of the register: a kind of a unit, with its document if there is one. */
export type Cell = { kind: DocumentKind; document: FactRow | null; standing: Standing }
export type RegisterRow = { body: BodyRow; cells: Cell[]; urgency: number }

export type Register = NonNullable<Awaited<ReturnType<typeof registerOf>>>

/** 报备登记 of a year: kinds × units, gaps first; null: no such year for the actor. One round trip. */
export async function registerOf(database: Database, actor: Actor, year: number, today: string) {
  const [[head], list, facts, rules] = await database.read([
    yearFor(database, actor, year),
    bodiesOf(database, year, bodySeenBy(actor)),
    factsIn(database, year, bodySeenBy(actor)),
    rulesUntil(database, year),
  ])
  return head ? { year: head, keeps: keepsYear(actor, head), ...registerIn(year, list, facts, rules, today) } : null
}

function registerIn(
  year: number,
  list: readonly BodyRow[],
  facts: readonly FactRow[],
  rules: readonly FilingRule[],
  today: string,
) {
  const requirements = requirementsOf(year, rules)
  const found = new Map(facts.map((one) => [`${one.unitId}/${one.kind}`, one]))
  const rows = list.map((body): RegisterRow => {
    const cells = Object.values(requirements).map((asked): Cell => {
      const document = found.get(`${body.unitId}/${asked.kind}`) ?? null
      return { kind: asked.kind, document, standing: standingOf(body, asked, factsOf(document), today) }
    })
    return { body, cells, urgency: urgencyOf(cells.map(({ standing }) => standing)) }
  })
  return { requirements, rows: rows.sort((a, b) => a.urgency - b.urgency) }
}

const factsOf = (row: FactRow | null): Facts | null => row

/** What units should have filed by now: for 催办, with whom a message reaches. One round trip. */
export async function lackingOf(database: Database, actor: Actor, year: number, today: string) {
  const { db, read } = database
  const [[head], list, facts, rules, contacts, groups, told] = await read([
    yearFor(database, actor, year),
    bodiesOf(database, year, bodySeenBy(actor)),
    factsIn(database, year, bodySeenBy(actor)),
    rulesUntil(database, year),
    contactsOf(database, actor, undefined, today),
    db.select({ unitId: robots.unitId, name: robots.name }).from(robots).where(eq(robots.active, true)),
    db
      .select({
        unitId: filingReminders.unitId,
        kind: filingReminderKinds.kind,
        n: sql<number>`count(*)`,
      })
      .from(filingReminders)
      .innerJoin(filingReminderKinds, eq(filingReminderKinds.reminderId, filingReminders.id))
      .where(eq(filingReminders.year, year))
      .groupBy(filingReminders.unitId, filingReminderKinds.kind),
  ])
  if (!head) return null
  const { rows, requirements } = registerIn(year, list, facts, rules, today)
  const lacking = rows.flatMap(({ body, cells }) => {
    const owed = cells.filter(({ standing }) => isUrged(standing))
    return owed.length > 0 ? [{ body, owed }] : []
  })
  return { year: head, requirements, lacking, contacts, groups, told }
}

export type Lacking = NonNullable<Awaited<ReturnType<typeof lackingOf>>>

/** 报送要求 of a year, for the office that keeps it. */
export async function requirementsIn(database: Database, actor: Actor, year: number) {
  const [[head], rules] = await database.read([yearFor(database, actor, year), rulesUntil(database, year)])
  return head ? { year: head, requirements: requirementsOf(year, rules) } : null
}

export type FoundRequirements = NonNullable<Awaited<ReturnType<typeof requirementsIn>>>

/** Where a document of a unit may be begun: the year with the body, whether there is one of each kind, and what it has held. */
export async function bodyFor(database: Database, actor: Actor, year: number, unitId: number) {
  const [[head], [body], facts, held] = await database.read([
    yearFor(database, actor, year),
    bodiesOf(database, year, and(eq(bodies.unitId, unitId), bodySeenBy(actor))),
    factsIn(database, year, and(eq(bodies.unitId, unitId), bodySeenBy(actor))),
    heldByUnit(database, year, unitId),
  ])
  const kinds = held.map(({ key, ...row }) => ({ kind: key, tally: tallyIn(row) }))
  return head && body ? { year: head, body, facts, held: kinds } : null
}

export type FoundBody = NonNullable<Awaited<ReturnType<typeof bodyFor>>>

const nameOf = (column: SQLWrapper) => sql<string | null>`(select name from ${people} where ${people.id} = ${column})`

const versionsOf = ({ db }: Pick<Database, "db">, id: number) =>
  db
    .select({
      ...getTableColumns(documentVersions),
      sentBy: nameOf(documentVersions.sentById),
      signedBy: nameOf(documentVersions.signedById),
      recordedBy: nameOf(documentVersions.recordedById),
    })
    .from(documentVersions)
    .where(eq(documentVersions.documentId, id))
    .orderBy(desc(documentVersions.number))

export type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number]

/** The subject of a version in the trail. */
export const versionSubject = (documentId: number, number: number): string => `filing:${documentId}/${number}`

/** A document with all that belongs to it; null where the actor sees none. One round trip. */
export async function findDocument(database: Database, actor: Actor, id: number, today: string) {
  const { db, read } = database
  const ofVersions = sql`(${events.subject} > ${`filing:${id}/`} and ${events.subject} < ${`filing:${id}0`})`
  const [[row], versions, texts, receipts, [draft], files, trail, rules] = await read([
    db
      .select({ document: documents, year: yearColumns, body: bodyColumns, duties: dutiesListed })
      .from(documents)
      .innerJoin(bodies, and(eq(bodies.unitId, documents.unitId), eq(bodies.year, documents.year)))
      .innerJoin(years, eq(years.year, bodies.year))
      .innerJoin(office, eq(office.id, years.officeId))
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(and(eq(documents.id, id), documentSeenBy(actor))),
    versionsOf(database, id),
    db
      .select()
      .from(documentTexts)
      .where(eq(documentTexts.documentId, id))
      .orderBy(desc(documentTexts.number), desc(documentTexts.sending)),
    db
      .select({ ...getTableColumns(documentReceipts), takenBy: nameOf(documentReceipts.takenById) })
      .from(documentReceipts)
      .where(eq(documentReceipts.documentId, id)),
    db.select().from(documentDrafts).where(eq(documentDrafts.documentId, id)),
    db
      .select({
        ...fileColumns,
        removedAt: attachments.removedAt,
        number: documentVersions.number,
        isFiled: layWithFiled.mapWith(Boolean),
      })
      .from(attachments)
      .innerJoin(
        documentVersions,
        and(
          eq(documentVersions.documentId, id),
          isOfSubject(subjectOf("filing", documentVersions.documentId, documentVersions.number)),
        ),
      )
      .where(or(isNull(attachments.removedAt), sql`${attachments.addedAt} <= ${documentVersions.sentAt}`))
      .orderBy(asc(attachments.id)),
    db
      .select({
        ...toldColumns,
        subject: events.subject,
      })
      .from(events)
      .where(ofVersions)
      .orderBy(desc(events.id)),
    rulesUntil(database, sql`(select d.year from documents d where d.id = ${id})`),
  ])
  const [version] = versions
  if (!row || !version) return null
  const asked = requirementsOf(row.document.year, rules)[row.document.kind]
  const facts = factsFrom(row.document, versions, receipts)
  const isOwn = readsDraft(actor, row.body)
  return {
    ...row,
    /** Items of the list that is being written, which is the unit's alone. */
    duties: isOwn ? row.duties : 0,
    version,
    versions,
    /** Of its words and files others than the unit see what has left it. */
    texts: texts
      .filter((text) => isOwn || text.filedOn !== null)
      .map((text) => ({ ...text, content: contentOf(text) })),
    receipts,
    /** What is being written; its words are the unit's alone. */
    draft: draft ?? null,
    mine: draft && isOwn ? contentOf(draft) : null,
    files: files.filter(({ isFiled }) => isOwn || isFiled),
    /** What the head has said of it stays within the unit. */
    trail: trail.map((line) => (isOwn || line.action !== "document_sent_back" ? line : { ...line, particulars: {} })),
    asked,
    standing: standingOf(row.body, asked, facts, today),
  }
}

export type FoundDocument = NonNullable<Awaited<ReturnType<typeof findDocument>>>

type ReceiptRow = FoundDocument["receipts"][number]

function factsFrom(
  document: FoundDocument["document"],
  versions: readonly VersionRow[],
  receipts: readonly ReceiptRow[],
): Facts {
  const [latest, ...earlier] = versions
  const recorded = earlier.find(({ recordedOn }) => recordedOn !== null) ?? null
  const papers = receipts.filter(({ medium }) => medium === "paper").map(({ takenOn }) => takenOn)
  return {
    state: latest?.state ?? "draft",
    before: recorded?.state ?? null,
    againBy: latest?.againBy ?? null,
    firstFiledOn: document.firstFiledOn,
    firstPaperOn: papers.sort()[0] ?? null,
    recordedOn: latest?.recordedOn ?? recorded?.recordedOn ?? null,
    releasedOn: latest?.releasedOn ?? recorded?.releasedOn ?? null,
    withdrawnOn: latest?.withdrawnOn ?? recorded?.withdrawnOn ?? null,
  }
}

/**
 * The next 备案号 of a kind within a year. Inside the batch that records nobody else can take it, so numbers have neither
 * gaps nor doubles.
 */
export const nextSerial = (kind: DocumentKind, year: number): SQL<number> => sql<number>`(
  select coalesce(max(v.serial), 0) + 1 from document_versions v join documents d on d.id = v.document_id
  where d.kind = ${kind} and v.serial_year = cast(${year} as integer))`

export const DOCUMENTS_A_PAGE = 50

/** What waits for the actor's office, oldest first. One round trip. */
export async function documentsToRecord({ db, read }: Database, actor: Actor, page: number) {
  const [rows] = await read([
    db
      .select({
        id: documents.id,
        kind: documents.kind,
        year: documents.year,
        number: documentVersions.number,
        unit: units.name,
        title: documentTexts.title,
        sentAt: documentVersions.sentAt,
        filedOn: documentVersions.filedOn,
        sentBy: nameOf(documentVersions.sentById),
        taken: sql<number>`(select count(*) from document_receipts c where c.document_id = ${documents.id}
          and c.number = ${documentVersions.number} and c.sending = ${documentVersions.sendings})`,
      })
      .from(documentVersions)
      .innerJoin(documents, eq(documents.id, documentVersions.documentId))
      .innerJoin(years, eq(years.year, documents.year))
      .innerJoin(units, eq(units.id, documents.unitId))
      .innerJoin(
        documentTexts,
        and(
          eq(documentTexts.documentId, documents.id),
          eq(documentTexts.number, documentVersions.number),
          eq(documentTexts.sending, documentVersions.sendings),
        ),
      )
      .where(toRecord(actor))
      .orderBy(asc(documentVersions.sentAt), asc(documents.id))
      .limit(DOCUMENTS_A_PAGE + 1)
      .offset((page - 1) * DOCUMENTS_A_PAGE),
  ])
  return { rows: rows.slice(0, DOCUMENTS_A_PAGE), hasMore: rows.length > DOCUMENTS_A_PAGE }
}

export type ToRecord = Awaited<ReturnType<typeof documentsToRecord>>

/** 联络员登记表 of a year: who is liaison of each body by the accounts, and what the unit has filed. One round trip. */
export async function liaisonsOf(database: Database, actor: Actor, year: number, today: string) {
  const { db, read } = database
  const [[head], list, contacts, filed] = await read([
    yearFor(database, actor, year),
    bodiesOf(database, year, bodySeenBy(actor)),
    contactsOf(database, actor, undefined, today),
    db
      .select({
        unitId: documents.unitId,
        documentId: documents.id,
        parts: documentTexts.parts,
        state: documentVersions.state,
      })
      .from(documents)
      .innerJoin(documentVersions, isLatest)
      .innerJoin(bodies, and(eq(bodies.unitId, documents.unitId), eq(bodies.year, documents.year)))
      .innerJoin(years, eq(years.year, bodies.year))
      .leftJoin(
        documentTexts,
        and(
          eq(documentTexts.documentId, documents.id),
          sql`(${documentTexts.number}, ${documentTexts.sending}) = (select t.number, t.sending from document_texts t
            where t.document_id = ${documents.id} and ${hasLeft(sql`t.filed_on`)} order by t.number desc, t.sending desc limit 1)`,
        ),
      )
      .where(and(eq(documents.year, year), eq(documents.kind, "liaisons"), bodySeenBy(actor))),
  ])
  return head ? { year: head, keeps: keepsYear(actor, head), bodies: list, contacts, filed } : null
}

export type Liaisons = NonNullable<Awaited<ReturnType<typeof liaisonsOf>>>
