import { LIGHTS } from "#db/schema.ts"
import {
  byUrgency,
  countParts,
  countTasks,
  type Filter,
  isEmpty,
  type Listed,
  listed,
  NO_FILTER,
  queryOf,
  tallies,
  taskLights,
} from "#src/board/filter.ts"
import type { Board, BoardAssignment, BoardSection, BoardTask, BoardUnit } from "#src/board/standing.ts"
import type { Line, Papers } from "#src/pages/plan/queries.ts"
import { comparisonPath, planPath, planSourcePath, search, successorPath, taskPath, unitPath } from "#src/paths.ts"
import { type Leader, leaderKey, leadersAmong } from "#src/plans/tasks/leaders.ts"
import { Count, Rate } from "../parts/count.tsx"
import { ColourMark, LightShape, LightSign } from "../parts/light.tsx"
import { RoundPicker } from "../parts/round_picker.tsx"
import { EndedTag } from "../units/parts.tsx"
import { endedWords, nameWords, shortNameThen } from "../units/words.ts"
import { LIGHT_LABEL, REPORTED_MEASURE, TASK_LIGHT_MEASURE } from "../words/lights.ts"
import { ASSIGNMENT_STATE_LABEL } from "../words/states.ts"
import { ApprovedBy } from "./approved.tsx"
import { PlanHead } from "./head.tsx"
import { LeaderOptions, LightOptions, ReportOptions, UnitOptions } from "./options.tsx"
import { asOfWords, deviationWords, leadersWords, REPORT_FILTER_LABEL, rhythmWords, roleWords } from "./words.ts"

type Props = {
  board: Board
  /** What the filter lets through. */
  list: Listed[]
  filter: Filter
  lines: Map<number, Line>
  papers: Papers
  supervises: boolean
  /** The units of the plan to which the reader belongs. */
  own: readonly BoardUnit[]
  today: string
}

/** 任务清单: by section, a line or two each task: its text, its units by their lights, and what was said last. */
export const PlanPage = ({ board, list, filter, lines, papers, supervises, own, today }: Props) => {
  const { plan, round } = board
  const path = (query: Partial<Filter>) =>
    planPath(plan.id, queryOf({ round: filter.round, byUrgency: filter.byUrgency, ...query }))
  return (
    <div class="plan-page">
      <PlanHead plan={plan} tab="tasks" supervises={supervises} round={filter.round}>
        <span class="muted small as-of">
          {rhythmWords(plan.rhythm)}，{asOfWords(board, today)}
        </span>
        <RoundPicker
          rounds={board.rounds}
          round={round}
          path={(number) => planPath(plan.id, queryOf({ ...filter, round: number }))}
        />
      </PlanHead>
      <div class="figures-and-filters">
        <Figures board={board} path={path} />
        {own
          .filter(({ id }) => id !== filter.unit)
          .map(({ id, shortName }) => (
            <a class="small" id={`only-${id}`} href={path({ unit: id })}>
              只看{own.length === 1 ? "本单位" : shortName}
            </a>
          ))}
        <Filters board={board} filter={filter} leaders={leadersAmong(board.tasks)} />
      </div>
      {!isEmpty(filter) && <Chosen board={board} list={list} filter={filter} clear={path({})} />}
      <div id="tasks">
        {(filter.byUrgency ? [{ section: null, tasks: byUrgency(list) }] : sectionsOf(board, list)).map(
          ({ section, tasks }) => (
            <section class="block">
              {section && <h2>{section.text}</h2>}
              <ol class="tasks">
                {tasks.map(({ task, parts }) => (
                  <TaskItem board={board} task={task} parts={parts} line={lines.get(task.id)} today={today} />
                ))}
              </ol>
            </section>
          ),
        )}
      </div>
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
      {isEmpty(filter) && <Frame board={board} papers={papers} today={today} />}
    </div>
  )
}

/** What the document says around its tasks: read once, so it stands folded below them; paper shows it. */
const Frame = ({ board: { plan }, papers, today }: Pick<Props, "board" | "papers" | "today">) =>
  (plan.preamble || plan.closing || plan.basis || papers.approvedBy) && (
    <details class="on-paper frame" id="plan-frame">
      <summary>方案的前言、结语和依据</summary>
      {plan.preamble && <p class="preamble">{plan.preamble}</p>}
      {plan.closing && <p class="preamble">{plan.closing}</p>}
      {plan.basis && (
        <p class="muted small basis">
          依据：{plan.basis}
          {plan.basisDocNumber && `（${plan.basisDocNumber}）`}
        </p>
      )}
      <ApprovedBy name={papers.approvedBy} at={papers.approvedAt} today={today} />
    </details>
  )

/** Tasks under their sections; those without one come first. */
function sectionsOf({ sections }: Board, list: Listed[]): { section: BoardSection | null; tasks: Listed[] }[] {
  return [null, ...sections]
    .map((section) => ({ section, tasks: list.filter(({ task }) => task.sectionId === (section?.id ?? null)) }))
    .filter(({ tasks }) => tasks.length > 0)
}

type FiguresProps = { board: Board; path: (query: Partial<Filter>) => string }

/** How the whole stands, each figure the filter that lists it. */
const Figures = ({ board, path }: FiguresProps) => {
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
    </div>
  )
}

/** Chosen at once where a script is; without one by the button. */
const Filters = ({ board, filter, leaders }: { board: Board; filter: Filter; leaders: Leader[] }) => (
  <form method="get" class="filters no-print" id="filters" action={planPath(board.plan.id)} data-at-once>
    {filter.round !== null && <input type="hidden" name="round" value={filter.round} />}
    <select name="unit" id="filter-unit" aria-label="单位">
      <option value="">全部单位</option>
      <UnitOptions units={board.units} chosen={filter.unit} />
    </select>
    <select name="light" id="filter-light" aria-label="进度灯">
      <option value="">全部进度灯</option>
      <LightOptions chosen={filter.light} />
    </select>
    <select name="report" id="filter-report" aria-label="报送情况">
      <option value="">全部报送情况</option>
      <ReportOptions chosen={filter.report} />
    </select>
    {leaders.length > 0 && (
      <select name="led" id="filter-led" aria-label="责任领导">
        <option value="">全部责任领导</option>
        <LeaderOptions leaders={leaders} chosen={filter.led} />
      </select>
    )}
    <select name="sort" id="filter-sort" aria-label="排列">
      <option value="">按文件顺序</option>
      <option value="urgency" selected={filter.byUrgency}>
        最需注意的在前
      </option>
    </select>
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
  const deviates = deviationWords(task, board.plan.rhythm, today)
  return (
    <li class="task" id={`task-${task.ordinal}`}>
      <p class="task-no">
        <LightShape light={task.light} />
        <a href={taskPath(board.plan.id, task.ordinal) + roundSearch(board)}>{task.label}</a>
        {deviates && <small>{deviates}</small>}
        {task.leaders.length > 0 && <small>责任领导：{leadersWords(task.leaders)}</small>}
      </p>
      <p class="task-text">{task.text}</p>
      <div class="task-now">
        <ul class="chips">
          {parts.map((part) => (
            <li class="part">
              <Chip part={part} unit={units.get(part.unitId)} />
            </li>
          ))}
        </ul>
        {line && (
          <p class="line">
            <span class="muted">
              {said && shortNameThen(said.named, line.at)}
              {line.roundName !== board.round?.name && `（${line.roundName}）`}：
            </span>
            {line.unchanged ? "无变化。" : ""}
            {line.text}
          </p>
        )}
      </div>
    </li>
  )
}

/**
 * A unit with its light. Whose part goes well says no more than its name: the shape tells it, and whoever hears the page
 * hears the word. The first lead is underlined; roles are written where they are not 牵头.
 */
const Chip = ({ part, unit }: { part: BoardAssignment; unit: BoardUnit | undefined }) => (
  <a href={unitPath(part.unitId)} class={`chip ${part.light.colour}${part.isFirstLead ? " first" : ""}`}>
    <span class="name">{unit?.shortName}</span>
    <span class={part.role === "lead" ? "sr-only" : "role"}>{roleWords(part)}</span>
    <EndedTag unit={unit} /> <LightSign light={part.light} />
    {part.late && part.light.reason !== "late_report" && <span class="tag">迟报</span>}
  </a>
)

/** Keeps to the round that is looked at when it is not the current one. */
const roundSearch = ({ round, rounds }: Board): string =>
  round && round !== rounds[0] ? search({ round: round.number }) : ""
