import type { Child } from "hono/jsx"
import type { Actor } from "#src/office/people/actor.ts"
import { decisionPath, meetingPath, noticePath, taskPath } from "#src/paths.ts"
import type { FoundDecision } from "#src/year/meetings/decision_queries.ts"
import { type DecisionMove, decisionCan, isTold, isUndone } from "#src/year/meetings/decision_workflow.ts"
import { convenes, repliesFor } from "#src/year/meetings/policy.ts"
import { Evidence, Files } from "../parts/evidence.tsx"
import { Area, Choice, Field, Flawed, type Flaws, flawsOf } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { ASSIGNMENT_STATE_LABEL, NOTICE_STATE_LABEL } from "../words/states.ts"
import { brief, dayWords, momentWords } from "../words.ts"
import { DecisionStanding } from "./decisions.tsx"
import { DecisionFields } from "./meeting.tsx"

/** The act whose form came back. */
export type FlawedDecision = Flaws & { act: string }

type Props = { found: FoundDecision; actor: Actor; today: string; flawed: FlawedDecision | null }

/** One decision: who answers for it by when, what became of it, what was told, and what the office says. */
export const DecisionPage = (props: Props) => {
  const { found, actor, today } = props
  const { decision, meeting, unit, year } = found
  const keeps = convenes(actor, year)
  return (
    <article>
      <p class="crumbs small">
        <a href={meetingPath(meeting.id)}>{meeting.title}</a>
      </p>
      <div class="title">
        <div>
          <h1>议定事项{decision.state !== "draft" && ` 第${decision.number}项`}</h1>
          <p>
            <DecisionStanding decision={decision} today={today} />
          </p>
        </div>
      </div>
      <section class="sheet padded">
        <p class="preserve">{decision.text}</p>
        <dl class="facts">
          <dt>责任单位</dt>
          <dd>{unit.name}</dd>
          <dt>完成时限</dt>
          <dd>{decision.dueBy === null ? "未定" : dayWords(decision.dueBy, today)}</dd>
          {found.isRead && <Turned found={found} actor={actor} />}
          {decision.opinion && (
            <>
              <dt>普法办意见</dt>
              <dd class="preserve">{decision.opinion}</dd>
            </>
          )}
        </dl>
      </section>
      {found.isRead && isTold(decision.state) && <Answers {...props} />}
      {repliesFor(actor, decision) && decisionCan(decision.state, "answer") && <AnswerForm {...props} />}
      {keeps && <OfficeActs {...props} />}
      {found.isRead && (
        <Trail lines={found.trail} today={today}>
          {({ particulars }) => <Remarks words={[particulars.remark]} />}
        </Trail>
      )}
    </article>
  )
}

/** The 分工 or the 督办单 that it was turned into, and how that stands. */
const Turned = ({ found: { decision, assignment, task, plan, notice } }: Pick<Props, "found" | "actor">) => {
  if (decision.turn === "assignment" && assignment && task && plan) {
    return (
      <>
        <dt>交办</dt>
        <dd>
          <a href={taskPath(plan.id, task.ordinal)}>
            《{plan.title}》任务{task.label}
          </a>{" "}
          <span class="tag">{ASSIGNMENT_STATE_LABEL[assignment.state]}</span>
        </dd>
      </>
    )
  }
  if (decision.turn === "notice" && notice) {
    return (
      <>
        <dt>交办</dt>
        <dd>
          <a href={noticePath(notice.id)}>督办单{notice.number !== null && `〔${notice.year}〕${notice.number}号`}</a>{" "}
          <span class="tag">{NOTICE_STATE_LABEL[notice.state]}</span>
        </dd>
      </>
    )
  }
  return null
}

const FORM = "decision-files"

/** 佐证材料 while the unit may still add to them. */
export const DecisionFiles = ({ found, flaws }: { found: FoundDecision; flaws?: Flaws | null }) => {
  const action = decisionPath(found.decision.id, "attachments")
  return (
    <Evidence
      id="decision"
      label="佐证材料"
      about="议定事项"
      files={found.files}
      form={FORM}
      keep={action}
      action={action}
      flaws={flaws}
    />
  )
}

const Proof = ({ found, actor, flawed }: Props) =>
  mayAdd(actor, found) ? (
    <div class="sheet padded" id="files">
      <form
        method="post"
        action={decisionPath(found.decision.id, "attachments")}
        id={FORM}
        enctype="multipart/form-data"
      />
      <DecisionFiles found={found} flaws={flawsOf(flawed, "attachments")} />
    </div>
  ) : (
    <Files files={found.files} />
  )

const mayAdd = (actor: Actor, { decision }: FoundDecision) => repliesFor(actor, decision) && isUndone(decision.state)

const Answers = (props: Props) => {
  const { found, today, actor } = props
  if (found.answers.length + found.files.length === 0 && !mayAdd(actor, found)) return null
  return (
    <section class="block" id="answers">
      <h2>落实情况</h2>
      {found.answers.map(({ number, text, at, by }) => (
        <div class="sheet padded" data-row="answer">
          <p class="small muted">
            第{number}次反馈，{momentWords(at, today)} {by}
          </p>
          <p class="preserve">{text}</p>
        </div>
      ))}
      <Proof {...props} />
    </section>
  )
}

type FormProps = Pick<Props, "found" | "flawed"> & { act: string; children: Child }

const Form = ({ found, flawed, act, children }: FormProps) => (
  <form method="post" action={decisionPath(found.decision.id, act)} class="sheet padded boxes no-print">
    <Flawed flaws={flawsOf(flawed, act)} />
    <input type="hidden" name="version" value={found.decision.version} />
    {children}
  </form>
)

const AnswerForm = (props: Props) => (
  <section class="block" id="answer">
    <h2>反馈落实情况</h2>
    <Form {...props} act="answer">
      <Area
        id="answer-text"
        name="text"
        label="落实情况"
        rows={4}
        longest={5000}
        required
        flaws={flawsOf(props.flawed, "answer")}
      />
      <p class="acts">
        <button type="submit" class="primary">
          反馈
        </button>
      </p>
    </Form>
  </section>
)

const OfficeActs = (props: Props) => {
  const { found, flawed } = props
  const { state } = found.decision
  const can = (move: DecisionMove) => decisionCan(state, move)
  return (
    <section class="block no-print" id="acts">
      {state === "draft" && (
        <details open={flawsOf(flawed, "revision") !== null} id="revision">
          <summary>修改</summary>
          <Form {...props} act="revision">
            <DecisionFields units={found.units} line={found.decision} flaws={flawsOf(flawed, "revision")} />
            <p class="acts">
              <button type="submit">保存</button>
            </p>
          </Form>
        </details>
      )}
      {can("strike") && (
        <Form {...props} act="striking">
          <p class="acts">
            <button type="submit" class="danger">
              删去
            </button>
          </p>
        </Form>
      )}
      {can("close") && <Remarked {...props} {...CLOSING} open={state === "answered"} />}
      {can("return") && <Remarked {...props} {...RETURNING} />}
      {can("turn") && <Turns {...props} />}
      {can("drop") && <Remarked {...props} {...DROPPING} />}
      {can("reopen") && <Remarked {...props} {...REOPENING} />}
    </section>
  )
}

const CLOSING = { act: "closing", title: "办结", label: "办结意见", primary: true }
const RETURNING = { act: "return", title: "退回", label: "退回意见" }
const DROPPING = { act: "dropping", title: "不另交办", label: "不另交办的理由" }
const REOPENING = { act: "reopening", title: "重新打开", label: "重新打开的原因" }

type RemarkedProps = Props & { act: string; title: string; label: string; primary?: boolean; open?: boolean }

const Remarked = ({ act, title, label, primary, open, ...props }: RemarkedProps) => {
  const flaws = flawsOf(props.flawed, act)
  return (
    <details open={flaws !== null || open} id={act}>
      <summary>{title}</summary>
      <Form {...props} act={act}>
        <Area id={`remark-${act}`} name="remark" label={label} rows={2} longest={2000} required flaws={flaws} />
        <p class="acts">
          <button type="submit" class={primary ? "primary" : undefined}>
            {title}
          </button>
        </p>
      </Form>
    </details>
  )
}

/** 交办: into a 分工 of the unit that is there, or a 督办单 about one. */
const Turns = (props: Props) => {
  const { found, flawed, today } = props
  const options = found.candidates.map(
    ({ id, plan, task }) => [String(id), `${brief(plan.title, 20)} 任务${task.label}${brief(task.text, 24)}`] as const,
  )
  if (options.length === 0) {
    return <p class="muted small">{found.unit.name}在您督办的方案中没有分工，这项议定事项就在这里跟踪。</p>
  }
  const [assigned, demanded] = [flawsOf(flawed, "assignment"), flawsOf(flawed, "notice")]
  const { dueBy } = found.decision
  return (
    <>
      <details open={assigned !== null} id="assignment">
        <summary>交办为分工</summary>
        <Form {...props} act="assignment">
          <Choice
            id="assign-to"
            name="assignment"
            label="已有的分工"
            required
            empty="请选择"
            options={options}
            flaws={assigned}
          />
          <p class="acts">
            <button type="submit">交办</button>
          </p>
        </Form>
      </details>
      <details open={demanded !== null} id="notice">
        <summary>发督办单</summary>
        <Form {...props} act="notice">
          <div class="fields">
            <Choice
              id="demand-of"
              name="assignment"
              label="有关的分工"
              required
              empty="请选择"
              options={options}
              flaws={demanded}
            />
            <Field
              name="answerBy"
              label="反馈期限"
              type="date"
              required
              value={dueBy !== null && dueBy >= today ? dueBy : ""}
              flaws={demanded}
            />
          </div>
          <p class="acts">
            <button type="submit">拟督办单</button>
            <span class="muted small">先存为拟办，核对后再发出。</span>
          </p>
        </Form>
      </details>
    </>
  )
}
