import type { Phrase } from "#db/schema.ts"
import { timeOf } from "#src/clock.ts"
import { isSelfCheck } from "#src/confirming/judging.ts"
import type { DeskKey } from "#src/door/house.ts"
import { type Calendar, workingDaysBetween } from "#src/office/calendar/working_days.ts"
import { type Actor, isSupervisor } from "#src/office/people/actor.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import type { About, Desk, DeskRow } from "#src/pages/desk/queries.ts"
import { deskPath, newNoticePath, planPath, reportPath, roundPath, search, togetherPath } from "#src/paths.ts"
import type { AtOnce } from "#src/plans/rounds/rounds.ts"
import { UNDO_FOR } from "#src/reports/report/undo.ts"
import { Kept } from "../errors.tsx"
import { OpenedExtension } from "../extensions/at_desk.tsx"
import { aboutNotice } from "../extensions/parts.tsx"
import { GapsToRing } from "../handovers/gaps.tsx"
import { ObjectionsToDecide } from "../inspections/list.tsx"
import { OpenedInstruction } from "../instructions/at_desk.tsx"
import { DraftToApprove } from "../intake/to_approve.tsx"
import { OpenedNotice } from "../notices/at_desk.tsx"
import { noticeName } from "../notices/words.ts"
import { Based } from "../parts/based.tsx"
import { FirstSteps } from "../parts/first_steps.tsx"
import { planNames, shortTitle } from "../plans/titles.ts"
import { RoundsAtOnce } from "../rounds/at_once.tsx"
import { OpenedUnit } from "../transfers/at_desk.tsx"
import { openWords } from "../transfers/words.ts"
import { ActionWord, useTold } from "../words/told.tsx"
import { brief, dayWords, firstLine, momentWords } from "../words.ts"
import { OpenedPart } from "./part.tsx"

export type Overtaken = { about: About; typed: Typed }

/** A box of the open item that is being written: what was typed so far, and what a button beside it has done. */
export type Writing = { kind: Phrase["kind"]; typed: Typed; problem?: string; saved?: boolean }

type Props = {
  desk: Desk
  queue: string
  item: string | null
  beat: { own: number[]; on: boolean }
  /** Only this plan's items, and only this unit's. */
  plan: number | null
  unit: number | null
  /** Single keys act. */
  keys: boolean
  /** Somebody else was first: of which report, and what was typed for it. */
  overtaken?: Overtaken
  writing?: Writing
  actor: Actor
  today: string
  resubmitBy: string
  rectifyBy: string
  /** Proposed for an answer that does not pass. */
  noticeBy: string
  calendar: Calendar
  atOnce: AtOnce<{ id: number; title: string }>[]
}

/** How a row is named in addresses and in the list. */
function named(row: DeskRow): { key: string; label: string; text: string } {
  switch (row.what) {
    case "notice":
      return { key: `notice-${row.notice.id}`, label: noticeName(row.notice), text: row.notice.title }
    case "extension":
      return {
        key: `extension-${row.extension.id}`,
        label: row.about.label ?? aboutNotice(row.about),
        text: row.about.text ?? row.about.noticeTitle ?? "",
      }
    case "instruction":
      return {
        key: `instruction-${row.instruction.id}`,
        label: row.task?.label ?? "",
        text: row.instruction.remark || row.instruction.text,
      }
    case "unit":
      return { key: `unit-${row.unit.id}`, label: "", text: openWords(row) }
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

export const DeskPage = (props: Props) => {
  const { desk, queue, item, beat, plan, unit, actor, today, calendar, keys, overtaken } = props
  const { queues, rows } = desk
  const chosen = queues.find(({ name }) => name === queue)
  const waiting = chosen?.n ?? 0
  const at = Math.max(
    0,
    rows.findIndex((row) => keyOf(row) === item),
  )
  const open = rows[at]
  const here = { queue, beat: beat.on ? "mine" : null, plan, unit }
  const names = planNames(desk.plans)
  const following = rows[at + 1] ?? rows[at - 1]
  const path = (row?: DeskRow) => deskPath({ ...here, item: row ? keyOf(row) : null })
  // Once the open one is answered the following one stands in its place.
  const left = rows.filter((row) => row !== open)
  const beyond = following && (left[left.indexOf(following) + 1] ?? left[left.indexOf(following) - 1])
  return (
    <>
      {/* The masthead names the place where one is. */}
      <h1 class="sr-only">{isSupervisor(actor) ? "督查工作台" : "待复核、待审定"}</h1>
      {isSupervisor(actor) && <Beginning plans={desk.plans} />}
      {overtaken && <WasFirst overtaken={overtaken} word={desk.lastWord} actor={actor} today={today} />}
      {desk.toApprove.map((draft) => (
        <p class="note">
          <DraftToApprove draft={draft} mine today={today} />
        </p>
      ))}
      <ObjectionsToDecide objections={desk.objections} today={today} />
      <GapsToRing gaps={desk.gaps} contacts={desk.contacts} today={today} />
      <RoundsAtOnce atOnce={props.atOnce} today={today} />
      <div class="desk-head">
        <nav class="tabs" aria-label="队列">
          {queues
            .filter((one) => one === chosen || one.n > 0 || !one.occasional?.(actor))
            .map((one) => (
              <a
                href={one.href ?? deskPath({ ...here, queue: one.name })}
                aria-current={one === chosen ? "page" : undefined}
                id={`queue-${one.name}`}
              >
                {one.label} <b class={countClass(one)}>{one.n}</b>
              </a>
            ))}
        </nav>
        <Keys on={keys} next={path(open)} answering={chosen?.keys ?? []} />
      </div>
      <div class="desk-bar">
        <Choose names={names} units={desk.units} {...here} />
        {queue === "review" && isSupervisor(actor) && waiting > 1 && (
          <a class="button" href={togetherPath({ beat: here.beat, plan, unit })}>
            成批采纳
          </a>
        )}
        {beat.own.length > 0 && (
          <a class="button" href={deskPath({ ...here, beat: beat.on ? null : "mine" })}>
            {beat.on ? "查看全部单位" : "只看我分片的单位"}
          </a>
        )}
        <Recent recent={desk.recent} next={path(open)} />
      </div>
      {queue === "overdue" && <Urge owing={desk.owing} names={names} unit={unit} />}
      {open === undefined ? (
        <p class="empty sheet">「{chosen?.label}」没有待处理的事项。</p>
      ) : (
        <div class="desk">
          <ol class="queue sheet" id="queue">
            {rows.map((row, i) => (
              <li>
                <a href={path(row)} id={`row-${keyOf(row)}`} aria-current={i === at ? "true" : undefined}>
                  <b>
                    {row.what === "instruction" ? row.instruction.leaderName : row.unit.shortName} {named(row).label}
                  </b>
                  {"plan" in row && "unit" in row && isSelfCheck({ plan: row.plan, unitId: row.unit.id }) && (
                    <span class="tag">自查</span>
                  )}
                  <span>{firstWords(row)}</span>
                  <Marks row={row} files={desk.files} />
                  <small>
                    {[planOf(row, names, plan), when(row, queue, today, calendar)].filter(Boolean).join(" · ")}
                  </small>
                </a>
              </li>
            ))}
            {waiting > rows.length && <li class="more">还有 {waiting - rows.length} 项，办理后依次显示</li>}
          </ol>
          <article class="item sheet padded" id="item" tabindex={-1} data-row={`row-${keyOf(open)}`}>
            <Opened {...props} names={names} row={open} here={path(open)} next={path(following)} />
          </article>
          {following && (
            // 预先载入: shown by views/assets/desk.js in the moment in which the open one is answered.
            <template id="ahead" data-row={`row-${keyOf(following)}`}>
              <Opened
                {...props}
                names={names}
                writing={undefined}
                row={following}
                here={path(following)}
                next={path(beyond)}
              />
            </template>
          )}
        </div>
      )}
    </>
  )
}

/** Red is for what is late; work that waits is no alarm. */
const countClass = ({ n, isLate }: Desk["queues"][number]): string =>
  n === 0 ? "count zero" : isLate ? "count" : "count work"

type Names = ReadonlyMap<number, string>

/** Of a report what it says, of anything else what it is about. */
const firstWords = (row: DeskRow): string => {
  const achieved = row.what === "part" ? row.words?.achieved : null
  return brief(firstLine(achieved || named(row).text), 26)
}

/** What a supervisor wants to know before opening it. */
const Marks = ({ row, files }: { row: DeskRow; files: Desk["files"] }) => {
  if (row.what !== "part" || !row.report) return null
  const { report, assignment } = row
  const has = files.some((file) => file.assignmentId === assignment.id && file.roundId === report.roundId)
  const marks = [report.hasDifficulty && "需要协调", has && "有佐证", report.latest > 1 && "重报"].filter(Boolean)
  return marks.length > 0 ? <em class="marks">{marks.join(" · ")}</em> : null
}

/** What the plan of an item is called, where there are several and not one was chosen. */
const planOf = (row: DeskRow, names: Names, chosen: number | null): string | null =>
  "plan" in row && names.size > 1 && chosen === null ? (names.get(row.plan.id) ?? shortTitle(row.plan.title)) : null

type ChooseProps = {
  names: Names
  units: Desk["units"]
  queue: string
  beat: string | null
  plan: number | null
  unit: number | null
}

/** Only the items of one plan, or of one unit; the choice goes along from queue to queue and from item to item. */
const Choose = ({ names, units, queue, beat, plan, unit }: ChooseProps) => (
  <form method="get" action={deskPath()} class="filters" id="choose" data-at-once>
    <input type="hidden" name="queue" value={queue} />
    {beat && <input type="hidden" name="beat" value={beat} />}
    {names.size > 1 && (
      <select name="plan" id="plan" aria-label="方案">
        <option value="">全部方案</option>
        {[...names].map(([id, name]) => (
          <option value={id} selected={id === plan}>
            {name}
          </option>
        ))}
      </select>
    )}
    <select name="unit" id="unit" aria-label="单位">
      <option value="">全部单位</option>
      {units
        .filter(({ id, active }) => active || id === unit)
        .map(({ id, name }) => (
          <option value={id} selected={id === unit}>
            {name}
          </option>
        ))}
    </select>
    <button type="submit" id="choose-these">
      查看
    </button>
    {(plan !== null || unit !== null) && <a href={deskPath({ queue, beat })}>全部</a>}
  </form>
)

/** Before the first round the queues are empty: above them stands the way to the first report. */
const Beginning = ({ plans }: { plans: Desk["plans"] }) => {
  const [plan] = plans
  if (plans.some(({ hasRound }) => hasRound)) return null
  return <FirstSteps mayImport plan={plan ? { id: plan.id, name: shortTitle(plan.title) } : null} />
}

type OpenedProps = Props & { names: Names; row: DeskRow; here: string; next: string }

/** One item, under the name of its plan, with the forms that answer it; each form carries its own address and version. */
const Opened = (props: OpenedProps) => {
  const plan = planOf(props.row, props.names, props.plan)
  return (
    <>
      {plan && "plan" in props.row && (
        <p class="of-plan">
          <a href={planPath(props.row.plan.id)}>{plan}</a>
        </p>
      )}
      <OpenedRow {...props} />
    </>
  )
}

const OpenedRow = ({ row, here, next, desk, queue, actor, today, writing, ...days }: OpenedProps) => {
  switch (row.what) {
    case "instruction":
      return <OpenedInstruction row={row} today={today} next={next} />
    case "unit":
      return <OpenedUnit row={row} />
    case "extension":
      return <OpenedExtension row={row} actor={actor} today={today} next={next} />
    case "notice":
      return (
        <OpenedNotice
          row={row}
          files={desk.noticeFiles}
          actor={actor}
          today={today}
          next={next}
          noticeBy={days.noticeBy}
        />
      )
    case "part":
      return (
        <OpenedPart
          row={row}
          queue={queue}
          files={desk.files}
          units={desk.units}
          phrases={desk.phrases}
          contacts={desk.contacts}
          before={desk.before}
          writing={writing}
          actor={actor}
          today={today}
          here={here}
          next={next}
          resubmitBy={days.resubmitBy}
          rectifyBy={days.rectifyBy}
        />
      )
  }
}

const MOVING: readonly DeskKey[] = [
  ["j", "下一项"],
  ["k", "上一项"],
]

/** What each key does, behind one word; keys that act by themselves can be switched off (WCAG 2.1.4). */
const Keys = ({ on, next, answering }: { on: boolean; next: string; answering: readonly DeskKey[] }) => (
  <details class="keys" id="keys" data-on={on ? "yes" : undefined}>
    <summary>快捷键 {on && <kbd>?</kbd>}</summary>
    <div>
      {!on && <p>单键快捷键已关闭。</p>}
      <ul>
        {on &&
          [...MOVING, ...answering].map(([key, what]) => (
            <li>
              <kbd>{key}</kbd>
              {what}
            </li>
          ))}
        <li>
          <kbd>Ctrl+Enter</kbd>提交意见
        </li>
        <li>
          <kbd>Esc</kbd>离开输入框
        </li>
      </ul>
      <form method="post" action="/desk/keys">
        <input type="hidden" name="next" value={next} />
        <button type="submit" class="quiet" id="toggle-keys">
          {on ? "关闭单键快捷键" : "打开单键快捷键"}
        </button>
      </form>
    </div>
  </details>
)

type WasFirstProps = { overtaken: Overtaken; word: Desk["lastWord"]; actor: Actor; today: string }

/** The own answer came second: who was first with what, and the words that were typed. */
const WasFirst = ({ overtaken, word, actor, today }: WasFirstProps) => (
  <section class="overtaken sheet padded">
    <p role="alert">
      {word
        ? `没有提交：${word.unit}${word.label}已由${word.actorId === actor.id ? "您本人" : word.actorName}「${useTold().actionWords(word.action)}」（${momentWords(word.at, today)}），您的操作没有生效。下面是下一项。`
        : "没有提交：这一项刚刚被他人更新，您的操作没有生效。下面是下一项。"}
    </p>
    <Kept typed={overtaken.typed} />
  </section>
)

/** What was just answered and can still be taken back: the last one with its key, earlier ones on demand. */
const Recent = ({ recent, next }: { recent: Desk["recent"]; next: string }) => {
  const [latest, ...earlier] = recent
  // The line keeps its place while there is nothing in it: the next item stands where the last one stood.
  return latest ? (
    <div class="recent" id="recent">
      <Undo one={latest} next={next} last />
      {earlier.length > 0 && (
        <details>
          <summary>还可撤销 {earlier.length} 项</summary>
          <ul>
            {earlier.map((one) => (
              <li>
                <Undo one={one} next={next} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  ) : (
    <div class="recent" id="recent"></div>
  )
}

type UndoProps = { one: Desk["recent"][number]; next: string; last?: boolean }

const Undo = ({ one, next, last }: UndoProps) => (
  <form method="post" action={reportPath(one.assignmentId, one.round, "undoing")}>
    <Based version={one.version} next={next} />
    <span>
      {last && "刚才："}
      {one.unit} {one.label} <ActionWord action={one.action} />
    </span>
    <button type="submit" class="quiet" data-key={last ? "u" : undefined} aria-label={`撤销：${one.unit} ${one.label}`}>
      撤销
    </button>
    <small>{timeOf(one.at + UNDO_FOR)} 前可撤销</small>
  </form>
)

function when(row: DeskRow, queue: string, today: string, calendar: Calendar): string {
  if (row.what === "instruction") {
    return row.instruction.replyBy ? `${dayWords(row.instruction.replyBy, today)}前回复` : ""
  }
  if (row.what === "unit") return row.successor ? `由${row.successor}承接` : "未指定承接单位"
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

const Urge = ({ owing, names, unit }: { owing: Desk["owing"]; names: Names; unit: number | null }) =>
  owing.length === 0 ? null : (
    <p class="acts urge">
      {owing.map(({ planId, number, name, title, n }) => (
        <>
          <a class="button primary" href={roundPath(planId, number, `reminders${search({ unit })}`)} title={title}>
            批量催办 {names.size > 1 && `${names.get(planId) ?? shortTitle(title)} `}
            {name} 未报 {n} 项
          </a>
          <a class="button" href={newNoticePath(planId, { round: number })} title={title}>
            对逾期单位发督办单
          </a>
        </>
      ))}
    </p>
  )
