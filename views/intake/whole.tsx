import type { Child } from "hono/jsx"
import { ROLES } from "#db/schema.ts"
import type { ShownDocument, ShownTask } from "#src/plans/intake/drafts/shown.ts"
import { ROLE_LABEL } from "../words/roles.ts"
import { deadlineWords } from "./words.ts"

type Props = {
  document: ShownDocument
  /** The reader's own units: their parts are marked. */
  own?: readonly number[]
  /** What stands below a task. */
  below?: (task: ShownTask) => Child
}

/** A document that is no plan yet, to be read: every task under its heading, with its units and its date. */
export const WholeDocument = ({ document, own = [], below }: Props) => (
  <>
    {document.preamble && <p class="preamble">{document.preamble}</p>}
    <ol class="sheet rows read-tasks" id="whole-document">
      {document.tasks.map((task, i) => (
        <>
          {task.section !== null && task.section !== document.tasks[i - 1]?.section && (
            <li class="heading">
              <b>{task.section}</b>
            </li>
          )}
          <Task task={task} own={own} below={below} />
        </>
      ))}
    </ol>
    {document.closing && <p class="preamble closing">{document.closing}</p>}
  </>
)

const Task = ({ task, own = [], below }: Omit<Props, "document"> & { task: ShownTask }) => {
  const due = deadlineWords(task.deadline)
  return (
    <li class="task-row" id={`task-${task.ordinal}`}>
      <span class="label">{task.label || task.ordinal}</span>
      <div>
        <p class="task-words">{task.text}</p>
        <p class="small">
          {ROLES.map((role) => ({ role, units: task.units.filter((unit) => unit.role === role) }))
            .filter(({ units }) => units.length > 0)
            .map(({ role, units }) => (
              <span class="role-group">
                <b>{ROLE_LABEL[role]}</b>{" "}
                {units.map(({ unitId, name }, i) => (
                  <>
                    {i > 0 && "、"}
                    {unitId !== null && own.includes(unitId) ? <strong class="own-unit">{name}</strong> : name}
                  </>
                ))}
              </span>
            ))}
          <span class="due-words">{due ?? "未定时限"}</span>
        </p>
        {below?.(task)}
      </div>
    </li>
  )
}
