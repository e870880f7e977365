import { LIGHTS } from "#db/schema.ts"
import { comparisonPath, planPath, planSourcePath, search, successorPath, taskPath, unitPath } from "#src/paths.ts"
import {
  countParts,
  countTasks,
  type Filter,
  isEmpty,
  type Listed,
  listed,
  NO_FILTER,
  queryOf,
  REPORT_FILTERS,
  tallies,
  taskLights,
} from "#src/plans/filter.ts"
import type { Line, Papers } from "#src/plans/queries.ts"
import type { Board, BoardAssignment, BoardSection, BoardTask } from "#src/plans/standing.ts"
import { leaderKey, leadersAmong } from "#src/tasks/leaders.ts"
import {
  ASSIGNMENT_STATE_LABEL,
  LIGHT_LABEL,
  REPORT_FILTER_LABEL,
  REPORTED_MEASURE,
  TASK_LIGHT_MEASURE,
} from "../labels.ts"
import { Count, Rate } from "../parts/count.tsx"
import { ColourMark, LightMark } from "../parts/light.tsx"
import { RoundPicker } from "../parts/round_picker.tsx"
import { EndedTag } from "../units/parts.tsx"
import { endedWords, nameWords, shortNameThen } from "../units/words.ts"
import { ApprovedBy } from "./approved.tsx"
import { PlanHead } from "./head.tsx"
import { asOfWords, leadersWords, roleWords, scheduleWords } from "./words.ts"

type Props = {
  board: Board
  /** What the filter lets through. */
  list: Listed[]
  filter: Filter
  lines: Map<number, Line>
  papers: Papers
  supervises: boolean
  today: string
}

/** 任务清单: by section, each task with its units, their lights and the latest line. */
export const PlanPage = ({ board, list, filter, lines, papers, supervises, today }: Props) => {
  const { plan, round } = board
  const path = (query: Partial<Filter>) => planPath(plan.id, queryOf({ round: filter.round, ...query }))
  return (
    <>
      <PlanHead plan={plan} tab="tasks" supervises={supervises} round={filter.round}>
        <RoundPicker
          rounds={board.rounds}
          round={round}
          path={(number) => planPath(plan.id, queryOf({ ...filter, round: number }))}
        />
      </PlanHead>
      <Figures board={board} path={path} today={today} />
      <Filters board={board} filter={filter} />
      {!isEmpty(filter) && <Chosen board={board} list={list} filter={filter} clear={path({})} />}
      {isEmpty(filter) && plan.preamble && <p class="preamble">{plan.preamble}</p>}
      <div id="tasks">
        {sectionsOf(board, list).map(({ section, tasks }) => (
          <section class="block">
            {section && <h2>{section.text}</h2>}
            <ol class="tasks">
              {tasks.map(({ task, parts }) => (
                <TaskItem board={board} task={task} parts={parts} line={lines.get(task.id)} today={today} />
              ))}
            </ol>
          </section>
        ))}
      </div>
      {isEmpty(filter) && plan.closing && <p class="preamble closing">{plan.closing}</p>}
      {isEmpty(filter) && plan.basis && (
        <p class="muted small basis">
          依据：{plan.basis}
          {plan.basisDocNumber && `（${plan.basisDocNumber}）`}
        </p>
      )}
      {isEmpty(filter) && <ApprovedBy name={papers.approvedBy} at={papers.approvedAt} today={today} />}
      {isEmpty(filter) && (
        <p class="acts plan-papers">
          {papers.sourceId !== null && (
            <a href={planSourcePath(plan.id)} hx-boost="false" id="plan-source">
              下载方案原件
            </a>
          )}
          {papers.predecessorId !== null && (
            <a href={comparisonPath(plan.id)} id="plan-comparison">
              与上年比较
            </a>
          )}
          {supervises && (
            <a href={successorPath(plan.id)} id="plan-successor">
              由此生成下一年度方案
            </a>
          )}
        </p>
      )}
    </>
  )
}

/** Tasks under their sections; those without one come first. */
function sectionsOf({ sections }: Board, list: Listed[]): { section: BoardSection | null; tasks: Listed[] }[] {
  return [null, ...sections]
    .map((section) => ({ section, tasks: list.filter(({ task }) => task.sectionId === (section?.id ?? null)) }))
    .filter(({ tasks }) => tasks.length > 0)
}

type FiguresProps = { board: Board; path: (query: Partial<Filter>) => string; today: string }

/** How the whole stands, each figure the filter that lists it. */
const Figures = ({ board, path, today }: FiguresProps) => {
  const all = listed(board, NO_FILTER)
  const { all: tally } = tallies(all)
  const lights = taskLights(all)
  return (
    <div class="figures-line">
      <Count n={all.length} of="tasks" href={path({})}>
        <b>{all.length}</b> 项任务
      </Count>
      <span class="lights" title={TASK_LIGHT_MEASURE}>
        {LIGHTS.filter((colour) => lights[colour] > 0).map((colour) => (
          <Count n={lights[colour]} of="tasks" href={path({ light: colour })}>
            <ColourMark colour={colour} /> <b>{lights[colour]}</b>
          </Count>
        ))}
      </span>
      <Count n={tally.total} of="parts" href={path({})}>
        <b>{tally.total}</b> 项分工
      </Count>
      {board.round && (
        <span title={REPORTED_MEASURE}>
          已报/应报{" "}
          <Rate
            reported={tally.reported}
            due={tally.due}
            hrefs={[path({ report: "reported" }), path({ report: "due" })]}
          />
        </span>
      )}
      <span class="muted small">{asOfWords(board, today)}</span>
    </div>
  )
}

const Filters = ({ board, filter }: { board: Board; filter: Filter }) => (
  <form method="get" class="filters no-print" id="filters" action={planPath(board.plan.id)}>
    {filter.round !== null && <input type="hidden" name="round" value={filter.round} />}
    <label>
      单位
      <select name="unit" id="filter-unit">
        <option value="">全部</option>
        {board.units.map((unit) => (
          <option value={unit.id} selected={unit.id === filter.unit}>
            {nameWords(unit.name, unit.nowName)}
            {unit.ended && `（${endedWords(unit.ended)}）`}
          </option>
        ))}
      </select>
    </label>
    <label>
      进度灯
      <select name="light" id="filter-light">
        <option value="">全部</option>
        {LIGHTS.map((colour) => (
          <option value={colour} selected={colour === filter.light}>
            {LIGHT_LABEL[colour]}
          </option>
        ))}
      </select>
    </label>
    <label>
      报送情况
      <select name="report" id="filter-report">
        <option value="">全部</option>
        {REPORT_FILTERS.map((report) => (
          <option value={report} selected={report === filter.report}>
            {REPORT_FILTER_LABEL[report]}
          </option>
        ))}
      </select>
    </label>
    {leadersAmong(board.tasks).length > 0 && (
      <label>
        责任领导
        <select name="led" id="filter-led">
          <option value="">全部</option>
          {leadersAmong(board.tasks).map((leader) => (
            <option value={leaderKey(leader)} selected={leaderKey(leader) === filter.led}>
              {leader.name}
            </option>
          ))}
        </select>
      </label>
    )}
    <button type="submit" id="filter-apply">
      筛选
    </button>
  </form>
)

type ChosenProps = { board: Board; list: Listed[]; filter: Filter; clear: string }

/** What was asked for and how much there is of it. */
const Chosen = ({ board, list, filter, clear }: ChosenProps) => (
  <p class="chosen" role="status">
    <b>{filterWords(board, filter).join("、")}</b>：
    {list.length === 0 ? "没有符合的任务" : `${countTasks(list)}项任务，${countParts(list)}项分工`}。{" "}
    <a href={clear} id="filter-clear">
      显示全部
    </a>
  </p>
)

const filterWords = ({ units, tasks }: Board, filter: Filter): string[] =>
  [
    filter.leader !== null && "我分管的单位",
    filter.led !== null &&
      `责任领导${leadersAmong(tasks).find((one) => leaderKey(one) === filter.led)?.name ?? "不在本方案"}`,
    filter.unit !== null && unitWords(units, filter.unit),
    filter.light !== null && `任务${LIGHT_LABEL[filter.light]}`,
    filter.part !== null && `分工${LIGHT_LABEL[filter.part]}`,
    filter.report !== null && REPORT_FILTER_LABEL[filter.report],
    filter.state !== null && ASSIGNMENT_STATE_LABEL[filter.state],
    filter.hasDifficulty && "需要协调",
    filter.proposed && "待复核",
  ].filter((word) => word !== false)

function unitWords(units: Board["units"], id: number): string {
  const unit = units.find((one) => one.id === id)
  if (!unit) return "其他单位"
  return nameWords(unit.name, unit.nowName) + (unit.ended ? `（${endedWords(unit.ended)}）` : "")
}

type TaskProps = { board: Board; task: BoardTask; parts: BoardAssignment[]; line: Line | undefined; today: string }

const TaskItem = ({ board, task, parts, line, today }: TaskProps) => {
  const units = new Map(board.units.map((unit) => [unit.id, unit]))
  const said = line && units.get(line.unitId)
  return (
    <li class="task" id={`task-${task.ordinal}`}>
      <p class="task-light">
        <LightMark light={task.light} />
      </p>
      <div>
        <p class="task-text">
          <a href={taskPath(board.plan.id, task.ordinal) + roundSearch(board)}>{task.label}</a>
          {task.text}
        </p>
        <ul class="parts">
          {parts.map((part) => (
            <li class="part">
              <a href={unitPath(part.unitId)} class={part.isFirstLead ? "first" : undefined}>
                {units.get(part.unitId)?.shortName}
              </a>
              <small>{roleWords(part)}</small>
              <EndedTag unit={units.get(part.unitId)} />
              <LightMark light={part.light} />
              {part.late && <span class="tag">迟报</span>}
            </li>
          ))}
        </ul>
        <p class="muted small">
          {scheduleWords(task, board.plan.rhythm, today)}
          {task.leaders.length > 0 && `，责任领导：${leadersWords(task.leaders)}`}
        </p>
        {line && (
          <p class="line">
            <span class="muted">
              {said && shortNameThen(said.named, line.at)}（{line.roundName}）：
            </span>
            {line.unchanged ? "无变化。" : ""}
            {line.text}
          </p>
        )}
      </div>
    </li>
  )
}

/** Keeps to the round that is looked at when it is not the current one. */
const roundSearch = ({ round, rounds }: Board): string =>
  round && round !== rounds[0] ? search({ round: round.number }) : ""
