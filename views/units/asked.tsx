import { dateOf, parts } from "#src/clock.ts"
import type { UnitAsked } from "#src/pages/unit/asked_queries.ts"
import { type Burden, type Month, monthsOn } from "#src/pages/unit/burden.ts"
import type { UnitHead as Unit } from "#src/pages/unit/queries.ts"
import { planPath, taskPath, unitPath } from "#src/paths.ts"
import { Count } from "../parts/count.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { planNames } from "../plans/titles.ts"
import { clauseOf, dayWords } from "../words.ts"
import { UnitHead } from "./head.tsx"

/** 「2026年11月」. */
export function monthWords(month: Month): string {
  const [year, number] = parts(`${month}-01`)
  return `${year}年${number}月`
}

/** 口径. */
export const ASKED_MEASURE =
  "您可查看的方案中，报送期限在当月的填报期列入的分工数，不论是否已报；后来挂起、终止的也计入"

/** What is asked of one unit in a month. */
export const askedPath = (unitId: number, month: Month, page: number | null = null) =>
  unitPath(unitId, { view: "asked", month, page })

const Asked = ({ n, unitId, month }: { n: number; unitId: number; month: Month }) =>
  n === 0 ? (
    <>0项</>
  ) : (
    <Count n={n} of="asked" href={askedPath(unitId, month)}>
      {n}项
    </Count>
  )

/** 增加6项, 减少2项, 持平. */
export const changeWords = ({ asked, before }: Burden): string =>
  asked === before ? "持平" : asked > before ? `增加${asked - before}项` : `减少${before - asked}项`

/** 「11月各方案共要求报送24项，上月18项」: both open their lists. */
export const BurdenLine = ({ burden, month, unitId }: { burden: Burden; month: Month; unitId: number }) => (
  <p class="burden-line" id="burden" title={ASKED_MEASURE}>
    {monthWords(month)}您可查看的方案共要求报送
    <Asked n={burden.asked} unitId={unitId} month={month} />
    ，上月
    <Asked n={burden.before} unitId={unitId} month={monthsOn(month, -1)} />
    {burden.asked !== burden.before && `，${changeWords(burden)}`}。
  </p>
)

type Props = Omit<UnitAsked, "unit"> & {
  unit: Unit
  month: Month
  page: number
  hasRecord: boolean
  today: string
}

/** Every report that all plans together ask of the unit in a month. */
export const AskedPage = ({ unit, contacts, burden, rows, hasMore, month, page, hasRecord, today }: Props) => {
  const plans = rows.map(({ planId: id, planTitle: title, docNumber, issuedOn }) => ({
    id,
    title,
    docNumber,
    issuedOn,
  }))
  const names = planNames([...new Map(plans.map((plan) => [plan.id, plan])).values()])
  return (
    <>
      <UnitHead unit={unit} contacts={contacts} tab="asked" hasRecord={hasRecord} today={today} />
      <div class="title">
        <div>
          <h2>{monthWords(month)}报送任务</h2>
          <p>
            您可查看的方案共要求报送{burden.asked}项，
            <a href={askedPath(unit.id, monthsOn(month, -1))}>上月{burden.before}项</a>，{changeWords(burden)}。
            {ASKED_MEASURE}。
          </p>
        </div>
        <p class="acts">
          <a class="button" id="month-before" href={askedPath(unit.id, monthsOn(month, -1))}>
            ‹ 上月
          </a>
          <a class="button" id="month-after" href={askedPath(unit.id, monthsOn(month, 1))}>
            下月 ›
          </a>
          <PrintButton />
        </p>
      </div>
      {rows.length === 0 ? (
        <p class="sheet empty">{monthWords(month)}没有要求报送的事项。</p>
      ) : (
        <div class="table-frame">
          <table class="list stack">
            <caption class="sr-only">{monthWords(month)}要求报送的事项，按报送期限</caption>
            <thead>
              <tr>
                <th scope="col">期限</th>
                <th scope="col">任务</th>
                <th scope="col">方案</th>
                <th scope="col">填报期</th>
                <th scope="col">首次报送</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr class="asked-line">
                  <td class="nowrap" data-label="期限">
                    {dayWords(row.dueBy, today)}
                  </td>
                  <th scope="row">
                    <a href={`${taskPath(row.planId, row.ordinal, { round: row.round })}#unit-${unit.id}`}>
                      {row.label}
                      {clauseOf(row.text)}
                    </a>
                  </th>
                  <td data-label="方案">
                    <a href={planPath(row.planId, { round: row.round, unit: unit.id })} title={row.planTitle}>
                      {names.get(row.planId)}
                    </a>
                  </td>
                  <td data-label="填报期">{row.roundName}</td>
                  <td class="nowrap" data-label="首次报送">
                    {row.reportedAt === null ? "未报" : dayWords(dateOf(row.reportedAt), today)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pages page={page} hasMore={hasMore} path={(number) => askedPath(unit.id, month, number > 1 ? number : null)} />
    </>
  )
}
