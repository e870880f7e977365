import { DEADLINES, ROLES } from "#db/schema.ts"
import { draftActPath, draftPath } from "#src/paths.ts"
import { breaksIn, type DraftSection, type DraftTask, type DraftUnit } from "#src/plans/intake/drafts/corrections.ts"
import type { DraftPart } from "#src/plans/intake/drafts/paging.ts"
import type { Part, Review } from "#src/plans/intake/drafts/review.ts"
import { isTraced } from "#src/plans/intake/words/traces.ts"
import { Area, Choice, Field, type Flaws } from "../parts/fields.tsx"
import { DEADLINE_LABEL } from "../tasks/words.ts"
import { ROLE_LABEL } from "../words/roles.ts"
import type { DraftUnits } from "./draft.tsx"
import { Fix, Hidden, type Made } from "./fix.tsx"
import { unitMarkId } from "./source.tsx"
import { deadlineWords } from "./words.ts"

type Props = {
  review: Review
  units: DraftUnits
  made: Made
  open: number | null
  part: DraftPart
  flaws?: Flaws
  closing: string | null
  /** What units said of a task of the 征求意见稿, by its id. */
  said: Map<number, { unit: string; text: string }[]>
}

/** 读出的方案: every task under its heading; the one that is open can be corrected in place. */
export const Tasks = ({ review: { plan, parts, doubts }, units, made, open, part, flaws, closing, said }: Props) => {
  const headings = new Map(plan.sections.map((section) => [section.id, section]))
  const doubtful = new Set(
    doubts.flatMap((doubt) => {
      if (doubt.kind === "read") return doubt.places.map(({ task }) => task)
      return "task" in doubt ? [doubt.task] : []
    }),
  )
  return (
    <section class="plan-side" aria-label="读出的方案">
      <h2>
        方案<small>点任务可修改，点原文可回到任务</small>
      </h2>
      <ol class="sheet rows read-tasks">
        {plan.tasks.slice(part.from, part.to).map((task, n) => {
          const i = part.from + n
          const heading = task.section === plan.tasks[i - 1]?.section ? null : headings.get(task.section ?? 0)
          return (
            <>
              {heading && <Heading heading={heading} made={made} />}
              {task.id === open ? (
                <Editor
                  task={task}
                  place={i}
                  page={part.page}
                  last={plan.tasks.length - 1}
                  sections={plan.sections}
                  units={units}
                  made={made}
                  flaws={flaws}
                />
              ) : (
                <Task
                  task={task}
                  place={i}
                  parts={parts.get(task.id) ?? []}
                  isInDoubt={doubtful.has(task.id)}
                  said={said.get(task.id) ?? []}
                  made={made}
                />
              )}
            </>
          )
        })}
      </ol>
      <datalist id="unit-names">
        {units.map(({ name }) => (
          <option value={name}></option>
        ))}
      </datalist>
      {closing && <p class="muted small closing">结语：{closing}</p>}
    </section>
  )
}

const Heading = ({ heading: { id, text }, made }: { heading: DraftSection; made: Made }) => (
  <li class="heading" id={`heading-${id}`}>
    <details>
      <summary>{text}</summary>
      <form
        method="post"
        action={draftActPath(made.key, "corrections")}
        class="one-line"
        id={`heading-${id}-${made.revision}`}
      >
        <Hidden made={made} fields={{ kind: "heading", section: id }} />
        <input name="text" value={text} aria-label="部分标题" />
        <button type="submit">保存标题</button>
      </form>
      <Fix made={made} kind="heading_dropped" fields={{ section: id }} id={`heading-${id}-drop`} class="quiet">
        不是标题，任务并入上一部分
      </Fix>
    </details>
  </li>
)

type TaskProps = {
  task: DraftTask
  place: number
  parts: Part[]
  isInDoubt: boolean
  said: { unit: string; text: string }[]
  made: Made
}

const Task = ({ task, place, parts, isInDoubt, said, made }: TaskProps) => {
  const { id, label, text, units, deadline, lines } = task
  const due = deadlineWords(deadline)
  const resolved = parts.length === units.length ? null : parts.length
  return (
    <li id={`task-${id}`} class={isInDoubt ? "task-row doubt" : "task-row"} data-task={id}>
      <a
        class="label"
        href={`${draftPath(made.key, { task: id })}#task-${id}`}
        aria-label={`修改第${place + 1}项${label}`}
      >
        {label || `${place + 1}`}
      </a>
      <div>
        <p class="task-words">{text}</p>
        <p class="small">
          {units.length === 0 ? <b class="lacking">没有单位</b> : <Units task={task} />}
          {resolved !== null && <span class="muted">（展开为{resolved}个单位）</span>}
          {due && <span class="due-words">{due}</span>}
        </p>
        <p class="small muted">
          <a href={`${draftPath(made.key, { task: id })}#task-${id}`}>修改</a>
          <a href={`#line-${lines.from}`} class="to-source">
            原文第{lines.from === lines.to ? lines.from : `${lines.from}—${lines.to}`}行
          </a>
        </p>
        {said.length > 0 && (
          <ul class="opinions">
            {said.map(({ unit, text: words }) => (
              <li class="preserve">
                <b>{unit}</b>：{words}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

/** 牵头：甲、乙；配合：丙. Each name leads to where it stands in the document. */
const Units = ({ task }: { task: DraftTask }) => (
  <>
    {ROLES.map((role) => ({ role, units: task.units.filter((unit) => unit.role === role) }))
      .filter(({ units }) => units.length > 0)
      .map(({ role, units }) => (
        <span class="role-group">
          <b>{ROLE_LABEL[role]}</b>{" "}
          {units.map((unit, i) => (
            <>
              {i > 0 && "、"}
              <UnitName task={task} unit={unit} />
            </>
          ))}
        </span>
      ))}
  </>
)

const UnitName = ({ task: { id, units, traces }, unit }: { task: DraftTask; unit: DraftUnit }) => {
  if (!isTraced(traces, unit.name)) return <>{unit.name}</>
  const mark = unitMarkId(id, units.indexOf(unit))
  return (
    <a class="unit-name" href={`#${mark}`} data-mark={mark} tabindex={-1}>
      {unit.name}
    </a>
  )
}

type EditorProps = {
  task: DraftTask
  place: number
  page: number
  last: number
  sections: DraftSection[]
  units: DraftUnits
  made: Made
  flaws?: Flaws
}

/** Rows that are empty at first: units to be added. */
const MORE_UNITS = 2

const Editor = ({ task, place, page, last, sections, made, flaws }: EditorProps) => {
  const { id, label, text, units, deadline } = task
  const own = flaws?.typed.kind === "task" ? flaws : undefined
  const rows = own ? typedUnits(own, units) : units
  return (
    <li id={`task-${id}`} class="task-row editing" data-task={id}>
      <form
        method="post"
        action={draftActPath(made.key, "corrections")}
        class="fields task-form"
        id={`edit-${id}-${made.revision}`}
      >
        <Hidden made={made} fields={{ kind: "task", task: id }} />
        <Area name="text" id={`text-${id}`} label={`第${place + 1}项任务`} value={text} rows={5} required flaws={own} />
        <Field name="label" id={`label-${id}`} label="编号" value={label} flaws={own} />
        {sections.length > 0 && (
          <Choice
            name="section"
            id={`section-${id}`}
            label="所属部分"
            value={task.section ?? ""}
            empty={task.section === null ? "不属于任何部分" : undefined}
            options={sections.map((section) => [String(section.id), section.text] as const)}
            flaws={own}
          />
        )}
        <fieldset class="full unit-rows">
          <legend>单位</legend>
          {[...rows, ...Array.from({ length: MORE_UNITS }, () => null)].map((unit, i) => (
            <div class="unit-row">
              <input
                name="unit"
                id={`unit-${id}-${i}`}
                value={unit?.name ?? ""}
                list="unit-names"
                aria-label={unit ? `单位 ${unit.name}` : "增加单位"}
                placeholder={unit ? undefined : "增加单位"}
              />
              <select name="role" aria-label={unit ? `${unit.name}的角色` : "新增单位的角色"}>
                {ROLES.map((role) => (
                  <option value={role} selected={role === (unit?.role ?? rows[0]?.role ?? "lead")}>
                    {ROLE_LABEL[role]}
                  </option>
                ))}
                {unit && <option value="none">去掉</option>}
              </select>
            </div>
          ))}
          {own?.problems.units && <p class="problem">{own.problems.units.join("；")}</p>}
        </fieldset>
        <Choice
          name="deadline"
          id={`deadline-${id}`}
          label="完成时限"
          value={deadline.kind}
          options={DEADLINES.map((kind) => [kind, DEADLINE_LABEL[kind]] as const)}
          flaws={own}
        />
        <Field name="dueBy" id={`due-${id}`} type="date" label="日期" tells value={deadline.dueBy} flaws={own} />
        <Field name="deadlineText" id={`printed-${id}`} label="文件所述" value={deadline.text} flaws={own} />
        <p class="acts full">
          <button type="submit" class="primary" id={`save-${id}`}>
            保存修改
          </button>
          <a href={`${draftPath(made.key, { page: page > 1 ? page : null })}#task-${id}`}>收起</a>
        </p>
      </form>
      <div class="remedies">
        {place > 0 && (
          <>
            <Fix made={made} kind="join" fields={{ task: id }} id={`join-${id}`}>
              并入上一项
            </Fix>
            <Fix made={made} kind="move" fields={{ task: id, to: "up" }} id={`up-${id}`}>
              上移
            </Fix>
          </>
        )}
        {place < last && (
          <Fix made={made} kind="move" fields={{ task: id, to: "down" }} id={`down-${id}`}>
            下移
          </Fix>
        )}
        <Fix made={made} kind="not_task" fields={{ task: id }} id={`none-${id}`} class="danger">
          不是任务
        </Fix>
      </div>
      <Split task={task} made={made} />
      <details>
        <summary>从本项起另立一个部分</summary>
        <form
          method="post"
          action={draftActPath(made.key, "corrections")}
          id={`section-${id}-${made.revision}`}
          class="one-line"
        >
          <Hidden made={made} fields={{ kind: "heading_added", task: id }} />
          <input name="text" aria-label="新部分的标题" required placeholder="例如：二、明确普法内容" />
          <button type="submit">另立部分</button>
        </form>
      </details>
    </li>
  )
}

/** After a refusal: the rows as they were typed. */
function typedUnits({ typed }: Flaws, units: DraftUnit[]): DraftUnit[] {
  const list = (value: string | string[] | undefined) =>
    Array.isArray(value) ? value : value === undefined ? [] : [value]
  const roles = list(typed.role)
  const rows = list(typed.unit).map((name, i) => ({ name, role: ROLES.find((role) => role === roles[i]) ?? "lead" }))
  return rows.length === 0 ? units : rows.filter(({ name }) => name !== "")
}

/** The task's sentences, with a button between each two. */
const Split = ({ task: { id, text }, made }: { task: DraftTask; made: Made }) => {
  const breaks = breaksIn(text)
  if (breaks.length === 0) return null
  const ends = [...breaks, text.length]
  return (
    <details>
      <summary>拆成两项</summary>
      <ol class="splits">
        {ends.map((end, i) => (
          <li>
            <span>{text.slice(ends[i - 1] ?? 0, end).trim()}</span>
            {i < ends.length - 1 && (
              <Fix
                made={made}
                kind="split"
                fields={{ task: id, at: end }}
                id={`split-${id}-${end}`}
                label={`在第${i + 1}句后拆开`}
              >
                在此拆开
              </Fix>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}
