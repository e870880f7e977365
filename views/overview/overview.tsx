import type { Child } from "hono/jsx"
import { type Filter, queryOf } from "#src/board/filter.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Overview } from "#src/pages/overview/overview.ts"
import type { OverviewPage as Found, Shown } from "#src/pages/overview/queries.ts"
import { monthOf } from "#src/pages/unit/burden.ts"
import {
  matrixPath,
  newInstructionPath,
  overviewPath,
  planPath,
  roundsPath,
  silencePath,
  taskPath,
} from "#src/paths.ts"
import { manages } from "#src/plans/plan/policy.ts"
import { leaderKey } from "#src/plans/tasks/leaders.ts"
import { isRunning } from "#src/trail/running.ts"
import { Count } from "../parts/count.tsx"
import { FirstSteps } from "../parts/first_steps.tsx"
import { LightMark } from "../parts/light.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { planNames } from "../plans/titles.ts"
import { asOfWords } from "../plans/words.ts"
import { clauseOf } from "../words.ts"
import { BurdenSentence } from "./burden.tsx"
import { Coming } from "./coming.tsx"
import { Rates } from "./history.tsx"
import { Items, Line, lateWords } from "./items.tsx"
import { PlanLines, waitingPlace } from "./lines.tsx"
import { type Phrase, sentence } from "./sentence.ts"
import { Change, Units } from "./units.tsx"
import { Instructions, WaitingDrafts, WaitingList } from "./waiting.tsx"

type Props = Omit<Found, "shown"> & { shown: Shown; actor: Actor; isLeader: boolean; today: string }

/** Items of one kind shown here; the heading's number opens all. */
const SHOWN = 8

/** Items in the first column of a sheet with room for nothing else. */
const FILLS_A_SHEET = 7

/** With more units than these, as with several plans, paper is filled more densely, so that it stays one sheet. */
const UNITS_BESIDE = 14
const isDense = ({ lines, shown }: Pick<Props, "lines" | "shown">) =>
  lines.length > 1 || shown.overview.units.length > UNITS_BESIDE

/** So many items of a kind are printed. */
const printedOf = (props: Pick<Props, "lines" | "shown">) => (isDense(props) ? 3 : 5)

/** What is late and what is in difficulty fill the first column of the sheet: what comes has its own page then. */
function isFull(props: Pick<Props, "lines" | "shown">): boolean {
  const { late, difficult } = props.shown.overview
  const printed = printedOf(props)
  return Math.min(late.length, printed) + Math.min(difficult.length, printed) > FILLS_A_SHEET
}

type NoPlanProps = Pick<Found, "drafts"> & { mayImport: boolean; isLeader: boolean; today: string }

export const NoPlan = ({ drafts, mayImport, isLeader, today }: NoPlanProps) => (
  <>
    <h1>总览</h1>
    {drafts.length > 0 && <WaitingDrafts drafts={drafts} isLeader={isLeader} today={today} />}
    <FirstSteps mayImport={mayImport} plan={null} />
  </>
)

/**
 * 总览: all plans in one line each where there are several, what waits for the reader, the 批示 with their answers; then
 * one plan: how it stands, what is late and why. The order is that of a telephone, where one stands below the other.
 */
export const OverviewPage = (props: Props) => {
  const { lines, waiting, drafts, instructions, coming, shown, actor, isLeader, today } = props
  const { board, leader } = shown.overview
  const names = planNames(lines.map(({ plan }) => plan))
  const here = overviewPath({ plan: board.plan.id, mine: leader && 1 })
  const next = <Coming {...coming} names={names} mine={leader} today={today} isPrinted={!isFull(props)} />
  const own = (
    <div class="own">
      <WaitingList
        groups={waiting}
        drafts={drafts}
        names={names}
        actor={actor}
        isLeader={isLeader}
        today={today}
        here={here}
      />
      <Instructions rows={instructions} names={names} today={today} />
      {lines.length > 1 && next}
    </div>
  )
  const atHand = waiting.find(({ planId }) => planId === board.plan.id)?.n ?? 0
  if (lines.length < 2) {
    return (
      <div class={isDense(props) ? "overview one-plan dense" : "overview one-plan"}>
        <Head {...props} isFirst />
        <div class="overview-first">
          <Sentence {...props} atHand={atHand + drafts.length} list="waiting" />
          {own}
          <Led {...props} />
          <Late {...props}>{next}</Late>
          <Rest {...props} />
        </div>
      </div>
    )
  }
  return (
    <div class="overview several dense">
      <div class="title">
        <div>
          <h1>总览</h1>
        </div>
        <p class="acts">
          <Mine {...props} />
        </p>
      </div>
      <div class="overview-first">
        <PlanLines lines={lines} names={names} chosen={board.plan.id} mine={leader} isLeader={isLeader} />
        {own}
      </div>
      <section class="whole-plan" id="whole-plan" aria-label={names.get(board.plan.id) ?? board.plan.title}>
        <Head {...props} isFirst={false} />
        <Led {...props} />
        <Sentence {...props} atHand={atHand} list={waitingPlace(board.plan.id)} />
        <div class="overview-columns">
          <Late {...props} />
          <Rest {...props} />
        </div>
      </section>
    </div>
  )
}

/** Only the units in the reader's charge, or all again; offered to whoever has some. */
const Mine = ({ shown: { overview }, actor }: Props) => {
  const { board, leader } = overview
  if (leader === null && !board.units.some(({ leaderId }) => leaderId === actor.id)) return null
  return (
    <a class="button" id="mine" href={overviewPath({ plan: board.plan.id, mine: leader === null ? 1 : null })}>
      {leader === null ? "只看我分管的" : "看全部单位"}
    </a>
  )
}

/** The plan's round and title, as the page's heading or below the lines of all. */
const Head = (props: Props & { isFirst: boolean }) => {
  const { board } = props.shown.overview
  const { plan, round } = board
  const heading = round ? `${round.name}落实情况` : "落实情况"
  return (
    <div class="title">
      <div>
        {props.isFirst ? <h1>{heading}</h1> : <h2>{heading}</h2>}
        <p>
          <a href={planPath(plan.id)}>{plan.title}</a> · {asOfWords(board, props.today)}
        </p>
      </div>
      <p class="acts">
        {props.isFirst && <Mine {...props} />}
        <a class="button" id="to-matrix" href={matrixPath(plan.id)}>
          分工矩阵
        </a>
        {isRunning(plan.state) && (
          <a class="button" id="instruct" href={newInstructionPath(plan.id)}>
            {props.isLeader ? "对方案批示" : "录入对方案的批示"}
          </a>
        )}
        <PrintButton>打印简报</PrintButton>
      </p>
    </div>
  )
}

/** 我负责的任务: those the reader answers for, first of all. */
const Led = ({ shown: { overview }, actor }: Props) => {
  const { led, board } = overview
  if (led.length === 0) return null
  const key = leaderKey({ personId: actor.id, name: actor.name })
  return (
    <section class="block led no-print" id="led">
      <h2>
        我负责的任务
        <small>
          <Count n={led.length} of="tasks" href={planPath(board.plan.id, queryOf({ led: key }))}>
            全部{led.length}项
          </Count>
        </small>
      </h2>
      <ul class="item-list">
        {led.slice(0, SHOWN).map((task) => (
          <li>
            <LightMark light={task.light} />
            <a href={taskPath(board.plan.id, task.ordinal)}>
              {task.label}
              {clauseOf(task.text)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const pathOf =
  ({ board, leader }: Overview) =>
  (filter: Partial<Filter>) =>
    planPath(board.plan.id, queryOf({ leader, ...filter }))

/** How it stands, in words and in the four numbers that matter; `list` holds what is at hand. */
const Sentence = ({ shown, actor, isLeader, today, atHand, list }: Props & { atHand: number; list: string }) => {
  const { overview } = shown
  const { board } = overview
  const path = pathOf(overview)
  return (
    <div class="stands">
      <p class="say">
        {sentence(sentenceFacts(overview, today)).map((phrase) => (
          <Spoken phrase={phrase} path={path} />
        ))}
      </p>
      {board.rounds.length === 0 && manages(actor, board.plan) && (
        <p class="acts">
          <a class="button primary" href={roundsPath(board.plan.id)}>
            开启填报期
          </a>
        </p>
      )}
      <ul class="figures">
        <Figure n={overview.late.length} name="逾期" kind="late" href={path({ part: "red" })} title="亮红灯的分工" />
        <Figure
          n={overview.all.lights.yellow}
          name="需关注"
          kind="attention"
          href={path({ part: "yellow" })}
          title="亮黄灯的分工：临期、需要协调、退回、整改中"
        />
        <Figure
          n={overview.all.due - overview.all.reported}
          name="未报"
          kind="owed"
          href={path({ report: "owed" })}
          title="本期应报而未报的分工"
        />
        <Figure
          n={atHand}
          of="waiting"
          name={isLeader ? "待您决定" : "待领导决定"}
          kind="waiting"
          href={atHand > 0 ? `#${list}` : null}
          title="只有领导能决定的事项"
        />
      </ul>
      {shown.silent > 0 && (
        <p class="more" id="silent">
          <a href={silencePath(board.plan.id)}>{shown.silent}项久无进展，可与承办单位沟通了解</a>
        </p>
      )}
    </div>
  )
}

const sentenceFacts = ({ board, leader, tasks, lights, all, overdue, units, before }: Overview, today: string) => ({
  asOfOn: board.asOfOn,
  today,
  leader,
  tasks,
  lights,
  round: board.round && { name: board.round.name, isCutOff: board.round.cutOffAt !== null },
  due: all.due,
  reported: all.reported,
  overdue,
  overdueUnits: units.filter((own) => own.overdue > 0).map(({ unit }) => unit.shortName),
  before: before?.board.round
    ? { name: before.board.round.name, isCutOff: before.board.round.cutOffAt !== null, red: before.lights.red }
    : null,
})

const Spoken = ({ phrase, path }: { phrase: Phrase; path: (filter: Partial<Filter>) => string }) =>
  phrase.filter ? (
    <a
      href={path(phrase.filter)}
      class={phrase.isKey ? (phrase.isLate ? "key late" : "key") : undefined}
      data-of={phrase.of}
    >
      {phrase.text}
    </a>
  ) : (
    phrase.text
  )

type FigureProps = { n: number; of?: "waiting"; name: string; kind: string; href: string | null; title: string }

/** A number with what it counts; coloured only when there is something. */
const Figure = ({ n, of, name, kind, href, title }: FigureProps) => {
  const content = (
    <>
      <b>{n}</b>
      <span>{name}</span>
    </>
  )
  return (
    <li>
      {href === null ? (
        <p title={title}>{content}</p>
      ) : (
        <a href={href} class={n > 0 ? kind : undefined} title={title} data-of={of ?? "parts"}>
          {content}
        </a>
      )}
    </li>
  )
}

/** What is late and why, what is in difficulty, what the office has still to judge. */
const Late = ({ lines, shown, isLeader, today, children }: Props & { children?: Child }) => {
  const { overview, reminded, said } = shown
  const path = pathOf(overview)
  const printed = printedOf({ lines, shown })
  const { plan } = overview.board
  return (
    <div class="plan-items">
      <Items
        title="逾期"
        printed={printed}
        of={overview.late}
        href={path({ part: "red" })}
        none="没有逾期的分工。"
        act={
          isRunning(plan.state) && (
            <a class="button" href={newInstructionPath(plan.id, { part: "red" })}>
              {isLeader ? "对逾期事项批示" : "录入对逾期事项的批示"}
            </a>
          )
        }
      >
        {overview.late.slice(0, SHOWN).map((item) => (
          <Line item={item} planId={plan.id}>
            {lateWords(item, reminded.get(item.part.id), said.get(item.part.id), today)}
          </Line>
        ))}
      </Items>
      <Items
        title="需要协调"
        printed={printed}
        of={overview.difficult}
        href={path({ hasDifficulty: true })}
        none="没有单位提出需要协调的事项。"
      >
        {overview.difficult.slice(0, SHOWN).map((item) => (
          <Line item={item} planId={plan.id}>
            {said.get(item.part.id)?.problems || "需要协调，未写明具体问题。"}
          </Line>
        ))}
      </Items>
      <AtTheOffice overview={overview} />
      {children}
    </div>
  )
}

/** What the supervising office has to judge: nobody else decides it. */
const AtTheOffice = ({ overview }: { overview: Overview }) => {
  const path = pathOf(overview)
  const kinds = [
    { name: "异议待答复", items: overview.disputed, filter: { state: "disputed" } },
    { name: "办结待核查", items: overview.claimed, filter: { state: "claimed" } },
    { name: "自查待复核", items: overview.proposed, filter: { proposed: true } },
  ] satisfies { name: string; items: Overview["late"]; filter: Partial<Filter> }[]
  const open = kinds.filter(({ items }) => items.length > 0)
  return open.length === 0 ? null : (
    <section class="block">
      <h2>督查部门办理中</h2>
      <ul class="decisions">
        {open.map(({ name, items, filter }) => (
          <li>
            <Count n={items.length} of="parts" href={path(filter)}>
              {name}
              {items.length}项
            </Count>
            ：
            {items
              .slice(0, SHOWN)
              .map(({ unit, task }) => `${unit.shortName}${task.label}`)
              .join("、")}
            {items.length > SHOWN && "等"}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Rest = ({ shown: { overview, rates }, burden, today }: Props) => (
  <div class="plan-rest">
    <Units overview={overview} path={pathOf(overview)} />
    <BurdenSentence burden={burden} month={monthOf(today)} mine={overview.leader} />
    <Change overview={overview} />
    <Rates rates={rates} planId={overview.board.plan.id} leader={overview.leader} />
  </div>
)
