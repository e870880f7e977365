import { and, eq, isNull, or } from "drizzle-orm"
import { attachments, bodies, documents, documentVersions, years } from "#db/schema.ts"
import { type EvidenceOwner, evidenceOf } from "#src/reports/evidence/queries.ts"
import { firstId, isOfKind, secondId } from "#src/reports/evidence/scope.ts"
import { readsDraft } from "./policy.ts"
import { documentSeenBy, isOpenOutside, layWithFiled } from "./scope.ts"

/** Files of a document are the unit's alone until it is filed; what was taken off then stays with whoever had read it, but for 外部监督. */
export const documentEvidence: EvidenceOwner = evidenceOf({
  noun: "filing",
  facts: ({ db }, actor, isThis) =>
    db
      .select({
        unitId: documents.unitId,
        isFiled: layWithFiled.mapWith(Boolean),
      })
      .from(attachments)
      .innerJoin(documents, eq(documents.id, firstId))
      .innerJoin(
        documentVersions,
        and(eq(documentVersions.documentId, documents.id), eq(documentVersions.number, secondId)),
      )
      .innerJoin(bodies, and(eq(bodies.unitId, documents.unitId), eq(bodies.year, documents.year)))
      .innerJoin(years, eq(years.year, bodies.year))
      .where(
        and(
          isThis,
          isOfKind("filing"),
          or(documentSeenBy(actor), and(isOpenOutside(actor), isNull(attachments.removedAt))),
        ),
      ),
  maySee: (actor, _file, { unitId, isFiled }) => isFiled || readsDraft(actor, { unitId }),
})
