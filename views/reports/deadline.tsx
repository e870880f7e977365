import type { Light } from "#src/board/lights/light.ts"
import type { Todo } from "#src/pages/todo/queries.ts"
import { assignmentPath, taskPath, todoItemPath, todoPath } from "#src/paths.ts"
import { canMove } from "#src/plans/assignments/workflow.ts"
import type { Stage } from "#src/plans/stages/stages.ts"
import { isInTime } from "#src/supervision/extensions/workflow.ts"
import { MOVE_LABEL } from "../assignments/words.ts"
import { LightMark } from "../parts/light.tsx"
import { EXTENSION_STATE_LABEL } from "../words/states.ts"
import { dayWords } from "../words.ts"

export type TodoDeadline = Todo["deadlines"][number] & { light: Light }

export const deadlineKey = ({ assignment, stage }: Pick<TodoDeadline, "assignment" | "stage">) =>
  `${stage ? "stage" : "deadline"}-${assignment.id}`

type Props = { item: TodoDeadline; level: "h2" | "h3"; open: boolean; today: string }

/** A 完成时限 that is near or past in 我的待办: the unit says that it is done, or asks for a later day. */
export const DueDeadline = ({ item, level: Heading, open, today }: Props) => {
  const { assignment, task, plan, unit, by, light, extensionAsked, stage } = item
  if (stage) return <DueStage item={{ ...item, stage }} level={Heading} today={today} />
  const key = deadlineKey(item)
  const mayClaim = canMove(assignment.state, "claim", task.deadline === "continuing")
  return (
    <article class={`due sheet ${light.colour}`} id={`item-${key}`}>
      <header>
        <Heading>
          <a href={`${taskPath(plan.id, task.ordinal)}#unit-${unit.id}`}>{task.label} 完成时限</a>
        </Heading>
        <LightMark light={light} />
      </header>
      <p class="whose">
        {unit.shortName} · <b class="nowrap">{dayWords(by, today)}前完成</b>
        {extensionAsked && ` · 延期${EXTENSION_STATE_LABEL.asked}，待批复`}
      </p>
      <p class="wording">{task.text}</p>
      {open && mayClaim && <ClaimForm item={item} />}
      <div class="acts">
        {!open && mayClaim && (
          <a class="button" id={`open-${key}`} href={todoItemPath(key)}>
            {MOVE_LABEL.claim}
          </a>
        )}
        {!mayClaim && <p class="note">请先签收本项分工，再申请办结或延期。</p>}
        {mayClaim && !extensionAsked && isInTime(by, today) && (
          <a class="button" href={assignmentPath(assignment.id, "extension")}>
            申请延期
          </a>
        )}
        {!isInTime(by, today) && <p class="muted">时限已过，不能再申请延期；尚未完成的，请在进展中说明原因。</p>}
      </div>
    </article>
  )
}

type StageProps = Pick<Props, "level" | "today"> & { item: TodoDeadline & { stage: Stage } }

/** A 阶段 that is near or past: the unit says in its report that it is reached. */
const DueStage = ({ item, level: Heading, today }: StageProps) => {
  const { task, plan, unit, by, light, stage } = item
  return (
    <article class={`due sheet ${light.colour}`} id={`item-${deadlineKey(item)}`}>
      <header>
        <Heading>
          <a href={`${taskPath(plan.id, task.ordinal)}#unit-${unit.id}`}>
            {task.label} 第{stage.ordinal}阶段
          </a>
        </Heading>
        <LightMark light={light} />
      </header>
      <p class="whose">
        {unit.shortName} · <b class="nowrap">{dayWords(by, today)}前完成</b>
      </p>
      <p class="wording">{stage.text}</p>
      <p class="muted">完成后，在本项任务的进展中勾选「已完成本阶段」报送；没有待报的进展时，请督查人员登记。</p>
    </article>
  )
}

const ClaimForm = ({ item }: { item: TodoDeadline }) => {
  const key = deadlineKey(item)
  return (
    <form method="post" action={assignmentPath(item.assignment.id, "claim")} class="boxes" id={`write-${key}`}>
      <input type="hidden" name="version" value={item.assignment.version} />
      <input type="hidden" name="next" value={todoPath()} />
      <label>
        办结说明
        <textarea name="remark" rows={3} required autofocus></textarea>
      </label>
      <p class="acts">
        <button type="submit" class="primary">
          {MOVE_LABEL.claim}
        </button>
        <a class="button" href={todoPath()}>
          收起
        </a>
      </p>
    </form>
  )
}
