import { dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Figure } from "#src/outward/bulletins/content.ts"
import { type Facts, type TaskFact, tasksBehind } from "#src/outward/bulletins/facts.ts"
import { seesInside } from "#src/outward/bulletins/policy.ts"
import type { findFigures } from "#src/outward/bulletins/queries.ts"
import { paperPath, taskPath } from "#src/paths.ts"
import { LightMark } from "../parts/light.tsx"
import { dayWords } from "../words.ts"
import { RoundTable, UnitAnnex } from "./annexes.tsx"
import { bulletinName, CATEGORY_LABEL, listsNote, stageShareWords } from "./words.ts"

type Found = NonNullable<Awaited<ReturnType<typeof findFigures>>>

type Props = { found: Found; figure: Figure; actor: Actor; today: string }

/** What a figure of a paper counts, as it stood at the cut-off. */
export const FigurePage = ({ found, figure, actor, today }: Props) => {
  const { bulletin, content, facts } = found
  const former = figure.name.startsWith("was_") ? facts?.previous?.board : null
  const lists = content ? listsNote(found.round.cutOffAt, content.asOf) : null
  const asOfOn = former?.asOfOn ?? content?.asOfOn
  return (
    <>
      <p class="crumbs small">
        <a href={paperPath(bulletin.id)}>{bulletinName(bulletin)}</a>
      </p>
      <div class="title">
        <div>
          <h1>
            {figure.label} <b>{figure.value}</b>
          </h1>
          <p>
            {former?.round?.name ?? content?.round.name}
            {asOfOn && `，数据截至${dayWords(asOfOn, today)}`}；文稿中写作“{figure.after}
            {figure.words}”
          </p>
        </div>
      </div>
      {lists && facts !== null && <p class="note">{lists}</p>}
      <List found={found} figure={figure} actor={actor} today={today} />
    </>
  )
}

/** The list itself, of whatever the figure counts. */
const List = (props: Props) => {
  const { content, facts, plan } = props.found
  const { figure } = props
  if (isHappening(figure)) return <Happened {...props} />
  if (content && figure.name.startsWith("year_")) return <RoundTable content={content} planId={plan.id} />
  if (content && figure.name === "units") return <UnitAnnex content={content} planId={plan.id} />
  if (facts === null) return <p class="note">{THAWED}</p>
  const rows = tasksBehind(facts, figure)
  return (
    <>
      <Differing n={rows.length} figure={figure} />
      <TaskTable rows={rows} facts={facts} planId={plan.id} round={content?.round.number ?? null} />
    </>
  )
}

const THAWED = "这一期已撤销封账，暂不能列出封账时的清单。文稿里的数字仍是当时的。"

const Differing = ({ n, figure: { value } }: { n: number; figure: Figure }) =>
  n === value ? null : (
    <p class="note">
      文稿中为{value}项，按现有记录为{n}项。文稿的数字不变。
    </p>
  )

const isHappening = ({ name }: Figure): boolean => /^(?:year_(?:closed|late|notices|extensions)|verify_.*)$/.test(name)

/** What happened in the year; whom notices went to is read by the office and leaders alone. */
const Happened = ({ found: { happened, plan, round }, figure, actor, today }: Props) => {
  const isToldOf = (name: string) => figure.name === "verify_told" && /^verify_(?!due)/.test(name)
  const rows = happened.filter(({ name }) => name === figure.name || isToldOf(name))
  if (round.cutOffAt === null) return <p class="note">{THAWED}</p>
  if (figure.name === "year_notices" && !seesInside(actor, plan))
    return <p class="note">督办文书只有收文单位、督查部门和领导看得到，这里不列清单。</p>
  if (figure.name.startsWith("verify_") && !seesInside(actor, plan))
    return <p class="note">各单位的核实结果只有普法办和领导看得到，本单位的见「普法」的「督查核实」。</p>
  return (
    <>
      <Differing n={rows.length} figure={figure} />
      {rows.length === 0 ? <p class="empty sheet">没有这样的事项。</p> : <HappeningTable rows={rows} today={today} />}
    </>
  )
}

const HappeningTable = ({ rows, today }: { rows: Found["happened"]; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">事项</caption>
      <thead>
        <tr>
          <th scope="col">日期</th>
          <th scope="col">单位</th>
          <th scope="col">事项</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ at, unit, what, round }) => (
          <tr data-row="happening">
            <td class="nowrap" data-label="日期">
              {dayWords(dateOf(at), today)}
            </td>
            <td data-label="单位">{unit}</td>
            <td data-label="事项">
              {what}
              {round && <small>（{round}）</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const placeWords = (category: TaskFact["category"]) => (category === null ? "挂起、终止" : CATEGORY_LABEL[category])

type TableProps = { rows: TaskFact[]; facts: Facts; planId: number; round: number | null }

const TaskTable = ({ rows, facts, planId, round }: TableProps) =>
  rows.length === 0 ? (
    <p class="empty sheet">没有这样的任务。</p>
  ) : (
    <div class="table-frame">
      <table class="list stack tasks-of-figure">
        <caption class="sr-only">任务</caption>
        <thead>
          <tr>
            <th scope="col">任务</th>
            <th scope="col">分类</th>
            <th scope="col">进度灯</th>
            <th scope="col">单位</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ task, category, was, reached, parts }) => (
            <tr data-row="task">
              <th scope="row">
                <a href={taskPath(planId, task.ordinal, { round })}>{task.label}</a>
                {task.text}
              </th>
              <td class="nowrap" data-label="分类">
                {placeWords(category)}
                {was !== undefined && was !== category && (
                  <>
                    <br />
                    <small>上期{placeWords(was)}</small>
                  </>
                )}
              </td>
              <td data-label="进度灯">
                <LightMark light={task.light} />
                {reached !== null && facts.rule.byPace && (
                  <>
                    <br />
                    <small>{stageShareWords(reached, facts.months)}</small>
                  </>
                )}
              </td>
              <td data-label="单位">
                <ul class="units-of-task">
                  {parts.map(({ part, unit }) => (
                    <li>
                      {unit.shortName} <LightMark light={part.light} />
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
