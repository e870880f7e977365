import { type Actor, isLeader } from "#src/office/people/actor.ts"
import type { Course, TaskView } from "#src/pages/task/queries.ts"
import { arrangementPath, dutyPath, newInstructionPath, planPath, taskPath } from "#src/paths.ts"
import { firstLead } from "#src/plans/assignments/leads.ts"
import { manages } from "#src/plans/plan/policy.ts"
import { maySummarize } from "#src/plans/summaries/policy.ts"
import { mayGive } from "#src/supervision/instructions/policy.ts"
import { isRunning } from "#src/trail/running.ts"
import { FromDecisions } from "../meetings/decisions.tsx"
import { Choice } from "../parts/fields.tsx"
import { LightMark } from "../parts/light.tsx"
import { RoundPicker } from "../parts/round_picker.tsx"
import { asOfWords, leadersWords, scheduleWords } from "../plans/words.ts"
import { SummaryForm } from "../summaries/form.tsx"
import { nameThen } from "../units/words.ts"
import { momentWords } from "../words.ts"
import { Timeline } from "./timeline.tsx"
import { UnitParts } from "./units.tsx"

type Props = {
  view: TaskView
  actor: Actor
  /** As asked for in the address. */
  roundNumber: number | null
  before: number | null
  course: Course
  today: string
}

/** 任务: its text, each unit's part, and all that was said and done. */
export const TaskPage = ({ view, actor, roundNumber, before, course, today }: Props) => {
  const { board, task, summary, entries, older } = view
  const { plan, round, units } = board
  const section = board.sections.find(({ id }) => id === task.sectionId)
  // Who may write is judged by who leads now, also on the page of a former round.
  const leading = firstLead(task.assignments.map((part) => ({ ...part, state: part.stateNow })))
  const path = (query: { round?: number | null; before?: number | null }) =>
    taskPath(plan.id, task.ordinal, { round: roundNumber, ...courseQuery(course), ...query })
  return (
    <>
      <nav class="crumbs no-print" aria-label="所在位置">
        <a href={planPath(plan.id)}>{plan.title}</a>
        {section && <span>{section.text}</span>}
      </nav>
      <header class="task-head">
        <h1>
          任务{task.label} <LightMark light={task.light} />
        </h1>
        <p class="task-text">{task.text}</p>
        <p class="muted small">
          {scheduleWords(task, plan.rhythm, today)} · {asOfWords(board, today)}
        </p>
        {task.leaders.length > 0 && <p class="leaders">责任领导：{leadersWords(task.leaders)}</p>}
        <div class="beside-rounds">
          <RoundPicker rounds={board.rounds} round={round} path={(number) => path({ round: number })} />
          {isRunning(plan.state) && mayGive(actor, plan) && (
            <p class="acts no-print">
              <a class="button" id="instruct" href={newInstructionPath(plan.id, { task: task.ordinal })}>
                {isLeader(actor) ? "批示" : "录入领导批示"}
              </a>
              {manages(actor, plan) && (
                <a class="button" id="arrange" href={arrangementPath(plan.id, task.ordinal)}>
                  责任领导与阶段
                </a>
              )}
            </p>
          )}
        </div>
      </header>
      {summary && (
        <section class="block">
          <h2>
            综述{" "}
            <small>
              {[summary.unit && nameThen(summary.unit, summary.at), summary.byName].filter(Boolean).join(" · ")}{" "}
              {momentWords(summary.at, today)}
            </small>
          </h2>
          <p class="preserve task-text">{summary.text}</p>
        </section>
      )}
      <UnitParts view={view} actor={actor} today={today} />
      {view.duties.length > 0 && (
        <p class="note" id="duties">
          落实普法责任清单：
          {view.duties.map(({ id, content, year }) => (
            <>
              <a href={dutyPath(id)}>
                {content}（{year}年）
              </a>{" "}
            </>
          ))}
        </p>
      )}
      <FromDecisions decisions={view.decisions} />
      {round && isRunning(plan.state) && maySummarize(actor, { plan, firstLeadUnitId: leading?.unitId ?? null }) && (
        <details class="no-print" id="write-summary">
          <summary>{summary ? "修改综述" : "撰写本期综述"}</summary>
          <SummaryForm
            planId={plan.id}
            ordinal={task.ordinal}
            round={round.number}
            latest={summary?.number ?? 0}
            text={summary?.text ?? ""}
          />
        </details>
      )}
      <Timeline
        entries={entries}
        units={units}
        choice={<CourseChoice view={view} course={course} roundNumber={roundNumber} />}
        olderPath={older === null ? null : `${path({ before: older })}#timeline`}
        newestPath={before === null ? null : `${path({})}#timeline`}
        today={today}
      />
    </>
  )
}

const courseQuery = ({ onlyReports, unit }: Course) => ({ show: onlyReports ? "reports" : null, unit })

/** Of 经过 the reports alone, and of one unit: what it said, round by round. */
const CourseChoice = ({ view, course, roundNumber }: Pick<Props, "view" | "course" | "roundNumber">) => {
  const { board, task } = view
  const names = new Map(board.units.map(({ id, name }) => [id, name]))
  return (
    <form
      method="get"
      action={`${taskPath(board.plan.id, task.ordinal)}#timeline`}
      class="filters no-print"
      id="course"
      data-at-once
    >
      {roundNumber !== null && <input type="hidden" name="round" value={roundNumber} />}
      <Choice
        name="show"
        id="course-show"
        label="显示"
        value={course.onlyReports ? "reports" : ""}
        empty="全部"
        options={[["reports", "只看进展"]]}
      />
      <Choice
        name="unit"
        id="course-unit"
        label="单位"
        value={course.unit}
        empty="全部单位"
        options={task.assignments.map(({ unitId }) => [String(unitId), names.get(unitId) ?? ""] as const)}
      />
      <button type="submit">筛选</button>
    </form>
  )
}
