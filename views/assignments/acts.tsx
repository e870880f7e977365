import type { Child } from "hono/jsx"
import { OVERRIDES } from "#src/board/lights/light.ts"
import type { BoardAssignment, BoardPlan, BoardTask } from "#src/board/standing.ts"
import { type Actor, holds } from "#src/office/people/actor.ts"
import { assignmentPath, belowPath, newNoticePath, todoPath } from "#src/paths.ts"
import { type AssignmentMove, canMove, isReporting } from "#src/plans/assignments/workflow.ts"
import { speaksFor, supervises } from "#src/plans/plan/policy.ts"
import { isInTime } from "#src/supervision/extensions/workflow.ts"
import { isRunning } from "#src/trail/running.ts"
import { LIGHT_LABEL } from "../words/lights.ts"
import { MOVE_LABEL } from "./words.ts"

type Props = {
  actor: Actor
  plan: BoardPlan
  task: BoardTask
  assignment: BoardAssignment & { measures?: string; claimJudged?: boolean }
  round?: number | null
  today: string
}
type Part = Pick<Props, "assignment">

/** What the actor may do with one assignment, as forms. An act that would be refused is not offered. */
export const AssignmentActs = ({ actor, plan, task, assignment, round = null, today }: Props) => {
  const continuing = task.deadline === "continuing"
  const can = (move: AssignmentMove) => canMove(assignment.stateNow, move, continuing)
  const unit = speaksFor(actor, assignment.unitId)
  const office = supervises(actor, plan)
  if (!isRunning(plan.state) || (!unit && !office)) return null
  return (
    <div class="unit-acts no-print">
      {unit && can("acknowledge") && (
        <Planning assignment={assignment} act="acknowledgement" label={MOVE_LABEL.acknowledge} primary />
      )}
      {unit && can("dispute") && (
        <Reasoned
          assignment={assignment}
          act="dispute"
          move="dispute"
          hint="说明为什么不属于本单位职责，由督查部门答复"
        />
      )}
      {/* Where the measures are not at hand, saving would wipe them out. */}
      {unit && !can("acknowledge") && isOpen(assignment) && assignment.measures !== undefined && (
        <Planning assignment={assignment} act="planning" label="修改具体措施、责任人" />
      )}
      {holds(actor, "liaison", assignment.unitId) && assignment.owed && !assignment.reported && (
        <a class="button" href={todoPath()}>
          填报
        </a>
      )}
      {unit && isReporting(assignment.stateNow) && (
        <a class="button" href={belowPath({ assignmentId: assignment.id })}>
          分解落实
        </a>
      )}
      {unit && can("claim") && (
        <Reasoned assignment={assignment} act="claim" move="claim" hint="写明完成情况，由督查部门核查后销号" />
      )}
      {unit && can("withdraw_claim") && !assignment.claimJudged && <WithdrawClaim assignment={assignment} />}
      {unit && mayExtend(assignment, today) && (
        <a class="button" href={assignmentPath(assignment.id, "extension")}>
          申请延期
        </a>
      )}
      {office && can("resume") && <Reasoned assignment={assignment} act="resumption" move="resume" />}
      {office &&
        DECISIONS.filter(([, move]) => can(move)).map(([act, move]) => (
          <a class="button" href={assignmentPath(assignment.id, act)}>
            {move === "terminate" ? "终止或并入" : MOVE_LABEL[move]}
          </a>
        ))}
      {office && assignment.stateNow !== "terminated" && (
        <a class="button" href={newNoticePath(plan.id, { assignment: assignment.id })}>
          发督办单
        </a>
      )}
      {office && round !== null && <Override assignment={assignment} round={round} />}
    </div>
  )
}

/** What the office decides on pages of their own, which say what it means. A dispute is answered at the desk. */
const DECISIONS: [act: string, move: AssignmentMove][] = [
  ["suspension", "suspend"],
  ["prolongation", "prolong"],
  ["reassignment", "reassign"],
  ["termination", "terminate"],
  ["reopening", "reopen"],
]

/** Asked for while it is at work and its day, or that of its 限期整改, has not passed. */
function mayExtend({ stateNow, deadlineBy, rectifyBy }: BoardAssignment, today: string): boolean {
  const by = stateNow === "rectifying" ? rectifyBy : deadlineBy
  const isAtWork = stateNow === "awaiting" || stateNow === "active" || stateNow === "rectifying"
  return isAtWork && by !== null && isInTime(by, today)
}

const isOpen = ({ stateNow }: BoardAssignment) => stateNow !== "closed" && stateNow !== "terminated"

const Act = ({ label, children, id }: { label: string; id: string; children: Child }) => (
  <details id={id}>
    <summary>{label}</summary>
    {children}
  </details>
)

const Version = ({ assignment }: Part) => <input type="hidden" name="version" value={assignment.version} />

const Planning = ({
  assignment,
  act,
  label,
  primary = false,
}: Part & { act: string; label: string; primary?: boolean }) => {
  const id = `${act}-${assignment.id}`
  return (
    <Act label={label} id={id}>
      <form method="post" action={assignmentPath(assignment.id, act)} class="boxes">
        <Version assignment={assignment} />
        <label>
          责任科室
          <input name="office" value={assignment.office} maxlength={200} />
        </label>
        <label>
          责任人
          <input name="personInCharge" value={assignment.personInCharge} required maxlength={200} />
        </label>
        <label>
          具体措施
          <textarea name="measures" rows={3}>{`\n${assignment.measures ?? ""}`}</textarea>
        </label>
        <button type="submit" class={primary ? "primary" : undefined}>
          {primary ? "签收" : "保存"}
        </button>
      </form>
    </Act>
  )
}

const Reasoned = ({ assignment, act, move, hint }: Part & { act: string; move: AssignmentMove; hint?: string }) => (
  <Act label={MOVE_LABEL[move]} id={`${act}-${assignment.id}`}>
    <form method="post" action={assignmentPath(assignment.id, act)} class="boxes">
      <Version assignment={assignment} />
      <label>
        理由或说明{hint && <small>（{hint}）</small>}
        <textarea name="remark" rows={3} required></textarea>
      </label>
      {move === "resume" && (
        <label class="tick">
          <input type="checkbox" name="listed" value="1" checked /> 仍在填报期内的，列入本期应报
        </label>
      )}
      <button type="submit">{MOVE_LABEL[move]}</button>
    </form>
  </Act>
)

/** A claim made by mistake, while nobody has judged it. */
const WithdrawClaim = ({ assignment }: Part) => (
  <form method="post" action={assignmentPath(assignment.id, "withdrawal")} id={`withdrawal-${assignment.id}`}>
    <Version assignment={assignment} />
    <button type="submit">{MOVE_LABEL.withdraw_claim}</button>
  </form>
)

const Override = ({ assignment, round }: Part & { round: number }) => (
  <Act label="调整灯色" id={`light-${assignment.id}`}>
    <form method="post" action={assignmentPath(assignment.id, "light")} class="boxes">
      <Version assignment={assignment} />
      <input type="hidden" name="round" value={round} />
      <label>
        本期显示为
        <select name="light">
          {OVERRIDES.map((colour) => (
            <option value={colour}>{LIGHT_LABEL[colour]}</option>
          ))}
          {assignment.computed && <option value="">恢复自动计算</option>}
        </select>
      </label>
      <label>
        调整理由<small>（自动计算的结果仍会并列显示）</small>
        <textarea name="reason" rows={2} required></textarea>
      </label>
      <button type="submit">调整</button>
    </form>
  </Act>
)
