import { ACTIVITY_STATES } from "#db/schema.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import {
  activitiesFilePath,
  activitiesPath,
  activityFiguresPath,
  activityListsPath,
  activityPath,
  newActivityPath,
  type Query,
} from "#src/paths.ts"
import { type Filter, isEmpty, queryOf } from "#src/year/activities/filter.ts"
import { MEASURES, numbersOf } from "#src/year/activities/numbers.ts"
import type { ActivityLedger, ActivityRow } from "#src/year/activities/queries.ts"
import { ROWS_A_PAGE } from "#src/year/activities/rows.ts"
import { isKept } from "#src/year/activities/workflow.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PickFrom } from "../parts/pick_from.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { ACTIVITY_STATE_LABEL, keptWords, MEASURE_LABEL, spanWords, sumWords, THEMED_WORD, toldWords } from "./words.ts"

type Props = {
  ledger: ActivityLedger
  filter: Filter
  page: number
  /** Sees what all units of the year did. */
  overlooks: boolean
  actor: Actor
  today: string
}

/** 活动台账 of a year: what was held and what is to come, with what it all comes to. */
export const ActivitiesPage = (props: Props) => {
  const { ledger, filter, page, overlooks, actor, today } = props
  const { choices, rows, states } = ledger
  const path = (over: Query) => activitiesPath(choices.year, { ...queryOf(filter), ...over })
  const count = countOf(ledger, filter)
  return (
    <>
      <YearHead
        found={choices.found}
        tab="activities"
        acts={
          <>
            {choices.own.length > 0 && (
              <a class="button primary" href={newActivityPath({ year: choices.year })} id="enter">
                登记活动
              </a>
            )}
            <a class="button" href={activityFiguresPath(choices.year)} id="figures">
              活动统计
            </a>
            <PrintButton class="quiet" />
          </>
        }
      />
      <details class="no-print" open={overlooks || !isEmpty(filter)}>
        <summary>筛选</summary>
        <Chooser {...props} />
      </details>
      <KeptTo facts={keptWords(choices, filter)} />
      <p class="muted small" role="status">
        {ACTIVITY_STATES.map((state) => {
          const n = states.find((one) => one.state === state)?.n ?? 0
          return n === 0 && (state === "cancelled" || state === "discarded") ? null : (
            <>
              <a href={path({ state, told: null })} data-of="activities" id={`state-${state}`}>
                {ACTIVITY_STATE_LABEL[state]} {n} 次
              </a>
              {"　"}
            </>
          )
        })}
        {!isEmpty(filter) && (
          <a href={activitiesPath(choices.year)} id="filter-clear">
            显示全部
          </a>
        )}
      </p>
      {rows.length === 0 ? (
        <p class="empty sheet">{isEmpty(filter) ? "还没有登记活动。" : "没有符合的活动。"}</p>
      ) : (
        <>
          <Totals total={ledger.total} path={path} />
          <Table {...props} />
        </>
      )}
      <Pages page={page} hasMore={count > page * ROWS_A_PAGE} path={(number) => path({ page: number })} />
      {count > 0 && <Files year={choices.year} count={count} query={queryOf(filter)} />}
      {keepsYear(actor, choices) && (
        <p class="small no-print">
          <a href={activityListsPath(choices.year)}>修改活动形式、载体和标签</a>
        </p>
      )}
      {!overlooks && unitsOf(actor, "liaison", "head").length > 0 && (
        <p class="small muted">
          这里是本单位主办和联合的活动，以及本单位作为行业主管部门督促的单位的活动；截至{dayWords(today)}。
        </p>
      )}
    </>
  )
}

/** So many rows the list has, on all of its pages. */
const countOf = ({ states }: ActivityLedger, { state }: Filter): number =>
  states
    .filter((one) => (state === null ? isKept(one.state) : one.state === state))
    .reduce((sum, { listed }) => sum + listed, 0)

/** What was held comes to so much: each number opens the activities that told it. */
const Totals = ({ total, path }: Pick<ActivityLedger, "total"> & { path: (over: Query) => string }) => (
  <p id="totals">
    已开展合计{" "}
    <a href={path({ state: "held", told: null, page: null })} data-of="activities">
      {total.activities}
    </a>{" "}
    次
    {MEASURES.filter((name) => total.sums[name].n > 0).map((name) => (
      <>
        ，{MEASURE_LABEL[name]}{" "}
        <a href={path({ state: "held", told: name, page: null })} data-of="activities">
          {sumWords(total.sums[name])}
        </a>
      </>
    ))}
    。<small class="muted">几个单位一起办的只计一次；有概数的合计注明「余」或「约」。</small>
  </p>
)

const Table = ({ ledger, today }: Props) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">活动台账</caption>
      <thead>
        <tr>
          <th scope="col">日期</th>
          <th scope="col">活动</th>
          <th scope="col">单位</th>
          {MEASURES.map((name) => (
            <th scope="col" class="number">
              {MEASURE_LABEL[name]}
            </th>
          ))}
          <th scope="col">状态</th>
        </tr>
      </thead>
      <tbody>
        {ledger.rows.map((row) => (
          <Row row={row} ledger={ledger} today={today} />
        ))}
      </tbody>
    </table>
  </div>
)

const Row = ({ row, ledger, today }: { row: ActivityRow; ledger: ActivityLedger; today: string }) => {
  const { activity, units, laws } = row
  const numbers = numbersOf(activity)
  const day = ledger.choices.rules.find(({ id }) => id === activity.keyDayId)
  const more = [activity.kind, day?.name, laws.map(({ title }) => citedLaw(title)).join(""), activity.audience]
  return (
    <tr data-row="activity">
      <td class="nowrap" data-label="日期">
        {spanWords(activity, today)}
      </td>
      <th scope="row">
        <a href={activityPath(activity.id)} id={`activity-${activity.id}`}>
          {activity.title}
        </a>
        <br />
        <small>{more.filter(Boolean).join(" · ")}</small>
      </th>
      <td data-label="单位">{units.map(({ name }) => name).join("、")}</td>
      {MEASURES.map((name) => (
        <td class="number" data-label={MEASURE_LABEL[name]}>
          {toldWords(numbers[name]) || "–"}
        </td>
      ))}
      <td class="nowrap" data-label="状态">
        <span class="tag">{ACTIVITY_STATE_LABEL[activity.state]}</span>
        {activity.state === "planned" && activity.untilOn < today && <span class="tag warn">待登记开展情况</span>}
      </td>
    </tr>
  )
}

/** Filters, chosen at once where a script is; without one by the button. */
const Chooser = ({ ledger: { choices }, filter }: Props) => (
  <form method="get" class="filters" id="activity-filters" action={activitiesPath(choices.year)} data-at-once>
    <PickFrom
      name="unit"
      id="activity-unit"
      label="单位"
      all="全部单位"
      value={filter.unit}
      options={choices.units.map(({ id, shortName }) => [id, shortName])}
    />
    <PickFrom
      name="state"
      id="activity-state"
      label="状态"
      all="已开展和拟开展"
      value={filter.state}
      options={ACTIVITY_STATES.map((state) => [state, ACTIVITY_STATE_LABEL[state]])}
    />
    <PickFrom
      name="kind"
      id="activity-kind"
      label="活动形式"
      all="全部形式"
      value={filter.kind}
      options={choices.lists.kinds.map((kind) => [kind, kind])}
    />
    <PickFrom
      name="month"
      id="activity-month"
      label="月份"
      all="全年"
      value={filter.month}
      options={Array.from({ length: 12 }, (_, i) => [i + 1, `${i + 1}月`])}
    />
    <PickFrom
      name="day"
      id="activity-day"
      label="普法节点"
      all="全部节点"
      value={filter.day}
      options={choices.days.map(({ day }) => [day.id, day.name])}
    />
    <PickFrom
      name="tag"
      id="activity-tag"
      label="法律六进"
      all="全部标签"
      value={filter.tag}
      options={choices.lists.tags.map((tag) => [tag, tag])}
    />
    <PickFrom
      name="themed"
      id="activity-themed"
      label="专题"
      all="全部活动"
      value={filter.themed ? "1" : null}
      options={[["1", THEMED_WORD]]}
    />
    <button type="submit" id="activity-apply">
      筛选
    </button>
  </form>
)

/** What is on the screen, all pages of it, as a file. Each is pressed, since it stands in the trail who took it. */
const Files = ({ year, count, query }: { year: number; count: number; query: Query }) => (
  <div class="acts no-print">
    <form method="post" action={activitiesFilePath(year, "xlsx", query)} hx-boost="false">
      <button type="submit" id="take-xlsx">
        下载 Excel（{count}行）
      </button>
    </form>
    <form method="post" action={activitiesFilePath(year, "csv", query)} hx-boost="false">
      <button type="submit" class="quiet" id="take-csv">
        下载 CSV
      </button>
    </form>
    <span class="muted small">按当前筛选下载，记入操作记录。</span>
  </div>
)
