import { pressed } from "#src/door/act.ts"
import { factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { taskPath } from "#src/paths.ts"
import { SummaryAgain } from "#views/summaries/form.tsx"
import { WRITE_SUMMARY } from "./acts.ts"

/** 综述 of a task for a round. */
export const summaries = factory.createApp().post(
  "/plans/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/summary",
  pressed(WRITE_SUMMARY, {
    again: (c, { plan, task }, flaws) =>
      page(
        c,
        { title: "综述", status: 422 },
        <SummaryAgain planId={plan.id} ordinal={task.ordinal} label={task.label} flaws={flaws} />,
      ),
    onward: ({ plan, task }, { round }) => taskPath(plan.id, task.ordinal, { round }),
  }),
)
