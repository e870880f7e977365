import type { Figure } from "#src/outward/bulletins/content.ts"
import { type Facts, type TaskFact, tasksBehind } from "#src/outward/bulletins/facts.ts"
import type { findFigures } from "#src/outward/bulletins/queries.ts"
import { paperPath, taskPath } from "#src/paths.ts"
import { LightMark } from "../parts/light.tsx"
import { dayWords } from "../words.ts"
import { RoundTable, UnitAnnex } from "./annexes.tsx"
import { bulletinName, CATEGORY_LABEL, listsNote, stageShareWords } from "./words.ts"

type Found = NonNullable<Awaited<ReturnType<typeof findFigures>>>

type Props = { found: Found; figure: Figure; today: string }

/** What a figure of a paper counts, as it stood at the cut-off. */
export const FigurePage = ({ found, figure, today }: Props) => {
  const { bulletin, content, facts, plan } = found
  const rows = facts ? tasksBehind(facts, figure) : []
  const isOfYear = figure.name.startsWith("year_")
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
      {isOfYear && content ? (
        <RoundTable content={content} planId={plan.id} />
      ) : figure.name === "units" && content ? (
        <UnitAnnex content={content} planId={plan.id} />
      ) : facts === null ? (
        <p class="note">这一期已撤销封账，暂不能列出封账时的清单。文稿里的数字仍是当时的。</p>
      ) : (
        <>
          {rows.length !== figure.value && (
            <p class="note">
              文稿中为{figure.value}项，按现有记录为{rows.length}
              项。文稿的数字不变。
            </p>
          )}
          <TaskTable rows={rows} facts={facts} planId={plan.id} round={content?.round.number ?? null} />
        </>
      )}
    </>
  )
}

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
