import { isSelfCheck } from "#src/confirming/judging.ts"
import { isLate } from "#src/owing/owing.ts"
import { assignmentPath } from "#src/paths.ts"
import type { ToDecide } from "#src/plans/assignments/queries.ts"
import type { AssignmentMove } from "#src/plans/assignments/workflow.ts"
import type { Joining } from "#src/plans/rounds/joining.ts"
import { SelfCheckNote } from "#views/confirming/self_check.tsx"
import { Area, Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { ASSIGNMENT_STATE_LABEL } from "../words/states.ts"
import { brief, dayWords } from "../words.ts"
import { MOVE_LABEL } from "./words.ts"

type Act = "suspension" | "prolongation" | "termination" | "reassignment" | "reopening"

type Props = {
  found: ToDecide
  act: Act
  move: AssignmentMove
  back: string
  /** The round that the part may be taken into. */
  join: Joining | null
  today: string
  flaws?: Flaws
}

/** What each decision does to lights and rates, said before it is made. */
const EFFECT: Record<Act, string> = {
  suspension:
    "挂起期间不要求报送，灯显示「–」，不计入报送率、办结率和任务的汇总；已报的进展、原定时限和未销号的督办单都保留。恢复后按原定时限继续计算。",
  prolongation: "续挂后仍不要求报送，不计入各项比率；到新的预计恢复日期前一个工作日，再列入「挂起到期」。",
  termination:
    "终止后不再报送，灯显示「–」，不计入报送率、办结率和任务的汇总；已报的进展和经过仍可查。并入其他分工的，由对方一并推进，本项注明去向。",
  reassignment:
    "改派后本单位的这一项终止，不计入各项比率；新单位以同样的角色和排序待签收，列入本期应报的，本期由新单位报送。已报的进展和督办单留在原单位名下。",
  reopening:
    "恢复推进后不再显示「办结」，任务可能因此由办结变为未办结，办结率随之下降；列入本期应报的，本期即须报送，否则从下一填报期起报送。",
}

/** A decision of the office about one assignment: the reason, whose decision it is, and what follows from it. */
export const DecisionPage = ({ found, act, move, back, join, today, flaws }: Props) => {
  const { assignment, task, unit, plan, choices } = found
  const alone = act === "suspension" || act === "prolongation" || act === "termination"
  return (
    <section class="narrow sheet padded">
      <h1>{act === "termination" ? "终止或并入" : MOVE_LABEL[move]}</h1>
      <p>
        <b>
          {unit.name} {task.label}
        </b>{" "}
        <span class="tag">{ASSIGNMENT_STATE_LABEL[assignment.state]}</span>
      </p>
      <p class="muted">{task.text}</p>
      {task.dueBy !== null && <p>完成时限：{dayWords(task.dueBy, today)}（保留）</p>}
      <p class="note">{EFFECT[act]}</p>
      {alone && isSelfCheck({ plan, unitId: unit.id }) && <SelfCheckNote />}
      <Flawed flaws={flaws} />
      <form method="post" action={assignmentPath(assignment.id, act)} class="boxes">
        <input type="hidden" name="version" value={assignment.version} />
        {act === "reassignment" && (
          <Choice
            name="unitId"
            label="改派给"
            empty="（选择单位）"
            options={choices.units.map(({ id, name }) => [String(id), name] as const)}
            flaws={flaws}
          />
        )}
        {act === "termination" && (
          <Choice
            name="mergedIntoId"
            label="并入"
            empty="（不并入，直接终止）"
            options={choices.parts.map(
              (part) => [String(part.id), `${part.unit} ${part.label} ${brief(part.text, 24)}`] as const,
            )}
            flaws={flaws}
          />
        )}
        {act === "suspension" && (
          <Field
            name="untilOn"
            label="预计恢复日期"
            type="date"
            tells
            hint="到期前一个工作日提醒恢复或续挂"
            flaws={flaws}
          />
        )}
        {act === "prolongation" && (
          <Field name="untilOn" label="新的预计恢复日期" type="date" required tells flaws={flaws} />
        )}
        <Area name="remark" label="理由或说明" rows={3} required flaws={flaws} />
        <Field
          name="authority"
          label="决定依据或批准人"
          required
          flaws={flaws}
          hint="如：分管领导11月20日批示，或〔2026〕3号会议纪要"
        />
        {(act === "reopening" || act === "reassignment") && <Join join={join} today={today} flaws={flaws} />}
        <p class="acts">
          <button type="submit" class="primary">
            {act === "termination" ? "终止" : MOVE_LABEL[move]}
          </button>
          <a class="button" href={back}>
            返回
          </a>
        </p>
      </form>
    </section>
  )
}

/** 补列: the round that already runs asks for this too, unless it is better to wait for the next one. */
const Join = ({ join, today, flaws }: Pick<Props, "join" | "today" | "flaws">) =>
  join === null ? null : (
    <>
      <label class="tick">
        <input
          type="checkbox"
          name="listed"
          value="1"
          checked={flaws ? Boolean(flaws.typed.listed) : join.usual}
          aria-describedby="listed-hint"
        />{" "}
        列入本期应报：{join.round.name}，{dayWords(join.round.dueBy, today)}前报送
      </label>
      <p class="hint" id="listed-hint">
        {joinHint(join, today)}
      </p>
    </>
  )

function joinHint({ round, usual }: Joining, today: string): string {
  if (usual) return "作为补列记入本期，写明由谁、何时列入"
  return isLate(round.dueBy, today) ? "本期报送期限已过，列入后即为逾期" : "按报送周期本期不报，确需报送的再勾选"
}
