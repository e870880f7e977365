import type { Database } from "#db/database.ts"
import type { Attachment, ReportState } from "#db/schema.ts"
import type { Doer } from "#src/assignments/commands.ts"
import { say } from "#src/http/cookies.ts"
import { download } from "#src/http/download.ts"
import { type Env, factory } from "#src/http/env.ts"
import { numberIn } from "#src/http/params.ts"
import { onward } from "#src/http/respond.tsx"
import { detachFromFinding } from "#src/inspections/commands.ts"
import { findInspection } from "#src/inspections/queries.ts"
import { isStillDue } from "#src/links/reach.ts"
import { detachFromNotice } from "#src/notices/commands.ts"
import { findNotice } from "#src/notices/queries.ts"
import { inspectionPath, todoPath } from "#src/paths.ts"
import { type Actor, isLeader } from "#src/people/actor.ts"
import { seesDrafts, seesEvidence, seesOpinions, supervises, unitsSeenFrom } from "#src/plans/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { findReport } from "#src/reports/queries.ts"
import { removeAttachment } from "./commands.ts"
import { bytesOf, type FoundAttachment, findAttachment } from "./queries.ts"

/** One that was taken off again stays with the unit and the office. */
const maySee = (actor: Actor, found: FoundAttachment): boolean => {
  if (found.attachment.inspectionId !== null) return seesFound(actor, found)
  if (isOfSheet(found)) return !actor.link && seesOpinions(actor, found.plan, found.attachment.unitId)
  if (actor.link && !(found.attachment.removedAt === null && isStillDue(found.reportState))) return false
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
export const attachments = factory
  .createApp()
  .get("/:attachment", async (c) => {
    const found = await findAttachment(c.var.database, c.var.actor, numberIn(c, "attachment"))
    if (!found || !maySee(c.var.actor, found)) throw missing()
    const { name, type, size } = found.attachment
    const headers = { ...download(name, type), "Content-Length": String(size) }
    return c.body(bytesOf(c.var.database, found), 200, headers)
  })
  .post("/:attachment/removal", async (c) => {
    const { database, actor, now } = c.var
    const found = await findAttachment(database, actor, numberIn(c, "attachment"))
    if (!found || !maySee(actor, found)) throw missing()
    if (isOfSheet(found)) throw forbidden()
    const by = { actor, at: now }
    if (found.attachment.inspectionId !== null) {
      await removeFromFinding(c.var, found.attachment, by)
      say(c, "attachment_removed")
      return onward(c, `${inspectionPath(found.attachment.inspectionId)}#item-${found.attachment.assignmentId}`)
    }
    const item = await (found.attachment.noticeId === null
      ? removeFromReport(database, found, by)
      : removeFromNotice(database, found.attachment, by))
    say(c, "attachment_removed")
    return onward(c, `${todoPath({ item })}#item-${item}`)
  })

/** Each resolves with the item of 我的待办 that the file belonged to. */
async function removeFromReport(database: Database, { attachment, roundNumber }: FoundAttachment, by: Doer) {
  const report = await findReport(database, by.actor, attachment.assignmentId ?? 0, roundNumber ?? 0)
  if (!report) throw missing()
  await removeAttachment(database, attachment, report, by)
  return `${attachment.assignmentId}-${report.round.number}`
}

async function removeFromFinding({ database, today }: Env["Variables"], attachment: Attachment, by: Doer) {
  const found = await findInspection(database, by.actor, attachment.inspectionId ?? 0, today)
  if (!found) throw missing()
  await detachFromFinding(database, found, attachment, by)
}

async function removeFromNotice(database: Database, attachment: Attachment, by: Doer) {
  const notice = await findNotice(database, by.actor, attachment.noticeId ?? 0)
  if (!notice) throw missing()
  await detachFromNotice(database, notice, attachment, by)
  return `notice-${attachment.noticeId}`
}
