import { type SQL, sql } from "drizzle-orm"
import { plans, proposals } from "#db/schema.ts"
import type { Deciding } from "#src/office/people/decider.ts"
import { isRunning } from "#src/trail/scope.ts"
import { idIn, isOf, secondIdIn } from "#src/trail/subjects.ts"

/* Conditions on `proposals`. That one is open stands literally in the text: so SQLite takes the index of the open ones. */

/** Proposed (初核), and neither confirmed nor declined. */
export const isOpen = (): SQL => sql`${proposals.confirmed} is null`

/** A 初核 of this subject waits for its 复核: a condition on the row that the subject is made of. */
export const isProposed = (subject: SQL): SQL => sql`exists (
  select 1 from proposals p where p.subject = ${subject} and p.confirmed is null)`

/** Somebody is named to confirm it: as second supervisor, for the named unit, or as leader. Joined with its plan. */
export const confirmable = ({ me, leads, supervised, headed }: Deciding): SQL => sql`(
  ${isOpen()} and ${proposals.proposedById} <> ${me} and ${isRunning()} and (
    (${plans.confirmer} = 'supervisor' and ${plans.supervisingUnitId} in (select value from json_each(${supervised})))
    or (${plans.confirmer} = 'unit' and ${plans.confirmingUnitId} in (
      select value from json_each(${supervised}) union select value from json_each(${headed})))
    or (${plans.confirmer} = 'leader' and ${leads})))`

/** It is about a part of a plan: what the part reports, or where it stands. */
export const isOfPart = (): SQL =>
  sql`(${isOf(proposals.subject, "assignment")} or ${isOf(proposals.subject, "report")})`

/** The id of that part, and of the round in which it reports; null: it is about where the part stands. */
export const partId = idIn(proposals.subject)
export const roundId = secondIdIn(proposals.subject)
