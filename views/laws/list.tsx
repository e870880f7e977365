import { LAW_CATEGORIES, type Law } from "#db/schema.ts"
import { type Actor, isSupervisor } from "#src/office/people/actor.ts"
import { lawPath, lawsPath } from "#src/paths.ts"
import { COMMON_AS_OF, COMMON_LAWS } from "#src/year/laws/common.ts"
import { LAW_VIEWS, type LawFilter } from "#src/year/laws/lists.ts"
import type { ListedLaws } from "#src/year/laws/queries.ts"
import { lawWarning } from "#src/year/laws/warning.ts"
import { Choice, Field } from "../parts/fields.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { dayWords } from "../words.ts"
import { LAW_CATEGORY_LABEL, LAW_VIEW_LABEL, lawWarningWords } from "./words.ts"

type Props = { list: ListedLaws; filter: LawFilter; page: number; actor: Actor; today: string }

/** 法律法规: what is taught; what was repealed stays and is told. */
export const LawsPage = ({ list, filter, page, actor, today }: Props) => {
  const { view, category, words } = filter
  const keeps = isSupervisor(actor)
  const here = { category, q: words }
  return (
    <>
      <div class="title">
        <div>
          <h1>法律法规</h1>
          <p>普法内容从这里选用；已废止、待施行的，选用时提示。</p>
        </div>
        <div class="acts">
          {keeps && <Common total={list.total} />}
          {keeps && (
            <a class="button" href="/laws/new" id="add-law">
              添加
            </a>
          )}
          <PrintButton />
        </div>
      </div>
      <nav class="tabs" aria-label="法律法规">
        {LAW_VIEWS.map((one) => (
          <a
            href={lawsPath({ ...here, view: one === "all" ? null : one })}
            aria-current={one === view ? "page" : undefined}
            id={`view-${one}`}
            data-of="laws"
          >
            {LAW_VIEW_LABEL[one]} <b class="count zero">{list.counts[one]}</b>
          </a>
        ))}
      </nav>
      <form method="get" action="/laws" class="filters" id="law-filter">
        <input type="hidden" name="view" value={view} />
        <Choice
          name="category"
          label="效力类别"
          value={category}
          empty="全部类别"
          options={LAW_CATEGORIES.map((one) => [one, LAW_CATEGORY_LABEL[one]] as const)}
        />
        <Field name="q" label="名称" value={words} bare />
        <button type="submit">筛选</button>
      </form>
      <KeptTo
        facts={[
          view !== "all" && LAW_VIEW_LABEL[view],
          category !== null && LAW_CATEGORY_LABEL[category],
          words !== "" && `名称含「${words}」`,
        ]}
      />
      {list.rows.length === 0 ? (
        <p class="empty sheet">{list.total === 0 ? "还没有法律法规。" : "没有符合条件的法律法规。"}</p>
      ) : (
        <Register rows={list.rows} today={today} />
      )}
      <Pages page={page} hasMore={list.hasMore} path={(to) => lawsPath({ ...here, view, page: to })} />
    </>
  )
}

/** 带入: as long as fewer are there than the list has. */
const Common = ({ total }: { total: number }) =>
  total >= COMMON_LAWS.length ? null : (
    <form method="post" action="/laws/common">
      <button
        type="submit"
        class={total === 0 ? "primary" : undefined}
        id="bring-laws"
        title={`共${COMMON_LAWS.length}部，截至${COMMON_AS_OF.replace("-", "年")}月的公布情况；已有的不重复`}
      >
        带入常用法律法规
      </button>
    </form>
  )

const Register = ({ rows, today }: { rows: Law[]; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">法律法规</caption>
      <thead>
        <tr>
          <th scope="col">名称</th>
          <th scope="col">效力类别</th>
          <th scope="col">公布</th>
          <th scope="col">最近修改</th>
          <th scope="col">施行</th>
          <th scope="col">说明</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((law) => {
          const warning = lawWarning(law, today)
          return (
            <tr class={warning?.kind === "repealed" ? "off" : undefined} data-row="law">
              <th scope="row">
                <a href={lawPath(law.id)} id={`law-${law.id}`}>
                  {law.title}
                </a>
              </th>
              <td class="nowrap" data-label="效力类别">
                {LAW_CATEGORY_LABEL[law.category]}
              </td>
              <Day label="公布" on={law.issuedOn} />
              <Day label="最近修改" on={law.amendedOn} />
              <Day label="施行" on={law.effectiveOn} />
              <td data-label="说明">{warning && lawWarningWords(warning, today)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  </div>
)

const Day = ({ label, on }: { label: string; on: string | null }) => (
  <td class="nowrap" data-label={label}>
    {on && dayWords(on)}
  </td>
)
