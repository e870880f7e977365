import type { Context } from "hono"
import { REMINDER_KINDS } from "#db/schema.ts"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { download } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { askedNumber, numberIn } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { roundPath } from "#src/paths.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { reminderPaper, reminderPaperName } from "#views/papers/reminder.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { RemindersPage } from "#views/reminders/reminders.tsx"
import { REMIND } from "./acts.ts"
import { type OwedRound, owedByUnit } from "./queries.ts"

type C = Context<Env>

const again = (c: C, found: OwedRound, flaws: Flaws) =>
  page(
    c,
    { title: "催办", status: 422 },
    <RemindersPage found={found} only={null} today={c.var.today} mails={c.var.ports.mails} flaws={flaws} />,
  )

/** 催办, with a preview of whom it reaches. */
export const reminders = factory
  .createApp()
  .get("/:plan{[0-9]+}/rounds/:round{[0-9]+}/reminders", async (c) => {
    const found = await reached(REMIND, askedOf(c))
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
  .post(
    "/:plan{[0-9]+}/rounds/:round{[0-9]+}/reminders",
    pressed(REMIND, { again, onward: ({ plan, round }) => roundPath(plan.id, round.number, "reminders") }),
  )
