import { type Calendar, workingDaysBetween } from "#src/calendar/working_days.ts"
import type { Desk, DeskRow, Queue } from "#src/desk/queries.ts"
import { assignmentPath, deskPath, reportPath, roundPath, taskPath } from "#src/paths.ts"
import { type Actor, isSupervisor } from "#src/people/actor.ts"
import { confirming, isSelfCheck, judging } from "#src/supervision/judging.ts"
import { MOVE_LABEL, QUEUE_LABEL, REFUSAL_LABEL, VERDICT_LABEL } from "../labels.ts"
import { fileSize } from "../parts/file_size.ts"
import { Words } from "../reports/todo.tsx"
import { brief, dayWords, momentWords } from "../words.ts"

type Props = {
  desk: Desk
  queue: Queue
  item: string | null
  beat: { own: number[]; on: boolean }
  actor: Actor
  today: string
  resubmitBy: string
  rectifyBy: string
  calendar: Calendar
}

const keyOf = ({ assignment, round, proposal }: DeskRow) =>
  `${assignment.id}-${round?.number ?? 0}${proposal ? `-${proposal.id}` : ""}`

export const DeskPage = ({ desk, queue, item, beat, actor, today, resubmitBy, rectifyBy, calendar }: Props) => {
  const { counts, rows } = desk
  const at = Math.max(
    0,
    rows.findIndex((row) => keyOf(row) === item),
  )
  const open = rows[at]
  const here = { queue, beat: beat.on ? "mine" : null }
  const following = rows[at + 1] ?? rows[at - 1]
  const next = deskPath({ ...here, item: following ? keyOf(following) : null })
  return (
    <>
      <div class="title">
        <div>
          <h1>{isSupervisor(actor) ? "督查工作台" : "待复核"}</h1>
          <p class="keys">
            键盘：<kbd>j</kbd> <kbd>k</kbd> 上下移动，<kbd>a</kbd> 采纳或同意，<kbd>r</kbd> 写退回意见
          </p>
        </div>
        {beat.own.length > 0 && (
          <p>
            <a class="button" href={deskPath({ queue, beat: beat.on ? null : "mine" })}>
              {beat.on ? "查看全部单位" : "只看我分片的单位"}
            </a>
          </p>
        )}
      </div>
      <nav class="tabs" aria-label="队列">
        {queuesOf(actor, counts).map((name) => (
          <a
            href={deskPath({ ...here, queue: name })}
            aria-current={name === queue ? "page" : undefined}
            id={`queue-${name}`}
          >
            {QUEUE_LABEL[name]} <b class={counts[name] > 0 ? "count" : "count zero"}>{counts[name]}</b>
          </a>
        ))}
      </nav>
      {queue === "overdue" && <Urge owing={desk.owing} />}
      {open === undefined ? (
        <p class="empty sheet">「{QUEUE_LABEL[queue]}」没有待处理的事项。</p>
      ) : (
        <div class="desk">
          <ol class="queue sheet" id="queue">
            {rows.map((row, i) => (
              <li>
                <a
                  href={`${deskPath({ ...here, item: keyOf(row) })}`}
                  id={`row-${keyOf(row)}`}
                  aria-current={i === at ? "true" : undefined}
                >
                  <b>
                    {row.unit.shortName} {row.task.label}
                  </b>
                  {isSelfCheck({ plan: row.plan, unitId: row.unit.id }) && <span class="tag">自查</span>}
                  <span>{brief(row.task.text, 26)}</span>
                  <small>{when(row, queue, today, calendar)}</small>
                </a>
              </li>
            ))}
            {counts[queue] > rows.length && <li class="more">还有 {counts[queue] - rows.length} 项，办理后依次显示</li>}
          </ol>
          <article class="item sheet padded" id="item" tabindex={-1}>
            <Opened
              row={open}
              queue={queue}
              files={desk.files}
              units={desk.units}
              actor={actor}
              today={today}
              next={next}
              resubmitBy={resubmitBy}
              rectifyBy={rectifyBy}
            />
          </article>
        </div>
      )}
    </>
  )
}

/** Whoever only confirms has only that queue. */
const queuesOf = (actor: Actor, counts: Desk["counts"]): Queue[] =>
  isSupervisor(actor) ? (Object.keys(counts) as Queue[]) : ["confirm"]

function when(
  { report, round, assignment, proposal }: DeskRow,
  queue: Queue,
  today: string,
  calendar: Calendar,
): string {
  if (queue === "overdue" && round) {
    const returned = report?.state === "returned"
    const by = returned && report.resubmitBy ? report.resubmitBy : round.dueBy
    return `${round.name}，${returned ? "退回后逾期" : "逾期"}${workingDaysBetween(calendar, by, today)}个工作日`
  }
  const at = proposal?.proposedAt ?? (queue === "review" ? report?.submittedAt : assignment.movedAt)
  return at ? momentWords(at, today) : ""
}

const Urge = ({ owing }: { owing: Desk["owing"] }) =>
  owing.length === 0 ? null : (
    <p class="acts urge">
      {owing.map(({ planId, number, name, title, n }) => (
        <a class="button primary" href={roundPath(planId, number, "reminders")} title={title}>
          一键催办 {name} 未报 {n} 项
        </a>
      ))}
    </p>
  )

type OpenedProps = Pick<Props, "queue" | "actor" | "today" | "resubmitBy" | "rectifyBy"> & {
  row: DeskRow
  files: Desk["files"]
  units: Desk["units"]
  next: string
}

const Opened = ({ row, queue, files, units, actor, today, next, resubmitBy, rectifyBy }: OpenedProps) => {
  const { assignment, task, plan, unit, round, report, words, last } = row
  const attached = files.filter((file) => file.assignmentId === assignment.id && file.roundId === report?.roundId)
  return (
    <>
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
          {report?.firstSubmittedAt && round?.cutOffAt && report.firstSubmittedAt > round.cutOffAt && " · 迟报"}
        </small>
      </header>
      <p class="wording">{task.text}</p>
      {words?.achieved && <Words words={words} />}
      {(queue === "claims" || queue === "disputes" || (row.proposal && !round)) && (
        <p class="preserve said-by">
          <b>
            {unit.shortName}
            {row.movedBy ? `（${row.movedBy}）` : ""}：
          </b>
          {assignment.remark}
        </p>
      )}
      {attached.length > 0 && (
        <ul class="files">
          {attached.map(({ id, name, size }) => (
            <li>
              <a href={`/attachments/${id}`} hx-boost="false">
                {name}
              </a>{" "}
              <small>{fileSize(size)}</small>
            </li>
          ))}
        </ul>
      )}
      {last?.achieved && (
        <details>
          <summary>上期（{last.roundName}）</summary>
          <p class="preserve muted">{last.achieved}</p>
        </details>
      )}
      {queue === "review" && <Judge row={row} actor={actor} next={next} resubmitBy={resubmitBy} />}
      {queue === "confirm" && <Confirm row={row} actor={actor} next={next} today={today} />}
      {queue === "claims" && <Claim row={row} actor={actor} next={next} rectifyBy={rectifyBy} />}
      {queue === "disputes" && <Dispute row={row} units={units} next={next} />}
      {queue === "overdue" && <Owed row={row} />}
    </>
  )
}

type ActProps = { row: DeskRow; next: string }

const Hidden = ({ version, next }: { version: number; next: string }) => (
  <>
    <input type="hidden" name="version" value={version} />
    <input type="hidden" name="next" value={next} />
  </>
)

/** Acceptance and return; for 自查 the same buttons propose. A refusal that is certain is said instead. */
const Judge = ({ row, actor, next, resubmitBy }: ActProps & { actor: Actor; resubmitBy: string }) => {
  const { assignment, round, report, plan, unit } = row
  const how = judging(actor, { plan, unitId: unit.id, authors: [] })
  if (!round || !report) return null
  if (how.how === "refused") return <p class="note">{REFUSAL_LABEL[how.code]({})}</p>
  const propose = how.how === "propose"
  return (
    <>
      {propose && <p class="note">本单位自查：您的意见为初核，须由另一人复核后生效。</p>}
      <form method="post" action={reportPath(assignment.id, round.number, "acceptance")} class="acts" id="accept">
        <Hidden version={report.version} next={next} />
        <button type="submit" class="primary" data-key="a">
          {propose ? "初核：采纳" : "采纳"}
        </button>
      </form>
      <form method="post" action={reportPath(assignment.id, round.number, "return")} class="return" id="return">
        <Hidden version={report.version} next={next} />
        <label class="grow">
          退回意见
          <textarea name="opinion" rows={2} required data-key="r"></textarea>
        </label>
        <label>
          重报日期
          <input type="date" name="resubmitBy" value={resubmitBy} required />
        </label>
        <button type="submit">{propose ? "初核：退回" : "退回"}</button>
      </form>
    </>
  )
}

const Confirm = ({ row, actor, next, today }: ActProps & { actor: Actor; today: string }) => {
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
        <p class="muted">{REFUSAL_LABEL[refusal]({})}</p>
      ) : (
        <form method="post" action={action} class="return" id="confirm">
          <Hidden version={report?.version ?? assignment.version} next={next} />
          <label class="grow">
            复核意见（可不填）
            <textarea name="decision" rows={2} data-key="r"></textarea>
          </label>
          <button type="submit" class="primary" name="agrees" value="yes" data-key="a">
            同意
          </button>
          <button type="submit" name="agrees" value="no">
            不同意，退给初核人
          </button>
        </form>
      )}
    </>
  )
}

const Claim = ({ row, actor, next, rectifyBy }: ActProps & { actor: Actor; rectifyBy: string }) => {
  const { assignment, plan, unit } = row
  const how = judging(actor, { plan, unitId: unit.id, authors: assignment.movedById ? [assignment.movedById] : [] })
  if (how.how === "refused") return <p class="note">{REFUSAL_LABEL[how.code]({})}</p>
  return (
    <>
      {how.how === "propose" && <p class="note">本单位自查：您的意见为初核，须由另一人复核后生效。</p>}
      <form method="post" action={assignmentPath(assignment.id, "verdict")} class="return" id="verdict">
        <Hidden version={assignment.version} next={next} />
        <label class="grow">
          核查意见
          <textarea name="remark" rows={2} required data-key="r"></textarea>
        </label>
        <label>
          整改期限（限期整改时）
          <input type="date" name="answerBy" value={rectifyBy} />
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
              {MOVE_LABEL[verdict]}
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
      <Hidden version={assignment.version} next={next} />
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
      <button type="submit" name="answer" value="reassign">
        {MOVE_LABEL.reassign}
      </button>
    </form>
  )
}

const Owed = ({ row }: { row: DeskRow }) => {
  const { assignment, plan, round, unit } = row
  if (!round) return null
  return (
    <div class="acts">
      <a class="button primary" href={roundPath(plan.id, round.number, `reminders?unit=${unit.id}`)}>
        催办{unit.shortName}
      </a>
      <a class="button" href={reportPath(assignment.id, round.number, "entry")}>
        代录纸质进展
      </a>
    </div>
  )
}
