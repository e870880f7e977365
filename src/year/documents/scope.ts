import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { attachments, type DocumentState, documents, documentTexts, documentVersions, years } from "#db/schema.ts"
import { oneOf, type StateColumn, stateOf } from "#db/states.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { yearPlacesOf } from "#src/year/years/policy.ts"
import { bodySeenBy, keptBy } from "#src/year/years/scope.ts"
import { RECORDED, WITH_OFFICE } from "./workflow.ts"

type State = StateColumn<DocumentState>

/** Filed, and waits for the office. */
export const isFiled = (state: State = documentVersions.state): SQL => oneOf(state, ["filed"])

/** With the office, filed or recorded. */
export const isWithOffice = (state: State = documentVersions.state): SQL => oneOf(state, WITH_OFFICE)

/** Accepted, with a 备案号. */
export const isRecorded = (state: State = documentVersions.state): SQL => oneOf(state, RECORDED)

/** Who sees a document: a condition on `years` and `bodies`, which it is joined with. */
export const documentSeenBy = (actor: Actor): SQL => bodySeenBy(actor)

/**
 * 外部监督 read what was recorded at the office that invited them; 联络员登记表 have telephones, and are nobody's outside. A condition
 * on `documents`, `document_versions` and `years`.
 */
export const isOpenOutside = (actor: Actor): SQL => sql`(${isRecorded()} and ${documents.kind} <> 'liaisons'
  and ${years.officeId} in (select value from json_each(${JSON.stringify(unitsOf(actor, "observer"))})))`

/** Who reads what was filed: whoever sees the document, and 外部监督 what was recorded. */
export const filedReadBy = (actor: Actor): SQL => sql`(${documentSeenBy(actor)} or ${isOpenOutside(actor)})`

/** `readsDraft` as a condition on `documents`. */
export const isDraftRead = (actor: Actor): SQL =>
  sql`${documents.unitId} in (select value from json_each(${JSON.stringify(yearPlacesOf(actor))}))`

/** Left the unit: what went only to its head is nobody else's to read. A condition on `document_texts`, or on rows that are called so. */
export const hasLeft = (filedOn: SQLWrapper = documentTexts.filedOn): SQL => sql`${filedOn} is not null`

/** A file lay with what was filed: a condition on `attachments` and `document_versions`. */
export const layWithFiled: SQL = sql`exists (select 1 from document_texts t
  where t.document_id = ${documentVersions.documentId} and t.number = ${documentVersions.number}
    and ${hasLeft(sql`t.filed_on`)} and t.at >= ${attachments.addedAt})`

/** The newest version of a document that was recorded: a condition on `document_versions` joined with `documents`. */
export const isNewestRecorded = (): SQL => sql`(${documentVersions.documentId} = ${documents.id}
  and ${documentVersions.number} = (select max(nv.number) from document_versions nv
    where nv.document_id = ${documents.id} and ${isRecorded(stateOf("nv"))}))`

/** What waits to be recorded by an office: a condition on `document_versions` and `years`. */
export const toRecord = (actor: Actor): SQL => sql`(${isFiled()} and ${keptBy(actor)})`

/** The documents of a year: its own, and a 规划 of an earlier one that reaches into it. `d`: how they are called. */
export const isOfYear = (year: number | SQL | typeof years.year): SQL =>
  sql`("documents"."year" = ${year} or ("documents"."kind" = 'programme' and "documents"."until_year" >= ${year}
    and "documents"."from_year" <= ${year}))`
