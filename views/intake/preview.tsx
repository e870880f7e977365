import type { Unit } from "#db/schema.ts"
import { unitNamesOf } from "#src/intake/matching.ts"
import type { ReadPlan } from "#src/intake/plan.ts"
import { newPlanPath } from "#src/paths.ts"
import { ROLE_LABEL } from "../labels.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"

type Props = {
  plan: ReadPlan
  headings: string[]
  matched: Map<string, number | null>
  units: Pick<Unit, "id" | "name">[]
  /** Units for which the reader is a supervisor. */
  offices: Pick<Unit, "id" | "name">[]
  source: string
  sourceName: string
  today: string
  flaws?: Flaws
}

/** What the program understood: doubts first, then units, then every task beside the document. */
export const PreviewPage = ({ plan, headings, matched, units, offices, source, sourceName, today, flaws }: Props) => {
  const names = unitNamesOf(plan.tasks)
  const assignments = plan.tasks.reduce((sum, task) => sum + task.units.length, 0)
  const options = units.map(({ id, name }) => [String(id), name] as const)
  return (
    <form method="post" action="/plans" id="issue">
      <textarea name="source" hidden>{`\n${source}`}</textarea>
      <input type="hidden" name="sourceName" value={sourceName} />
      <div class="title">
        <div>
          <h1>核对并下达</h1>
          <p>
            读到 {plan.sections.length} 个部分、{plan.tasks.length} 项任务、{names.length} 个单位、{assignments} 项分工
            {plan.warnings.length === 0 ? "，没有疑问" : `，${plan.warnings.length} 处疑问`}
          </p>
        </div>
        <div class="acts">
          <a class="button" href={newPlanPath}>
            重新粘贴
          </a>
          <button type="submit" class="primary">
            下达
          </button>
        </div>
      </div>
      <Flawed flaws={flaws} text={flaws?.problems.units?.[0]} />
      {plan.warnings.length > 0 && (
        <section class="note">
          <b>请核对以下疑问：</b>
          <ul>
            {plan.warnings.map(({ line, message }) => (
              <li>
                <a href={`#line-${line}`}>第 {line} 行</a>：{message}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class="sheet padded fields">
        <Field name="title" label="方案名称" value={plan.title} required full flaws={flaws} />
        <Field name="issuedOn" type="date" label="下达日期" value={today} required flaws={flaws} />
        <Choice
          name="supervisingUnitId"
          label="督促检查单位"
          value={offices[0]?.id}
          options={offices.map(({ id, name }) => [String(id), name] as const)}
          flaws={flaws}
        />
      </div>
      <section class="block">
        <h2>
          单位对应<small>文件中的名称 → 单位名录</small>
        </h2>
        <div class="sheet padded fields">
          {names.map((name, i) => (
            <Choice
              name={`unit-${i}`}
              label={`${name}${matched.get(name) === null ? "（名录中没有）" : ""}`}
              value={matched.get(name) ?? ""}
              empty={matched.get(name) === null ? "请选择" : undefined}
              options={[...options, ["new", `新增「${name}」`] as const]}
              flaws={flaws}
            />
          ))}
        </div>
      </section>
      <div class="beside">
        <section class="block">
          <h2>读出的任务</h2>
          <ol class="sheet rows read-tasks">
            {plan.tasks.map((task, i) => (
              <>
                {task.section !== null && task.section !== plan.tasks[i - 1]?.section && (
                  <li class="heading">{headings[task.section]}</li>
                )}
                <li>
                  <a href={`#line-${task.lines.from}`} class="label">
                    {task.label || task.ordinal}
                  </a>
                  <span>{task.text}</span>
                  <small>
                    {task.units.map(({ name, role }) => `${name}（${ROLE_LABEL[role]}）`).join("、") || "没有单位"}
                    {task.deadline && ` · ${task.deadline}`}
                  </small>
                </li>
              </>
            ))}
          </ol>
          {plan.closing && <p class="muted">结语：{plan.closing}</p>}
        </section>
        <section class="block original">
          <h2>原文</h2>
          <Source source={source} plan={plan} />
        </section>
      </div>
    </form>
  )
}

/** The document with its lines numbered; those that became tasks are marked, those in doubt too. */
const Source = ({ source, plan }: { source: string; plan: ReadPlan }) => {
  const doubts = new Set(plan.warnings.map(({ line }) => line))
  const read = new Set(
    plan.tasks.flatMap(({ lines }) => Array.from({ length: lines.to - lines.from + 1 }, (_, i) => lines.from + i)),
  )
  return (
    <ol class="sheet source-lines" tabindex={0} aria-label="原文，逐行">
      {source.split(/\r\n|\r|\n/).map((line, i) => (
        <li
          id={`line-${i + 1}`}
          value={i + 1}
          class={doubts.has(i + 1) ? "doubt" : read.has(i + 1) ? "read" : undefined}
        >
          {line}
        </li>
      ))}
    </ol>
  )
}
