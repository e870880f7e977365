import { type Calendar, workingDaysBetween } from "#src/calendar/working_days.ts"
import type { Desk, DeskRow } from "#src/desk/queries.ts"
import { CONFIRMERS_QUEUES, QUEUES, type Queue } from "#src/desk/queues.ts"
import { deskPath, newNoticePath, roundPath } from "#src/paths.ts"
import { type Actor, isSupervisor } from "#src/people/actor.ts"
import { isSelfCheck } from "#src/supervision/judging.ts"
import { noticeNumber, QUEUE_LABEL } from "../labels.ts"
import { brief, dayWords, momentWords } from "../words.ts"
import { OpenedExtension } from "./extension.tsx"
import { OpenedInstruction } from "./instruction.tsx"
import { OpenedNotice } from "./notice.tsx"
import { OpenedPart } from "./part.tsx"

type Props = {
  desk: Desk
  queue: Queue
  item: string | null
  beat: { own: number[]; on: boolean }
  actor: Actor
  today: string
  resubmitBy: string
  rectifyBy: string
  /** Proposed for an answer that does not pass. */
  noticeBy: string
  calendar: Calendar
}

/** How a row is named in addresses and in the list. */
function named(row: DeskRow): { key: string; label: string; text: string } {
  switch (row.what) {
    case "notice":
      return { key: `notice-${row.notice.id}`, label: noticeNumber(row.notice), text: row.notice.title }
    case "extension":
      return {
        key: `extension-${row.extension.id}`,
        label: row.about.label ?? noticeNumber({ year: row.about.noticeYear, number: row.about.noticeNumber }),
        text: row.about.text ?? row.about.noticeTitle ?? "",
      }
    case "instruction":
      return {
        key: `instruction-${row.instruction.id}`,
        label: row.task?.label ?? "",
        text: row.instruction.remark || row.instruction.text,
      }
    case "part": {
      const proposed = row.proposal ? `-${row.proposal.id}` : ""
      return {
        key: `${row.assignment.id}-${row.round?.number ?? 0}${proposed}`,
        label: row.task.label,
        text: row.task.text,
      }
    }
  }
}

const keyOf = (row: DeskRow) => named(row).key

export const DeskPage = ({ desk, queue, item, beat, actor, today, calendar, ...days }: Props) => {
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
          <h1>{isSupervisor(actor) ? "督查工作台" : "待复核、待审定"}</h1>
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
        {queuesOf(actor, counts, queue).map((name) => (
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
                    {row.what === "instruction" ? row.instruction.leaderName : row.unit.shortName} {named(row).label}
                  </b>
                  {row.what !== "instruction" && isSelfCheck({ plan: row.plan, unitId: row.unit.id }) && (
                    <span class="tag">自查</span>
                  )}
                  <span>{brief(named(row).text, 26)}</span>
                  <small>{when(row, queue, today, calendar)}</small>
                </a>
              </li>
            ))}
            {counts[queue] > rows.length && <li class="more">还有 {counts[queue] - rows.length} 项，办理后依次显示</li>}
          </ol>
          <article class="item sheet padded" id="item" tabindex={-1}>
            {open.what === "instruction" ? (
              <OpenedInstruction row={open} today={today} next={next} />
            ) : open.what === "extension" ? (
              <OpenedExtension row={open} actor={actor} today={today} next={next} />
            ) : open.what === "notice" ? (
              <OpenedNotice
                row={open}
                files={desk.noticeFiles}
                actor={actor}
                today={today}
                next={next}
                noticeBy={days.noticeBy}
              />
            ) : (
              <OpenedPart
                row={open}
                queue={queue}
                files={desk.files}
                units={desk.units}
                actor={actor}
                today={today}
                next={next}
                resubmitBy={days.resubmitBy}
                rectifyBy={days.rectifyBy}
              />
            )}
          </article>
        </div>
      )}
    </>
  )
}

/** Whoever only confirms and approves has only those queues; nobody is shown a queue that their office never uses. */
const queuesOf = (actor: Actor, counts: Desk["counts"], queue: Queue): Queue[] =>
  isSupervisor(actor)
    ? QUEUES.filter((name) => name !== "approvals" || name === queue || counts.approvals > 0)
    : [...CONFIRMERS_QUEUES]

function when(row: DeskRow, queue: Queue, today: string, calendar: Calendar): string {
  if (row.what === "instruction") {
    return row.instruction.replyBy ? `${dayWords(row.instruction.replyBy, today)}前回复` : ""
  }
  if (row.what === "extension") return momentWords(row.proposal?.proposedAt ?? row.extension.askedAt, today)
  if (row.what === "notice") {
    return momentWords(row.proposal?.proposedAt ?? row.notice.answeredAt ?? row.notice.draftedAt, today)
  }
  const { report, round, assignment, proposal } = row
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
        <>
          <a class="button primary" href={roundPath(planId, number, "reminders")} title={title}>
            一键催办 {name} 未报 {n} 项
          </a>
          <a class="button" href={newNoticePath(planId, { round: number })} title={title}>
            对逾期单位发督办单
          </a>
        </>
      ))}
    </p>
  )
