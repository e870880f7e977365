import { grouped } from "#src/pages/todo/todo.ts"
import { reportPath, taskPath } from "#src/paths.ts"
import { Files } from "../parts/evidence.tsx"
import type { PlanOf } from "../plans/titles.ts"
import { dayWords } from "../words.ts"
import type { TodoItem } from "./report_form.tsx"
import { LastReturn, Words } from "./said.tsx"
import type { FlawedItem } from "./todo.tsx"

type Props = { items: TodoItem[]; planOf: PlanOf; today: string; flawed?: FlawedItem }

/** The head reads all drafts on one page, confirms or sends back. */
export const Signing = ({ items, planOf, today, flawed }: Props) => (
  <section class="block">
    <h2>
      {items.length} 项待审签<small>审签后即报送督查部门</small>
    </h2>
    {grouped(items, ({ plan }) => plan.id)
      .flat()
      .map(({ assignment, task, plan, unit, round, report, words, files, may }) => (
        <article class="sheet padded" id={`sign-${assignment.id}-${round.number}`}>
          <h3>
            <a href={taskPath(plan.id, task.ordinal)}>{task.label}</a>{" "}
            <small>
              {[planOf(plan), unit.shortName, round.name].filter(Boolean).join(" · ")} · {dayWords(round.dueBy, today)}
              前
            </small>
          </h3>
          <p class="muted">{task.text}</p>
          <LastReturn report={report} today={today} />
          <Words words={words} />
          <Files files={files} />
          {flawed?.key === `${assignment.id}-${round.number}` && (
            <p class="problem" role="alert">
              {Object.values(flawed.problems).flat().join("；")}
            </p>
          )}
          {may.sign ? (
            <div class="acts">
              <form method="post" action={reportPath(assignment.id, round.number, "signature")}>
                <input type="hidden" name="version" value={report?.version} />
                <button type="submit" class="primary">
                  审签并报送
                </button>
              </form>
              <form method="post" action={reportPath(assignment.id, round.number, "sending-back")} class="inline">
                <input type="hidden" name="version" value={report?.version} />
                <label>
                  <span class="sr-only">发还理由</span>
                  <input
                    name="remark"
                    placeholder="发还理由"
                    required
                    maxlength={200}
                    value={flawed?.key === `${assignment.id}-${round.number}` ? String(flawed.typed.remark ?? "") : ""}
                  />
                </label>
                <button type="submit">发还修改</button>
              </form>
            </div>
          ) : (
            <form method="post" action={reportPath(assignment.id, round.number, "withdrawal")} class="acts">
              <input type="hidden" name="version" value={report?.version} />
              <button type="submit">撤回修改</button>
            </form>
          )}
        </article>
      ))}
  </section>
)
