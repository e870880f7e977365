import { weekdayOf } from "#src/clock.ts"
import { type Calendar, isKnown, restDayOf } from "#src/office/calendar/working_days.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { type Choice as Chosen, MOST_DAYS, monthAfter, ownUnits } from "#src/outward/agenda/month.ts"
import { mayHaveFeed } from "#src/outward/agenda/policy.ts"
import type { Entry, NamedPlan, NamedUnit } from "#src/outward/agenda/queries.ts"
import type { Dated } from "#src/outward/agenda/source.ts"
import { isLate } from "#src/owing/owing.ts"
import { accountPath, calendarPath } from "#src/paths.ts"
import { Choice } from "../parts/fields.tsx"
import { brief, dayWords } from "../words.ts"
import { entryWords, monthWords, restWords } from "./words.ts"

type Props = {
  choice: Chosen
  weeks: string[][]
  kinds: readonly Dated[]
  entries: Entry[]
  isMore: boolean
  units: NamedUnit[]
  plans: NamedPlan[]
  actor: Actor
  today: string
  calendar: Calendar
}

const WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"]

/** 日历: a month of days with what falls on them; on a phone the days that have something, one below the other. */
export const AgendaPage = (props: Props) => {
  const { choice, weeks, entries, isMore, calendar, actor } = props
  const first = choice.month
  const path = (month: string) => calendarPath({ ...kept(choice), month })
  const shown = entries.filter(({ on, until }) => on.slice(0, 7) <= first.slice(0, 7) && until >= first)
  return (
    <>
      <div class="title">
        <div>
          <h1>{monthWords(first)}</h1>
          <p>
            只列还没有了结的期限：报送、重报、整改、完成时限、督办单反馈、督查等；已报送、已办结、已反馈的不再列出。延期同意的按新的日期。
          </p>
        </div>
        <nav class="acts no-print" aria-label="月份">
          <a class="button" rel="prev" id="month-before" href={path(monthAfter(first, -1))}>
            ‹ 上月
          </a>
          <a class="button" id="month-now" href={calendarPath(kept(choice))}>
            本月
          </a>
          <a class="button" rel="next" id="month-after" href={path(monthAfter(first, 1))}>
            下月 ›
          </a>
        </nav>
      </div>
      <Filters {...props} />
      {isMore && <p class="note">这段时间超过{MOST_DAYS}项，没有全部列出，请按单位或方案筛选。</p>}
      {!isKnown(calendar, first) && (
        <p class="small muted">{first.slice(0, 4)}年的放假安排还没有录入，休息日暂按周末和法定节假日推算。</p>
      )}
      <table class="agenda" aria-label={monthWords(first)}>
        <thead>
          <tr>
            {WEEKDAYS.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr>
              {week.map((day) => (
                <Day {...props} day={day} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p class="sheet empty">{monthWords(first)}没有期限。</p>}
      <p class="legend">
        <span>「休」为节假日，「班」为调休上班</span>
        {mayHaveFeed(actor) && (
          <a class="no-print" href={accountPath("feeds")}>
            在手机或电脑的日历里订阅
          </a>
        )}
      </p>
    </>
  )
}

/** The choice that goes with another month. */
const kept = ({ plan, unit }: Chosen) => ({ plan, unit: unit ?? "all" })

const Filters = ({ choice, units, plans, actor }: Props) => (
  <form method="get" action="/calendar" class="filters no-print" id="filters">
    <input type="hidden" name="month" value={choice.month.slice(0, 7)} />
    <Choice
      name="unit"
      label="单位"
      value={choice.unit ?? "all"}
      options={[
        ["all", "全部单位"],
        ...(ownUnits(actor).length > 0 ? [["own", "本单位"] as const] : []),
        ...units.map(({ id, name }) => [String(id), name] as const),
      ]}
    />
    <Choice
      name="plan"
      label="方案"
      value={choice.plan}
      empty="全部方案"
      options={plans.map(({ id, title }) => [String(id), brief(title, 24)] as const)}
    />
    <button type="submit">筛选</button>
  </form>
)

/** So many stand in a cell; the others are opened. */
const MOST_IN_CELL = 5

const Day = (props: Props & { day: string }) => {
  const { day, choice, entries, today, calendar } = props
  const own = entries.filter(({ on, until }) => on <= day && day <= until)
  const rest = restDayOf(calendar, day)
  const word = restWords(rest, calendar.work.has(day))
  const classes = [
    rest ? "rest" : null,
    day.slice(0, 7) === choice.month.slice(0, 7) ? null : "outer",
    own.length === 0 ? "free" : null,
    day === today ? "today" : null,
  ]
  const [first, others] = [own.slice(0, MOST_IN_CELL), own.slice(MOST_IN_CELL)]
  return (
    <td class={classes.filter(Boolean).join(" ") || undefined} id={`day-${day}`}>
      <p class="day">
        <time datetime={day}>{Number(day.slice(8))}</time>
        <span class="in-full">
          {dayWords(day, today)} 星期{WEEKDAYS[weekdayOf(day) - 1]}
        </span>
        {word && <b class={word === "班" ? "works" : undefined}>{word}</b>}
        {day === today && <small>今天</small>}
      </p>
      {own.length > 0 && (
        <ul>
          {first.map((entry) => (
            <Line {...props} entry={entry} />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details>
          <summary>还有{others.length}项</summary>
          <ul>
            {others.map((entry) => (
              <Line {...props} entry={entry} />
            ))}
          </ul>
        </details>
      )}
    </td>
  )
}

const Line = ({ entry, kinds, units, plans, choice, today }: Props & { entry: Entry }) => {
  const kind = kinds.find((one) => one.kind === entry.kind)
  const isOver = isLate(entry.until, today)
  return (
    <li class={isOver ? "late" : undefined}>
      <a href={kind?.href(entry) ?? "/"} title={entry.planTitle ?? undefined}>
        <small>
          {kind?.label}
          {isOver && "（已过）"}
        </small>{" "}
        {brief(entryWords(entry, units), 40)}
      </a>
      {entry.planTitle !== null && choice.plan === null && plans.length > 1 && (
        <small class="of-plan">{brief(entry.planTitle, 16)}</small>
      )}
    </li>
  )
}
