import { pressed } from "#src/door/act.ts"
import { factory } from "#src/door/env.ts"
import { typedIn, typedText } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import { idOf } from "#src/office/typed/input.ts"
import { taskPath } from "#src/paths.ts"
import { SummaryAgain } from "#views/summaries/form.tsx"
import { writeSummaryOf } from "./acts.ts"

/** 综述 of a task for a round. */
export const summaries = factory.createApp().post("/plans/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/summary", async (c) => {
  const round = idOf(typedText(await typedIn(c), "round") ?? "")
  return pressed(writeSummaryOf(round), {
    again: (_c, { plan, task }, flaws) =>
      page(
        c,
        { title: "综述", status: 422 },
        <SummaryAgain planId={plan.id} ordinal={task.ordinal} label={task.label} flaws={flaws} />,
      ),
    onward: ({ plan, task }) => taskPath(plan.id, task.ordinal, { round }),
  })(c)
})
