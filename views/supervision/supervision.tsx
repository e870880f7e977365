import { dateOf } from "#src/clock.ts"
import {
  extensionPath,
  newNoticePath,
  noticesPath,
  planInspectionsPath,
  search,
  silencePath,
  supervisionPath,
  taskPath,
} from "#src/paths.ts"
import type { Candidate } from "#src/supervision/log/circular.ts"
import type { LogFilter, Supervision } from "#src/supervision/log/log_queries.ts"
import { AboutExtension, DaysAsked, ExtensionState } from "../extensions/parts.tsx"
import { InspectionTable } from "../inspections/list.tsx"
import { InstructionList } from "../instructions/instruction.tsx"
import { Choice } from "../parts/fields.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PlanHead } from "../plans/head.tsx"
import { REMINDER_KIND_LABEL } from "../reminders/words.ts"
import { nameThen } from "../units/words.ts"
import { dayWords, momentWords } from "../words.ts"
import { Deliveries } from "./deliveries.tsx"
import { owedWords } from "./words.ts"

type Props = {
  found: Supervision
  filter: LogFilter
  /** Units that a 通报建议 may be drafted about; none for who does not supervise. */
  candidates: Candidate[]
  circularAfterDays: number
  supervises: boolean
  /** Supervises, and the plan runs. */
  mayUrge: boolean
  /** Supervises, or is a leader. */
  seesSilence: boolean
  today: string
}

/** 督办记录: the log that can be shown, with what it led to. */
export const SupervisionPage = ({
  found,
  filter,
  candidates,
  circularAfterDays,
  supervises,
  mayUrge,
  seesSilence,
  today,
}: Props) => {
  const { plan, units, log, extensions, instructions, inspections } = found
  return (
    <>
      <PlanHead
        plan={{ ...plan, supervisingUnitName: found.supervisingUnit }}
        tab="supervision"
        supervises={supervises}
      />
      {units.length > 1 && (
        <form method="get" action={supervisionPath(plan.id)} class="filters">
          <Choice
            name="unit"
            label="单位"
            value={filter.unit}
            empty="全部单位"
            options={units.map(({ id, name }) => [String(id), name] as const)}
          />
          <button type="submit">筛选</button>
        </form>
      )}
      <KeptTo facts={[filter.unit !== null && (units.find(({ id }) => id === filter.unit)?.name ?? "其他单位")]} />
      {candidates.length > 0 && <Circular planId={plan.id} candidates={candidates} after={circularAfterDays} />}
      {seesSilence && (
        <p class="acts no-print">
          <a class="button" href={silencePath(plan.id)} id="to-silence">
            久无进展
          </a>
          <span class="hint">多期无变化或长期没有新进展的，供沟通了解</span>
        </p>
      )}
      <Notices planId={plan.id} counts={found.notices} unit={filter.unit} />
      <section class="block" id="log">
        <h2>
          催办记录<small>系统催办和人工催办，最近的在前</small>
        </h2>
        {log.length === 0 ? (
          <p class="empty sheet">还没有催办。</p>
        ) : (
          <Log log={log} showsUnit={units.length > 1} today={today} />
        )}
        <Pages
          page={filter.page}
          hasMore={found.hasMore}
          path={(page) => supervisionPath(plan.id, { unit: filter.unit, page })}
        />
      </section>
      <Inspections list={inspections} planId={plan.id} mayPlan={mayUrge} today={today} />
      {extensions.length > 0 && <Extensions rows={extensions} today={today} />}
      {instructions.length > 0 && (
        <section class="block" id="instructions">
          <h2>领导批示</h2>
          <InstructionList rows={instructions} today={today} />
        </section>
      )}
    </>
  )
}

/** 通报建议 that may be due: the program points at them, people decide. */
const Circular = ({ planId, candidates, after }: { planId: number; candidates: Candidate[]; after: number }) => (
  <section class="block" id="circular">
    <h2>
      可建议通报<small>逾期满 {after} 个工作日仍未办理；拟办后送领导审定</small>
    </h2>
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col">逾期事项</th>
            <th scope="col" class="no-print">
              <span class="sr-only">办理</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {candidates.map(({ unit, items }) => (
            <tr data-row="circular">
              <th scope="row" class="nowrap">
                {unit}
              </th>
              <td data-label="逾期事项">
                {items.map(({ ordinal, label, item, days }, i) => (
                  <>
                    {i > 0 && "；"}
                    <a href={taskPath(planId, ordinal)}>任务{label}</a>
                    {owedWords(item)}，逾期 {days} 个工作日
                  </>
                ))}
              </td>
              <td class="no-print nowrap">
                <a class="act" href={circularPath(planId, items)}>
                  拟办通报建议
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

function circularPath(planId: number, items: Candidate["items"]): string {
  const ids = [...new Set(items.map(({ assignmentId }) => assignmentId))]
  return `${newNoticePath(planId)}${search({ kind: "circular" })}${ids.map((id) => `&assignment=${id}`).join("")}`
}

const Notices = ({ planId, counts, unit }: { planId: number; counts: Supervision["notices"]; unit: number | null }) => (
  <p class="sheet padded" id="notices">
    <b>督办单</b>{" "}
    {counts.all === 0 ? (
      "还没有发出。"
    ) : (
      <>
        <a href={noticesPath({ view: "all", plan: planId, unit })}>发出 {counts.all} 份</a>
        ，未销号 {counts.open} 份
        {counts.overdue > 0 && (
          <>
            ，<a href={noticesPath({ view: "overdue", plan: planId, unit })}>逾期未反馈 {counts.overdue} 份</a>
          </>
        )}
        。
      </>
    )}
  </p>
)

const Log = ({ log, showsUnit, today }: { log: Supervision["log"]; showsUnit: boolean; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">催办记录</caption>
      <thead>
        <tr>
          <th scope="col">时间</th>
          {showsUnit && <th scope="col">单位</th>}
          <th scope="col">方式</th>
          <th scope="col">内容</th>
          <th scope="col">送达</th>
          <th scope="col">至今</th>
        </tr>
      </thead>
      <tbody>
        {log.map((row) => (
          <tr data-row="urging">
            <td class="nowrap" data-label="时间">
              {momentWords(row.at, today)}
            </td>
            {showsUnit && (
              <th scope="row" class="nowrap">
                {nameThen(row.unit, row.at)}
              </th>
            )}
            <td class="nowrap" data-label="方式">
              {row.kind === "digest" ? "系统催办" : REMINDER_KIND_LABEL[row.kind]}
              {row.by && (
                <>
                  <br />
                  <small>{row.by}</small>
                </>
              )}
            </td>
            <td data-label="内容">
              {row.round && `${row.round}：`}
              {row.named} 项{row.text && `。${row.text}`}
            </td>
            <td data-label="送达">
              <Deliveries row={row} today={today} />
            </td>
            <td class="nowrap" data-label="至今">
              {row.left === 0 ? "均已办理" : `${row.left} 项未办`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const Inspections = ({
  list,
  planId,
  mayPlan,
  today,
}: {
  list: Supervision["inspections"]
  planId: number
  mayPlan: boolean
  today: string
}) =>
  list.length === 0 && !mayPlan ? null : (
    <section class={list.length > 0 ? "block" : "block no-print"} id="inspections">
      <h2>督查</h2>
      {list.length > 0 && <InspectionTable list={list} today={today} />}
      {mayPlan && (
        <p class="acts no-print">
          <a class="button" href={`${planInspectionsPath(planId)}/new`}>
            制定督查方案
          </a>
        </p>
      )}
    </section>
  )

const Extensions = ({ rows, today }: { rows: Supervision["extensions"]; today: string }) => (
  <section class="block" id="extensions">
    <h2>延期</h2>
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">提出</th>
            <th scope="col">单位</th>
            <th scope="col">事项</th>
            <th scope="col">期限</th>
            <th scope="col">结果</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr data-row="extension">
              <td class="nowrap" data-label="提出">
                {dayWords(dateOf(row.extension.askedAt), today)}
              </td>
              <th scope="row" class="nowrap">
                {nameThen(row.unit, row.extension.askedAt)}
              </th>
              <td data-label="事项">
                <AboutExtension found={row} length={40} />
              </td>
              <td class="nowrap" data-label="期限">
                <DaysAsked extension={row.extension} today={today} />
              </td>
              <td data-label="结果">
                <a href={extensionPath(row.extension.id)}>
                  <ExtensionState extension={row.extension} />
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)
