import type { ReportState } from "#db/schema.ts"
import { download } from "#src/door/download.ts"
import { factory } from "#src/door/env.ts"
import { numberIn } from "#src/door/params.ts"
import { type Actor, isLeader } from "#src/office/people/actor.ts"
import {
  isHandedTo,
  seesDrafts,
  seesEvidence,
  seesOpinions,
  supervises,
  unitsSeenFrom,
} from "#src/plans/plan/policy.ts"
import { missing } from "#src/refusal.ts"
import { isStillDue } from "#src/reports/links/reach.ts"
import { fileName, typeNamed } from "./content.ts"
import { bytesOf, type FoundAttachment, findAttachment } from "./queries.ts"

/** One that was taken off again stays with the unit and the office. */
const maySee = (actor: Actor, found: FoundAttachment): boolean => {
  if (found.attachment.inspectionId !== null) return seesFound(actor, found)
  if (isOfSheet(found)) return !actor.link && seesOpinions(actor, found.plan, found.attachment.unitId)
  if (actor.link && !(found.attachment.removedAt === null && isStillDue(found.reportState))) return false
  if (isHandedTo(actor, found.handlerId)) return true
  return found.attachment.removedAt === null
    ? seesEvidence(actor, found.plan, found.attachment.unitId, sentWith(found))
    : seesDrafts(actor, found.plan, found.attachment.unitId)
}

/** The scan of a 签字单 goes with the unit's sheet as a whole: for the unit, the office and leaders, and never taken off. */
const isOfSheet = ({ attachment: { assignmentId, noticeId, inspectionId } }: FoundAttachment): boolean =>
  assignmentId === null && noticeId === null && inspectionId === null

/** Evidence of an inspection: the office, leaders, and the unit once its conclusion has come. */
const seesFound = (actor: Actor, { attachment, plan, isFedBack }: FoundAttachment): boolean =>
  supervises(actor, plan) ||
  (attachment.removedAt === null &&
    (isLeader(actor) || (isFedBack && unitsSeenFrom(actor).includes(attachment.unitId))))

/** The state of the report that a file goes with; an answer to a notice is with the office once it has been sent. */
const sentWith = ({ attachment, reportState, isAnswered }: FoundAttachment): ReportState | null =>
  attachment.noticeId === null ? reportState : isAnswered ? "submitted" : null

/** 佐证材料 is only ever served as a download, never shown inside the program's own pages. */
export const attachments = factory.createApp().get("/:attachment", async (c) => {
  const found = await findAttachment(c.var.database, c.var.actor, numberIn(c, "attachment"))
  if (!found || !maySee(c.var.actor, found)) throw missing()
  // Nothing to hand out: the program neither keeps nor fetches what is at an address.
  if (found.attachment.address !== null) throw missing()
  const { name, type, size } = found.attachment
  const kind = typeNamed(type)
  const headers = { ...download(kind ? fileName(name, kind) : name, type), "Content-Length": String(size) }
  return c.body(bytesOf(c.var.database, found), 200, headers)
})
