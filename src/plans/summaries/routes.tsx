import * as z from "zod"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { counted, said } from "#src/office/typed/input.ts"
import { taskPath } from "#src/paths.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { SummaryAgain } from "#views/summaries/form.tsx"
import { findSummary, writeSummary } from "./commands.ts"
import { maySummarize } from "./policy.ts"

const Writing = z.object({ round: counted, latest: counted, text: said("综述") })

/** 综述 of a task for a round. */
export const summaries = factory.createApp().post("/plans/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/summary", async (c) => {
  const { database, actor } = c.var
  const form = await read(c, Writing)
  const round = form.ok ? form.data.round : Number(form.typed.round)
  const found = await findSummary(
    database,
    actor,
    numberIn(c, "plan"),
    numberIn(c, "ordinal"),
    Number.isInteger(round) ? round : 0,
  )
  if (!found) throw missing()
  const { plan, task, latest } = found
  if (!maySummarize(actor, found)) throw forbidden()
  if (!form.ok) {
    return page(
      c,
      { title: "综述", status: 422 },
      <SummaryAgain planId={plan.id} ordinal={task.ordinal} label={task.label} flaws={form} />,
    )
  }
  ensureCurrent(form.data.latest, latest)
  await writeSummary(database, found, latest, form.data.text, by(c))
  say(c, "summary_written")
  return onward(c, taskPath(plan.id, task.ordinal, { round: form.data.round }))
})
