import { ASSIGNMENT_STATES } from "#db/schema.ts"
import { type Filter, isEmpty, queryOf } from "#src/board/filter.ts"
import type { Board } from "#src/board/standing.ts"
import { type ColumnKey, columnOf, type Placed } from "#src/outward/ledger/columns.ts"
import { BUILT_IN, frozenColumns, type Layout } from "#src/outward/ledger/layouts.ts"
import { ORDERS, type Order, type Ordering } from "#src/outward/ledger/order.ts"
import type { DetailedRow, LedgerPage as Page } from "#src/outward/ledger/queries.ts"
import { ROWS_A_PAGE, spans } from "#src/outward/ledger/rows.ts"
import { ledgerFilePath, ledgerImportsPath, ledgerLayoutsPath, ledgerPath, type Query, taskPath } from "#src/paths.ts"
import { leadersAmong } from "#src/plans/tasks/leaders.ts"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { RoundPicker } from "../parts/round_picker.tsx"
import { PlanHead } from "../plans/head.tsx"
import { LeaderOptions, LightOptions, ReportOptions, UnitOptions } from "../plans/options.tsx"
import { asOfWords } from "../plans/words.ts"
import { ASSIGNMENT_STATE_LABEL } from "../words/states.ts"
import { dayWords } from "../words.ts"
import { type CellContext, cellOf, type LedgerCell, mergedBy } from "./cells.ts"
import { keptTo } from "./words.ts"

/** What the address asks for. */
export type LedgerAsked = { filter: Filter; ordering: Ordering; layout: Layout; page: number }

/** `brings`: whoever looks may bring back what was filled outside. */
type Props = { ledger: Page; asked: LedgerAsked; supervises: boolean; brings: boolean; today: string }

/** What is chosen, as an address says it; the page is another matter. */
export const queryIn = ({ filter, ordering, layout }: Omit<LedgerAsked, "page">): Query => ({
  ...queryOf(filter),
  layout: layout.key === "standard" ? null : layout.key,
  by: ordering.by === "ordinal" ? null : ordering.by,
  desc: ordering.descending ? 1 : null,
})

/** 台账: one wide table, a row each part of the plan, in the columns of a layout. */
export const LedgerPage = ({ ledger, asked, supervises, brings, today }: Props) => {
  const { board, count } = ledger
  const { plan, round } = board
  const { filter, page } = asked
  const path = (over: Query) => ledgerPath(plan.id, { ...queryIn(asked), ...over })
  return (
    <div class="ledger-page">
      <PlanHead plan={plan} tab="ledger" supervises={supervises} round={filter.round}>
        <RoundPicker rounds={board.rounds} round={round} path={(number) => path({ round: number })} />
        <PrintButton class="quiet" />
      </PlanHead>
      <Chooser board={board} asked={asked} layouts={[...BUILT_IN, ...ledger.layouts]} />
      <p class="muted small ledger-facts" role="status">
        {count === 0 ? "没有符合的分工" : `共${count}行`}
        {count > ROWS_A_PAGE && `，每页${ROWS_A_PAGE}行`}；{asOfWords(board, today)}。{" "}
        {!isEmpty(filter) && (
          <a href={ledgerPath(plan.id, { round: filter.round, layout: queryIn(asked).layout })} id="filter-clear">
            显示全部
          </a>
        )}
      </p>
      <KeptTo facts={keptTo(board, filter)} />
      {count > 0 && (
        <Files planId={plan.id} count={count} query={queryIn(asked)} supervises={supervises} brings={brings} />
      )}
      {count > 0 && <Table ledger={ledger} asked={asked} path={path} />}
      <Pages page={page} hasMore={count > page * ROWS_A_PAGE} path={(number) => path({ page: number })} />
    </div>
  )
}

type FilesProps = { planId: number; count: number; query: Query; supervises: boolean; brings: boolean }

/** What is on the screen, all pages of it, as a file. Each is pressed, since it stands in the trail who took it. */
const Files = ({ planId, count, query, supervises, brings }: FilesProps) => (
  <div class="acts ledger-files">
    <form method="post" action={ledgerFilePath(planId, "xlsx", query)} hx-boost="false">
      <button type="submit" id="take-xlsx">
        下载 Excel（{count}行）
      </button>
    </form>
    <form method="post" action={ledgerFilePath(planId, "csv", query)} hx-boost="false">
      <button type="submit" class="quiet" id="take-csv">
        下载 CSV
      </button>
    </form>
    {supervises && (
      <a class="small" href={ledgerLayoutsPath(planId, "", "", { from: query.layout })} id="ledger-layouts">
        管理版式
      </a>
    )}
    {brings && (
      <a class="small" href={ledgerImportsPath(planId)} id="ledger-imports">
        回传填好的台账
      </a>
    )}
    <span class="muted small">按当前版式和筛选下载；选定一个单位，就是发给该单位填写的一份。下载记入操作记录。</span>
  </div>
)

/** What has a field of its own; whatever else a link has chosen stays chosen when the form is sent. */
const FIELDS = ["layout", "unit", "part", "state", "report", "led"]

/** Layout and filters, chosen at once where a script is; without one by the button. */
const Chooser = ({ board, asked, layouts }: Pick<Props, "asked"> & { board: Board; layouts: readonly Layout[] }) => {
  const { filter, layout } = asked
  const leaders = leadersAmong(board.tasks)
  const fields = leaders.length > 0 ? FIELDS : FIELDS.filter((name) => name !== "led")
  return (
    <form method="get" class="filters no-print" id="ledger-filters" action={ledgerPath(board.plan.id)} data-at-once>
      {Object.entries(queryIn(asked)).map(
        ([name, value]) => value != null && !fields.includes(name) && <input type="hidden" name={name} value={value} />,
      )}
      <select name="layout" id="ledger-layout" aria-label="版式">
        {layouts.map(({ key, name }) => (
          <option value={key} selected={key === layout.key}>
            版式：{name}
          </option>
        ))}
      </select>
      <select name="unit" id="ledger-unit" aria-label="单位">
        <option value="">全部单位</option>
        <UnitOptions units={board.units} chosen={filter.unit} />
      </select>
      <select name="part" id="ledger-light" aria-label="灯">
        <option value="">全部灯</option>
        <LightOptions chosen={filter.part} />
      </select>
      <select name="state" id="ledger-state" aria-label="状态">
        <option value="">全部状态</option>
        {ASSIGNMENT_STATES.map((state) => (
          <option value={state} selected={state === filter.state}>
            {ASSIGNMENT_STATE_LABEL[state]}
          </option>
        ))}
      </select>
      <select name="report" id="ledger-report" aria-label="报送情况">
        <option value="">全部报送情况</option>
        <ReportOptions chosen={filter.report} />
      </select>
      {leaders.length > 0 && (
        <select name="led" id="ledger-led" aria-label="责任领导">
          <option value="">全部责任领导</option>
          <LeaderOptions leaders={leaders} chosen={filter.led} />
        </select>
      )}
      <button type="submit" id="ledger-apply">
        筛选
      </button>
    </form>
  )
}

type TableProps = { ledger: Page; asked: LedgerAsked; path: (over: Query) => string }

const Table = ({ ledger, asked, path }: TableProps) => {
  const { board, rows } = ledger
  const { columns, merges } = asked.layout
  const context: CellContext = { round: board.round, contacts: ledger.contacts }
  const runs = columns.map(({ key }) => {
    const by = merges ? mergedBy(key) : null
    return by ? spans(rows, by) : null
  })
  const classes = classesOf(columns)
  return (
    <section class="table-frame ledger-frame" tabindex={0} aria-label="台账">
      <table class="ledger">
        <caption class="sr-only">{board.plan.title}：台账，每行是一项分工</caption>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <Head column={column} class={classes[i]} ordering={asked.ordering} path={path} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr>
              {columns.map(({ key }, i) => {
                const run = runs[i]?.[at] ?? 1
                return run === 0 ? null : (
                  <Cell
                    of={key}
                    row={row}
                    cell={cellOf(key, row, context)}
                    class={classes[i]}
                    run={run}
                    board={board}
                  />
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const isOrder = (key: ColumnKey): key is Order & ColumnKey => ORDERS.some((order) => order === key)

type HeadProps = { column: Placed; class: string | undefined; ordering: Ordering; path: TableProps["path"] }

/** A heading by which the rows can be put in order; once more turns it round. */
const Head = ({ column: { key, heading }, class: name, ordering, path }: HeadProps) => {
  if (!isOrder(key)) {
    return (
      <th scope="col" class={name}>
        {heading}
      </th>
    )
  }
  const isBy = ordering.by === key
  const turns = isBy && !ordering.descending
  return (
    <th scope="col" class={name} aria-sort={isBy ? (ordering.descending ? "descending" : "ascending") : undefined}>
      <a href={path({ by: key === "ordinal" ? null : key, desc: turns ? 1 : null })} id={`by-${key}`}>
        {heading}
      </a>
    </th>
  )
}

type CellProps = {
  of: ColumnKey
  row: DetailedRow
  cell: LedgerCell
  class: string | undefined
  run: number
  board: Board
}

const Cell = ({ of, row, cell, class: name, run, board }: CellProps) => (
  <td class={name} rowspan={run > 1 ? run : undefined}>
    {of === "task" ? (
      <a href={taskPath(board.plan.id, row.task.ordinal, { round: board.frozen ? board.round?.number : null })}>
        {shownIn(cell)}
      </a>
    ) : of === "light" ? (
      <span class={`light ${row.part.light.colour}`}>{shownIn(cell)}</span>
    ) : (
      shownIn(cell)
    )}
  </td>
)

const shownIn = (cell: LedgerCell): string | number =>
  "day" in cell ? dayWords(cell.day) : "number" in cell ? cell.number : cell.text

/**
 * How wide a column is, and where it stays when the table is moved sideways: the stylesheet knows the widths and the
 * places that come of them.
 */
function classesOf(columns: readonly Placed[]): (string | undefined)[] {
  const frozen = frozenColumns(columns)
  let left = 0
  return columns.map(({ key }, i) => {
    const size = key === "task" ? "wide" : columnOf(key).kind === "number" ? "thin" : sizeOf(key)
    if (i >= frozen) return size
    const place = `fixed left-${left}`
    left += key === "task" ? 0 : size === "thin" ? 3 : 8
    return `${size === "wide" || size === "thin" ? size : "set"} ${place}`
  })
}

/** By the width that its column has in a spreadsheet. */
const sizeOf = (key: ColumnKey): string | undefined => {
  const { width } = columnOf(key)
  return width >= 20 ? "long" : width >= 13 ? "mid" : undefined
}
