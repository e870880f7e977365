import { addDays } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { LONGEST_REMARK } from "#src/office/typed/input.ts"
import { isLate } from "#src/owing/owing.ts"
import { belowPath, breakdownPath, lowerReportPath, taskPath, todoPath } from "#src/paths.ts"
import { mayAnswer, mayPass } from "#src/reports/breakdowns/policy.ts"
import type { FoundBreakdown, LowerReport } from "#src/reports/breakdowns/queries.ts"
import { lastSent, notUnchanged } from "#src/reports/breakdowns/roll_up.ts"
import {
  canMove,
  canReportMove,
  internalBy,
  isOpen,
  isOwed,
  isSent,
  isTakenUp,
  owesSomething,
  standingOf,
} from "#src/reports/breakdowns/workflow.ts"
import { isRunning } from "#src/trail/running.ts"
import { type DraftFlaws, SavedLine } from "../drafting/draft.tsx"
import { Area, Field, Flawed } from "../parts/fields.tsx"
import { ReportBoxes } from "../reports/boxes.tsx"
import { Words } from "../reports/said.tsx"
import { brief, dayWords, momentWords } from "../words.ts"
import { Below } from "./below.tsx"
import { BREAKDOWN_STATE_LABEL } from "./words.ts"

/** A form of the page that came back: which one, and after a clash what the other window saved. */
export type LowerFlaws = DraftFlaws & { at: string }

type Props = {
  found: FoundBreakdown
  actor: Actor
  /** 重新上报日期 as it is proposed. */
  resubmitBy: string
  today: string
  flaws?: LowerFlaws
}

/** One breakdown: for the lower body what it has to do and its reports; for the unit above what has come. */
export const BreakdownPage = (props: Props) => {
  const { found, actor, today } = props
  const { breakdown, plan, task, from, body, handler, passedBy, isAlive, reports, beneath } = found
  const below = beneath.filter((one) => one.breakdown.upperId === breakdown.id)
  const isLower = mayAnswer(actor, breakdown)
  const isUpper = mayPass(actor, breakdown.fromUnitId)
  const acts = isAlive && isRunning(plan.state)
  return (
    <article class="narrow">
      <nav class="crumbs no-print" aria-label="所在位置">
        {isUpper && breakdown.upperId === null ? (
          <>
            <a href={`${taskPath(plan.id, task.ordinal)}#unit-${breakdown.fromUnitId}`}>任务{task.label}</a>
            <a href={belowPath({ assignmentId: breakdown.assignmentId })}>分解落实</a>
          </>
        ) : isUpper && breakdown.upperId !== null ? (
          <a href={belowPath({ upperId: breakdown.upperId })}>分解落实</a>
        ) : (
          <a href={todoPath()}>我的待办</a>
        )}
      </nav>
      <div class="title">
        <div>
          <h1>
            {from.name}交办{body} <span class="tag">{BREAKDOWN_STATE_LABEL[breakdown.state]}</span>
          </h1>
          <p>{plan.title}</p>
        </div>
      </div>
      <section class="sheet padded">
        <dl class="facts">
          <dt>任务</dt>
          <dd class="preserve">
            {task.label} {task.text}
          </dd>
          {breakdown.words && (
            <>
              <dt>交办内容</dt>
              <dd class="preserve">{breakdown.words}</dd>
            </>
          )}
          <dt>内部期限</dt>
          <dd>
            {found.next
              ? `${found.next.name}：${dayWords(internalBy(breakdown, found.next), today)}前报${from.shortName}`
              : `各期报送期限前${breakdown.daysBefore}天报${from.shortName}`}
            {breakdown.daysBefore === found.ownDaysBefore && (
              <small>（与{from.shortName}自己的期限同日，没有留出汇总时间）</small>
            )}
          </dd>
          {handler && (
            <>
              <dt>经办人</dt>
              <dd>{handler}</dd>
            </>
          )}
          <dt>交办</dt>
          <dd>
            {passedBy} {momentWords(breakdown.passedAt, today)}
            {breakdown.urgedAt !== null && `，${momentWords(breakdown.urgedAt, today)}催办`}
          </dd>
        </dl>
        {breakdown.remark && (
          <p class="returned">
            <b>{BREAKDOWN_STATE_LABEL[breakdown.state]}：</b>
            {breakdown.remark}
          </p>
        )}
        {!isAlive && isOpen(breakdown.state) && (
          <p class="note">这一项已不在推进中，或单位已停用，不再要求上报；已上报的进展保留。</p>
        )}
        {acts && isLower && <Answer {...props} />}
        {acts && isLower && breakdown.unitId !== null && canMove(breakdown.state, "end") && (
          <p class="acts">
            <a class="button" href={belowPath({ upperId: breakdown.id })}>
              {below.length > 0 ? `已再分解到${below.length}个下级单位` : "再分解到下级单位"}
            </a>
          </p>
        )}
        {acts && isUpper && <Keep {...props} />}
      </section>
      {reports.map((one) => (
        <Round one={one} {...props} isLower={isLower} isUpper={isUpper} />
      ))}
      {reports.length === 0 && <p class="empty sheet">还没有需要上报的填报期。填报期开始后，会出现在这里。</p>}
    </article>
  )
}

const Version = ({ version }: { version: number }) => <input type="hidden" name="version" value={version} />
const flawsAt = (flaws: LowerFlaws | undefined, at: string) => (flaws?.at === at ? flaws : undefined)

/** 签收, or 异议 with a reason, by the lower body. */
const Answer = ({ found: { breakdown, wasSent, beneath }, flaws }: Props) => {
  if (!canMove(breakdown.state, "accept")) return null
  const own = flawsAt(flaws, "answer")
  return (
    <div class="unit-acts">
      <form method="post" action={breakdownPath(breakdown.id, "acceptance")}>
        <Version version={breakdown.version} />
        <button type="submit" class="primary">
          签收
        </button>
      </form>
      {!wasSent && beneath.length === 0 && (
        <details open={own !== undefined}>
          <summary>提出异议</summary>
          <form method="post" action={breakdownPath(breakdown.id, "declining")} class="boxes">
            <Version version={breakdown.version} />
            <Area name="remark" label="异议理由" rows={3} required flaws={own} />
            <button type="submit">提出异议</button>
          </form>
        </details>
      )}
    </div>
  )
}

/** What the unit above may still do with it. */
const Keep = ({ found, today, flaws }: Props) => {
  const { breakdown, wasSent, next } = found
  const revision = flawsAt(flaws, "revision")
  if (!isOpen(breakdown.state)) return null
  return (
    <div class="unit-acts no-print">
      {owesSomething(breakdown.state, found.reports) && (
        <form method="post" action={breakdownPath(breakdown.id, "urging")}>
          <Version version={breakdown.version} />
          <button type="submit">催办</button>
        </form>
      )}
      <details open={revision !== undefined || breakdown.state === "declined"}>
        <summary>{breakdown.state === "declined" ? "重新交办" : "修改交办内容或内部期限"}</summary>
        <form method="post" action={breakdownPath(breakdown.id, "revision")} class="boxes">
          <Version version={breakdown.version} />
          <Area
            name="words"
            label="交办内容"
            longest={LONGEST_REMARK}
            rows={3}
            value={breakdown.words}
            flaws={revision}
          />
          {next && (
            <Field
              name="internalBy"
              label="内部期限"
              type="date"
              tells
              value={internalBy(breakdown, next)}
              flaws={revision}
              hint={`本单位须于${dayWords(addDays(next.dueBy, -found.ownDaysBefore), today)}前报出`}
            />
          )}
          <button type="submit">重新交办</button>
        </form>
      </details>
      <details open={flawsAt(flaws, "withdrawal") !== undefined}>
        <summary>{wasSent ? "结束分解" : "撤回分解"}</summary>
        <form method="post" action={breakdownPath(breakdown.id, "withdrawal")} class="boxes">
          <Version version={breakdown.version} />
          <p class="hint">
            {wasSent ? "以后各期不再要求上报，已上报的进展保留。" : "该单位还没有上报，撤回后不再看到这一项。"}
          </p>
          <Area name="remark" label="说明" longest={LONGEST_REMARK} rows={2} flaws={flawsAt(flaws, "withdrawal")} />
          <button type="submit">{wasSent ? "结束分解" : "撤回分解"}</button>
        </form>
      </details>
    </div>
  )
}

type RoundProps = Props & { one: LowerReport; isLower: boolean; isUpper: boolean }

/** Its report for one round: the boxes, or what was sent. */
const Round = (props: RoundProps) => {
  const { found, one, isLower, isUpper, today } = props
  const { round, report, words, by } = one
  const standing = standingOf(one)
  const sent = isSent(standing) || (isUpper && standing === "returned")
  // What is being written is the lower body's own; and a round that nobody asked of it is no part of its page.
  if (!sent && !(isLower && (isOwed(one) || standing !== "none")) && !(isUpper && isOwed(one))) return null
  return (
    <section class="sheet padded block" id={`round-${round.number}`}>
      <h2>
        {round.name} <small>{dayWords(by, today)}前上报</small>
        {!isSent(standing) && one.isAsked && isLate(by, today) && <span class="tag">已超过内部期限</span>}
      </h2>
      {report?.state === "returned" && (
        <p class="returned">
          <b>{found.from.shortName}发还：</b>
          {report.remark}
        </p>
      )}
      {isLower && isOwed(one) ? (
        <ReportForm {...props} />
      ) : sent && words ? (
        <>
          <Words words={words} />
          <p class="small muted">
            {words.at !== null && `${momentWords(words.at, today)}上报`}
            {report && isTakenUp(report) && `，已汇入${found.from.shortName}的进展`}
          </p>
        </>
      ) : (
        <p class="muted">还没有上报。</p>
      )}
      <SentActs {...props} />
    </section>
  )
}

const SentActs = ({ found, one, isLower, isUpper, resubmitBy, flaws }: RoundProps) => {
  const { breakdown } = found
  const { round, report, isAsked } = one
  if (!report || !isAsked || !canReportMove(report.state, "return")) return null
  const own = flawsAt(flaws, `return-${round.number}`)
  return (
    <div class="unit-acts no-print">
      {isLower && !isTakenUp(report) && (
        <form method="post" action={lowerReportPath(breakdown.id, round.number, "retraction")}>
          <Version version={report.version} />
          <button type="submit">撤回修改</button>
        </form>
      )}
      {isUpper && (
        <details open={own !== undefined}>
          <summary>发还修改</summary>
          <form method="post" action={lowerReportPath(breakdown.id, round.number, "return")} class="boxes">
            <Version version={report.version} />
            <Area name="remark" label="发还意见" rows={3} required flaws={own} id={`remark-${round.number}`} />
            <Field
              name="resubmitBy"
              label="重新上报日期"
              type="date"
              tells
              required
              value={resubmitBy}
              flaws={own}
              id={`resubmit-${round.number}`}
            />
            <button type="submit">发还下级单位</button>
          </form>
        </details>
      )}
    </div>
  )
}

/** The same boxes as a unit's own report; it saves itself while one types. */
const ReportForm = ({ found, one, today, flaws }: RoundProps) => {
  const { breakdown, from } = found
  const { round, draft, report, words } = one
  const own = flawsAt(flaws, `round-${round.number}`)
  const keep = lowerReportPath(breakdown.id, round.number, "draft")
  const key = `${breakdown.id}-${round.number}`
  const form = `lower-${key}-${draft?.revision ?? 0}-${report?.version ?? 0}`
  const standing = draft ?? (report?.state === "returned" ? words : null)
  const before = lastSent(found, one)
  return (
    <>
      <form method="post" action={lowerReportPath(breakdown.id, round.number, "report")} id={form} class="report">
        <Flawed flaws={own} text="还没有上报：请按红字修改后再提交。" />
        <Version version={report?.version ?? 0} />
        {before && (
          <div class="before">
            <p>
              上期（{before.round.name}）：{before.words && brief(before.words.achieved, 60)}
            </p>
            {notUnchanged(one, before.words) === null && (
              <p class="unchanged">
                <button type="submit" name="unchanged" value="1" formnovalidate id={`unchanged-${key}`}>
                  本期无变化，上报
                </button>
              </p>
            )}
          </div>
        )}
        <ReportBoxes id={key} keep={keep} said={standing} flaws={own} />
        <SavedLine id={key} draft={draft} today={today} flaws={own} />
      </form>
      <Below
        below={found.belowReports.filter(({ roundId }) => roundId === round.id)}
        form={form}
        keep={keep}
        at={{ round }}
        today={today}
      />
      <div class="acts">
        <button type="submit" form={form} formaction={keep} formnovalidate id={`save-${key}`}>
          保存草稿
        </button>
        <button type="submit" form={form} class="primary" id={`send-${key}`}>
          报{from.shortName}
        </button>
      </div>
    </>
  )
}
