import type { Todo } from "#src/pages/todo/queries.ts"
import { byUrgency, dueBy, grouped, isAnswerReady } from "#src/pages/todo/todo.ts"
import { inspectionPath, sheetPath } from "#src/paths.ts"
import { SelfDue } from "../appraisals/due.tsx"
import { Declined, DuePassed, passedKey, type TodoPassed } from "../breakdowns/todo.tsx"
import { ConsultationsToRead } from "../consultations/parts.tsx"
import { FilingsDue } from "../documents/todo.tsx"
import type { DraftFlaws } from "../drafting/draft.tsx"
import { DraftToApprove } from "../intake/to_approve.tsx"
import { MeetingsDue } from "../meetings/todo.tsx"
import { DueNotice, noticeKey, type TodoNotice } from "../notices/answer.tsx"
import { OrdersDue } from "../orders/orders.tsx"
import type { PlanOf } from "../plans/titles.ts"
import { SuggestionsDue } from "../suggestions/list.tsx"
import { ExplanationsDue } from "../verifying/item.tsx"
import { dayWords } from "../words.ts"
import { Awaiting } from "./awaiting.tsx"
import { DueDeadline, deadlineKey, type TodoDeadline } from "./deadline.tsx"
import { DueItem, itemKey, type TodoItem } from "./report_form.tsx"
import { Sent } from "./sent.tsx"
import { Signing } from "./signing.tsx"
import { Told } from "./told.tsx"

type Props = {
  items: TodoItem[]
  /** 督办单 to be answered. */
  notices: TodoNotice[]
  /** 完成时限 that are near or past. */
  deadlines: TodoDeadline[]
  /** What the unit above has passed on. */
  passed: TodoPassed[]
  /** What lower bodies have sent back without taking it. */
  declined: Todo["declined"]
  signing: TodoItem[]
  awaiting: Todo["awaiting"]
  sent: Todo["sent"]
  /** 签字单 that have come to the office on paper. */
  arrived: Todo["arrived"]
  urged: Todo["urged"]
  /** 系统催办 of which something is still owed. */
  reminded: Todo["reminded"]
  /** 督查结论 that the unit has not read. */
  conclusions: Todo["conclusions"]
  /** 初核 that the reader is named to confirm. */
  toConfirm: number
  /** Drafts of plans that the reader is named to approve. */
  toApprove: Todo["toApprove"]
  /** 征求意见稿 to be read; owed by nobody, and in no count. */
  consulted: Todo["consulted"]
  /** 报备文件 that are due. */
  filings: Todo["filings"]
  /** Meetings that units are called to, and what was decided for them to carry out. */
  meetings: Todo["meetings"]
  decisions: Todo["decisions"]
  /** 意见建议 of outside bodies that units have to answer. */
  suggestions: Todo["suggestions"]
  orders: Todo["orders"]
  explanations: Todo["explanations"]
  claims: Todo["claims"]
  scores: Todo["scores"]
  /** Items whose drafts are ready to be sent together. */
  ready: string[]
  open: string | null
  today: string
  mayAcknowledge: boolean
  /** Units whose reports the reader sends, and may take back. */
  liaisonOf: number[]
  /** Units of which the reader may read the tasks. */
  readOf: number[]
  planOf: PlanOf
  flawed?: FlawedItem
}

/** The item whose form came back; after a clash of two tabs with what the other one saved. */
export type FlawedItem = DraftFlaws & { key: string }

/** 我的待办: what is due now, first. */
export const TodoPage = ({
  items,
  notices,
  deadlines,
  passed,
  declined,
  signing,
  awaiting,
  sent,
  arrived,
  urged,
  reminded,
  conclusions,
  toConfirm,
  toApprove,
  consulted,
  filings,
  meetings,
  decisions,
  suggestions,
  orders,
  explanations,
  claims,
  scores,
  ready,
  open,
  today,
  mayAcknowledge,
  liaisonOf,
  readOf,
  planOf,
  flawed,
}: Props) => (
  <>
    <div class="title">
      <div>
        <h1>{headline(items, notices, deadlines, passed, signing)}</h1>
        <p class="due-line">
          {nextDue(
            items.map(dueBy),
            notices.map(({ notice }) => notice.dueBy),
            deadlines.map(({ by }) => by),
            passed.flatMap(({ round, by }) => (round ? [by] : [])),
            today,
          )}
          {sent.length > 0 && (
            <>
              {" "}
              <a href="#sent">最近报送{sent.length}项，见下</a>。
            </>
          )}
        </p>
        <Told urged={urged} reminded={reminded} items={items} planOf={planOf} today={today} />
      </div>
      <div class="acts">
        {items.length + signing.length + sent.length > 0 && (
          <a class="button" href={sheetPath()}>
            签字单（打印）
          </a>
        )}
        {ready.length > 0 && (
          <form method="post" action="/todo/sending" id="send-ready">
            {ready.map((key) => (
              <input type="hidden" name="items" value={key} />
            ))}
            <button type="submit" class="primary">
              报送已填好的 {ready.length} 项
            </button>
          </form>
        )}
        <AnswerReady notices={notices.filter(isAnswerReady)} />
      </div>
    </div>
    {toApprove.map((draft) => (
      <p class="note">
        <DraftToApprove draft={draft} mine today={today} />
      </p>
    ))}
    {signing.some(({ may }) => may.sign) && <Signing items={signing} planOf={planOf} today={today} flawed={flawed} />}
    <Works
      works={byUrgency(notices, deadlines, passed, items)}
      planOf={planOf}
      open={open}
      today={today}
      flawed={flawed}
    />
    <FilingsDue filings={filings} today={today} />
    <MeetingsDue meetings={meetings} decisions={decisions} today={today} />
    <SuggestionsDue suggestions={suggestions} today={today} />
    <OrdersDue orders={orders} today={today} />
    <ExplanationsDue due={explanations} claims={claims} />
    <SelfDue due={scores} today={today} />
    <Declined declined={declined} />
    {awaiting.length > 0 && (
      <Awaiting awaiting={awaiting} planOf={planOf} today={today} mayAcknowledge={mayAcknowledge} readOf={readOf} />
    )}
    {signing.length > 0 && !signing.some(({ may }) => may.sign) && (
      <Signing items={signing} planOf={planOf} today={today} flawed={flawed} />
    )}
    {conclusions.map(({ id, title, unit, objectBy }) => (
      <p class="note">
        <a href={inspectionPath(id)}>
          督查结论待阅：{title}（{unit}）
        </a>{" "}
        <small>有异议的，{dayWords(objectBy, today)}（含当日）前提出</small>
      </p>
    ))}
    <ConsultationsToRead rows={consulted} today={today} />
    {toConfirm > 0 && (
      <p class="note">
        <a href="/desk">{toConfirm} 项自查初核意见等待您复核</a>
      </p>
    )}
    {items.length + notices.length + deadlines.length + passed.length + signing.length + awaiting.length === 0 &&
      toApprove.length === 0 && (
        <p class="empty sheet">现在没有需要您办理的事项。新的填报期开始或有事项退回时，会出现在这里。</p>
      )}
    {sent.length > 0 && (
      <Sent sent={sent} arrived={arrived} planOf={planOf} liaisonOf={liaisonOf} readOf={readOf} today={today} />
    )}
  </>
)

/** What has to be done here: each kind is one member, with a key and a card of its own. */
export type Work = TodoItem | TodoNotice | TodoDeadline | TodoPassed

/** As addresses name it. */
export const workKey = (work: Work): string =>
  "breakdown" in work
    ? passedKey(work)
    : "notice" in work
      ? noticeKey(work.notice)
      : "by" in work
        ? deadlineKey(work)
        : itemKey(work)

type CardProps = { open: string | null; today: string; flawed?: FlawedItem }

const Card = ({ work, level, open, today, flawed }: CardProps & { work: Work; level: "h2" | "h3" }) => {
  const key = workKey(work)
  const flaws = flawed?.key === key ? flawed : null
  const props = { level, open: open === key || flaws !== null, today, flaws }
  if ("breakdown" in work) return <DuePassed item={work} level={level} today={today} />
  if ("by" in work) return <DueDeadline item={work} level={level} open={props.open} today={today} />
  return "notice" in work ? <DueNotice item={work} {...props} /> : <DueItem item={work} {...props} />
}

/** What is due, the most urgent first; plan by plan where there are several. */
const Works = ({ works, planOf, ...props }: CardProps & { works: Work[]; planOf: PlanOf }) => (
  <>
    {grouped(works, ({ plan }) => (planOf(plan) === null ? 0 : plan.id)).map((some) => {
      const name = some[0] && planOf(some[0].plan)
      return (
        <section class="todo">
          {name && <h2 class="of-plan">{name}</h2>}
          {some.map((work) => (
            <Card work={work} level={name ? "h3" : "h2"} {...props} />
          ))}
        </section>
      )
    })}
  </>
)

function headline(
  items: TodoItem[],
  notices: TodoNotice[],
  deadlines: TodoDeadline[],
  passed: TodoPassed[],
  signing: TodoItem[],
): string {
  const ends = deadlines.filter(({ stage }) => stage === null)
  const waiting = [
    items.length > 0 && `${items.length} 项待报`,
    notices.length > 0 && `${notices.length} 件督办单待反馈`,
    ends.length > 0 && `${ends.length} 项完成时限将到或已过`,
    ends.length < deadlines.length && `${deadlines.length - ends.length} 个阶段将到或已过`,
    passed.length > 0 && `${passed.length} 项上级单位交办`,
  ].filter(Boolean)
  if (waiting.length > 0) return `还有 ${waiting.join("、")}`
  return signing.length > 0 ? `${signing.length} 项待审签` : "没有待报事项"
}

/** One press for all answers that are written: several notices need not be several errands. */
const AnswerReady = ({ notices }: { notices: TodoNotice[] }) =>
  notices.length < 2 ? null : (
    <form method="post" action="/notices/answers" id="answer-ready">
      {notices.map(({ notice }) => (
        <input type="hidden" name="ids" value={notice.id} />
      ))}
      <button type="submit" class="primary">
        反馈已写好的 {notices.length} 件督办单
      </button>
    </form>
  )

/** What is late already, then the earliest day still to come and what it asks for, whatever stands first in the list. */
function nextDue(reports: string[], answers: string[], ends: string[], uppers: string[], today: string): string {
  const past = (days: string[]) => days.filter((day) => day < today)
  const late = countWords(past(reports), past(answers), past(ends), past(uppers))
  const ahead = [...reports, ...answers, ...ends, ...uppers].filter((day) => day >= today)
  const [next] = ahead.sort()
  if (!next) return late ? `${late}已逾期，请尽快办理。` : ""
  const on = (days: string[]) => days.filter((day) => day === next)
  const asked = [
    [countWords(on(reports), [], [], []), "报送"],
    [countWords([], on(answers), [], []), "反馈"],
    [countWords([], [], on(ends), []), "完成"],
    [countWords([], [], [], on(uppers)), "上报"],
  ].filter(([n]) => n)
  const rest = ahead.length - on(ahead).length
  const parts = [
    ...asked.map(([n, act]) => `${n}请于${dayWords(next, today)}前${act}`),
    rest > 0 && `其余${rest}项期限在后`,
  ]
  return `${late && `${late}已逾期，请尽快办理；`}${parts.filter(Boolean).join("，")}。`
}

/** 「2项、1件督办单、1项任务、1项交办」. */
const countWords = (reports: string[], answers: string[], ends: string[], uppers: string[]): string =>
  [
    reports.length > 0 && `${reports.length}项`,
    answers.length > 0 && `${answers.length}件督办单`,
    ends.length > 0 && `${ends.length}项任务`,
    uppers.length > 0 && `${uppers.length}项交办`,
  ]
    .filter(Boolean)
    .join("、")
