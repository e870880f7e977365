import type { Phrase } from "#db/schema.ts"
import { confirming, isSelfCheck, judging } from "#src/confirming/judging.ts"
import { typedText } from "#src/door/form.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Contact } from "#src/office/people/contact_queries.ts"
import { isLate, isReportedLate } from "#src/owing/owing.ts"
import type { Desk, DeskPart } from "#src/pages/desk/queries.ts"
import { assignmentPath, newNoticePath, phrasesPath, reportPath, roundPath, taskPath } from "#src/paths.ts"
import { SelfCheckNote } from "#views/confirming/self_check.tsx"
import { MOVE_LABEL } from "../assignments/words.ts"
import { asksOfDay, DayPlace } from "../calendar/day.tsx"
import { Based } from "../parts/based.tsx"
import { Files } from "../parts/evidence.tsx"
import { LastReturn, Words } from "../reports/said.tsx"
import { REPORT_STATE_LABEL, VERDICT_LABEL } from "../words/states.ts"
import { RefusalWord } from "../words/told.tsx"
import { brief, dayWords, momentWords } from "../words.ts"
import { Around } from "./around.tsx"
import type { Writing } from "./desk.tsx"
import { claimVerdictWords, PHRASE_KIND_LABEL } from "./words.ts"

type Props = {
  row: DeskPart
  queue: string
  files: Desk["files"]
  units: Desk["units"]
  phrases: Desk["phrases"]
  contacts: Contact[]
  before: Desk["before"]
  /** A box of this item that is being written. */
  writing?: Writing
  actor: Actor
  today: string
  /** The address of this item. */
  here: string
  /** Where to go on after the act. */
  next: string
  resubmitBy: string
  rectifyBy: string
}

/** A report or an assignment that waits for the office. */
export const OpenedPart = (props: Props) => {
  const { row, before, queue, files, today, contacts } = props
  const { assignment, task, round, report, words } = row
  // What was taken back before it was judged is the unit's own again.
  const said = words?.achieved && (queue !== "overdue" || report?.state === "returned") ? words : null
  const attached = files.filter((file) => file.assignmentId === assignment.id && file.roundId === report?.roundId)
  const isClaim = queue === "claims" || (row.proposal !== null && !round)
  return (
    <>
      <Heading row={row} today={today} />
      <p class="wording">{task.text}</p>
      <Around row={row} queue={queue} contacts={contacts} today={today} />
      {round && <LastReturn report={report} today={today} />}
      {round && <Periods row={row} said={said} attached={attached} />}
      {(isClaim || queue === "disputes") && <SaidBy row={row} />}
      {!said && <Files files={attached} />}
      {isClaim && (
        <Before reports={before.filter((one) => one.assignmentId === assignment.id)} files={files} today={today} />
      )}
      <Act {...props} />
    </>
  )
}

const Heading = ({ row: { task, plan, unit, round, report }, today }: Pick<Props, "row" | "today">) => (
  <header>
    <h2>
      <a href={`${taskPath(plan.id, task.ordinal)}#unit-${unit.id}`}>
        {unit.name} {task.label}
      </a>
      {isSelfCheck({ plan, unitId: unit.id }) && <span class="tag">自查</span>}
    </h2>
    <small>
      {round?.name}
      {round && `（${dayWords(round.dueBy, today)}前）`}
      {report?.submittedAt && ` · ${momentWords(report.submittedAt, today)}报送`}
      {report && round && isReportedLate(report, round) && " · 迟报"}
    </small>
  </header>
)

type PeriodsProps = { row: DeskPart; said: DeskPart["words"]; attached: Desk["files"] }

/** What was reported this time, beside what was reported before. */
const Periods = ({ row: { last }, said, attached }: PeriodsProps) => (
  <div class="beside">
    {said && (
      <section>
        <h3>本期</h3>
        <Words words={said} />
        <Files files={attached} />
      </section>
    )}
    <section class="before">
      <h3>上期{last?.achieved && `（${last.roundName}）`}</h3>
      {last?.achieved ? <Words words={last} /> : <p class="muted">上期没有进展。</p>}
    </section>
  </div>
)

const SaidBy = ({ row: { unit, movedBy, assignment } }: Pick<Props, "row">) => (
  <p class="preserve said-by">
    <b>
      {unit.shortName}
      {movedBy ? `（${movedBy}）` : ""}：
    </b>
    {assignment.remark}
  </p>
)

/** What can be done about it, by the queue in which it stands. */
const Act = ({ row, queue, phrases, writing, here, actor, next, today, units, resubmitBy, rectifyBy }: Props) => {
  const own = { phrases, writing, here }
  switch (queue) {
    case "review":
      return <Judge row={row} actor={actor} next={next} resubmitBy={resubmitBy} {...own} />
    case "confirm":
      return <Confirm row={row} actor={actor} next={next} today={today} {...own} />
    case "claims":
      return <Claim row={row} actor={actor} next={next} rectifyBy={rectifyBy} />
    case "disputes":
      return <Dispute row={row} units={units} next={next} />
    case "resumptions":
      return <Resumption row={row} today={today} next={next} />
    case "unacknowledged":
      return <Unacknowledged row={row} today={today} />
    case "overdue":
      return <Owed row={row} />
    default:
      return null
  }
}

/** What the unit has reported of it, so that 销号 is not judged by one sentence. */
const Before = ({ reports, files, today }: { reports: Desk["before"]; files: Desk["files"]; today: string }) =>
  reports.length === 0 ? (
    <p class="muted">还没有报送过进展。</p>
  ) : (
    <section class="history">
      <h3>历次进展</h3>
      {reports.map(({ assignmentId, roundId, round, state, at, achieved, problems }) => (
        <>
          <p class="preserve">
            <b>{round}</b> <span class="tag">{REPORT_STATE_LABEL[state]}</span> {achieved}
            {problems && <small>存在问题：{problems}</small>}
            {at !== null && <small>{momentWords(at, today)}报送</small>}
          </p>
          <Files files={files.filter((file) => file.assignmentId === assignmentId && file.roundId === roundId)} />
        </>
      ))}
    </section>
  )

type ActProps = { row: DeskPart; next: string }
type Own = Pick<Props, "phrases" | "writing" | "here">

type BoxProps = Own & {
  name: "opinion" | "decision"
  label: string
  kind: Phrase["kind"]
  required?: boolean
  /** The key of the desk that begins to write here. */
  goes?: "r"
}

/**
 * The box of an answer with the person's 常用语 for it. Its buttons put a phrase into the box or keep what it says;
 * without JavaScript the page comes back so, with everything that was typed.
 */
const Box = ({ name, label, kind, required, goes, phrases, writing, here }: BoxProps) => {
  const written = writing?.kind === kind ? writing : undefined
  const own = phrases.filter((phrase) => phrase.kind === kind)
  return (
    <div class="grow">
      <label for={`${kind}-words`}>{label}</label>
      <textarea
        name={name}
        id={`${kind}-words`}
        rows={2}
        required={required}
        data-key={goes}
        aria-describedby={written?.problem ? `${kind}-problem` : undefined}
      >
        {`\n${(written && typedText(written.typed, name)) ?? ""}`}
      </textarea>
      {written?.problem && (
        <p class="problem" id={`${kind}-problem`} role="alert">
          {written.problem}
        </p>
      )}
      {written?.saved && (
        <p class="hint" role="status">
          已存为常用语
        </p>
      )}
      <fieldset class="phrases" aria-label={`常用语（${PHRASE_KIND_LABEL[kind]}）`} data-box={`${kind}-words`}>
        <input type="hidden" name="here" value={here} />
        {own.map(({ id, text }) => (
          <button
            type="submit"
            class="quiet"
            name="use"
            value={String(id)}
            formaction={phrasesPath}
            formnovalidate
            data-phrase={text}
          >
            {brief(text, 16)}
          </button>
        ))}
        <button type="submit" class="quiet" name="save" value={kind} formaction={phrasesPath} formnovalidate>
          存为常用语
        </button>
        <a href={phrasesPath}>管理</a>
      </fieldset>
    </div>
  )
}

/** Acceptance and return; for 自查 the same buttons propose. A refusal that is certain is said instead. */
const Judge = ({ row, actor, next, resubmitBy, ...own }: ActProps & Own & { actor: Actor; resubmitBy: string }) => {
  const { assignment, round, report, plan, unit } = row
  const how = judging(actor, { plan, unitId: unit.id, authors: [] })
  if (!round || !report) return null
  if (how.how === "refused")
    return (
      <p class="note">
        <RefusalWord code={how.code} />
      </p>
    )
  const propose = how.how === "propose"
  return (
    <div class="judging">
      {propose && <SelfCheckNote />}
      <form method="post" action={reportPath(assignment.id, round.number, "acceptance")} id="accept">
        <Based version={report.version} next={next} />
        <button type="submit" class="primary" data-key="a">
          {propose ? "初核：采纳" : "采纳"}
        </button>
        <details open={own.writing?.kind === "accept"}>
          <summary data-key="o">附采纳意见</summary>
          <Box name="opinion" label="采纳意见（选填）" kind="accept" {...own} />
        </details>
      </form>
      <form method="post" action={reportPath(assignment.id, round.number, "return")} id="return">
        <Based version={report.version} next={next} />
        <details open={own.writing?.kind === "return"}>
          <summary class="button" data-key="r">
            退回
          </summary>
          <div class="fields">
            <Box name="opinion" label="退回意见" kind="return" required {...own} />
            <label>
              重报日期
              <input
                type="date"
                name="resubmitBy"
                value={(own.writing?.kind === "return" && typedText(own.writing.typed, "resubmitBy")) || resubmitBy}
                required
                {...asksOfDay("resubmitBy")}
              />
              <DayPlace />
            </label>
            <button type="submit">{propose ? "初核：退回" : "提交退回"}</button>
          </div>
        </details>
      </form>
    </div>
  )
}

const Confirm = ({ row, actor, next, today, ...own }: ActProps & Own & { actor: Actor; today: string }) => {
  const { assignment, round, report, plan, unit, proposal, proposedBy } = row
  if (!proposal) return null
  const refusal = confirming(actor, { plan, unitId: unit.id, authors: [] }, proposal.proposedById)
  const action = round
    ? reportPath(assignment.id, round.number, "confirmation")
    : assignmentPath(assignment.id, "confirmation")
  return (
    <>
      <p class="note">
        <b>
          初核意见（{proposedBy}，{momentWords(proposal.proposedAt, today)}）：{VERDICT_LABEL[proposal.verdict]}
        </b>
        {proposal.opinion && `：${proposal.opinion}`}
        {proposal.answerBy && `（${dayWords(proposal.answerBy, today)}前）`}
      </p>
      {refusal ? (
        <p class="muted">
          <RefusalWord code={refusal} />
        </p>
      ) : (
        <form method="post" action={action} class="return" id="confirm">
          <Based version={report?.version ?? assignment.version} next={next} />
          <Box name="decision" label="复核意见（选填）" kind="accept" goes="r" {...own} />
          <button type="submit" class="primary" name="agrees" value="yes" data-key="a">
            同意
          </button>
          <button type="submit" name="agrees" value="no">
            不同意，发还初核人
          </button>
        </form>
      )}
    </>
  )
}

const Claim = ({ row, actor, next, rectifyBy }: ActProps & { actor: Actor; rectifyBy: string }) => {
  const { assignment, task, plan, unit } = row
  const how = judging(actor, { plan, unitId: unit.id, authors: assignment.movedById ? [assignment.movedById] : [] })
  if (how.how === "refused")
    return (
      <p class="note">
        <RefusalWord code={how.code} />
      </p>
    )
  return (
    <>
      {how.how === "propose" && <SelfCheckNote />}
      <form method="post" action={assignmentPath(assignment.id, "verdict")} class="return" id="verdict">
        <Based version={assignment.version} next={next} />
        <label class="grow">
          核查意见
          <textarea name="remark" rows={2} required data-key="r"></textarea>
        </label>
        <label>
          整改期限（要求整改时）
          <input type="date" name="answerBy" value={rectifyBy} {...asksOfDay("answerBy")} />
          <DayPlace />
        </label>
        <span class="acts">
          {(["close", "hand_back", "rectify"] as const).map((verdict) => (
            <button
              type="submit"
              class={verdict === "close" ? "primary" : undefined}
              name="verdict"
              value={verdict}
              data-key={verdict === "close" ? "a" : undefined}
            >
              {claimVerdictWords(verdict, task)}
            </button>
          ))}
        </span>
      </form>
    </>
  )
}

const Dispute = ({ row, units, next }: ActProps & { units: Desk["units"] }) => {
  const { assignment } = row
  return (
    <form method="post" action={assignmentPath(assignment.id, "answer")} class="return" id="answer">
      <Based version={assignment.version} next={next} />
      <label class="grow">
        答复
        <textarea name="remark" rows={2} required data-key="r"></textarea>
      </label>
      <button type="submit" class="primary" name="answer" value="uphold" data-key="a">
        {MOVE_LABEL.uphold}
      </button>
      <label>
        改派给
        <select name="unitId">
          <option value="">（选择单位）</option>
          {units
            .filter(({ id }) => id !== row.unit.id)
            .map(({ id, name }) => (
              <option value={id}>{name}</option>
            ))}
        </select>
      </label>
      <label class="tick">
        <input type="checkbox" name="listed" value="1" checked /> 仍在填报期内的，列入本期应报
      </label>
      <button type="submit" name="answer" value="reassign">
        {MOVE_LABEL.reassign}
      </button>
    </form>
  )
}

/** 挂起到期: it goes on, or it is suspended again by a new decision. */
const Resumption = ({ row, today, next }: ActProps & { today: string }) => {
  const { assignment } = row
  const until = assignment.suspendedUntil
  return (
    <>
      {until !== null && (
        <p>
          {isLate(until, today) ? `预计${dayWords(until, today)}恢复，已过期` : `预计${dayWords(until, today)}恢复`}
          ；挂起理由：{assignment.remark}
        </p>
      )}
      <form method="post" action={assignmentPath(assignment.id, "resumption")} class="return" id="resumption">
        <Based version={assignment.version} next={next} />
        <label class="grow">
          恢复说明
          <textarea name="remark" rows={2} required data-key="r"></textarea>
        </label>
        <label class="tick">
          <input type="checkbox" name="listed" value="1" checked /> 仍在填报期内的，列入本期应报
        </label>
        <button type="submit" class="primary" data-key="a">
          {MOVE_LABEL.resume}
        </button>
        <a class="button" href={assignmentPath(assignment.id, "prolongation")}>
          {MOVE_LABEL.prolong}
        </a>
      </form>
    </>
  )
}

/** 未签收: since when it waits. */
const Unacknowledged = ({ row, today }: { row: DeskPart; today: string }) => {
  const { assignment, plan, task, unit } = row
  return (
    <>
      {assignment.movedAt !== null && <p class="muted">{momentWords(assignment.movedAt, today)}起待签收</p>}
      <p class="acts">
        <a class="button primary" href={`${taskPath(plan.id, task.ordinal)}#unit-${unit.id}`}>
          查看任务
        </a>
      </p>
    </>
  )
}

const Owed = ({ row }: { row: DeskPart }) => {
  const { assignment, plan, round, unit } = row
  if (!round) return null
  return (
    <div class="acts answer-below">
      <a class="button primary" href={roundPath(plan.id, round.number, `reminders?unit=${unit.id}`)}>
        催办{unit.shortName}
      </a>
      <a class="button" href={newNoticePath(plan.id, { assignment: assignment.id })}>
        发督办单
      </a>
      <a class="button" href={reportPath(assignment.id, round.number, "entry")}>
        代录纸质进展
      </a>
    </div>
  )
}
