import { type Filter, queryOf, type Tally } from "#src/board/filter.ts"
import type { BoardPlan } from "#src/board/standing.ts"
import {
  type History,
  lateShareOf,
  missingLevel,
  type Ranked,
  type RoundFigures,
  type RoundRate,
  shareOf,
  type UnitHistory,
} from "#src/pages/overview/history.ts"
import { historyPath, overviewPath, planPath, unitPath } from "#src/paths.ts"
import { Count, Rate } from "../parts/count.tsx"
import { ColourMark } from "../parts/light.tsx"
import { BAR_ORDER, LightBar, LightCounts } from "../parts/light_bar.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { REPORTED_MEASURE, TASK_LIGHT_MEASURE } from "../words/lights.ts"
import { type Point, percent, ShareDisc, ShareLines } from "./chart.tsx"

type Props = {
  plan: BoardPlan
  history: History
  /** With their places, where the office ranks units and the reader asks for it. */
  ranking: Ranked[] | null
  /** The office ranks units. */
  mayRank: boolean
  leader: number | null
  /** So many newer rounds are not shown, and where older ones begin. */
  skip: number
  older: number | null
}

/** 历期走势: how a plan stood round by round, drawn and in figures, and each unit in each round. */
export const HistoryPage = ({ plan, history, ranking, mayRank, leader, skip, older }: Props) => {
  const { rounds } = history
  const path = (filter: Partial<Filter>) => planPath(plan.id, queryOf({ leader, ...filter }))
  const here = (query: { skip?: number | null; by?: string | null }) =>
    historyPath({ plan: plan.id, mine: leader && 1, ...query })
  return (
    <section class="overview history">
      <div class="title">
        <div>
          <h1>历期走势</h1>
          <p>
            <a href={planPath(plan.id)}>{plan.title}</a>
            {leader !== null && " · 分管单位承担的分工"} · 已封账的填报期为封账时的情况，其他为现在的情况
          </p>
        </div>
        <p class="acts">
          <PrintButton />
          <a class="button" href={overviewPath({ plan: plan.id, mine: leader && 1 })}>
            返回总览
          </a>
        </p>
      </div>
      {rounds.length === 0 ? (
        <p class="sheet empty">还没有开启过填报期。</p>
      ) : (
        <>
          <Trend rounds={rounds} />
          <RoundsTable rounds={rounds} path={path} />
          <Heat
            history={history}
            units={ranking ?? history.units}
            path={path}
            order={
              mayRank && (
                <a href={here({ skip: skip || null, by: ranking ? null : "share" })}>
                  {ranking ? "以单位顺序为序" : "按报送率排名"}
                </a>
              )
            }
          />
        </>
      )}
      {(skip > 0 || older !== null) && (
        <nav class="pages" aria-label="翻页">
          {skip > 0 && (
            <a class="button" id="page-newer" href={here({})} rel="prev">
              ‹ 最近的填报期
            </a>
          )}
          {older !== null && (
            <a class="button" id="page-older" href={here({ skip: older })} rel="next">
              更早的填报期 ›
            </a>
          )}
        </nav>
      )}
    </section>
  )
}

/** 报送率 of the last rounds, on the first page: a line and what it says, and the way to all figures. */
export const Rates = ({
  rates,
  planId,
  leader,
}: {
  rates: readonly RoundRate[]
  planId: number
  leader: number | null
}) => {
  if (rates.length < 2) return null
  const path = (filter: Partial<Filter>) => planPath(planId, queryOf({ leader, ...filter }))
  const points = rates.map((rate) => ({
    id: String(rate.number),
    label: rate.name,
    shares: [shareOf(rate), null] as const,
  }))
  return (
    <section class="block rates" id="rates">
      <h2>
        历期报送率
        <small>
          <a href={historyPath({ plan: planId, mine: leader && 1 })}>历期走势</a>
        </small>
      </h2>
      <figure class="trend">
        <ShareLines points={points} />
        <figcaption title={REPORTED_MEASURE}>
          {rates.toReversed().map((rate, i) => (
            <>
              {i > 0 && "，"}
              {rate.name}
              <RateWords rate={rate} path={path} />
            </>
          ))}
          。
        </figcaption>
      </figure>
    </section>
  )
}

/** 「90%（56/62）」, both of which open their lists. */
const RateWords = ({ rate, path }: { rate: RoundRate; path: (filter: Partial<Filter>) => string }) => {
  const share = shareOf(rate)
  if (share === null) return <>无应报</>
  const round = rate.number
  return (
    <>
      {!rate.isCutOff && "目前"}
      {percent(share)}（
      <Rate
        reported={rate.reported}
        due={rate.due}
        hrefs={[path({ round, report: "reported" }), path({ round, report: "due" })]}
      />
      ）
    </>
  )
}

const pointsOf = (rounds: readonly RoundFigures[]): Point[] =>
  rounds.map((one) => ({
    id: String(one.round.number),
    label: one.round.name,
    shares: [shareOf(one.all), lateShareOf(one)],
  }))

/** The drawing with its key, and what it says in words. */
export const Trend = ({ rounds }: { rounds: readonly RoundFigures[] }) => (
  <figure class="trend">
    <ShareLines points={pointsOf(rounds)} />
    <figcaption>
      <span class="key-a" title={REPORTED_MEASURE}>
        报送率
      </span>
      <span class="key-b" title={TASK_LIGHT_MEASURE}>
        逾期任务占比
      </span>
      <p>{trendWords(rounds)}</p>
    </figcaption>
  </figure>
)

/** What the lines show, from the round before to the last one. */
export function trendWords(rounds: readonly RoundFigures[]): string {
  const last = rounds.at(-1)
  const before = rounds.at(-2)
  if (!last) return ""
  const now = shareOf(last.all)
  const then = before ? shareOf(before.all) : null
  const reported =
    now === null
      ? `${last.round.name}没有应报事项`
      : `${last.round.name}${last.frozen ? "" : "目前"}报送率${percent(now)}${before && then !== null ? `，${changeWords(then, now, before.round.name)}` : ""}`
  const late = before
    ? before.lights.red === last.lights.red
      ? `逾期任务${last.lights.red}项，与${before.round.name}持平`
      : `逾期任务由${before.lights.red}项${before.lights.red < last.lights.red ? "增至" : "减至"}${last.lights.red}项`
    : `逾期任务${last.lights.red}项`
  return `${reported}；${late}。`
}

function changeWords(then: number, now: number, name: string): string {
  const points = Math.round(now * 100) - Math.round(then * 100)
  if (points === 0) return `与${name}持平`
  return `较${name}${points > 0 ? "提高" : "降低"}${Math.abs(points)}个百分点`
}

type OfRounds = { rounds: readonly RoundFigures[]; path: (filter: Partial<Filter>) => string }

/** Each round in figures, the newest first. */
const RoundsTable = ({ rounds, path }: OfRounds) => (
  <section class="block">
    <h2>
      各期情况 <small title={TASK_LIGHT_MEASURE}>进度灯为任务数</small>
    </h2>
    <table class="bars by-round">
      <caption class="sr-only">各填报期任务的进度灯和分工的报送</caption>
      <thead>
        <tr>
          <th scope="col">填报期</th>
          <th scope="col" colspan={2}>
            进度灯
          </th>
          <th scope="col" class="number" title={REPORTED_MEASURE}>
            已报/应报
          </th>
          <th scope="col" class="number" title={REPORTED_MEASURE}>
            报送率
          </th>
        </tr>
      </thead>
      <tbody>
        {rounds.toReversed().map(({ round, frozen, lights, tasks, all }) => {
          const share = shareOf(all)
          return (
            <tr>
              <th scope="row">
                {round.name}
                {!frozen && <small>（未封账）</small>}
              </th>
              <td>
                <LightBar lights={lights} total={tasks} />
              </td>
              <td>
                <LightCounts
                  lights={lights}
                  of="tasks"
                  href={(light) => path({ round: round.number, light })}
                  whose={round.name}
                />
              </td>
              <td class="number">
                <Rate
                  reported={all.reported}
                  due={all.due}
                  hrefs={[
                    path({ round: round.number, report: "reported" }),
                    path({ round: round.number, report: "due" }),
                  ]}
                />
              </td>
              <td class="number">{share === null ? <span class="muted">–</span> : percent(share)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
    <p class="legend">
      {BAR_ORDER.filter((colour) => rounds.some(({ lights }) => lights[colour] > 0)).map((colour) => (
        <ColourMark colour={colour} />
      ))}
    </p>
  </section>
)

type HeatProps = {
  history: History
  units: readonly (UnitHistory | Ranked)[]
  path: (filter: Partial<Filter>) => string
  order: unknown
}

/** 单位 × 填报期: how much of what was asked has come, as a disc, a figure and a word; the darker, the more is missing. */
const Heat = ({ history: { rounds }, units, path, order }: HeatProps) => (
  <section class="block">
    <h2>
      各单位各期报送{" "}
      <small>
        {units.some((one) => "place" in one) ? "按所列各期报送率为序" : "以单位顺序为序"}
        {order ? <>　{order}</> : null}
      </small>
    </h2>
    <div class="table-frame">
      <table class="list heat">
        <caption class="sr-only">各单位在各填报期的已报和应报分工数</caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            {rounds.toReversed().map(({ round }) => (
              <th scope="col">{round.name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((one) => (
            <tr>
              <th scope="row">
                {"place" in one && one.place !== null && <small>第{one.place}名 </small>}
                <a href={unitPath(one.unit.id)}>{one.unit.shortName}</a>
                {"share" in one && one.share !== null && <small> {percent(one.share)}</small>}
              </th>
              {rounds
                .map(({ round }, i) => (
                  <Cell
                    tally={one.rounds[i] ?? null}
                    hrefs={[
                      path({ round: round.number, unit: one.unit.id, report: "reported" }),
                      path({ round: round.number, unit: one.unit.id, report: "due" }),
                      path({ round: round.number, unit: one.unit.id, report: "owed" }),
                    ]}
                  />
                ))
                .reverse()}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <p class="legend" title={REPORTED_MEASURE}>
      <span>
        <ShareDisc share={1} /> 全报
      </span>
      <span>
        <ShareDisc share={0.6} /> 未报齐
      </span>
      <span>
        <ShareDisc share={0} /> 未报
      </span>
      <span>底色越深，未报的越多</span>
    </p>
  </section>
)

type CellProps = {
  tally: Pick<Tally, "due" | "reported"> | null
  /** What has come, what was asked for, what is missing. */
  hrefs: readonly [string, string, string]
}

const Cell = ({ tally, hrefs: [came, asked, missing] }: CellProps) => {
  if (tally === null || tally.due === 0) return <td class="muted">无应报</td>
  const { due, reported } = tally
  return (
    <td class={`missing-${missingLevel(tally)}`}>
      <ShareDisc share={reported / due} />
      <Rate reported={reported} due={due} hrefs={[came, asked]} />
      <small>
        {reported === due && "全报"}
        {reported < due && reported === 0 && "未报"}
        {reported < due && reported > 0 && (
          <Count n={due - reported} of="parts" href={missing}>
            缺{due - reported}
          </Count>
        )}
      </small>
    </td>
  )
}
