import { sql } from "drizzle-orm"
import { duties, dutyTexts, verificationClaims, verificationResults, verifications } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { verificationPath } from "#src/paths.ts"
import { DUTIES_JOINED } from "#src/year/duties/search_queries.ts"
import { bodySeenBy } from "#src/year/years/scope.ts"
import { isDue, isResultRead } from "./scope.ts"

/** 自报, 核实情况 and 说明, as far as the actor reads them. */
export const verificationsSought: Findable = {
  rank: 76,
  kind: "verification",
  source: (actor) => ({
    from: sql`${DUTIES_JOINED} inner join ${verifications} on ${verifications.id} = ${duties.id}
      left join ${verificationClaims} on ${verificationClaims.verificationId} = ${duties.id}
        and ${verificationClaims.number} = ${verifications.claims}
      left join ${verificationResults} on ${verificationResults.verificationId} = ${duties.id} and ${isResultRead(actor)}`,
    seen: bodySeenBy(actor),
    // Of an item of which the actor reads nothing it does not even say that there is something.
    isKept: sql`(${isDue()} and coalesce(${verificationResults.number}, ${verificationClaims.number}) is not null)`,
    key: [duties.id, sql`0`],
    at: sql`coalesce(${verificationResults.at}, ${verificationClaims.at})`,
    unitId: duties.unitId,
    planId: sql`null`,
    words: [verificationClaims.text, verificationResults.remark, verificationResults.answer],
    title: dutyTexts.content,
    author: sql`(select name from people where id = coalesce(${verificationResults.byId}, ${verificationClaims.byId}))`,
  }),
  href: ({ key: [id] }) => verificationPath(id),
}
