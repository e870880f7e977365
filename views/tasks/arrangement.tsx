import { arrangementPath, planPath, taskPath } from "#src/paths.ts"
import { MOST_STAGES, type StageStanding } from "#src/plans/stages/stages.ts"
import type { Arrangement } from "#src/plans/tasks/arrangement_queries.ts"
import { asksOfDay, DayPlace } from "../calendar/day.tsx"
import { Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { dayWords } from "../words.ts"

type Props = { found: Arrangement; today: string; flaws?: Flaws & { form: string } }

/** Empty rows below those that are filled in. */
const ROWS_TO_ADD = 3

/** 责任领导 and 阶段 of a task, where the office sets them. */
export const ArrangementPage = ({ found, today, flaws }: Props) => {
  const { plan, task, leaders, accounts } = found
  const of = (form: string) => (flaws?.form === form ? flaws : null)
  return (
    <>
      <nav class="crumbs no-print" aria-label="所在位置">
        <a href={planPath(plan.id)}>{plan.title}</a>
        <a href={taskPath(plan.id, task.ordinal)}>任务{task.label}</a>
      </nav>
      <h1>责任领导与阶段</h1>
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
      <Stages found={found} flaws={of("stages")} />
      {found.stages.length > 0 && <Marks found={found} today={today} />}
    </>
  )
}

type TypedRow = { id: string; text: string; dueBy: string }

/** The rows as they stand, or as they were typed. */
function rowsOf(stages: Arrangement["stages"], flaws: Flaws | null): TypedRow[] {
  const typed = (name: string) => [flaws?.typed[name] ?? []].flat()
  const texts = typed("text")
  const rows = flaws
    ? texts.map((text, i) => ({ id: typed("id")[i] ?? "", text, dueBy: typed("dueBy")[i] ?? "" }))
    : stages.map(({ id, text, dueBy }) => ({ id: String(id), text, dueBy }))
  const filled = rows.filter(({ text, dueBy }) => text.trim() !== "" || dueBy.trim() !== "")
  const more = Math.min(ROWS_TO_ADD, MOST_STAGES - filled.length)
  return [...filled, ...Array.from({ length: Math.max(0, more) }, () => ({ id: "", text: "", dueBy: "" }))]
}

const Stages = ({ found, flaws }: { found: Arrangement; flaws: Flaws | null }) => {
  const { plan, task, stages } = found
  const problems = flaws?.problems.stages
  return (
    <section class="block" id="stages">
      <h2>
        阶段 <small>各单位分别完成；过了日期没有完成的，亮红灯并催办</small>
      </h2>
      <form method="post" action={arrangementPath(plan.id, task.ordinal, "stages")} class="sheet padded">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={task.version} />
        {problems && (
          <p class="problem" id="stages-problem">
            {problems.join("；")}
          </p>
        )}
        <table class="list stage-rows">
          <thead>
            <tr>
              <th scope="col">阶段</th>
              <th scope="col">目标</th>
              <th scope="col">完成日期（含当日）</th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(stages, flaws).map((row, i) => (
              <tr>
                <th scope="row" class="nowrap">
                  第{i + 1}阶段
                  <input type="hidden" name="id" value={row.id} />
                </th>
                <td>
                  <input
                    type="text"
                    name="text"
                    value={row.text}
                    aria-label={`第${i + 1}阶段的目标`}
                    aria-describedby={problems && "stages-problem"}
                  />
                </td>
                <td>
                  <input
                    type="date"
                    name="dueBy"
                    id={`stage-due-${i + 1}`}
                    value={row.dueBy}
                    {...asksOfDay("dueBy")}
                    aria-label={`第${i + 1}阶段的完成日期`}
                    aria-describedby={problems && "stages-problem"}
                  />
                  <DayPlace />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="hint">目标和日期都清空的一行即删去该阶段。延期只改任务的完成时限，阶段的日期在这里改。</p>
        <p class="acts">
          <button type="submit" class="primary">
            保存阶段
          </button>
        </p>
      </form>
    </section>
  )
}

const STANDING_LABEL: Record<StageStanding, string> = { reached: "已完成", said: "已报完成，待审核", open: "未完成" }

/** How far each unit is, with the office's own word beside what the reports say. */
const Marks = ({ found, today }: { found: Arrangement; today: string }) => {
  const { plan, task, stages, parts } = found
  return (
    <section class="block" id="marks">
      <h2>
        完成情况 <small>以采纳的进展为准；进展以外得知的，在这里登记</small>
      </h2>
      <div class="table-frame">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">单位</th>
              {stages.map((stage) => (
                <th scope="col">
                  第{stage.ordinal}阶段 <small>{dayWords(stage.dueBy, today)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr>
                <th scope="row">{part.unit}</th>
                {part.stages.map((stage) => (
                  <td>
                    {STANDING_LABEL[stage.standing]}
                    {(stage.standing === "reached" || part.unitId !== plan.supervisingUnitId) && (
                      <form method="post" action={arrangementPath(plan.id, task.ordinal, "marks")}>
                        <input type="hidden" name="version" value={part.version} />
                        <input type="hidden" name="assignment" value={part.id} />
                        <input type="hidden" name="stage" value={stage.id} />
                        <input type="hidden" name="reached" value={stage.standing === "reached" ? "no" : "yes"} />
                        <button
                          type="submit"
                          class="quiet"
                          aria-label={`${part.unit}第${stage.ordinal}阶段：${stage.standing === "reached" ? "改为未完成" : "登记完成"}`}
                        >
                          {stage.standing === "reached" ? "改为未完成" : "登记完成"}
                        </button>
                      </form>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
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
