import { REMINDER_KINDS } from "#db/schema.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { download } from "#src/door/download.ts"
import { factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { askedNumber, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { roundPath } from "#src/paths.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { reminderPaper, reminderPaperName } from "#views/papers/reminder.ts"
import { RemindersPage } from "#views/reminders/reminders.tsx"
import { remind } from "./commands.ts"
import { Reminding } from "./input.ts"
import { owedByUnit, owedIn } from "./queries.ts"

/** 催办, with a preview of whom it reaches. */
export const reminders = factory
  .createApp()
  .get("/:plan{[0-9]+}/rounds/:round{[0-9]+}/reminders", async (c) => {
    const found = await owedIn(c.var.database, c.var.actor, numberIn(c, "plan"), numberIn(c, "round"), c.var.today)
    if (!found) throw missing()
    if (!supervises(c.var.actor, found.plan)) throw forbidden()
    ensureRunning(found.plan)
    return page(
      c,
      { title: "催办" },
      <RemindersPage
        found={found}
        only={askedNumber(c, "unit")}
        kind={REMINDER_KINDS.find((kind) => kind === c.req.query("kind"))}
        today={c.var.today}
        mails={c.var.ports.mails}
      />,
    )
  })
  .get("/:plan{[0-9]+}/rounds/:round{[0-9]+}/reminders/:unit{[0-9]+}/paper", async (c) => {
    const { database, actor, today, calendar, settings } = c.var
    const place = { planId: numberIn(c, "plan"), roundNumber: numberIn(c, "round"), unitId: numberIn(c, "unit") }
    const found = await owedByUnit(database, actor, place, today)
    if (!found) throw missing()
    if (!supervises(actor, found.plan)) throw forbidden()
    if (found.owed.length === 0) throw conflict("all_reported")
    const paper = reminderPaper(found, {
      organisation: settings.organisation,
      today,
      calendar,
      replyBy: addWorkingDays(calendar, today, settings.resubmitDays),
    })
    return c.body(docxOf(paper), 200, download(reminderPaperName(found, today), DOCX_TYPE))
  })
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/reminders", async (c) => {
    const found = await owedIn(c.var.database, c.var.actor, numberIn(c, "plan"), numberIn(c, "round"), c.var.today)
    if (!found) throw missing()
    if (!supervises(c.var.actor, found.plan)) throw forbidden()
    ensureRunning(found.plan)
    const form = await read(c, Reminding)
    if (!form.ok)
      return page(
        c,
        { title: "催办", status: 422 },
        <RemindersPage found={found} only={null} today={c.var.today} mails={c.var.ports.mails} flaws={form} />,
      )
    const { units, kind, text } = form.data
    const notes = [...new Set(units)]
      .map((unitId) => found.owed.filter((item) => item.unitId === unitId))
      .filter((items) => items.length > 0)
      .map((items) => ({
        unitId: items[0]?.unitId ?? 0,
        unit: items[0]?.unit ?? "",
        assignmentIds: items.map(({ assignmentId }) => assignmentId),
      }))
    // Nobody of them owes anything any more: there is no one to remind.
    if (notes.length === 0) throw conflict("all_reported")
    await remind(c.var.database, found.plan, found.round, notes, { kind, text }, by(c))
    say(c, kind === "telephoned" ? "telephoned" : `reminded.${notes.length}`)
    return onward(c, roundPath(found.plan.id, found.round.number, "reminders"))
  })
