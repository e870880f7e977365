import { say } from "#src/http/cookies.ts"
import { factory } from "#src/http/env.ts"
import { numberIn } from "#src/http/params.ts"
import { onward } from "#src/http/respond.tsx"
import type { Actor } from "#src/people/actor.ts"
import { seesDrafts, seesEvidence } from "#src/plans/policy.ts"
import { missing } from "#src/refusal.ts"
import { findReport } from "#src/reports/queries.ts"
import { removeAttachment } from "./commands.ts"
import { bytesOf, type FoundAttachment, findAttachment } from "./queries.ts"

/** One that was taken off again stays with the unit and the office. */
const maySee = (actor: Actor, { attachment, plan, reportState }: FoundAttachment): boolean =>
  attachment.removedAt === null
    ? seesEvidence(actor, plan, attachment.unitId, reportState)
    : seesDrafts(actor, plan, attachment.unitId)

/** 佐证材料 is only ever served as a download, never shown inside the program's own pages. */
export const attachments = factory
  .createApp()
  .get("/:attachment", async (c) => {
    const found = await findAttachment(c.var.database, c.var.actor, numberIn(c, "attachment"))
    if (!found || !maySee(c.var.actor, found)) throw missing()
    const { name, type, size } = found.attachment
    return c.body(bytesOf(c.var.database, found), 200, {
      "Content-Type": type,
      "Content-Length": String(size),
      "Content-Disposition": `attachment; filename="download"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "no-store",
    })
  })
  .post("/:attachment/removal", async (c) => {
    const { database, actor, now } = c.var
    const found = await findAttachment(database, actor, numberIn(c, "attachment"))
    if (!found || !maySee(actor, found)) throw missing()
    const { attachment, roundNumber } = found
    const report = await findReport(database, actor, attachment.assignmentId, roundNumber)
    if (!report) throw missing()
    await removeAttachment(database, attachment, report, { actor, at: now })
    say(c, "attachment_removed")
    const key = `${attachment.assignmentId}-${report.round.number}`
    return onward(c, `/todo?item=${key}#item-${key}`)
  })
