import type { Child } from "hono/jsx"
import type { LightColour } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import type { InstructionRow } from "#src/instructions/queries.ts"
import type { Item, Overview, Reminded, Said } from "#src/overview/overview.ts"
import type { Choice } from "#src/overview/queries.ts"
import { deskPath, matrixPath, newInstructionPath, overviewPath, planPath, taskPath, unitPath } from "#src/paths.ts"
import { type Filter, queryOf, type Tally } from "#src/plans/filter.ts"
import { InstructionList } from "../instructions/instruction.tsx"
import { LIGHT_LABEL, REPORTED_MEASURE, TASK_LIGHT_MEASURE } from "../labels.ts"
import { Count, Rate } from "../parts/count.tsx"
import { ColourMark, LightMark } from "../parts/light.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { asOfWords } from "../plans/words.ts"
import { brief, dayWords } from "../words.ts"
import { type Phrase, sentence } from "./sentence.ts"

type Props = {
  overview: Overview
  choices: Choice[]
  reminded: Map<number, Reminded>
  said: Map<number, Said>
  instructions: InstructionRow[]
  /** 督办单 that wait for the reader's 审定. */
  toApprove: number
  me: number
  isLeader: boolean
  today: string
}

/** Items of one kind shown here; the heading's number opens all. */
const SHOWN = 8

export const NoPlan = () => (
  <>
    <h1>总览</h1>
    <p class="sheet empty">还没有已下达的方案。</p>
  </>
)

/** 总览: how it stands, what is late and why, what needs a decision. One A4 page when printed. */
export const OverviewPage = (props: Props) => {
  const { overview, choices, reminded, said, instructions, me, isLeader, today } = props
  const { board, leader } = overview
  const { plan, round } = board
  const path = (filter: Partial<Filter>) => planPath(plan.id, queryOf({ leader, ...filter }))
  const hasOwn = board.units.some(({ leaderId }) => leaderId === me)
  return (
    <div class="overview">
      <div class="title">
        <div>
          <h1>{round ? `${round.name}落实情况` : "落实情况"}</h1>
          <p>
            <a href={planPath(plan.id)}>{plan.title}</a> · {asOfWords(board, today)}
          </p>
        </div>
        <p class="acts">
          {(hasOwn || leader !== null) && (
            <a class="button" id="mine" href={overviewPath({ plan: plan.id, mine: leader === null ? 1 : null })}>
              {leader === null ? "只看我分管的" : "看全部单位"}
            </a>
          )}
          <a class="button" id="to-matrix" href={matrixPath(plan.id)}>
            分工矩阵
          </a>
          <PrintButton>打印简报</PrintButton>
        </p>
      </div>
      <Chooser choices={choices} planId={plan.id} mine={leader !== null} />
      <p class="say">
        {sentence(sentenceFacts(overview, today)).map((phrase) => (
          <Spoken phrase={phrase} path={path} />
        ))}
      </p>
      <Figures overview={overview} path={path} />
      <div class="overview-columns">
        <div>
          <Items title="逾期" of={overview.late} href={path({ part: "red" })} none="没有逾期的分工。">
            {overview.late.slice(0, SHOWN).map((item) => (
              <Line item={item} planId={plan.id}>
                {lateWords(item, reminded.get(item.part.id), said.get(item.part.id), today)}
              </Line>
            ))}
          </Items>
          <Items title="有困难" of={overview.difficult} href={path({ hasDifficulty: true })} none="没有单位提出困难。">
            {overview.difficult.slice(0, SHOWN).map((item) => (
              <Line item={item} planId={plan.id}>
                {said.get(item.part.id)?.problems || "需要协调，未写明具体问题。"}
              </Line>
            ))}
          </Items>
          <Decisions overview={overview} path={path} toApprove={props.toApprove} />
        </div>
        <div>
          <Units overview={overview} path={path} />
          <Change overview={overview} />
          <Instructions
            rows={instructions}
            planId={plan.id}
            late={overview.late.length}
            isLeader={isLeader}
            today={today}
          />
        </div>
      </div>
    </div>
  )
}

const Chooser = ({ choices, planId, mine }: { choices: Choice[]; planId: number; mine: boolean }) =>
  choices.length < 2 ? null : (
    <form method="get" action={overviewPath()} class="filters no-print" id="choose-plan">
      {mine && <input type="hidden" name="mine" value="1" />}
      <label>
        方案
        <select name="plan" id="plan">
          {choices.map(({ id, title }) => (
            <option value={id} selected={id === planId}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" id="choose">
        查看
      </button>
    </form>
  )

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
    ? { number: before.board.round.number, name: before.board.round.name, red: before.lights.red }
    : null,
})

const Spoken = ({ phrase, path }: { phrase: Phrase; path: (filter: Partial<Filter>) => string }) =>
  phrase.filter ? (
    <a href={path(phrase.filter)} class={phrase.isLate ? "late" : undefined} data-of={phrase.of}>
      {phrase.text}
    </a>
  ) : (
    phrase.text
  )

type PartProps = { overview: Overview; path: (filter: Partial<Filter>) => string }

const Figures = ({ overview, path }: PartProps) => {
  const { all, overdue, claimed, disputed, proposed } = overview
  return (
    <ul class="figures">
      <Figure n={all.total} href={path({})} name="项分工" title="方案中全部分工" />
      <Figure n={all.reported} href={path({ report: "reported" })} name="本期已报" title={REPORTED_MEASURE} />
      <Figure
        n={overdue}
        href={path({ report: "overdue" })}
        name="逾期未报"
        isLate={overdue > 0}
        title="过了应报日期仍未报送，或退回后过期未重报"
      />
      <Figure
        n={claimed.length}
        href={path({ state: "claimed" })}
        name="办结待核查"
        title="单位已申请办结，等待督查部门核查"
      />
      <Figure
        n={disputed.length}
        href={path({ state: "disputed" })}
        name="异议待处理"
        title="单位对分工提出异议，等待答复"
      />
      <Figure
        n={proposed.length}
        href={path({ proposed: true })}
        name="自查待复核"
        title="督查部门自查的初核意见，等待另一人复核"
      />
    </ul>
  )
}

type FigureProps = { n: number; href: string; name: string; title: string; isLate?: boolean }

const Figure = ({ n, href, name, title, isLate }: FigureProps) => (
  <li>
    <Count n={n} of="parts" href={href} title={title} class={isLate ? "late" : undefined}>
      <b>{n}</b>
      <span>{name}</span>
    </Count>
  </li>
)

type ItemsProps = { title: string; of: Item[]; href: string; none: string; children?: Child }

const Items = ({ title, of: items, href, none, children }: ItemsProps) => (
  <section class="block">
    <h2>
      {title}
      {items.length > 0 && (
        <small>
          <Count n={items.length} of="parts" href={href}>
            全部{items.length}项
          </Count>
        </small>
      )}
    </h2>
    {items.length === 0 ? <p class="muted nothing">{none}</p> : <ul class="item-list">{children}</ul>}
  </section>
)

const Line = ({ item: { task, part, unit }, planId, children }: { item: Item; planId: number; children?: Child }) => (
  <li>
    <LightMark light={part.light} />
    <a href={`${taskPath(planId, task.ordinal)}#unit-${unit.id}`}>
      {task.label}
      {brief(task.text, 34)}
    </a>
    <p>
      <b>{unit.shortName}</b>：{children}
    </p>
  </li>
)

/** Why an item is late: no report, or what the return asked for; and how often it was reminded. */
function lateWords({ part }: Item, reminded: Reminded | undefined, said: Said | undefined, today: string): string {
  const why =
    part.standing === "returned"
      ? `退回后未重报${said?.opinion ? `，退回意见：${unended(said.opinion)}` : ""}`
      : part.light.reason === "overdue_report"
        ? "未报"
        : part.light.reason === "overdue_rectification"
          ? "整改未完成"
          : part.light.reason === "overdue_notice"
            ? "督办单未反馈"
            : part.light.reason === "overdue_deadline"
              ? "未在时限内办结"
              : part.overrideReason || "未报"
  const often = reminded ? `已催办${reminded.times}次（最近${dayWords(dateOf(reminded.lastAt), today)}）` : "尚未催办"
  return `${why}。${often}。`
}

/** Without the full stop it came with: a sentence goes on. */
const unended = (text: string) => text.trim().replace(/[。；，、.;,]+$/, "")

const Decisions = ({ overview, path, toApprove }: PartProps & { toApprove: number }) => {
  const kinds = [
    { name: "异议待答复", items: overview.disputed, filter: { state: "disputed" } },
    { name: "办结待核查", items: overview.claimed, filter: { state: "claimed" } },
    { name: "自查待复核", items: overview.proposed, filter: { proposed: true } },
  ] satisfies { name: string; items: Item[]; filter: Partial<Filter> }[]
  const open = kinds.filter(({ items }) => items.length > 0)
  return (
    <section class="block">
      <h2>需要决定</h2>
      {open.length === 0 && toApprove === 0 ? (
        <p class="muted nothing">目前没有等待决定的事项。</p>
      ) : (
        <ul class="decisions">
          {toApprove > 0 && (
            <li>
              <a href={deskPath({ queue: "approvals" })}>督办单待您审定{toApprove}份</a>
            </li>
          )}
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
      )}
    </section>
  )
}

/** 批示 with their answers, so that a leader need not search; and the way to give one. */
const Instructions = ({
  rows,
  planId,
  late,
  isLeader,
  today,
}: {
  rows: InstructionRow[]
  planId: number
  late: number
  isLeader: boolean
  today: string
}) => (
  <section class="block" id="instructions">
    <h2>批示</h2>
    {rows.length === 0 ? <p class="muted nothing">还没有批示。</p> : <InstructionList rows={rows} today={today} />}
    <p class="acts no-print">
      {late > 0 && (
        <a class="button" href={newInstructionPath(planId, { part: "red" })}>
          {isLeader ? "对逾期事项批示" : "录入对逾期事项的批示"}
        </a>
      )}
      <a class="button" href={newInstructionPath(planId)}>
        {isLeader ? "对方案批示" : "录入对方案的批示"}
      </a>
    </p>
  </section>
)

const BARS: LightColour[] = ["green", "blue", "grey", "yellow", "red", "none"]

const Units = ({ overview, path }: PartProps) => {
  const hasRound = overview.board.round !== null
  return (
    <section class="block">
      <h2>
        各单位 <small>以单位顺序为序</small>
      </h2>
      <table class="bars">
        <caption class="sr-only">各单位分工的状态和本期报送</caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col">进度灯</th>
            <th scope="col" class="number" title={REPORTED_MEASURE}>
              已报/应报
            </th>
          </tr>
        </thead>
        <tbody>
          {overview.units.map(({ unit, tally }) => (
            <tr>
              <th scope="row">
                <a href={unitPath(unit.id)}>{unit.shortName}</a>
                {unit.id === overview.board.plan.supervisingUnitId && <small>（自查）</small>}
              </th>
              <td>
                <Bar tally={tally} />
                <span class="lights">
                  {BARS.filter((colour) => tally.lights[colour] > 0).map((colour) => (
                    <Count
                      n={tally.lights[colour]}
                      of="parts"
                      href={path({ unit: unit.id, part: colour })}
                      class={`light ${colour}`}
                      title={`${unit.shortName}：${LIGHT_LABEL[colour]}`}
                    >
                      <span class="sr-only">{LIGHT_LABEL[colour]}</span>
                      {tally.lights[colour]}
                    </Count>
                  ))}
                </span>
              </td>
              <td class="number">
                {hasRound && (
                  <Rate
                    reported={tally.reported}
                    due={tally.due}
                    hrefs={[path({ unit: unit.id, report: "reported" }), path({ unit: unit.id, report: "due" })]}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="legend">
        {BARS.filter((colour) => overview.units.some(({ tally }) => tally.lights[colour] > 0)).map((colour) => (
          <ColourMark colour={colour} />
        ))}
      </p>
    </section>
  )
}

/** The lights of one unit as a bar; the numbers beside it say the same. */
const Bar = ({ tally }: { tally: Tally }) => {
  let x = 0
  return (
    <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {BARS.filter((colour) => tally.lights[colour] > 0).map((colour) => {
        const width = (tally.lights[colour] / tally.total) * 1000
        const rect = (
          <rect class={colour} x={x.toFixed(1)} y="0" width={Math.max(0, width - 3).toFixed(1)} height="10" />
        )
        x += width
        return rect
      })}
    </svg>
  )
}

const Change = ({ overview }: { overview: Overview }) => {
  const { before, board, lights, leader } = overview
  const then = before?.board.round
  if (!before || !then) return null
  const path = (filter: Partial<Filter>) => planPath(board.plan.id, queryOf({ leader, ...filter }))
  return (
    <section class="block">
      <h2>
        与上期相比 <small title={TASK_LIGHT_MEASURE}>任务数</small>
      </h2>
      <table class="list change">
        <caption class="sr-only">进度灯与上一填报期相比</caption>
        <thead>
          <tr>
            <th scope="col">进度灯</th>
            <th scope="col" class="number">
              {then.name}
              {then.cutOffAt !== null && "截止时"}
            </th>
            <th scope="col" class="number">
              现在
            </th>
            <th scope="col" class="number">
              变化
            </th>
          </tr>
        </thead>
        <tbody>
          {BARS.filter((colour) => lights[colour] + before.lights[colour] > 0).map((colour) => (
            <tr>
              <th scope="row">
                <ColourMark colour={colour} />
              </th>
              <td class="number">
                <Count n={before.lights[colour]} of="tasks" href={path({ round: then.number, light: colour })} />
              </td>
              <td class="number">
                <Count n={lights[colour]} of="tasks" href={path({ light: colour })} />
              </td>
              <td class="number">{changeWords(lights[colour] - before.lights[colour])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const changeWords = (n: number): string => (n === 0 ? "持平" : n > 0 ? `增加${n}项` : `减少${-n}项`)
