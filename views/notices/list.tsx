import type { Calendar } from "#src/office/calendar/working_days.ts"
import { type Actor, holds, isSupervisor } from "#src/office/people/actor.ts"
import { decisionPath, newNoticePath, noticePath, noticesPath } from "#src/paths.ts"
import { NOTICE_VIEWS } from "#src/supervision/notices/lists.ts"
import type { ListedNotice, NoticeFilter, NoticeList } from "#src/supervision/notices/queries.ts"
import { lightOfNotice } from "#src/supervision/notices/standing.ts"
import { isRunning } from "#src/trail/running.ts"
import { Choice } from "../parts/fields.tsx"
import { LightMark } from "../parts/light.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { brief, dayWords } from "../words.ts"
import { addresseeWords, StateTag } from "./parts.tsx"
import { NOTICE_VIEW_LABEL, noticeName } from "./words.ts"

type Props = {
  list: NoticeList
  filter: NoticeFilter
  actor: Actor
  today: string
  calendar: Calendar
  dueSoonDays: number
}

/** 督办单清单: what waits for an answer first. */
export const NoticesPage = ({ list, filter, actor, today, calendar, dueSoonDays }: Props) => {
  const { rows, counts, units, plans } = list
  const here = { view: filter.view, plan: filter.plan, unit: filter.unit }
  const own = plans.filter(({ supervisingUnitId }) => holds(actor, "supervisor", supervisingUnitId))
  return (
    <>
      <div class="title">
        <div>
          <h1>督办单</h1>
          <p>每份督办单有编号、期限和办理进程：拟办、发出、签收、反馈、核查、销号。</p>
        </div>
        <p class="acts">
          {own.slice(0, 3).map(({ id, title }) => (
            <a class="button primary" href={newNoticePath(id)} title={title}>
              拟办督办单{own.length > 1 && `（${brief(title, 12)}）`}
            </a>
          ))}
        </p>
      </div>
      <nav class="tabs" aria-label="督办单">
        {NOTICE_VIEWS.filter((view) => isSupervisor(actor) || view !== "drafting" || counts.drafting > 0).map(
          (view) => (
            <a
              href={noticesPath({ ...here, view })}
              aria-current={view === filter.view ? "page" : undefined}
              id={`view-${view}`}
              data-of="notices"
            >
              {NOTICE_VIEW_LABEL[view]} <b class={isUrgent(view, counts) ? "count" : "count zero"}>{counts[view]}</b>
            </a>
          ),
        )}
      </nav>
      {(units.length > 1 || plans.length > 1) && (
        <form method="get" action="/notices" class="filters">
          <input type="hidden" name="view" value={filter.view} />
          <Choice
            name="plan"
            label="方案"
            value={filter.plan}
            empty="全部方案"
            options={plans.map(({ id, title }) => [String(id), brief(title, 24)] as const)}
          />
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
      <KeptTo
        facts={[
          NOTICE_VIEW_LABEL[filter.view],
          filter.plan !== null && (plans.find(({ id }) => id === filter.plan)?.title ?? "其他方案"),
          filter.unit !== null && (units.find(({ id }) => id === filter.unit)?.name ?? "其他单位"),
        ]}
      />
      {rows.length === 0 ? (
        <p class="empty sheet">「{NOTICE_VIEW_LABEL[filter.view]}」没有督办单。</p>
      ) : (
        <div class="table-frame">
          <table class="list stack">
            <caption class="sr-only">督办单，{NOTICE_VIEW_LABEL[filter.view]}</caption>
            <thead>
              <tr>
                <th scope="col">编号</th>
                <th scope="col">事项</th>
                <th scope="col">承办单位</th>
                <th scope="col">反馈期限</th>
                <th scope="col">状态</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row row={row} rule={{ today, calendar, dueSoonDays }} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pages page={filter.page} hasMore={list.hasMore} path={(page) => noticesPath({ ...here, page })} />
    </>
  )
}

const isUrgent = (view: NoticeFilter["view"], counts: NoticeList["counts"]) =>
  counts[view] > 0 && (view === "overdue" || view === "answered" || view === "drafting")

const Row = ({ row, rule }: { row: ListedNotice; rule: Parameters<typeof lightOfNotice>[1] }) => {
  const { notice, plan, items, decision } = row
  const light = isRunning(plan.state) ? lightOfNotice(notice, rule) : null
  return (
    <tr data-row="notice">
      <td class="nowrap" data-label="编号">
        {noticeName(notice)}
      </td>
      <th scope="row">
        <a href={noticePath(notice.id)} id={`notice-${notice.id}`}>
          {notice.title}
        </a>
        <br />
        <small>
          {items.map(({ label }) => label).join("")}
          {decision !== null && (
            <>
              {" "}
              来自<a href={decisionPath(decision)}>会议议定事项</a>
            </>
          )}
        </small>
      </th>
      <td class="nowrap" data-label="承办单位">
        {addresseeWords(row)}
      </td>
      <td class="nowrap" data-label="反馈期限">
        {dayWords(notice.dueBy, rule.today)}
        {light && (
          <>
            <br />
            <LightMark light={light} />
          </>
        )}
      </td>
      <td data-label="状态">
        <StateTag state={notice.state} />
      </td>
    </tr>
  )
}
