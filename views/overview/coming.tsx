import { queryOf } from "#src/board/filter.ts"
import { daysBetween, weekdayOf } from "#src/clock.ts"
import { amountOf, COMING_DAYS, type ComingLine } from "#src/pages/overview/coming.ts"
import { comingPath, noticePath, overviewPath, planPath, taskPath } from "#src/paths.ts"
import { Count } from "../parts/count.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { planNames } from "../plans/titles.ts"
import { WEEKDAY_LABEL } from "../words/days.ts"
import { clauseOf, dayWords } from "../words.ts"

type Whose = { mine: number | null; today: string }

type Props = Whose & {
  lines: ComingLine[]
  all: number
  /** What the plans are called, where there are several. */
  names: ReadonlyMap<number, string>
  /** The sheet has room for it. */
  isPrinted: boolean
}

const TITLE = `${COMING_DAYS}天内到期`

/** Units named where a line has little room. */
const NAMED = 5

/** What comes next, on the first page; the heading's number opens all. */
export const Coming = ({ lines, all, names, mine, today, isPrinted }: Props) => (
  <section class={isPrinted ? "block" : "block no-print"} id="coming">
    <h2>
      {TITLE}
      {all > 0 && (
        <small>
          <Count n={all} of="coming" href={comingPath({ mine: mine && 1 })}>
            全部{all}项
          </Count>
        </small>
      )}
    </h2>
    {lines.length === 0 ? (
      <p class="muted nothing">{COMING_DAYS}天内没有到期的事项。</p>
    ) : (
      <ul class="coming-list">
        {lines.map((line) => (
          <li>
            <b>{dayWords(line.by, today)}</b>
            <p>
              <Subject line={line} mine={mine} />
              <small>
                {names.size > 1 && <>{names.get(line.plan.id)}；</>}
                {line.what === "report" ? `未报${amountOf(line)}项，` : ""}
                {unitsInBrief(line)}
              </small>
            </p>
          </li>
        ))}
      </ul>
    )}
  </section>
)

const unitsInBrief = ({ units }: ComingLine): string =>
  units.length > NAMED
    ? `${units
        .slice(0, NAMED)
        .map(({ name }) => name)
        .join("、")}等${units.length}个单位`
    : units.map(({ name }) => name).join("、")

/** What is due, as a link to it. */
const Subject = ({ line, mine }: { line: ComingLine; mine: number | null }) => {
  const { what, plan, round, task, notice, stage, units } = line
  if (notice) return <a href={noticePath(notice.id)}>督办单反馈：{notice.title}</a>
  if (task) {
    const [only] = units
    const place = units.length === 1 && only ? `#unit-${only.id}` : ""
    return (
      <a href={taskPath(plan.id, task.ordinal) + place}>
        {taskWords(what, stage)}：{task.label}
        {clauseOf(task.text)}
      </a>
    )
  }
  return (
    <a href={planPath(plan.id, queryOf({ round: round?.number ?? null, report: "owed", leader: mine }))}>
      {round?.name}进展报送{round && !round.isOpen && "（尚未开启）"}
    </a>
  )
}

function taskWords(what: ComingLine["what"], stage: ComingLine["stage"]): string {
  if (what === "resubmission") return "退回重报"
  if (what === "rectification") return "完成整改"
  if (what === "stage") return `第${stage?.ordinal ?? ""}阶段（${stage?.text ?? ""}）`
  return "完成任务"
}

type PageProps = Whose & { lines: ComingLine[]; all: number; hasMore: boolean; page: number }

/** All of it by day: what, of which plan, by whom. */
export const ComingPage = ({ lines, all, hasMore, page, mine, today }: PageProps) => {
  const names = planNames([...new Map(lines.map(({ plan }) => [plan.id, plan])).values()])
  return (
    <section class="overview">
      <div class="title">
        <div>
          <h1>{TITLE}</h1>
          <p>
            {mine !== null && "分管单位承担的："}自今天起{COMING_DAYS}
            天内各方案的报送期限、完成时限、阶段、整改和督办单反馈，由近及远，共{all}项。
          </p>
        </div>
        <p class="acts">
          <PrintButton />
          <a class="button" href={overviewPath({ mine: mine && 1 })}>
            返回总览
          </a>
        </p>
      </div>
      {lines.length === 0 ? (
        <p class="sheet empty">{COMING_DAYS}天内没有到期的事项。</p>
      ) : (
        <div class="table-frame">
          <table class="list stack coming">
            <caption class="sr-only">{TITLE}的事项，由近及远</caption>
            <thead>
              <tr>
                <th scope="col">日期</th>
                <th scope="col">事项</th>
                <th scope="col">方案</th>
                <th scope="col">单位</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr class="coming-line">
                  <th scope="row">
                    {dayWords(line.by, today)}
                    <small>
                      {WEEKDAY_LABEL[weekdayOf(line.by)]}，{distanceWords(line.by, today)}
                    </small>
                  </th>
                  <td data-label="事项">
                    <Subject line={line} mine={mine} />
                  </td>
                  <td data-label="方案">
                    <a href={overviewPath({ plan: line.plan.id, mine: mine && 1 })} title={line.plan.title}>
                      {names.get(line.plan.id)}
                    </a>
                  </td>
                  <td data-label="单位">
                    <Debtors line={line} mine={mine} />
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
        path={(next) => comingPath({ mine: mine && 1, page: next > 1 ? next : null })}
      />
    </section>
  )
}

/** 今天, 明天, 还有5天. */
function distanceWords(day: string, today: string): string {
  const days = daysBetween(today, day)
  return days === 0 ? "今天" : days === 1 ? "明天" : `还有${days}天`
}

/** Who owes it; of a round each unit's number opens what that unit has still to report in it. */
const Debtors = ({ line: { what, plan, round, units }, mine }: { line: ComingLine; mine: number | null }) => (
  <>
    {units.map(({ id, name, n }, i) => (
      <>
        {i > 0 && "、"}
        {what === "report" && round ? (
          <Count
            n={n}
            of="parts"
            href={planPath(plan.id, queryOf({ round: round.number, unit: id, report: "owed", leader: mine }))}
            title={`${name}未报${n}项`}
          >
            {name}
            {n}项
          </Count>
        ) : (
          name
        )}
      </>
    ))}
  </>
)
