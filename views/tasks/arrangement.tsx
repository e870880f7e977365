import { arrangementPath, planPath, taskPath } from "#src/paths.ts"
import type { Arrangement } from "#src/tasks/arrangement_queries.ts"
import { Field, Flawed, type Flaws } from "../parts/fields.tsx"

type Props = { found: Arrangement; flaws?: Flaws & { form: string } }

/** 责任领导 of a task, where the office sets them. */
export const ArrangementPage = ({ found, flaws }: Props) => {
  const { plan, task, leaders, accounts } = found
  const of = (form: string) => (flaws?.form === form ? flaws : null)
  return (
    <>
      <nav class="crumbs no-print" aria-label="所在位置">
        <a href={planPath(plan.id)}>{plan.title}</a>
        <a href={taskPath(plan.id, task.ordinal)}>任务{task.label}</a>
      </nav>
      <h1>责任领导</h1>
      <p class="task-text">
        <b>{task.label}</b>
        {task.text}
      </p>
      <section class="block sheet padded">
        <form method="post" action={arrangementPath(plan.id, task.ordinal, "leaders")} class="boxes">
          <Flawed flaws={of("leaders")} />
          <input type="hidden" name="version" value={task.version} />
          <LeadersField names={leaders.map(({ name }) => name)} accounts={accounts} flaws={of("leaders")} />
          <p class="acts">
            <button type="submit" class="primary">
              保存责任领导
            </button>
            <a class="button" href={taskPath(plan.id, task.ordinal)}>
              返回任务
            </a>
          </p>
        </form>
      </section>
    </>
  )
}

type LeadersProps = { names?: string[]; accounts: { name: string }[]; hint?: string; flaws?: Flaws | null }

/** Names, apart by 、; of those with an account of their own. */
export const LeadersField = ({ names = [], accounts, hint = "留空为不设", flaws }: LeadersProps) => (
  <Field
    name="leaders"
    label="责任领导"
    value={names.join("、")}
    hint={[
      "多人用顿号分开",
      hint,
      accounts.length > 0 && `有账号的领导：${accounts.map(({ name }) => name).join("、")}，填其姓名即在其总览中列出`,
    ]
      .filter(Boolean)
      .join("；")}
    flaws={flaws}
  />
)
