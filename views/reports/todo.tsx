import type { Report } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { assignmentPath, inspectionPath, reportPath, taskPath, todoPath } from "#src/paths.ts"
import type { Todo } from "#src/reports/queries.ts"
import { byUrgency, isAnswerReady } from "#src/reports/todo.ts"
import { ASSIGNMENT_STATE_LABEL, AUDIENCE_LABEL, REMINDER_KIND_LABEL, REPORT_STATE_LABEL } from "../labels.ts"
import { DueNotice, noticeKey, type TodoNotice } from "../notices/answer.tsx"
import { Files } from "../parts/evidence.tsx"
import { roleWords } from "../plans/words.ts"
import { brief, dayWords, momentWords } from "../words.ts"
import { DueItem, type ItemFlaws, itemKey, type TodoItem } from "./report_form.tsx"

type Props = {
  items: TodoItem[]
  /** 督办单 to be answered. */
  notices: TodoNotice[]
  signing: TodoItem[]
  awaiting: Todo["awaiting"]
  sent: Todo["sent"]
  urged: Todo["urged"]
  /** 系统催办 of which something is still owed. */
  reminded: Todo["reminded"]
  /** 督查结论 that the unit has not read. */
  conclusions: Todo["conclusions"]
  /** 初核 that the reader is named to confirm. */
  toConfirm: number
  /** Items whose drafts are ready to be sent together. */
  ready: string[]
  open: string | null
  today: string
  mayAcknowledge: boolean
  /** Units whose reports the reader sends, and may take back. */
  liaisonOf: number[]
  flawed?: FlawedItem
}

/** The item whose form came back; after a clash of two tabs with what the other one saved. */
export type FlawedItem = ItemFlaws & { key: string }

/** 我的待办: what is due now, first. */
export const TodoPage = ({
  items,
  notices,
  signing,
  awaiting,
  sent,
  urged,
  reminded,
  conclusions,
  toConfirm,
  ready,
  open,
  today,
  mayAcknowledge,
  liaisonOf,
  flawed,
}: Props) => (
  <>
    <div class="title">
      <div>
        <h1>{headline(items, notices, signing)}</h1>
        <p>
          {nextDue(
            items.map(askedBy),
            notices.map(({ notice }) => notice.dueBy),
            today,
          )}
          {sent.length > 0 && (
            <>
              {" "}
              <a href="#sent">最近报送{sent.length}项，见下</a>。
            </>
          )}
        </p>
      </div>
      <div class="acts">
        {items.length + signing.length > 0 && (
          <a class="button" href="/todo/sheet">
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
    <Urged urged={urged} today={today} />
    <Reminded reminded={reminded} today={today} />
    {conclusions.map(({ id, title, unit, objectBy }) => (
      <p class="note">
        <a href={inspectionPath(id)}>
          督查结论待阅：{title}（{unit}）
        </a>{" "}
        <small>有异议的，{dayWords(objectBy, today)}（含当日）前提出</small>
      </p>
    ))}
    {toConfirm > 0 && (
      <p class="note">
        <a href="/desk">{toConfirm} 项自查初核意见等待您复核</a>
      </p>
    )}
    {awaiting.length > 0 && <Awaiting awaiting={awaiting} today={today} mayAcknowledge={mayAcknowledge} />}
    {signing.length > 0 && <Signing items={signing} today={today} flawed={flawed} />}
    <div class="todo">
      {byUrgency(notices, items).map((item) => {
        const key = workKey(item)
        const flaws = flawed?.key === key ? flawed : null
        const isOpen = open === key || flaws !== null
        return "notice" in item ? (
          <DueNotice item={item} open={isOpen} today={today} flaws={flaws} />
        ) : (
          <DueItem item={item} open={isOpen} today={today} flaws={flaws} />
        )
      })}
    </div>
    {items.length + notices.length + signing.length + awaiting.length === 0 && (
      <p class="empty sheet">现在没有需要您办理的事项。新的填报期开始或有事项退回时，会出现在这里。</p>
    )}
    {sent.length > 0 && <Sent sent={sent} liaisonOf={liaisonOf} today={today} />}
  </>
)

/** A report or a notice, as addresses name it. */
export const workKey = (item: TodoItem | TodoNotice): string =>
  "notice" in item ? noticeKey(item.notice) : itemKey(item)

function headline(items: TodoItem[], notices: TodoNotice[], signing: TodoItem[]): string {
  const waiting = [
    items.length > 0 && `${items.length} 项待报`,
    notices.length > 0 && `${notices.length} 件督办单待反馈`,
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

/** The day by which an item is to come: what was returned has a day of its own. */
const askedBy = ({ report, round }: TodoItem): string =>
  (report?.state === "returned" ? report.resubmitBy : null) ?? round.dueBy

/** What is late already, then the earliest day still to come and what it asks for, whatever stands first in the list. */
function nextDue(reports: string[], answers: string[], today: string): string {
  const late = countWords(
    reports.filter((day) => day < today),
    answers.filter((day) => day < today),
  )
  const ahead = [...reports, ...answers].filter((day) => day >= today)
  const [next] = ahead.sort()
  if (!next) return late ? `${late}已逾期，请尽快办理。` : ""
  const on = (days: string[]) => days.filter((day) => day === next)
  const asked = [
    [countWords(on(reports), []), "报送"],
    [countWords([], on(answers)), "反馈"],
  ].filter(([n]) => n)
  const rest = ahead.length - on(ahead).length
  const parts = [
    ...asked.map(([n, act]) => `${n}请于${dayWords(next, today)}前${act}`),
    rest > 0 && `其余${rest}项期限在后`,
  ]
  return `${late && `${late}已逾期，请尽快办理；`}${parts.filter(Boolean).join("，")}。`
}

/** 「2项、1件督办单」. */
const countWords = (reports: string[], answers: string[]): string =>
  [reports.length > 0 && `${reports.length}项`, answers.length > 0 && `${answers.length}件督办单`]
    .filter(Boolean)
    .join("、")

/** One line a round, the newest words and how often: many reminders are not many lines. */
const Urged = ({ urged, today }: { urged: Todo["urged"]; today: string }) => (
  <>
    {urged
      .filter((note, i) => urged.findIndex(({ round }) => round === note.round) === i)
      .map((note) => {
        const times = urged.filter(({ round }) => round === note.round).length
        return (
          <p class="note">
            <b>
              {REMINDER_KIND_LABEL[note.kind]}（{note.round}
              {times > 1 && `，第${times}次`}）
            </b>{" "}
            {note.text}{" "}
            <small>
              {note.by}，{momentWords(note.at, today)}
            </small>
          </p>
        )
      })}
  </>
)

/** What the program itself last said, once a unit: how much of it is left, and who else was told. */
const Reminded = ({ reminded, today }: Pick<Props, "reminded" | "today">) => (
  <>
    {reminded.map(({ unit, day, left, overdue, toHead, toLeader }) => (
      <p class="note">
        <b>系统催办{reminded.length > 1 && `（${unit}）`}</b> {dayWords(day, today)}提醒的事项还有 {left} 项未办
        {overdue > 0 && `，其中 ${overdue} 项逾期`}
        {toHead + toLeader > 0 && `；${toHead + toLeader} 项已告知${AUDIENCE_LABEL.head}`}
        {toLeader > 0 && `，${toLeader} 项已告知${AUDIENCE_LABEL.leader}`}。
      </p>
    ))}
  </>
)

const Awaiting = ({
  awaiting,
  today,
  mayAcknowledge,
}: {
  awaiting: Todo["awaiting"]
  today: string
  mayAcknowledge: boolean
}) => {
  const fresh = awaiting.filter(({ assignment }) => assignment.state === "awaiting")
  const others = awaiting.filter(({ assignment }) => assignment.state !== "awaiting")
  return (
    <section class="block">
      <h2>
        {fresh.length > 0 ? `${fresh.length} 项分工待签收` : "需要留意"}
        <small>签收时写明责任人；不属于本单位的，点开任务提出异议</small>
      </h2>
      {fresh.length > 1 && mayAcknowledge && (
        <form method="post" action="/todo/acknowledgement" class="sheet padded fields" id="acknowledge-all">
          <label>
            责任科室
            <input name="office" maxlength={200} />
          </label>
          <label>
            责任人
            <input name="personInCharge" maxlength={200} required />
          </label>
          <label class="full">
            具体措施（可稍后逐项填写）
            <textarea name="measures" rows={2}></textarea>
          </label>
          {fresh.map(({ assignment }) => (
            <input type="hidden" name="ids" value={assignment.id} />
          ))}
          <p class="full">
            <button type="submit" class="primary">
              全部签收（{fresh.length} 项）
            </button>
          </p>
        </form>
      )}
      <ul class="sheet rows">
        {[...fresh, ...others].map(({ assignment, isFirstLead, task, plan, unit }) => (
          <li>
            <span class="tag">{ASSIGNMENT_STATE_LABEL[assignment.state]}</span>{" "}
            <a href={`${taskPath(plan.id, task.ordinal)}#unit-${unit.id}`}>
              {task.label} {brief(task.text, 48)}
            </a>{" "}
            <small>
              {unit.shortName}（{roleWords({ role: assignment.role, isFirstLead: isFirstLead === 1 })}）
              {assignment.state === "rectifying" &&
                `：${assignment.remark}${assignment.rectifyBy ? `，${dayWords(assignment.rectifyBy, today)}前` : ""}`}
            </small>
            {assignment.state === "awaiting" && mayAcknowledge && (
              <form method="post" action={assignmentPath(assignment.id, "acknowledgement")} class="inline">
                <input type="hidden" name="version" value={assignment.version} />
                <input type="hidden" name="next" value="/todo" />
                <label>
                  <span class="sr-only">责任人{task.label}</span>
                  <input name="personInCharge" placeholder="责任人" required maxlength={200} />
                </label>
                <button type="submit">签收</button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The head reads all drafts on one page, confirms or sends back. */
const Signing = ({ items, today, flawed }: Pick<Props, "items" | "today" | "flawed">) => (
  <section class="block">
    <h2>
      {items.length} 项待审签<small>审签后即报送督查部门</small>
    </h2>
    {items.map(({ assignment, task, plan, round, report, words, files, may }) => (
      <article class="sheet padded" id={`sign-${assignment.id}-${round.number}`}>
        <h3>
          <a href={taskPath(plan.id, task.ordinal)}>{task.label}</a>{" "}
          <small>
            {round.name} · {dayWords(round.dueBy, today)}前
          </small>
        </h3>
        <p class="muted">{task.text}</p>
        <LastReturn report={report} today={today} />
        <Words words={words} />
        <Files files={files} />
        {flawed?.key === `${assignment.id}-${round.number}` && (
          <p class="problem" role="alert">
            {Object.values(flawed.problems).flat().join("；")}
          </p>
        )}
        {may.sign ? (
          <div class="acts">
            <form method="post" action={reportPath(assignment.id, round.number, "signature")}>
              <input type="hidden" name="version" value={report?.version} />
              <button type="submit" class="primary">
                审签并报送
              </button>
            </form>
            <form method="post" action={reportPath(assignment.id, round.number, "sending-back")} class="inline">
              <input type="hidden" name="version" value={report?.version} />
              <label>
                <span class="sr-only">退回理由</span>
                <input
                  name="remark"
                  placeholder="退回理由"
                  required
                  maxlength={200}
                  value={flawed?.key === `${assignment.id}-${round.number}` ? String(flawed.typed.remark ?? "") : ""}
                />
              </label>
              <button type="submit">退回修改</button>
            </form>
          </div>
        ) : (
          <form method="post" action={reportPath(assignment.id, round.number, "withdrawal")} class="acts">
            <input type="hidden" name="version" value={report?.version} />
            <button type="submit">撤回修改</button>
          </form>
        )}
      </article>
    ))}
  </section>
)

/** What the office asked for before it was sent again: whoever reads the new words compares. */
export const LastReturn = ({ report, today }: { report?: Judged | null; today: string }) =>
  report?.judgedAt && report.opinion ? (
    <p class="preserve muted">
      上次退回意见（{dayWords(dateOf(report.judgedAt), today)}）：{report.opinion}
    </p>
  ) : null

type Judged = Pick<Report, "judgedAt" | "opinion">

type Said = {
  achieved: string | null
  problems: string | null
  nextSteps: string | null
  hasDifficulty?: boolean | null
}

/** What a report says, as read. */
export const Words = ({ words }: { words: Said | null }) => (
  <dl class="words">
    <dt>落实情况</dt>
    <dd class="preserve">{words?.achieved || "—"}</dd>
    {words?.problems && (
      <>
        <dt>存在问题</dt>
        <dd class="preserve">{words.problems}</dd>
      </>
    )}
    {words?.nextSteps && (
      <>
        <dt>下步打算</dt>
        <dd class="preserve">{words.nextSteps}</dd>
      </>
    )}
    {words?.hasDifficulty && (
      <>
        <dt>有困难</dt>
        <dd>
          <span class="light yellow">需要协调</span>
        </dd>
      </>
    )}
  </dl>
)

/** The receipt: what was sent when, and how it was answered. */
const Sent = ({ sent, liaisonOf, today }: { sent: Todo["sent"]; liaisonOf: number[]; today: string }) => (
  <section class="block" id="sent">
    <h2>
      最近报送的 {sent.length} 项<small>未核查前可撤回修改</small>
    </h2>
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">任务</th>
            <th scope="col">填报期</th>
            <th scope="col">报送时间</th>
            <th scope="col">状态</th>
            <th scope="col">
              <span class="sr-only">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sent.map(({ assignmentId, task, plan, unit, round, state, submittedAt, opinion, version, proposed }) => (
            <tr>
              <th scope="row">
                <a href={taskPath(plan.id, task.ordinal)}>
                  {task.label} {brief(task.text, 30)}
                </a>{" "}
                <small>{unit.shortName}</small>
              </th>
              <td class="nowrap">{round.name}</td>
              <td class="nowrap">{submittedAt !== null && momentWords(submittedAt, today)}</td>
              <td>
                {REPORT_STATE_LABEL[state]}
                {/* Sent again, the opinion before is no answer to what stands now. */}
                {state === "accepted" && opinion && <small>：{opinion}</small>}
              </td>
              <td>
                {state === "submitted" && !proposed && liaisonOf.includes(unit.id) && (
                  <form method="post" action={reportPath(assignmentId, round.number, "withdrawal")}>
                    <input type="hidden" name="version" value={version} />
                    <button type="submit" class="quiet" aria-label={`撤回 ${task.label}`}>
                      撤回
                    </button>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

/** A printable sheet for the head to sign on paper. */
export const SignSheet = ({
  items,
  unit,
  today,
  signed,
}: {
  items: TodoItem[]
  unit: string
  today: string
  signed: string
}) => (
  <section class="signsheet">
    <div class="title">
      <div>
        <h1>{unit}落实情况报送签字单</h1>
        <p>{dayWords(today)}</p>
      </div>
      <div class="acts">
        <button type="button" data-print="yes" class="primary">
          打印
        </button>
        <a class="button" href={todoPath()}>
          返回
        </a>
      </div>
    </div>
    <table class="list ruled">
      <thead>
        <tr>
          <th scope="col">任务</th>
          <th scope="col">落实情况、存在问题、下步打算</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ task, round, draft, words }) => (
          <tr>
            <th scope="row">
              {task.label} {task.text} <small>{round.name}</small>
            </th>
            <td>
              <Words words={words ?? draft} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <p class="signature">{signed}</p>
  </section>
)
