import { sql } from "drizzle-orm"
import { attachments, plans } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { closelySeenBy, visibleTo } from "#src/plans/plan/scope.ts"
import { isOfKind } from "#src/reports/evidence/scope.ts"
import { filesSought } from "#src/reports/evidence/search_queries.ts"

/** Scans of 签字单, as src/reports/sheets/evidence_queries.ts shows them. */
export const sheetFilesSought: Findable = {
  ...filesSought,
  source: (actor) => ({
    ...filesSought.source(actor),
    from: sql`${attachments} cross join ${plans} on ${plans.id} = ${attachments.planId} and ${isOfKind("signed_sheet")}`,
    seen: sql`${visibleTo(actor) ?? sql`1`} and ${closelySeenBy(actor, attachments.unitId)}`,
  }),
}
