import { compareDutiesPath, dutiesPath } from "#src/paths.ts"
import { paired } from "#src/year/duties/comparing.ts"
import type { FiledLists } from "#src/year/duties/comparing_queries.ts"
import { Compared } from "../documents/comparison.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { brief, momentWords } from "../words.ts"
import { COLUMNS } from "./sheet.ts"

type Props = { found: FiledLists; year: number; today: string }
type Item = FiledLists["to"]["items"][number]

/** Two lists of a unit as they were filed, item by item. */
export const DutyComparison = ({ found, year, today }: Props) => {
  const { unit, lists, from, to } = found
  const rows = paired(from.items, to.items).map(({ before, after }) => ({
    content: brief((after ?? before)?.text.content ?? "", 24),
    mark: before === null ? "新增" : after === null ? "移出" : undefined,
    before: wordsOf(before, found),
    after: wordsOf(after, found),
  }))
  const changed = rows.filter((row) => row.before !== row.after)
  return (
    <article class="document-page">
      <p class="crumbs small">
        <a href={dutiesPath(year, { unit: unit.id })}>{unit.name}普法责任清单</a>
      </p>
      <div class="title">
        <h1>两次报送的清单比较</h1>
        <PrintButton class="quiet" />
      </div>
      {lists.length === 1 ? (
        <p class="empty sheet">只报送过一次，没有可以比较的。</p>
      ) : (
        <form method="get" action={compareDutiesPath(year, unit.id)} class="filters">
          {(["from", "to"] as const).map((side, i) => (
            <label>
              {side === "from" ? "从" : "到"}
              <select name={side}>
                {lists.map((list, place) => (
                  <option value={list.key} selected={found[side].key ? list.key === found[side].key : place === 1 - i}>
                    {listName(list, today)}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <button type="submit" class="no-print">
            并排比较
          </button>
        </form>
      )}
      {rows.length > 0 && (
        <>
          <p class="muted" role="status">
            共{rows.length}项，{changed.length === 0 ? "没有变化" : `有变化的${changed.length}项`}
            。划线的是删去的，有底色的是新写的。
          </p>
          <div class="table-frame">
            <table class="list stack">
              <thead>
                <tr>
                  <th scope="col">清单事项</th>
                  <th scope="col">原来{nameOf(from.key, lists, today)}</th>
                  <th scope="col">现在{nameOf(to.key, lists, today)}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ content, mark, before, after }) => (
                  <Compared label={content} before={before} after={after} mark={mark} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </article>
  )
}

type List = FiledLists["lists"][number]

const listName = ({ year, number, sending, at }: List, today: string): string =>
  `${year}年 第${number}版${sending > 1 ? `第${sending}次` : ""}，${momentWords(at, today)}`

/** On paper the choice above is not printed. */
const nameOf = (key: string, lists: readonly List[], today: string): string =>
  lists.flatMap((list) => (list.key === key ? [`（${listName(list, today)}）`] : [])).join("")

/** What an item says, a column a line. */
const wordsOf = (item: Item | null, { units }: FiledLists): string =>
  item === null
    ? ""
    : COLUMNS.slice(1)
        .flatMap(({ heading, of }) => {
          const cell = of(item, { units })
          return cell ? [`${heading}：${cell}`] : []
        })
        .join("\n")
