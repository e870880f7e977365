import { type Filter, queryOf } from "#src/board/filter.ts"
import { AMOUNT, isCalm, NEEDS, type Need, type PlanLine, type Totals, totalsOf } from "#src/pages/overview/lines.ts"
import { allPlansPath, overviewPath, planPath } from "#src/paths.ts"
import { Count } from "../parts/count.tsx"
import { Pages } from "../parts/pages.tsx"
import { planNames } from "../plans/titles.ts"

/** Lines on the first page, and on a page of all. */
const SHOWN = 10
const A_PAGE = 50
/** Lines on the leader's one sheet; print.css hides the others. */
const PRINTED = 5

/** Where what waits in a plan is listed. */
export const waitingPlace = (planId: number) => `waiting-${planId}`

type Whose = { mine: number | null; isLeader: boolean }

type Props = Whose & {
  lines: PlanLine[]
  names: ReadonlyMap<number, string>
  /** The plan that is shown whole below. */
  chosen: number | null
}

/** All plans, the neediest first, with one total; those that do not fit are counted and open on a page of their own. */
export const PlanLines = ({ lines, names, chosen, ...whose }: Props) => {
  const rest = lines.slice(SHOWN)
  return (
    <section class="block" id="plan-lines">
      <h2>
        全部方案
        <small>
          <a href={allPlansPath({ mine: whose.mine && 1 })} data-of="plans">
            共{lines.length}个
          </a>
        </small>
      </h2>
      <Total totals={totalsOf(lines)} {...whose} />
      <Table lines={lines.slice(0, SHOWN)} names={names} chosen={chosen} {...whose} />
      {rest.length > 0 && <p class="more no-print">{restWords(rest)}</p>}
      {lines.length > PRINTED && <p class="more print-only">{restWords(lines.slice(PRINTED))}</p>}
    </section>
  )
}

function restWords(rest: PlanLine[]): string {
  const needy = rest.filter((line) => !isCalm(line)).length
  const calm = "无逾期、无需关注、无待决定事项"
  return needy === 0
    ? `其余${rest.length}个方案${calm}。`
    : `其余${rest.length}个方案，其中${needy}个有逾期、需关注或待决定的事项。`
}

/** How a need is called, where it is counted over plans. */
const needLabel = (need: Need, isLeader: boolean): string =>
  ({ late: "逾期", attention: "需关注", owed: "未报", waiting: isLeader ? "待您决定" : "待领导决定" })[need]

/** 「逾期6项（1个方案），需关注3项（2个方案）…」: each opens the lines that it sums up. */
const Total = ({ totals, mine, isLeader }: { totals: Totals } & Whose) => {
  const some = NEEDS.filter((need) => totals.needs[need].amount > 0)
  if (some.length === 0) return <p class="total">各方案均无逾期、无需关注、无未报、无待决定事项。</p>
  return (
    <p class="total">
      {mine !== null && "分管单位承担的分工："}
      {some.map((need, i) => (
        <>
          {i > 0 && "，"}
          <a
            href={allPlansPath({ need, mine: mine && 1 })}
            class={need === "late" ? "key late" : "key"}
            data-of="plans"
          >
            {needLabel(need, isLeader)}
            {totals.needs[need].amount}
            {need === "waiting" ? "件" : "项"}（{totals.needs[need].plans}个方案）
          </a>
        </>
      ))}
      。
    </p>
  )
}

const Table = ({ lines, names, chosen, mine, isLeader }: Props) => (
  <table class="list plan-lines">
    <caption class="sr-only">各方案的逾期、需关注、未报和待决定事项，按轻重缓急排列</caption>
    <thead>
      <tr>
        <th scope="col">方案</th>
        <th scope="col" class="number">
          逾期
        </th>
        <th scope="col" class="number">
          需关注
        </th>
        <th scope="col" class="number">
          未报/应报
        </th>
        <th scope="col" class="number">
          {isLeader ? "待您决定" : "待领导决定"}
        </th>
      </tr>
    </thead>
    <tbody>
      {lines.map((line) => {
        const { plan, late, attention, waiting } = line
        const path = (filter: Partial<Filter>) => planPath(plan.id, queryOf({ leader: mine, ...filter }))
        return (
          <tr class={plan.id === chosen ? "plan-line chosen" : "plan-line"}>
            <th scope="row">
              <a
                href={overviewPath({ plan: plan.id, mine: mine && 1 })}
                id={`line-${plan.id}`}
                aria-current={plan.id === chosen ? "true" : undefined}
                title={plan.title}
              >
                {names.get(plan.id)}
              </a>
              {plan.docNumber && <small> {plan.docNumber}</small>}
            </th>
            <td class="number" data-name="逾期">
              <Amount n={late} href={path({ part: "red" })} class="light red" />
            </td>
            <td class="number" data-name="需关注">
              <Amount n={attention} href={path({ part: "yellow" })} class="light yellow" />
            </td>
            <td class="number" data-name="未报/应报">
              <Owed line={line} path={path} />
            </td>
            <td class="number" data-name={isLeader ? "待您决定" : "待领导决定"}>
              {waiting === 0 ? (
                <Nothing />
              ) : (
                <a
                  href={`${overviewPath({ plan: plan.id, mine: mine && 1 })}#${waitingPlace(plan.id)}`}
                  data-of="waiting"
                >
                  {waiting}
                </a>
              )}
            </td>
          </tr>
        )
      })}
    </tbody>
  </table>
)

const Nothing = () => <span class="muted">0</span>

/** A number with the shape of its light; nothing to open where there is none. */
const Amount = ({ n, href, class: name }: { n: number; href: string; class: string }) =>
  n === 0 ? <Nothing /> : <Count n={n} of="parts" href={href} class={name} />

/** Of the round that is open: still to come, and asked for. */
const Owed = ({ line, path }: { line: PlanLine; path: (filter: Partial<Filter>) => string }) => {
  const { round, rate } = line
  if (round === null) return <span class="muted">未开启填报期</span>
  if (rate === null) return <span class="muted">{round.name}已封账</span>
  if (rate.due === 0) return <span class="muted">无应报</span>
  return (
    <span class="rate" title={`${round.name}未报和应报的分工数`}>
      <Count n={AMOUNT.owed(line)} of="parts" href={path({ report: "owed" })} />/
      <Count n={rate.due} of="parts" href={path({ report: "due" })} />
    </span>
  )
}

type AllProps = Whose & {
  /** Those of the need, of all. */
  lines: PlanLine[]
  all: PlanLine[]
  need: Need | null
  page: number
}

/** All plans by themselves, or those with one need: what a total opens. */
export const AllPlansPage = ({ lines, all, need, page, ...whose }: AllProps) => {
  const shown = lines.slice((page - 1) * A_PAGE, page * A_PAGE)
  const totals = totalsOf(all)
  const path = (query: { need?: Need | null; page?: number }) =>
    allPlansPath({ need: query.need, mine: whose.mine && 1, page: query.page && query.page > 1 ? query.page : null })
  const tabs: (Need | null)[] = [null, ...NEEDS]
  return (
    <section class="overview">
      <div class="title">
        <div>
          <h1>全部方案</h1>
          <p>按轻重缓急排列：先逾期，再待决定，再需关注。数字均为分工数。</p>
        </div>
        <p class="acts">
          <a class="button" href={overviewPath({ mine: whose.mine && 1 })}>
            返回总览
          </a>
        </p>
      </div>
      <nav class="tabs" aria-label="全部方案">
        {tabs.map((one) => (
          <a href={path({ need: one })} aria-current={one === need ? "page" : undefined} data-of="plans">
            {one === null ? "全部" : needLabel(one, whose.isLeader)}{" "}
            <b class="count zero">{one === null ? totals.plans : totals.needs[one].plans}</b>
          </a>
        ))}
      </nav>
      {lines.length === 0 ? (
        <p class="sheet empty">没有这样的方案。</p>
      ) : (
        <Table lines={shown} names={planNames(shown.map(({ plan }) => plan))} chosen={null} {...whose} />
      )}
      <Pages page={page} hasMore={lines.length > page * A_PAGE} path={(next) => path({ need, page: next })} />
    </section>
  )
}
