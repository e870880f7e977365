import { sql } from "drizzle-orm"
import {
  attachments,
  bodies,
  type DocumentKind,
  documentDrafts,
  documents,
  documentTexts,
  documentVersions,
  years,
} from "#db/schema.ts"
import { inWords } from "#db/states.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { filingPath, observedPath } from "#src/paths.ts"
import { firstId, isOfKind, secondId } from "#src/reports/evidence/scope.ts"
import { filesSought } from "#src/reports/evidence/search_queries.ts"
import { documentSeenBy, filedReadBy, hasLeft, isDraftRead, layWithFiled } from "./scope.ts"

const OF_BODY = sql`inner join ${bodies} on ${bodies.unitId} = ${documents.unitId} and ${bodies.year} = ${documents.year}
  inner join ${years} on ${years.year} = ${bodies.year}`

/** The words of all parts, without their names. */
const parts = sql`(select group_concat(part.value, char(10)) from json_each(${documentTexts.parts}) part)`

/** 报备文件 as they were filed last; what is being written is nobody's to find; `kinds`: what these are called. */
export const documentsSought = (kinds: Readonly<Record<DocumentKind, string>>): Findable => ({
  rank: 46,
  kind: "document",
  source: (actor) => ({
    from: sql`${documents} inner join ${documentVersions} on ${documentVersions.documentId} = ${documents.id}
      inner join ${documentTexts} on ${documentTexts.documentId} = ${documents.id}
        and ${documentTexts.number} = ${documentVersions.number} and ${documentTexts.sending} = ${documentVersions.sendings}
      ${OF_BODY}`,
    seen: sql`${filedReadBy(actor)} and ${hasLeft()}`,
    key: [documents.id, documentVersions.number],
    at: documentTexts.at,
    unitId: documents.unitId,
    planId: sql`null`,
    words: [documentTexts.title, documentTexts.text, parts, documentTexts.change, inWords(documents.kind, kinds)],
    title: documentTexts.title,
    author: sql`(select name from people where id = ${documentTexts.sentById})`,
  }),
  href: ({ key: [id, number] }) => filingPath(id, "", { number }),
  outside: ({ key: [id] }) => observedPath(id),
})

/** What the actor's own unit is writing still, where it is written on; nobody else's to find. */
export const documentDraftsSought = (kinds: Readonly<Record<DocumentKind, string>>): Findable => ({
  rank: 46,
  kind: "document_draft",
  source: (actor) => ({
    from: sql`${documentDrafts} inner join ${documents} on ${documents.id} = ${documentDrafts.documentId}`,
    seen: isDraftRead(actor),
    key: [documents.id, sql`0`],
    at: documentDrafts.savedAt,
    unitId: documents.unitId,
    planId: sql`null`,
    words: [
      documentDrafts.title,
      documentDrafts.text,
      sql`(select group_concat(part.value, char(10)) from json_each(${documentDrafts.parts}) part)`,
      documentDrafts.change,
      inWords(documents.kind, kinds),
    ],
    title: documentDrafts.title,
    author: sql`(select name from people where id = ${documentDrafts.savedById})`,
  }),
  href: ({ key: [id] }) => filingPath(id),
})

/** Their files, as src/year/documents/evidence_queries.ts shows them to others. */
export const documentFilesSought: Findable = {
  ...filesSought,
  kind: "document_file",
  source: (actor) => ({
    ...filesSought.source(actor),
    from: sql`${attachments} inner join ${documents} on ${documents.id} = ${firstId} and ${isOfKind("filing")}
      inner join ${documentVersions} on ${documentVersions.documentId} = ${documents.id}
        and ${documentVersions.number} = ${secondId} ${OF_BODY}`,
    seen: sql`${documentSeenBy(actor)} and ${layWithFiled}`,
    planId: sql`null`,
  }),
}
