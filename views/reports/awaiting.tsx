import type { Todo } from "#src/pages/todo/queries.ts"
import { grouped } from "#src/pages/todo/todo.ts"
import { assignmentPath, taskPath } from "#src/paths.ts"
import type { PlanOf } from "../plans/titles.ts"
import { roleWords } from "../plans/words.ts"
import { ASSIGNMENT_STATE_LABEL } from "../words/states.ts"
import { brief, dayWords } from "../words.ts"
import { ToTask } from "./to_task.tsx"

type Props = { awaiting: Todo["awaiting"]; planOf: PlanOf; today: string; mayAcknowledge: boolean; readOf: number[] }

/** 待签收, and what else the unit has to know of its parts; plan by plan where there are several. */
export const Awaiting = ({ awaiting, planOf, today, mayAcknowledge, readOf }: Props) => {
  const fresh = awaiting.filter(({ assignment }) => assignment.state === "awaiting")
  const others = awaiting.filter(({ assignment }) => assignment.state !== "awaiting")
  return (
    <section class="block">
      <h2>
        {fresh.length > 0 ? `${fresh.length} 项分工待签收` : "需要留意"}
        <small>签收时写明责任人；不属于本单位的，点开任务提出异议</small>
      </h2>
      {fresh.length > 1 && mayAcknowledge && (
        <form method="post" action="/todo/acknowledgement" class="sheet padded fields" id="acknowledge-all">
          <label>
            责任科室
            <input name="office" maxlength={200} />
          </label>
          <label>
            责任人
            <input name="personInCharge" maxlength={200} required />
          </label>
          <label class="full">
            具体措施（可稍后逐项填写）
            <textarea name="measures" rows={2}></textarea>
          </label>
          {fresh.map(({ assignment }) => (
            <input type="hidden" name="ids" value={assignment.id} />
          ))}
          <p class="full">
            <button type="submit" class="primary">
              全部签收（{fresh.length} 项）
            </button>
          </p>
        </form>
      )}
      {grouped([...fresh, ...others], ({ plan }) => plan.id).map((rows) => (
        <>
          {rows[0] && planOf(rows[0].plan) && <h3 class="of-plan">{planOf(rows[0].plan)}</h3>}
          <ul class="sheet rows">
            {rows.map((row) => (
              <Part row={row} today={today} mayAcknowledge={mayAcknowledge} readOf={readOf} />
            ))}
          </ul>
        </>
      ))}
    </section>
  )
}

type PartProps = Pick<Props, "today" | "mayAcknowledge" | "readOf"> & { row: Todo["awaiting"][number] }

const Part = ({ row: { assignment, isFirstLead, task, plan, unit }, today, mayAcknowledge, readOf }: PartProps) => (
  <li>
    <span class="tag">{ASSIGNMENT_STATE_LABEL[assignment.state]}</span>{" "}
    <ToTask to={readOf.includes(unit.id) ? `${taskPath(plan.id, task.ordinal)}#unit-${unit.id}` : null}>
      {task.label} {brief(task.text, 48)}
    </ToTask>{" "}
    <small>
      {unit.shortName}（{roleWords({ role: assignment.role, isFirstLead: isFirstLead === 1 })}）
      {assignment.state === "rectifying" &&
        `：${assignment.remark}${assignment.rectifyBy ? `，${dayWords(assignment.rectifyBy, today)}前` : ""}`}
    </small>
    {assignment.state === "awaiting" && mayAcknowledge && (
      <form method="post" action={assignmentPath(assignment.id, "acknowledgement")} class="inline">
        <input type="hidden" name="version" value={assignment.version} />
        <input type="hidden" name="next" value="/todo" />
        <label>
          <span class="sr-only">责任人{task.label}</span>
          <input name="personInCharge" placeholder="责任人" required maxlength={200} />
        </label>
        <button type="submit">签收</button>
      </form>
    )}
  </li>
)
