import { addDays, weekdayOf, yearOf } from "#src/clock.ts"
import type { YearEntry } from "#src/office/calendar/commands.ts"
import type { CalendarTable } from "#src/office/calendar/queries.ts"
import { type Calendar, isWorkingDay } from "#src/office/calendar/working_days.ts"
import type { MovedDate } from "#src/pages/calendar_effect/preview.ts"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { dayWords } from "../words.ts"
import { OPEN_DATE_LABEL } from "./words.ts"

type Props = {
  years: number[]
  year: number
  table: CalendarTable | null
  text: string
  calendar: Calendar
  today: string
  flaws?: Flaws | null
}

export const CalendarPage = ({ years, year, table, text, calendar, today, flaws }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>工作日安排</h1>
        <p>按国务院办公厅每年公布的节假日安排录入，到期、逾期和自动封账都按它计算。</p>
      </div>
    </div>
    <nav class="tabs" aria-label="年份">
      {shownYears(years, year, today).map((one) => (
        <a href={`/admin/calendar?year=${one}`} aria-current={one === year ? "page" : undefined}>
          {one}年{!years.includes(one) && "（未录入）"}
        </a>
      ))}
    </nav>
    {!table && (
      <p class="note">{year}年的安排还没有录入，暂按周末和法定节假日推算；调休和补假以国务院办公厅的通知为准。</p>
    )}
    {table?.source && (
      <p class="small muted">
        依据：
        {/^https?:\/\//.test(table.source) ? (
          <a href={table.source} rel="noreferrer">
            {table.source}
          </a>
        ) : (
          table.source
        )}
      </p>
    )}
    <div class="months sheet padded">
      {Array.from({ length: 12 }, (_, i) => (
        <Month year={year} month={i + 1} calendar={calendar} />
      ))}
    </div>
    <p class="legend">
      <span>红色为休息日</span>
      <span>加粗下划线为调休上班</span>
    </p>
    <section class="block">
      <h2>{table ? `修改${year}年安排` : `录入${year}年安排`}</h2>
      <form
        method="post"
        action="/admin/calendar/preview"
        enctype="multipart/form-data"
        class="sheet padded"
        id={`calendar-${year}-${table?.version ?? 0}`}
      >
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={table?.version ?? 0} />
        <div class="fields">
          <Field label="年份" name="year" value={year} required inputmode="numeric" flaws={flaws} />
          <Field label="依据" name="source" value={table?.source} hint="通知文号或网址" flaws={flaws} />
          <Area
            label="安排"
            name="table"
            value={text}
            bare
            rows={14}
            hint="一行一天或一段：2027-01-01 休 元旦；2027-02-06 班；2027-02-05至2027-02-11 休 春节。只写与平常周末不同的日子即可。"
            flaws={flaws}
          />
          <div class="field full">
            <label for="file">或上传文本文件（.txt），代替上面的安排</label>
            <input
              type="file"
              name="file"
              id="file"
              accept=".txt,.csv,text/plain"
              aria-invalid={flaws?.problems.file ? "true" : undefined}
              aria-describedby={flaws?.problems.file ? "file-problem" : undefined}
            />
            {flaws?.problems.file && (
              <p class="problem" id="file-problem">
                {flaws.problems.file.join("；")}
              </p>
            )}
          </div>
        </div>
        <p class="acts">
          <button type="submit" class="primary">
            核对影响
          </button>
          <span class="hint">下一步列出受影响的日期，确认后才保存。</span>
        </p>
      </form>
    </section>
  </>
)

const shownYears = (years: number[], year: number, today: string) =>
  [...new Set([...years, year, yearOf(today), yearOf(today) + 1])].sort()

const Month = ({ year, month, calendar }: { year: number; month: number; calendar: Calendar }) => (
  <table class="month">
    <caption>{month}月</caption>
    <thead>
      <tr>
        {["一", "二", "三", "四", "五", "六", "日"].map((name) => (
          <th scope="col">{name}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {weeksOf(year, month).map((week) => (
        <tr>
          {week.map((day) => (
            <td class={day ? dayClass(calendar, day) : undefined}>{day ? Number(day.slice(8)) : ""}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

const dayClass = (calendar: Calendar, day: string) =>
  calendar.work.has(day) ? "make-up" : isWorkingDay(calendar, day) ? undefined : "rest"

function weeksOf(year: number, month: number): (string | null)[][] {
  const first = `${year}-${String(month).padStart(2, "0")}-01`
  const days: (string | null)[] = Array.from({ length: weekdayOf(first) - 1 }, () => null)
  for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = addDays(day, 1)) days.push(day)
  while (days.length % 7 > 0) days.push(null)
  return Array.from({ length: days.length / 7 }, (_, i) => days.slice(i * 7, i * 7 + 7))
}

type PreviewProps = {
  entry: YearEntry
  text: string
  version: number
  isNew: boolean
  days: { day: string; works: boolean }[]
  moved: MovedDate[]
  open: number
}

/** What saving would change, before it is saved. */
export const PreviewPage = ({ entry, text, version, isNew, days, moved, open }: PreviewProps) => (
  <>
    <div class="title">
      <div>
        <h1>核对{entry.year}年工作日安排</h1>
        <p>还没有保存。{isNew ? "这一年此前按周末和法定节假日推算。" : "将替换原有安排。"}</p>
      </div>
    </div>
    <section class="sheet padded">
      <h2>变化的日子（{days.length}天）</h2>
      {days.length === 0 ? (
        <p class="muted">没有日子发生变化。</p>
      ) : (
        <ul class="preserve">
          <li>
            改为休息：
            {days
              .filter(({ works }) => !works)
              .map(({ day }) => dayWords(day, day))
              .join("、") || "无"}
          </li>
          <li>
            改为上班：
            {days
              .filter(({ works }) => works)
              .map(({ day }) => dayWords(day, day))
              .join("、") || "无"}
          </li>
        </ul>
      )}
    </section>
    <section class="block">
      <h2>
        受影响的日期<small>未结的期限共 {open} 个</small>
      </h2>
      <p class="note">已经定下的到期日不会改动；按工作日推算的（剩余天数、自动封账日）随之变化。</p>
      {moved.length === 0 ? (
        <p class="empty sheet">没有受影响的日期。</p>
      ) : (
        <div class="table-frame">
          <table class="list stack">
            <thead>
              <tr>
                <th scope="col">期限</th>
                <th scope="col">到期日</th>
                <th scope="col">剩余工作日</th>
                <th scope="col">自动封账</th>
              </tr>
            </thead>
            <tbody>
              {moved.map((date) => (
                <tr>
                  <th scope="row">
                    方案{date.planId} {date.name ?? `${OPEN_DATE_LABEL[date.kind]} ${date.count} 项`}
                  </th>
                  <td data-label="到期日">
                    {dayWords(date.by)}
                    {date.restDay && <span class="tag">休息日，请督查人员斟酌是否调整</span>}
                  </td>
                  <td data-label="剩余工作日">
                    {date.left.before === date.left.after
                      ? date.left.after
                      : `${date.left.before} → ${date.left.after}`}
                  </td>
                  <td data-label="自动封账">
                    {date.cutOff === null
                      ? "—"
                      : date.cutOff.before === date.cutOff.after
                        ? dayWords(date.cutOff.after)
                        : `${dayWords(date.cutOff.before)} → ${dayWords(date.cutOff.after)}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
    <form method="post" action="/admin/calendar" class="acts">
      <input type="hidden" name="year" value={entry.year} />
      <input type="hidden" name="source" value={entry.source} />
      <input type="hidden" name="version" value={version} />
      <textarea hidden name="table">{`\n${text}`}</textarea>
      <button type="submit" class="primary">
        保存
      </button>
      <a class="button" href={`/admin/calendar?year=${entry.year}`}>
        不保存
      </a>
    </form>
  </>
)
