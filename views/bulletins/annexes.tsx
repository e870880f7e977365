import { CATEGORIES } from "#db/schema.ts"
import type { Filter } from "#src/board/filter.ts"
import { queryOf } from "#src/board/filter.ts"
import type { Content, MatterRow, UnitRow } from "#src/outward/bulletins/content.ts"
import { LONGEST_OPINION } from "#src/outward/bulletins/input.ts"
import { planPath, taskPath } from "#src/paths.ts"
import { type Flaws, firstTyped } from "../parts/fields.tsx"
import { Pages } from "../parts/pages.tsx"
import { ANNEX_LABEL, annexWords, CATEGORY_LABEL } from "./words.ts"

type Props = { content: Content; planId: number }

/** 附件 of units by what they owed and sent; every number opens its list as of the cut-off. */
export const UnitAnnex = ({ content, planId }: Props) => (
  <section class="block annex" id="annex-units">
    <h2>
      {annexWords(content, "units")} {ANNEX_LABEL.units}
      <small>{content.rule.ranked ? "按报送率排列" : "按单位排序"}</small>
    </h2>
    <section class="table-frame" tabindex={0} aria-label={ANNEX_LABEL.units}>
      <table class="list">
        <caption class="sr-only">{ANNEX_LABEL.units}</caption>
        <thead>
          <tr>
            <th scope="col">序号</th>
            <th scope="col">单位</th>
            {COLUMNS.map(({ heading }) => (
              <th scope="col" class="number">
                {heading}
              </th>
            ))}
            <th scope="col" class="number">
              报送率
            </th>
          </tr>
        </thead>
        <tbody>
          {content.units.map((row, i) => (
            <tr data-row="unit">
              <td>{i + 1}</td>
              <th scope="row">
                {row.name}
                {row.own && <span class="tag">自查</span>}
              </th>
              {COLUMNS.map(({ value, filter }) => (
                <td class="number">
                  <a href={planPath(planId, queryOf({ round: content.round.number, unit: row.id, ...filter }))}>
                    {value(row)}
                  </a>
                </td>
              ))}
              <td class="number">{row.rate}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </section>
)

/** What that annex counts of a unit, and the list of the plan that has just that. */
const COLUMNS: readonly { heading: string; value: (row: UnitRow) => number; filter: Partial<Filter> }[] = [
  { heading: "承担", value: ({ parts }) => parts, filter: {} },
  { heading: "其中挂起、终止", value: ({ out }) => out, filter: { part: "none" } },
  { heading: "应报", value: ({ due }) => due, filter: { report: "due" } },
  { heading: "已报", value: ({ reported }) => reported, filter: { report: "reported" } },
  { heading: "未报", value: ({ due, reported }) => due - reported, filter: { report: "owed" } },
  { heading: "办结", value: ({ closed }) => closed, filter: { part: "blue" } },
  { heading: "逾期", value: ({ overdue }) => overdue, filter: { part: "red" } },
]

type MatterProps = Props & {
  writes?: boolean
  flaws?: Flaws | null
  page: number
  /** The page of the paper with that page of the annex. */
  path: (page: number) => string
}

/** So many are on a page; a plan of some hundred tasks has more. */
const MATTERS_A_PAGE = 40

/** 附件 of what goes on; while the paper is written 督办意见 is a box. */
export const MatterAnnex = ({ content, planId, writes = false, flaws, page, path }: MatterProps) => {
  const from = (page - 1) * MATTERS_A_PAGE
  return content.matters.length === 0 ? null : (
    <section class="block annex" id="annex-matters">
      <h2>
        {annexWords(content, "matters")} {ANNEX_LABEL.matters}
        <small>{content.matters.length}项</small>
      </h2>
      <section class="table-frame" tabindex={0} aria-label={ANNEX_LABEL.matters}>
        <table class="list stack matters">
          <caption class="sr-only">{ANNEX_LABEL.matters}</caption>
          <thead>
            <tr>
              <th scope="col">序号</th>
              <th scope="col">事项</th>
              <th scope="col">责任单位</th>
              <th scope="col">上期进展</th>
              <th scope="col">本期进展</th>
              <th scope="col">督办意见</th>
            </tr>
          </thead>
          <tbody>
            {content.matters.slice(from, from + MATTERS_A_PAGE).map((row, i) => (
              <tr data-row="matter">
                <td data-label="序号">{from + i + 1}</td>
                <th scope="row">
                  <a href={taskPath(planId, row.ordinal, { round: content.round.number })}>{row.label}</a>
                  {row.text} <span class="tag">{CATEGORY_LABEL[row.category]}</span>
                </th>
                <td data-label="责任单位">{row.units}</td>
                <td class="preserve" data-label="上期进展">
                  {row.before}
                </td>
                <td class="preserve" data-label="本期进展">
                  {row.now}
                </td>
                <td data-label="督办意见">{writes ? <Opinion row={row} flaws={flaws} /> : row.opinion}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Pages page={page} hasMore={content.matters.length > from + MATTERS_A_PAGE} path={path} />
    </section>
  )
}

const Opinion = ({ row, flaws }: { row: MatterRow; flaws?: Flaws | null }) => {
  const name = `opinion-${row.ordinal}`
  return (
    <textarea name={name} id={name} rows={3} data-longest={LONGEST_OPINION} aria-label={`${row.label}的督办意见`}>
      {`\n${firstTyped(flaws, name) ?? row.opinion}`}
    </textarea>
  )
}

/** 附件 of a year: its rounds. */
export const RoundTable = ({ content, planId }: Props) =>
  content.rounds.length === 0 ? null : (
    <section class="block annex" id="annex-rounds">
      <h2>
        {annexWords(content, "rounds")} {ANNEX_LABEL.rounds}
      </h2>
      <section class="table-frame" tabindex={0} aria-label={ANNEX_LABEL.rounds}>
        <table class="list">
          <caption class="sr-only">{ANNEX_LABEL.rounds}</caption>
          <thead>
            <tr>
              <th scope="col">填报期</th>
              <th scope="col" class="number">
                应报
              </th>
              <th scope="col" class="number">
                已报
              </th>
              <th scope="col" class="number">
                报送率
              </th>
              {CATEGORIES.map((category) => (
                <th scope="col" class="number">
                  {CATEGORY_LABEL[category]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {content.rounds.map((row) => (
              <tr data-row="round">
                <th scope="row">{row.name}</th>
                <td class="number">
                  <a href={planPath(planId, queryOf({ round: row.number, report: "due" }))}>{row.due}</a>
                </td>
                <td class="number">
                  <a href={planPath(planId, queryOf({ round: row.number, report: "reported" }))}>{row.reported}</a>
                </td>
                <td class="number">{row.rate}</td>
                {CATEGORIES.map((category) => (
                  <td class="number">{row.categories[category]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
