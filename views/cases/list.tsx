import { CASE_KINDS, CASE_STATES } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { type Actor, isSupervisor } from "#src/office/people/actor.ts"
import { casePath, caseRulePath, casesPath, newCasePath, yearCasesFilePath, yearCasesPath } from "#src/paths.ts"
import { isChecked } from "#src/year/cases/policy.ts"
import type { CaseLine, CaseRegister } from "#src/year/cases/queries.ts"
import { GROUPS, type Picked } from "#src/year/cases/register.ts"
import { isWithOffice } from "#src/year/cases/workflow.ts"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PickFrom } from "../parts/pick_from.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { CASE_KIND_LABEL, CASE_STATE_LABEL, GROUP_LABEL } from "./words.ts"

type Props = {
  found: CaseRegister
  picked: Picked
  page: number
  /** Keeps the year. */
  keeps: boolean
  /** Collects for some unit of it. */
  collects: boolean
  today: string
}

/** 以案释法 of a year: who owes and has how many, and the cases themselves. */
export const CaseRegisterPage = ({ found, picked, page, keeps, collects, today }: Props) => {
  const { year, rule } = found
  return (
    <>
      <YearHead
        found={found}
        tab="cases"
        acts={
          <>
            {collects && (
              <a class="button primary" href={newCasePath(year.year)} id="new-case">
                收集案例
              </a>
            )}
            <PrintButton />
          </>
        }
      />
      <p class="muted">
        以案释法：每个主体责任单位每年报送并发布{rule.target}个。
        {keeps && (
          <a class="no-print" href={caseRulePath(year.year)}>
            修改
          </a>
        )}
      </p>
      {found.units.length > 0 && <Owing found={found} today={today} />}
      <Cases found={found} picked={picked} page={page} today={today} />
    </>
  )
}

type Unit = CaseRegister["units"][number]

/** Only 主体责任 owes; a unit that takes part of its own will is never short. */
const owes = ({ duty, leftOn }: Unit): boolean => duty === "primary" && leftOn === null

const Owing = ({ found: { year, rule, units }, today }: Pick<Props, "found" | "today">) => {
  const isOver = today > `${year.year}-12-31`
  const owing = units.filter(owes)
  const met = owing.filter(({ out }) => out >= rule.target)
  return (
    <section class="block" id="units">
      <h2>
        各单位
        <small>
          {owing.length}个主体责任单位，{met.length}个已达到
        </small>
      </h2>
      <div class="table-frame">
        <table class="list">
          <caption class="sr-only">各单位案例报送和发布</caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col" class="number">
                在办
              </th>
              <th scope="col" class="number">
                已报送
              </th>
              <th scope="col" class="number">
                已发布/应发布
              </th>
              <th scope="col">说明</th>
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr data-row="unit">
                <th scope="row">{unit.shortName}</th>
                <td class="number">
                  <a href={yearCasesPath(year.year, { unit: unit.id, state: "open" })}>{unit.open}</a>
                </td>
                <td class="number">
                  <a href={yearCasesPath(year.year, { unit: unit.id, state: "sent" })}>{unit.sent}</a>
                </td>
                <td class="number">
                  <span class={owes(unit) && isOver && unit.out < rule.target ? "rate short" : "rate"}>
                    <a href={yearCasesPath(year.year, { unit: unit.id, state: "out" })}>{unit.out}</a>
                    {owes(unit) && `/${rule.target}`}
                  </span>
                </td>
                <td>{standingWords(unit, rule.target, isOver)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="muted small">已报送：已报送、已审核和已发布的案例；退回、撤回的不计。应发布只计主体责任单位。</p>
    </section>
  )
}

const standingWords = (unit: Unit, target: number, isOver: boolean): string => {
  if (unit.leftOn !== null) return "已退出本年度"
  if (unit.duty !== "primary") return unit.duty === "voluntary" ? "参照执行，不作要求" : "由行业主管部门督促，不作要求"
  if (unit.out >= target) return "已达到"
  return `${isOver ? "少" : "还差"}${target - unit.out}个`
}

const Cases = ({ found, picked, page, today }: Pick<Props, "found" | "picked" | "page" | "today">) => {
  const { year, cases, total, hasMore } = found
  const here = { ...picked }
  return (
    <section class="block" id="cases">
      <h2>
        案例<small>{total}个</small>
      </h2>
      <Filters found={found} picked={picked} />
      <KeptTo facts={keptTo(found, picked)} />
      {cases.length === 0 ? <p class="empty sheet">没有这样的案例。</p> : <CaseTable cases={cases} today={today} />}
      <Pages page={page} hasMore={hasMore} path={(page) => yearCasesPath(year.year, { ...here, page })} />
      <Taking path={(file) => yearCasesFilePath(year.year, file, here)}>
        <span class="muted small">按当前筛选下载，下载记入操作记录。</span>
      </Taking>
    </section>
  )
}

/** By what a register is kept, in words. */
export const keptTo = ({ units, laws }: Pick<CaseRegister, "units" | "laws">, picked: Picked): (string | false)[] => [
  picked.unit !== null && (units.find(({ id }) => id === picked.unit)?.name ?? "其他单位"),
  picked.state !== null && STATES[picked.state],
  picked.kind !== null && CASE_KIND_LABEL[picked.kind],
  picked.law !== null && `《${laws.find(({ id }) => id === picked.law)?.title ?? "其他法规"}》`,
]

const STATES = { ...CASE_STATE_LABEL, ...GROUP_LABEL }
const TO_CHOOSE = [...GROUPS, ...CASE_STATES.filter((state) => state !== "discarded" && state !== "published")]

const Filters = ({ found: { year, units, laws }, picked }: Pick<Props, "found" | "picked">) => (
  <form method="get" class="filters no-print" id="case-filters" action={yearCasesPath(year.year)} data-at-once>
    {units.length > 1 && (
      <PickFrom
        name="unit"
        id="case-unit"
        label="单位"
        all="全部单位"
        value={picked.unit}
        options={units.map(({ id, name }) => [id, name])}
      />
    )}
    <PickFrom
      name="state"
      id="case-state"
      label="状态"
      all="全部状态"
      value={picked.state}
      options={TO_CHOOSE.map((state) => [state, STATES[state]])}
    />
    <PickFrom
      name="kind"
      id="case-kind"
      label="类型"
      all="全部类型"
      value={picked.kind}
      options={CASE_KINDS.map((kind) => [kind, CASE_KIND_LABEL[kind]])}
    />
    {laws.length > 0 && (
      <PickFrom
        name="law"
        id="case-law"
        label="法规"
        all="全部法规"
        value={picked.law}
        options={laws.map(({ id, title }) => [id, title])}
      />
    )}
    <button type="submit">筛选</button>
  </form>
)

const CaseTable = ({ cases, today, years = false }: { cases: CaseLine[]; today: string; years?: boolean }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">案例</caption>
      <thead>
        <tr>
          <th scope="col">标题</th>
          <th scope="col">单位</th>
          <th scope="col">类型</th>
          <th scope="col">状态</th>
          <th scope="col">报送、发布</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <tr data-row="case">
            <th scope="row">
              <a href={casePath(one.id)} id={`case-${one.id}`}>
                {one.title}
              </a>
            </th>
            <td class="nowrap" data-label="单位">
              {one.unit}
              {years && <small> {one.year}年</small>}
            </td>
            <td class="nowrap" data-label="类型">
              {CASE_KIND_LABEL[one.kind]}
            </td>
            <td class="nowrap" data-label="状态">
              <span class="tag">{CASE_STATE_LABEL[one.state]}</span>
              {isWithOffice(one.state) && <small> {isChecked(one) ? "已核签" : "待核签"}</small>}
            </td>
            <td data-label="报送、发布">
              {one.publishedOn ? (
                <>
                  {dayWords(one.publishedOn, today)} {one.publishedIn}
                </>
              ) : one.reportedAt !== null ? (
                `${dayWords(dateOf(one.reportedAt), today)}报送`
              ) : (
                <span class="muted">{dayWords(dateOf(one.collectedAt), today)}收集</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

type WaitingProps = {
  cases: CaseLine[]
  hasMore: boolean
  waiting: number
  page: number
  actor: Actor
  today: string
}

/** The cases of all years: what waits for the reader stands first. */
export const WaitingCasesPage = ({ cases, hasMore, waiting, page, actor, today }: WaitingProps) => (
  <>
    <div class="title">
      <div>
        <h1>案例</h1>
        <p>
          {waiting > 0
            ? `有${waiting}个案例等待审核、核签或发布，排在最前。`
            : isSupervisor(actor)
              ? "没有等待审核的案例。"
              : "您看得到的以案释法案例。"}
        </p>
      </div>
    </div>
    {cases.length === 0 ? <p class="empty sheet">还没有案例。</p> : <CaseTable cases={cases} today={today} years />}
    <Pages page={page} hasMore={hasMore} path={(page) => casesPath({ page })} />
  </>
)
