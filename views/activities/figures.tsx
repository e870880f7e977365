import { activitiesPath, type Query } from "#src/paths.ts"
import type { YearFigures } from "#src/year/activities/figures_queries.ts"
import { queryOf } from "#src/year/activities/filter.ts"
import { MEASURES } from "#src/year/activities/numbers.ts"
import type { Tally } from "#src/year/activities/tally.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { PrintButton } from "../parts/print_button.tsx"
import { YearHead } from "../years/head.tsx"
import { MEASURE_LABEL, sumWords } from "./words.ts"

/** 活动统计 of a year: every number opens the activities that it counts. */
export const FiguresPage = ({ figures }: { figures: YearFigures }) => {
  const { choices, total, units, kinds, laws, months } = figures
  const path = (query: Query) => activitiesPath(choices.year, { state: "held", ...query })
  return (
    <>
      <YearHead found={choices.found} tab="activities" acts={<PrintButton class="quiet" />} />
      <p class="crumbs small no-print">
        <a href={activitiesPath(choices.year)}>活动台账</a> · 活动统计
      </p>
      {total.activities === 0 ? (
        <p class="empty sheet">还没有登记已开展的活动。</p>
      ) : (
        <>
          <Part
            title="合计和各单位"
            note="几个单位一起办的，总数计一次，各单位各计一次，所以各单位相加可能大于总数"
            head="单位"
            path={path}
            rows={[
              { word: "合计", query: {}, tally: total },
              ...units.map(({ unit, tally }) => ({ word: unit.name, query: { unit: unit.id }, tally })),
            ]}
          />
          <Part
            title="活动形式"
            head="形式"
            path={path}
            rows={kinds.map(({ kind, tally }) => ({ word: kind, query: { kind }, tally }))}
          />
          <Part
            title="月份"
            head="月份"
            path={path}
            rows={months.map(({ month, tally }) => ({ word: `${month}月`, query: { month }, tally }))}
          />
          <section class="block">
            <h2>
              法律法规<small>一次活动宣传几部的，各计一次</small>
            </h2>
            <ul class="sheet padded">
              {laws.map(({ key, n }) => (
                <li>
                  <a href={path(queryOf({ law: key }))} data-of="activities">
                    {citedLaw(key)} {n} 次
                  </a>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </>
  )
}

type Row = { word: string; query: Query; tally: Tally }
type Props = { title: string; note?: string; head: string; rows: readonly Row[]; path: (query: Query) => string }

const Part = ({ title, note, head, rows, path }: Props) => (
  <section class="block">
    <h2>
      {title}
      {note && <small>{note}</small>}
    </h2>
    <div class="table-frame">
      <table class="list stack">
        <caption class="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" class="number">
              活动次数
            </th>
            {MEASURES.map((name) => (
              <th scope="col" class="number">
                {MEASURE_LABEL[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ word, query, tally }) => (
            <tr data-row="figure">
              <th scope="row">{word}</th>
              <td class="number" data-label="活动次数">
                <a href={path(query)} data-of="activities">
                  {tally.activities}
                </a>
              </td>
              {MEASURES.map((name) => (
                <td class="number" data-label={MEASURE_LABEL[name]}>
                  {tally.sums[name].n === 0 ? (
                    "–"
                  ) : (
                    <a href={path({ ...query, told: name })} data-of="activities">
                      {sumWords(tally.sums[name])}
                    </a>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)
