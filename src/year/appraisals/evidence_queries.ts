import { and, eq } from "drizzle-orm"
import { appraisalTargets, attachments, years } from "#db/schema.ts"
import { type EvidenceOwner, evidenceOf } from "#src/reports/evidence/queries.ts"
import { firstId, isOfKind } from "#src/reports/evidence/scope.ts"
import { keptBy } from "#src/year/years/scope.ts"

/** Scans of jurors' sheets are the office's alone. */
export const ballotEvidence: EvidenceOwner = evidenceOf({
  noun: "appraisal_ballot",
  facts: ({ db }, actor, isThis) =>
    db
      .select({ unitId: appraisalTargets.unitId })
      .from(attachments)
      .innerJoin(appraisalTargets, eq(appraisalTargets.id, firstId))
      .innerJoin(years, eq(years.year, appraisalTargets.year))
      .where(and(isThis, isOfKind("appraisal_ballot"), keptBy(actor))),
  maySee: () => true,
})
