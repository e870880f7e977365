import { OVERRIDES } from "#src/board/lights/light.ts"
import type { Flawed as FlawedForm } from "#src/door/form.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { taskPath, todoPath } from "#src/paths.ts"
import type { Found } from "#src/plans/assignments/commands.ts"
import type { FoundAssignment } from "#src/plans/assignments/queries.ts"
import { Hidden } from "../errors.tsx"
import { Area, Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { LIGHT_LABEL } from "../words/lights.ts"
import { VERDICT_LABEL } from "../words/states.ts"
import { brief } from "../words.ts"
import { MOVE_LABEL } from "./words.ts"

type Options = readonly (readonly [string, string])[]
type Props = { found: FoundAssignment; action: string; flaws: FlawedForm; units?: Options }

const TEXTS: Record<string, string> = {
  remark: "理由、说明或意见",
  reason: "调整理由",
  measures: "具体措施",
  decision: "复核意见",
}
const CHOICE_LABEL: Record<string, string> = {
  verdict: "核查结论",
  answer: "答复",
  agrees: "复核结论",
  light: "显示为",
  unitId: "改派给",
}
const LINES: Record<string, [string, string]> = {
  personInCharge: ["责任人", "text"],
  office: ["责任科室", "text"],
  answerBy: ["整改期限", "date"],
}

const CHOICES: Record<string, Options> = {
  verdict: (["close", "hand_back", "rectify"] as const).map((verdict) => [verdict, VERDICT_LABEL[verdict]]),
  answer: (["uphold", "reassign"] as const).map((move) => [move, MOVE_LABEL[move]]),
  agrees: [
    ["yes", "同意"],
    ["no", "不同意，发还初核人"],
  ],
  light: OVERRIDES.map((colour) => [colour, LIGHT_LABEL[colour]]),
}

/** An act whose form was not complete: what was typed, and what is missing. Fields without a flaw travel along. */
export const ActAgain = ({ found: { task, unit, assignment }, action, flaws, units = [] }: Props) => {
  const choices: Record<string, Options> = { ...CHOICES, unitId: units }
  const toChoose = Object.keys(flaws.problems).filter((name) => name in choices)
  const shown = (name: string) => name in TEXTS || name in LINES || toChoose.includes(name)
  const asked = Object.keys({ ...flaws.typed, ...flaws.problems })
  const hidden = Object.fromEntries(Object.entries(flaws.typed).filter(([name]) => !shown(name)))
  const other = Object.entries(flaws.problems).filter(([name]) => !shown(name))
  return (
    <section class="narrow sheet padded">
      <h1>
        {unit.name} {task.label}
      </h1>
      <p class="muted">{task.text}</p>
      <Flawed flaws={flaws} text={other.map(([, problems]) => problems?.join("；")).join("；") || undefined} />
      <form method="post" action={action} class="boxes">
        <Hidden typed={hidden} />
        {asked.map((name) =>
          name in TEXTS ? (
            <Area name={name} label={TEXTS[name]} rows={4} required flaws={flaws} />
          ) : name in LINES ? (
            <Field name={name} label={LINES[name]?.[0]} type={LINES[name]?.[1]} flaws={flaws} />
          ) : null,
        )}
        {toChoose.map((name) => (
          <Choice name={name} label={CHOICE_LABEL[name]} options={choices[name] ?? []} empty="请选择" flaws={flaws} />
        ))}
        <p class="acts">
          <button type="submit" class="primary">
            提交
          </button>
          <a class="button" href={`/plans/${assignment.planId}/tasks/${task.ordinal}`}>
            返回
          </a>
        </p>
      </form>
    </section>
  )
}

/** Taking several assignments at once, to be completed or looked over again. */
export const AcknowledgeAgain = ({ flaws }: { flaws: Flaws }) => {
  const { ids } = flaws.typed
  return (
    <section class="narrow sheet padded">
      <h1>签收</h1>
      {Object.keys(flaws.problems).length > 0 && <Flawed flaws={flaws} text={flaws.problems.ids?.join("；")} />}
      <form method="post" action="/todo/acknowledgement" class="boxes">
        <Hidden typed={ids === undefined ? {} : { ids }} />
        <Field name="office" label="责任科室" flaws={flaws} />
        <Field name="personInCharge" label="责任人" required flaws={flaws} />
        <Area name="measures" label="具体措施" rows={4} flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary">
            全部签收
          </button>
          <a class="button" href={todoPath()}>
            返回
          </a>
        </p>
      </form>
    </section>
  )
}

type Together = { founds: Found[]; typed: Typed }

/** 全部签收: how many and which, with what is said of all of them, before they are taken. */
export const AcknowledgeTogether = ({ founds, typed }: Together) => {
  const { office, personInCharge, measures } = typed
  const { confirmed: _, revise: __, ...kept } = typed
  const said = [
    ["责任人", personInCharge],
    ["责任科室", office],
    ["具体措施", measures],
  ] as const
  return (
    <section class="narrow">
      <div class="title">
        <h1>核对签收</h1>
      </div>
      <p>
        将签收<b>{founds.length}项分工</b>
        ，以下内容写入每一项，签收后仍可逐项修改。不属于本单位的，请先返回，点开任务提出异议。
      </p>
      <dl class="facts sheet padded block">
        {said.map(([name, words]) => (
          <>
            <dt>{name}</dt>
            <dd class="preserve">{words || "未填"}</dd>
          </>
        ))}
      </dl>
      <ul class="sheet rows block">
        {founds.map(({ task, plan, unit }) => (
          <li>
            <a href={`${taskPath(plan.id, task.ordinal)}#unit-${unit.id}`}>
              {task.label} {brief(task.text, 48)}
            </a>{" "}
            <small>
              {unit.shortName} · {plan.title}
            </small>
          </li>
        ))}
      </ul>
      <form method="post" action="/todo/acknowledgement" class="acts">
        <Hidden typed={kept} />
        <button type="submit" class="primary" name="confirmed" value={founds.length}>
          签收{founds.length}项
        </button>
        <button type="submit" name="revise" value="1">
          返回修改
        </button>
      </form>
    </section>
  )
}
