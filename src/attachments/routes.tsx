import type { Database } from "#db/database.ts"
import type { Attachment, ReportState } from "#db/schema.ts"
import type { Doer } from "#src/assignments/commands.ts"
import { say } from "#src/http/cookies.ts"
import { download } from "#src/http/download.ts"
import { factory } from "#src/http/env.ts"
import { numberIn } from "#src/http/params.ts"
import { onward } from "#src/http/respond.tsx"
import { detachFromNotice } from "#src/notices/commands.ts"
import { findNotice } from "#src/notices/queries.ts"
import { todoPath } from "#src/paths.ts"
import type { Actor } from "#src/people/actor.ts"
import { seesDrafts, seesEvidence } from "#src/plans/policy.ts"
import { missing } from "#src/refusal.ts"
import { findReport } from "#src/reports/queries.ts"
import { removeAttachment } from "./commands.ts"
import { bytesOf, type FoundAttachment, findAttachment } from "./queries.ts"

/** One that was taken off again stays with the unit and the office. */
const maySee = (actor: Actor, found: FoundAttachment): boolean =>
  found.attachment.removedAt === null
    ? seesEvidence(actor, found.plan, found.attachment.unitId, sentWith(found))
    : seesDrafts(actor, found.plan, found.attachment.unitId)

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
    const by = { actor, at: now }
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

async function removeFromNotice(database: Database, attachment: Attachment, by: Doer) {
  const notice = await findNotice(database, by.actor, attachment.noticeId ?? 0)
  if (!notice) throw missing()
  await detachFromNotice(database, notice, attachment, by)
  return `notice-${attachment.noticeId}`
}
