import type { Child } from "hono/jsx"
import type { LightColour } from "#db/schema.ts"
import { listed, NO_FILTER, queryOf, tallies } from "#src/board/filter.ts"
import type { Board, BoardAssignment, BoardTask, BoardUnit } from "#src/board/standing.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { OpenPart } from "#src/pages/task/queries.ts"
import { matrixPath, planPath, search, taskPath } from "#src/paths.ts"
import { type Sign, signOf } from "#src/plans/plan/policy.ts"
import { AssignmentActs } from "../assignments/acts.tsx"
import { Rate } from "../parts/count.tsx"
import { ColourMark, LightMark } from "../parts/light.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { RoundPicker } from "../parts/round_picker.tsx"
import { LightWithReason, PartDetail } from "../tasks/part.tsx"
import { EndedTag } from "../units/parts.tsx"
import { endedWords, nameWords } from "../units/words.ts"
import { REPORTED_MEASURE, TASK_LIGHT_MEASURE } from "../words/lights.ts"
import { brief } from "../words.ts"
import { PlanHead } from "./head.tsx"
import { asOfWords, leadersWords, partWords, roleWords, SIGN_WORDS } from "./words.ts"

/** Of a task's text so much goes into its row; the screen shows a line of it, print shows all. */
const ROW_TEXT = 200

/** With more units the columns no longer share the screen's width, and the frame scrolls. */
const FIT = 14

type Props = {
  board: Board
  open: OpenPart | null
  actor: Actor
  /** As asked for in the address; null: the current one. */
  roundNumber: number | null
  supervises: boolean
  today: string
}

/** 分工矩阵: tasks × units, each cell a light. */
export const MatrixPage = ({ board, open, actor, roundNumber, supervises, today }: Props) => {
  const { plan, round, rounds } = board
  return (
    <div class="matrix-page">
      <PlanHead plan={plan} tab="matrix" supervises={supervises} round={roundNumber}>
        <RoundPicker rounds={rounds} round={round} path={(number) => matrixPath(plan.id, number)} />
        <PrintButton class="quiet" />
      </PlanHead>
      <div class="matrix-and-panel">
        <section
          class={board.units.length > FIT ? "matrix-frame many" : "matrix-frame"}
          tabindex={0}
          aria-label="分工矩阵"
        >
          <Matrix board={board} actor={actor} roundNumber={roundNumber} today={today} />
        </section>
        <Panel board={board} open={open} actor={actor} roundNumber={roundNumber} today={today} />
      </div>
    </div>
  )
}

type MatrixProps = Pick<Props, "board" | "actor" | "roundNumber" | "today">

const Matrix = ({ board, actor, roundNumber, today }: MatrixProps) => {
  const { plan, units, sections, tasks } = board
  const columns = new Map(units.map((unit, i) => [unit.id, i]))
  const signs = new Map(
    tasks.flatMap(({ assignments }) => assignments.map((part) => [part.id, signOf(actor, plan, part)] as const)),
  )
  const cells = { units, columns, signs, query: roundNumber === null ? "?open=" : `?round=${roundNumber}&open=` }
  const groups = [null, ...sections]
    .map((section) => ({ section, rows: tasks.filter((task) => task.sectionId === (section?.id ?? null)) }))
    .filter(({ rows }) => rows.length > 0)
  return (
    <table class={units.length > FIT ? "matrix many" : "matrix"}>
      <caption class="sr-only">
        {plan.title}：任务与单位的分工矩阵。方向键在格间移动，回车打开。{asOfWords(board, today)}
      </caption>
      <colgroup>
        <col class="text" />
        {units.map(() => (
          <col />
        ))}
        <col class="end" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" class="t">
            <Legend tasks={tasks} signs={new Set(signs.values())} />
            <span class="as-of">{asOfWords(board, today)}</span>
            <span class="heading">任务</span>
          </th>
          {units.map((unit) => (
            <th scope="col">
              <a
                href={planPath(plan.id, queryOf({ round: roundNumber, unit: unit.id }))}
                title={titleOf(unit)}
                class={unit.ended ? "ended" : undefined}
              >
                {unit.shortName}
                {unit.ended && <small>{endedWords(unit.ended)}</small>}
              </a>
            </th>
          ))}
          <th scope="col" class="e" title={TASK_LIGHT_MEASURE}>
            进度灯
          </th>
        </tr>
      </thead>
      {groups.map(({ section, rows }) => (
        <tbody>
          {section && (
            <tr class="s">
              <th scope="rowgroup" colspan={units.length + 2}>
                <span>{section.text}</span>
              </th>
            </tr>
          )}
          {rows.map((task) => (
            <Row task={task} planId={plan.id} cells={cells} search={search({ round: roundNumber })} />
          ))}
        </tbody>
      ))}
      <Foot board={board} roundNumber={roundNumber} />
    </table>
  )
}

const titleOf = (unit: BoardUnit) =>
  nameWords(unit.name, unit.nowName) + (unit.ended ? `（${endedWords(unit.ended)}）` : "")

type Cells = {
  units: BoardUnit[]
  columns: Map<number, number>
  /** By the part's id. */
  signs: ReadonlyMap<number, Sign | null>
  query: string
}

const EMPTY = <td></td>

/** One row. Empty cells are one shared element and a filled one a single link: there may be thousands. */
const Row = ({ task, planId, cells, search }: { task: BoardTask; planId: number; cells: Cells; search: string }) => {
  const row: Child[] = cells.units.map(() => EMPTY)
  for (const part of task.assignments) {
    const column = cells.columns.get(part.unitId)
    const unit = column === undefined ? undefined : cells.units[column]
    if (column !== undefined && unit) row[column] = cell(task, part, unit, cells)
  }
  return (
    <tr>
      <th scope="row" class="t">
        <a href={taskPath(planId, task.ordinal) + search}>
          <b>{task.label}</b>
          <span>{brief(task.text, ROW_TEXT)}</span>
        </a>
      </th>
      {row}
      <td class="e">
        <LightMark light={task.light} />
      </td>
    </tr>
  )
}

/** A letter tells the role where it is not 牵头; a frame the first lead. */
const LETTER = { lead: "", responsible: "责", support: "配" } as const

/** In the corner, each of its own shape. */
const SIGN: Readonly<Record<Sign, string>> = { claimed: "◥", waiting: "◆", written: "✎" }

/** The name begins with the task: who goes down a column hears which row it is. */
const cell = (task: BoardTask, part: BoardAssignment, unit: BoardUnit, { signs, query }: Cells) => {
  const sign = signs.get(part.id) ?? null
  return (
    <td>
      <a
        class={`c ${part.light.colour}${part.isFirstLead ? " f" : ""}${part.late ? " l" : ""}${part.computed ? " o" : ""}`}
        href={`${query}${task.ordinal}-${part.unitId}`}
        aria-label={`${task.label} ${unit.shortName} ${partWords(part, sign)}`}
      >
        {LETTER[part.role]}
        {sign && <i>{SIGN[sign]}</i>}
      </a>
    </td>
  )
}

const Foot = ({ board, roundNumber }: { board: Board; roundNumber: number | null }) => {
  const { all, byUnit } = tallies(listed(board, NO_FILTER))
  const path = (unit: number | null, report: "reported" | "due") =>
    planPath(board.plan.id, queryOf({ round: roundNumber, unit, report }))
  const rate = (unit: number | null, tally = all) => (
    <Rate reported={tally.reported} due={tally.due} hrefs={[path(unit, "reported"), path(unit, "due")]} />
  )
  return (
    <tfoot>
      <tr>
        <th scope="row" class="t" title={REPORTED_MEASURE}>
          本期已报 / 应报
        </th>
        {board.units.map((unit) => (
          <td data-name={unit.shortName}>{rate(unit.id, byUnit.get(unit.id))}</td>
        ))}
        <td class="e" data-name="合计">
          {rate(null)}
        </td>
      </tr>
    </tfoot>
  )
}

const SIGNS: Sign[] = ["claimed", "waiting", "written"]

/** From the ordinary to the rare. */
const LEGEND: LightColour[] = ["green", "yellow", "red", "grey", "blue", "none"]

const Legend = ({ tasks, signs }: { tasks: BoardTask[]; signs: ReadonlySet<Sign | null> }) => {
  const parts = tasks.flatMap(({ assignments }) => assignments)
  const has = (test: (part: BoardAssignment) => boolean) => parts.some(test)
  return (
    <span class="legend">
      {LEGEND.filter((colour) => colour !== "none" || has(({ light }) => light.colour === "none")).map((colour) => (
        <ColourMark colour={colour} />
      ))}
      {has(({ isFirstLead }) => isFirstLead) && (
        <span>
          <b>粗框</b> 第一牵头
        </span>
      )}
      {has(({ role }) => role === "responsible") && <span>责 责任单位</span>}
      {has(({ role }) => role === "support") && <span>配 配合单位</span>}
      {SIGNS.filter((sign) => signs.has(sign)).map((sign) => (
        <span>
          <i>{SIGN[sign]}</i> {SIGN_WORDS[sign]}
        </span>
      ))}
      {has(({ late }) => late) && <span>迟 封账后报送</span>}
      {has(({ computed }) => computed !== null) && <span>虚框 人工调整</span>}
    </span>
  )
}

type PanelProps = Pick<Props, "board" | "open" | "actor" | "roundNumber" | "today">

/** The assignment of a cell, beside the matrix; a place to swap into while nothing is open. */
const Panel = ({ board, open, actor, roundNumber, today }: PanelProps) => {
  if (!open) return <aside id="panel" class="panel" hidden></aside>
  const { task, assignment, detail, files } = open
  const unit = board.units.find(({ id }) => id === assignment.unitId)
  return (
    <aside
      id="panel"
      class="panel sheet"
      aria-labelledby="panel-title"
      data-cell={`${task.ordinal}-${assignment.unitId}`}
    >
      <header>
        <h2 id="panel-title" tabindex={-1}>
          {unit && nameWords(unit.name, unit.nowName)} <small>{roleWords(assignment)}</small> <EndedTag unit={unit} />
        </h2>
        <a href={matrixPath(board.plan.id, roundNumber)} id="panel-close" class="button quiet">
          关闭
        </a>
      </header>
      <p class="panel-light">
        <LightWithReason part={assignment} />
      </p>
      <p class="task-text">
        <b>{task.label}</b>
        {task.text}
      </p>
      {task.leaders.length > 0 && <p class="leaders small">责任领导：{leadersWords(task.leaders)}</p>}
      <PartDetail part={assignment} detail={detail} files={files} roundName={board.round?.name ?? null} today={today} />
      <p class="acts">
        <a class="button" id="panel-task" href={taskPath(board.plan.id, task.ordinal, { round: roundNumber })}>
          查看任务全部情况
        </a>
      </p>
      <div class="unit-acts">
        <AssignmentActs
          actor={actor}
          plan={board.plan}
          task={task}
          assignment={{ ...assignment, claimJudged: detail.claimJudged }}
          today={today}
        />
      </div>
    </aside>
  )
}
