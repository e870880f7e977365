import { type Burden, type Month, monthsOn, totalOf, type UnitBurden } from "#src/pages/unit/burden.ts"
import { burdenPath, overviewPath, unitPath } from "#src/paths.ts"
import { Count } from "../parts/count.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { ASKED_MEASURE, askedPath, changeWords, monthWords } from "../units/asked.tsx"

/** 减负, in one sentence of the first page; `month` is this one. */
export const BurdenSentence = ({
  burden: { asked, before },
  month,
  mine,
}: {
  burden: Burden
  month: Month
  mine: number | null
}) => (
  <p class="more" id="burden" title={ASKED_MEASURE}>
    {mine !== null && "分管单位："}
    <a href={burdenPath({ mine: mine && 1 })}>
      {monthWords(month)}您可查看的方案共要求各单位报送{asked}项
    </a>
    ，<a href={burdenPath({ month: monthsOn(month, -1), mine: mine && 1 })}>上月{before}项</a>，
    {changeWords({ asked, before })}
  </p>
)

type Props = { units: UnitBurden[]; month: Month; mine: number | null }

/** 减负: how many reports all plans together ask of each unit in a month, beside the month before. */
export const BurdenPage = ({ units, month, mine }: Props) => {
  const total = totalOf(units)
  const before = monthsOn(month, -1)
  const path = (one: Month) => burdenPath({ month: one, mine: mine && 1 })
  const number = (n: number, unitId: number, one: Month) =>
    n === 0 ? <span class="muted">0</span> : <Count n={n} of="asked" href={askedPath(unitId, one)} />
  return (
    <section class="overview">
      <div class="title">
        <div>
          <h1>{monthWords(month)}报送任务</h1>
          <p>
            {mine !== null && "分管单位："}您可查看的方案共要求报送{total.asked}项，
            <a href={path(before)}>上月{total.before}项</a>，{changeWords(total)}。{ASKED_MEASURE}。
          </p>
        </div>
        <p class="acts">
          <a class="button" id="month-before" href={path(before)}>
            ‹ 上月
          </a>
          <a class="button" id="month-after" href={path(monthsOn(month, 1))}>
            下月 ›
          </a>
          <PrintButton />
          <a class="button" href={overviewPath({ mine: mine && 1 })}>
            返回总览
          </a>
        </p>
      </div>
      {units.length === 0 ? (
        <p class="sheet empty">
          {monthWords(before)}和{monthWords(month)}都没有要求报送的事项。
        </p>
      ) : (
        <div class="table-frame">
          <table class="list burden">
            <caption class="sr-only">各单位{monthWords(month)}和上月被要求报送的数量，以单位顺序为序</caption>
            <thead>
              <tr>
                <th scope="col">单位</th>
                <th scope="col" class="number">
                  本月
                </th>
                <th scope="col" class="number">
                  上月
                </th>
                <th scope="col" class="number">
                  变化
                </th>
              </tr>
            </thead>
            <tbody>
              {units.map(({ unit, ...burden }) => (
                <tr>
                  <th scope="row">
                    <a href={unitPath(unit.id)}>{unit.name}</a>
                  </th>
                  <td class="number">{number(burden.asked, unit.id, month)}</td>
                  <td class="number">{number(burden.before, unit.id, before)}</td>
                  <td class="number">{changeWords(burden)}</td>
                </tr>
              ))}
              <tr class="total-row">
                <th scope="row">合计</th>
                <td class="number">{total.asked}</td>
                <td class="number">
                  <a href={path(before)}>{total.before}</a>
                </td>
                <td class="number">{changeWords(total)}</td>
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
