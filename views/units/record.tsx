import { queryOf } from "#src/board/filter.ts"
import { dateOf } from "#src/clock.ts"
import type { Contact } from "#src/office/people/contact_queries.ts"
import { isReportedLate } from "#src/owing/owing.ts"
import type { UnitHead as Unit } from "#src/pages/unit/queries.ts"
import type { RecordFilter, UnitReports, UnitRounds, UnitSupervision } from "#src/pages/unit/record_queries.ts"
import { extensionPath, noticePath, noticesPath, planPath, taskPath, unitPath, unitSheetPath } from "#src/paths.ts"
import { AboutExtension, DaysAsked, ExtensionState } from "../extensions/parts.tsx"
import { noticeName } from "../notices/words.ts"
import { Count } from "../parts/count.tsx"
import { Choice } from "../parts/fields.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { planNames, shortTitle } from "../plans/titles.ts"
import { REMINDER_KIND_LABEL } from "../reminders/words.ts"
import { Words } from "../reports/said.tsx"
import { Deliveries } from "../supervision/deliveries.tsx"
import { NOTICE_STATE_LABEL, REPORT_STATE_LABEL } from "../words/states.ts"
import { brief, dayWords, momentWords } from "../words.ts"
import { UnitHead } from "./head.tsx"

type Head = { contacts: Contact[]; unit: Unit; today: string }

/** 历次进展: what the unit said, in its own words; the newest round first. */
export const ReportsPage = ({
  unit,
  contacts,
  rows,
  hasMore,
  plans,
  rounds,
  tasks,
  filter,
  today,
}: Head & Omit<UnitReports, "unit"> & { filter: RecordFilter }) => {
  const names = planNames(plans)
  const { plan, round, task } = filter
  const here = { view: "reports", plan, round, task }
  return (
    <>
      <UnitHead unit={unit} contacts={contacts} tab="reports" hasRecord today={today} />
      <form method="get" action={unitPath(unit.id)} class="filters">
        <input type="hidden" name="view" value="reports" />
        {plans.length > 1 && (
          <Choice
            name="plan"
            label="方案"
            value={plan}
            empty="全部方案"
            options={plans.map(({ id }) => [String(id), names.get(id) ?? ""] as const)}
          />
        )}
        {rounds.length > 0 && (
          <Choice
            name="round"
            label="填报期"
            value={round}
            empty="全部填报期"
            options={rounds.map(({ number, name }) => [String(number), name] as const)}
          />
        )}
        {tasks.length > 0 && (
          <Choice
            name="task"
            label="任务"
            value={task}
            empty="全部任务"
            options={tasks.map(({ ordinal, label, text }) => [String(ordinal), `${label}${brief(text, 14)}`] as const)}
          />
        )}
        <button type="submit">筛选</button>
      </form>
      <KeptTo
        facts={[
          plan !== null && (names.get(plan) ?? "其他方案"),
          round !== null && (rounds.find(({ number }) => number === round)?.name ?? "其他填报期"),
          task !== null && `任务${tasks.find(({ ordinal }) => ordinal === task)?.label ?? task}`,
        ]}
      />
      {rows.length === 0 ? (
        <p class="sheet empty">没有报送过进展。</p>
      ) : (
        <ol class="record sheet">
          {rows.map(({ plan: of, task: about, round: when, report, words, files }) => (
            <li data-row="report">
              <h2>
                <a href={`${taskPath(of.id, about.ordinal, { round: when.number })}#unit-${unit.id}`}>
                  {about.label}
                  {brief(about.text, 30)}
                </a>
              </h2>
              <p class="muted small">
                {plans.length > 1 && <>{names.get(of.id) ?? shortTitle(of.title)} · </>}
                <a href={planPath(of.id, queryOf({ round: when.number, unit: unit.id }))}>{when.name}</a>
                {report.submittedAt !== null && ` · ${momentWords(report.submittedAt, today)}报送`}{" "}
                <span class="tag">{REPORT_STATE_LABEL[report.state]}</span>
                {isReportedLate(report, when) && <span class="tag">迟报</span>}
                {files > 0 && ` 佐证材料${files}件`}
              </p>
              <Words words={words} />
              {report.state === "returned" && report.opinion && (
                <p class="preserve muted small">退回意见：{report.opinion}</p>
              )}
            </li>
          ))}
        </ol>
      )}
      <Pages
        page={filter.page}
        hasMore={hasMore}
        path={(page) => unitPath(unit.id, { ...here, page: page > 1 ? page : null })}
      />
    </>
  )
}

/** 历期报送: what each round asked of the unit, and what had come by its cut-off. */
export const RoundsPage = ({
  unit,
  contacts,
  rows,
  hasMore,
  page,
  today,
}: Head & Omit<UnitRounds, "unit"> & { page: number }) => (
  <>
    <UnitHead unit={unit} contacts={contacts} tab="rounds" hasRecord today={today} />
    {rows.length === 0 ? (
      <p class="sheet empty">还没有需要报送的填报期。</p>
    ) : (
      <div class="table-frame">
        <table class="list stack">
          <caption class="sr-only">历期报送</caption>
          <thead>
            <tr>
              <th scope="col">填报期</th>
              <th scope="col">报送期限</th>
              <th scope="col" class="number">
                应报
              </th>
              <th scope="col" class="number">
                已报
              </th>
              <th scope="col" class="number">
                退回
              </th>
              <th scope="col" class="number">
                迟报
              </th>
              <th scope="col">统计</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ plan, round, owed, reported, returned, late }) => {
              const path = (report: "due" | "reported" | "returned" | "late") =>
                planPath(plan.id, queryOf({ round: round.number, unit: unit.id, report }))
              return (
                <tr data-row="round">
                  <th scope="row">
                    <a href={planPath(plan.id, queryOf({ round: round.number, unit: unit.id }))}>{round.name}</a>
                    <br />
                    <small>
                      {shortTitle(plan.title)}{" "}
                      <a
                        class="no-print"
                        href={unitSheetPath(plan.id, round.number, unit.id)}
                        aria-label={`报送单：${round.name}`}
                      >
                        报送单
                      </a>
                    </small>
                  </th>
                  <td class="nowrap" data-label="报送期限">
                    {dayWords(round.dueBy, today)}
                  </td>
                  <td class="number" data-label="应报">
                    <Count n={owed} of="parts" href={path("due")} />
                  </td>
                  <td class="number" data-label="已报">
                    <Count n={reported} of="parts" href={path("reported")} />
                  </td>
                  <td class="number" data-label="退回">
                    <Count n={returned} of="parts" href={path("returned")} />
                  </td>
                  <td class="number" data-label="迟报">
                    <Count n={late} of="parts" href={path("late")} />
                  </td>
                  <td class="nowrap" data-label="统计">
                    {round.cutOffAt === null ? "未封账，为目前数" : `${dayWords(dateOf(round.cutOffAt), today)}封账`}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    )}
    <p class="muted small">已报、退回为封账时的情况；迟报为封账以后首次报送的事项。</p>
    <Pages
      page={page}
      hasMore={hasMore}
      path={(to) => unitPath(unit.id, { view: "rounds", page: to > 1 ? to : null })}
    />
  </>
)

/** 督办催办: 督办单 open and former, reminders with what arrived, 延期. */
export const SupervisionPage = ({
  unit,
  contacts,
  notices,
  hasMoreNotices,
  log,
  hasMore,
  extensions,
  page,
  today,
}: Head & Omit<UnitSupervision, "unit"> & { page: number }) => (
  <>
    <UnitHead unit={unit} contacts={contacts} tab="supervision" hasRecord today={today} />
    <section class="block" id="notices">
      <h2>
        督办单
        {hasMoreNotices && (
          <small>
            最近{notices.length}份，<a href={noticesPath({ view: "all", unit: unit.id })}>全部督办单</a>
          </small>
        )}
      </h2>
      {notices.length === 0 ? (
        <p class="sheet empty">没有督办单。</p>
      ) : (
        <div class="table-frame">
          <table class="list stack">
            <caption class="sr-only">督办单</caption>
            <thead>
              <tr>
                <th scope="col">编号</th>
                <th scope="col">事项</th>
                <th scope="col">发出</th>
                <th scope="col">反馈期限</th>
                <th scope="col">状态</th>
              </tr>
            </thead>
            <tbody>
              {notices.map(({ notice, plan }) => (
                <tr data-row="notice">
                  <td class="nowrap" data-label="编号">
                    {noticeName(notice)}
                  </td>
                  <th scope="row">
                    <a href={noticePath(notice.id)}>{notice.title}</a>
                    <br />
                    <small>{shortTitle(plan.title)}</small>
                  </th>
                  <td class="nowrap" data-label="发出">
                    {notice.issuedAt !== null && dayWords(dateOf(notice.issuedAt), today)}
                  </td>
                  <td class="nowrap" data-label="反馈期限">
                    {dayWords(notice.dueBy, today)}
                  </td>
                  <td class="nowrap" data-label="状态">
                    {NOTICE_STATE_LABEL[notice.state]}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
    <section class="block" id="log">
      <h2>
        催办记录<small>系统催办和人工催办，最近的在前</small>
      </h2>
      {log.length === 0 ? (
        <p class="sheet empty">没有催办过。</p>
      ) : (
        <div class="table-frame">
          <table class="list stack">
            <caption class="sr-only">催办记录</caption>
            <thead>
              <tr>
                <th scope="col">时间</th>
                <th scope="col">方式</th>
                <th scope="col">内容</th>
                <th scope="col">送达</th>
              </tr>
            </thead>
            <tbody>
              {log.map((row) => (
                <tr data-row="urging">
                  <td class="nowrap" data-label="时间">
                    {momentWords(row.at, today)}
                  </td>
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
                    {row.planId !== null && row.roundNumber !== null && (
                      <a href={planPath(row.planId, queryOf({ round: row.roundNumber, unit: unit.id }))}>{row.round}</a>
                    )}
                    {row.named > 0 && ` ${row.named}项：`}
                    {row.items.map(({ plan, ordinal, label }) => (
                      <a href={`${taskPath(plan, ordinal)}#unit-${unit.id}`}>{label}</a>
                    ))}
                    {row.text && (
                      <>
                        <br />
                        <small>{brief(row.text, 60)}</small>
                      </>
                    )}
                  </td>
                  <td data-label="送达">
                    <Deliveries row={row} today={today} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pages
        page={page}
        hasMore={hasMore}
        path={(to) => unitPath(unit.id, { view: "supervision", page: to > 1 ? to : null })}
      />
    </section>
    {extensions.length > 0 && (
      <section class="block" id="extensions">
        <h2>延期</h2>
        <div class="table-frame">
          <table class="list stack">
            <caption class="sr-only">延期</caption>
            <thead>
              <tr>
                <th scope="col">提出</th>
                <th scope="col">事项</th>
                <th scope="col">期限</th>
                <th scope="col">结果</th>
              </tr>
            </thead>
            <tbody>
              {extensions.map((row) => (
                <tr data-row="extension">
                  <td class="nowrap" data-label="提出">
                    {dayWords(dateOf(row.extension.askedAt), today)}
                  </td>
                  <th scope="row">
                    <AboutExtension found={row} length={40} />
                  </th>
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
    )}
  </>
)
