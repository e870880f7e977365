import { type Filter, queryOf } from "#src/board/filter.ts"
import type { Overview } from "#src/pages/overview/overview.ts"
import { planPath, unitPath } from "#src/paths.ts"
import { Count, Rate } from "../parts/count.tsx"
import { ColourMark } from "../parts/light.tsx"
import { BAR_ORDER, LightBar, LightCounts } from "../parts/light_bar.tsx"
import { REPORTED_MEASURE, TASK_LIGHT_MEASURE } from "../words/lights.ts"
import { Movements } from "./moved.tsx"

type PartProps = { overview: Overview; path: (filter: Partial<Filter>) => string }

/** Every unit with its lights as a bar, the numbers right of it, and what it has reported. */
export const Units = ({ overview, path }: PartProps) => {
  const hasRound = overview.board.round !== null
  return (
    <section class="block">
      <h2>
        各单位{" "}
        <small>
          以单位顺序为序，共
          <Count n={overview.all.total} of="parts" href={path({})}>
            {overview.all.total}项分工
          </Count>
        </small>
      </h2>
      <table class="bars">
        <caption class="sr-only">各单位分工的进度灯和本期报送</caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col" colspan={2}>
              进度灯
            </th>
            <th scope="col" class="number" title={REPORTED_MEASURE}>
              已报/应报
            </th>
          </tr>
        </thead>
        <tbody>
          {overview.units.map(({ unit, tally }) => (
            <tr>
              <th scope="row">
                <a href={unitPath(unit.id)}>{unit.shortName}</a>
                {unit.id === overview.board.plan.supervisingUnitId && <small>（自查）</small>}
              </th>
              <td>
                <LightBar lights={tally.lights} total={tally.total} />
              </td>
              <td>
                <LightCounts
                  lights={tally.lights}
                  of="parts"
                  href={(part) => path({ unit: unit.id, part })}
                  whose={unit.shortName}
                />
              </td>
              <td class="number">
                {hasRound && (
                  <Rate
                    reported={tally.reported}
                    due={tally.due}
                    hrefs={[path({ unit: unit.id, report: "reported" }), path({ unit: unit.id, report: "due" })]}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="legend">
        {BAR_ORDER.filter((colour) => overview.units.some(({ tally }) => tally.lights[colour] > 0)).map((colour) => (
          <ColourMark colour={colour} />
        ))}
      </p>
    </section>
  )
}

/** The tasks' lights now and a round ago. */
export const Change = ({ overview }: { overview: Overview }) => {
  const { before, board, lights, leader } = overview
  const then = before?.board.round
  if (!before || !then) return null
  const path = (filter: Partial<Filter>) => planPath(board.plan.id, queryOf({ leader, ...filter }))
  return (
    <section class="block since">
      <h2>
        与上期相比 <small title={TASK_LIGHT_MEASURE}>任务数</small>
      </h2>
      <table class="list change">
        <caption class="sr-only">任务的进度灯与上一填报期相比</caption>
        <thead>
          <tr>
            <th scope="col">进度灯</th>
            <th scope="col" class="number">
              {then.name}
              {then.cutOffAt !== null && "封账时"}
            </th>
            <th scope="col" class="number">
              现在
            </th>
            <th scope="col" class="number">
              变化
            </th>
          </tr>
        </thead>
        <tbody>
          {BAR_ORDER.filter((colour) => lights[colour] + before.lights[colour] > 0).map((colour) => (
            <tr>
              <th scope="row">
                <ColourMark colour={colour} />
              </th>
              <td class="number">
                <Count n={before.lights[colour]} of="tasks" href={path({ round: then.number, light: colour })} />
              </td>
              <td class="number">
                <Count n={lights[colour]} of="tasks" href={path({ light: colour })} />
              </td>
              <td class="number">{changeWords(lights[colour] - before.lights[colour])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Movements movements={before.movements} planId={board.plan.id} leader={leader} />
    </section>
  )
}

const changeWords = (n: number): string => (n === 0 ? "持平" : n > 0 ? `增加${n}项` : `减少${-n}项`)
