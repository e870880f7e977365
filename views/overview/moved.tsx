import type { LightColour } from "#db/schema.ts"
import type { Board } from "#src/board/standing.ts"
import { countMoved, type Moved, type Movement } from "#src/pages/overview/moved.ts"
import { movedPath, overviewPath, planPath, taskPath } from "#src/paths.ts"
import { Count } from "../parts/count.tsx"
import { ColourMark, LightMark } from "../parts/light.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { asOfWords } from "../plans/words.ts"
import { clauseOf } from "../words.ts"

/** Named on the first page of each kind. */
const NAMED = 6

type Whose = { planId: number; leader: number | null }

/** From which word to which, with the shapes of both. */
const Way = ({ from, to }: { from: LightColour | null; to: LightColour }) => (
  <span class="way">
    {from === null ? <span class="muted">新增</span> : <ColourMark colour={from} />}
    <span aria-hidden="true">→</span>
    <span class="sr-only">变为</span>
    <ColourMark colour={to} />
  </span>
)

/** How a way stands in an address; `new`: the part was not there. */
export const fromWord = (from: LightColour | null): string => from ?? "new"

const groupPath = ({ planId, leader }: Whose, { from, to }: Pick<Movement, "from" | "to">) =>
  movedPath({ plan: planId, from: fromWord(from), to, mine: leader && 1 })

/** What moved, by unit and task, under the numbers of the two rounds. */
export const Movements = ({ movements, ...whose }: Whose & { movements: Movement[] }) => {
  const all = countMoved(movements)
  if (all === 0) return <p class="muted nothing">各单位承担的分工，进度灯均与上期相同。</p>
  return (
    <>
      <h3>
        变化的分工{" "}
        <small>
          <Count n={all} of="moved" href={movedPath({ plan: whose.planId, mine: whose.leader && 1 })}>
            全部{all}项
          </Count>
        </small>
      </h3>
      <ul class="movements">
        {movements.map((movement) => (
          <li>
            <Way {...movement} />{" "}
            <Count n={movement.moved.length} of="moved" href={groupPath(whose, movement)}>
              {movement.moved.length}项
            </Count>
            ：<Names moved={movement.moved} planId={whose.planId} />
          </li>
        ))}
      </ul>
    </>
  )
}

const Names = ({ moved, planId }: { moved: Moved[]; planId: number }) => (
  <>
    {moved.slice(0, NAMED).map(({ task, unit }, i) => (
      <>
        {i > 0 && "、"}
        <a href={`${taskPath(planId, task.ordinal)}#unit-${unit.id}`}>
          {unit.shortName}
          {task.label}
        </a>
      </>
    ))}
    {moved.length > NAMED && "等"}
  </>
)

type PageProps = {
  board: Board
  before: Board
  /** Of the kind that is asked for, or all. */
  movements: Movement[]
  all: Movement[]
  from: string | null
  to: string | null
  leader: number | null
  page: number
  today: string
}

const A_PAGE = 100

/** All that moved in a plan since its last round, one kind after the other. */
export const MovedPage = ({ board, before, movements, all, from, to, leader, page, today }: PageProps) => {
  const whose = { planId: board.plan.id, leader }
  const path = (query: { from?: string | null; to?: string | null; page?: number }) =>
    movedPath({ plan: whose.planId, mine: leader && 1, from: query.from, to: query.to, page: query.page })
  const shown = movements.flatMap(({ moved }) => moved).slice((page - 1) * A_PAGE, page * A_PAGE)
  const total = countMoved(movements)
  return (
    <section class="overview">
      <div class="title">
        <div>
          <h1>与{before.round?.name}相比</h1>
          <p>
            <a href={planPath(whose.planId)}>{board.plan.title}</a> · {asOfWords(board, today)}。
            {leader !== null && "分管单位承担的分工；"}进度灯与{before.round?.name}
            {before.frozen ? "封账时" : "现在"}不同的，逐项列出。
          </p>
        </div>
        <p class="acts">
          <PrintButton />
          <a class="button" href={overviewPath({ plan: whose.planId, mine: leader && 1 })}>
            返回总览
          </a>
        </p>
      </div>
      <nav class="tabs ways" aria-label="变化">
        <a href={path({})} aria-current={from === null && to === null ? "page" : undefined} data-of="moved">
          全部 <b class="count zero">{countMoved(all)}</b>
        </a>
        {all.map((movement) => (
          <a
            href={groupPath(whose, movement)}
            aria-current={from === fromWord(movement.from) && to === movement.to ? "page" : undefined}
            data-of="moved"
          >
            <Way {...movement} /> <b class="count zero">{movement.moved.length}</b>
          </a>
        ))}
      </nav>
      {shown.length === 0 ? (
        <p class="sheet empty">没有变化。</p>
      ) : (
        <div class="table-frame">
          <table class="list stack moved">
            <caption class="sr-only">进度灯与上期不同的分工</caption>
            <thead>
              <tr>
                <th scope="col">任务</th>
                <th scope="col">单位</th>
                <th scope="col">{before.round?.name}</th>
                <th scope="col">现在</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ task, unit, part, from }) => (
                <tr class="moved-line">
                  <th scope="row">
                    <a href={`${taskPath(whose.planId, task.ordinal)}#unit-${unit.id}`}>
                      {task.label}
                      {clauseOf(task.text)}
                    </a>
                  </th>
                  <td data-label="单位">{unit.shortName}</td>
                  <td data-label={before.round?.name}>
                    {from === null ? <span class="muted">无此分工</span> : <ColourMark colour={from} />}
                  </td>
                  <td data-label="现在">
                    <LightMark light={part.light} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pages
        page={page}
        hasMore={total > page * A_PAGE}
        path={(next) => path({ from, to, page: next > 1 ? next : undefined })}
      />
    </section>
  )
}

/** The first round has none before it. */
export const NothingBefore = ({ board }: { board: Board }) => (
  <>
    <h1>与上期相比</h1>
    <p>
      <a href={planPath(board.plan.id)}>{board.plan.title}</a>
    </p>
    <p class="sheet empty">
      {board.round ? `${board.round.name}是首个填报期，没有上期可比。` : "还没有开启过填报期。"}
    </p>
  </>
)
