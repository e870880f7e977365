import type { FoundLayout } from "#src/outward/ledger/acts.ts"
import { COLUMN_KEYS, type ColumnKey, columnOf } from "#src/outward/ledger/columns.ts"
import { BUILT_IN, type Layout } from "#src/outward/ledger/layouts.ts"
import type { FoundLayouts } from "#src/outward/ledger/queries.ts"
import { ledgerLayoutsPath, ledgerPath } from "#src/paths.ts"
import { Choice, Field, Flawed, type Flaws, firstTyped } from "../parts/fields.tsx"

type LayoutsProps = { found: FoundLayouts; from: Layout; flaws: Flaws | undefined }

/** 版式 of an office: those there are, and a new one. */
export const LayoutsPage = ({ found: { plan, layouts }, from, flaws }: LayoutsProps) => (
  <>
    <div class="title">
      <div>
        <h1>台账版式</h1>
        <p>哪些列、按什么次序、用什么表头。保存后，本部门督办的各方案的台账都可以选用，下载的表格也按它排。</p>
      </div>
      <a class="button" href={ledgerPath(plan.id)} id="back">
        回台账
      </a>
    </div>
    <section class="block">
      <h2>已有的版式</h2>
      <ul class="sheet layout-list">
        {[...BUILT_IN, ...layouts].map((layout) => (
          <li>
            <a href={ledgerPath(plan.id, { layout: layout.key })}>{layout.name}</a>
            <span class="muted small">
              {layout.columns.length}列，{layout.paper}
              {"id" in layout ? "" : "，系统自带"}
            </span>
            <a href={`${ledgerLayoutsPath(plan.id, "", "", { from: layout.key })}#new-layout`}>据此新建</a>
            {"id" in layout && <Saved planId={plan.id} layout={layout as FoundLayout["layout"]} />}
          </li>
        ))}
      </ul>
    </section>
    <section class="block" id="new-layout">
      <h2>新建</h2>
      <LayoutForm
        action={ledgerLayoutsPath(plan.id)}
        layout={{ ...from, name: "" }}
        version={null}
        flaws={flaws}
        id={`layout-${layouts.length}-${from.key}`}
      />
    </section>
  </>
)

const Saved = ({ planId, layout: { id, name, version } }: { planId: number; layout: FoundLayout["layout"] }) => (
  <>
    <a href={ledgerLayoutsPath(planId, id)} id={`layout-${id}`} aria-label={`修改：${name}`}>
      修改
    </a>
    <form method="post" action={ledgerLayoutsPath(planId, id, "removal")}>
      <input type="hidden" name="version" value={version} />
      <button type="submit" class="quiet" aria-label={`删除：${name}`}>
        删除
      </button>
    </form>
  </>
)

/** One saved layout, to be changed. */
export const LayoutPage = ({ found: { plan, layout }, flaws }: { found: FoundLayout; flaws: Flaws | undefined }) => (
  <>
    <div class="title">
      <h1>修改台账版式</h1>
      <a class="button" href={ledgerLayoutsPath(plan.id)} id="back">
        回版式列表
      </a>
    </div>
    <LayoutForm
      action={ledgerLayoutsPath(plan.id, layout.id)}
      layout={layout}
      version={layout.version}
      flaws={flaws}
      id={`layout-${layout.id}-${layout.version}`}
    />
  </>
)

type FormProps = {
  action: string
  layout: Omit<Layout, "key">
  version: number | null
  flaws: Flaws | undefined
  id: string
}

const LayoutForm = ({ action, layout, version, flaws, id }: FormProps) => (
  <form method="post" action={action} class="sheet padded" id={id}>
    {version !== null && <input type="hidden" name="version" value={version} />}
    <Flawed flaws={flaws} />
    <div class="fields">
      <Field name="name" label="版式名称" value={layout.name} required hint="如：季度督查台账" flaws={flaws} />
      <Choice
        name="paper"
        label="打印纸张"
        options={[
          ["A3", "A3 横向"],
          ["A4", "A4 横向"],
        ]}
        value={layout.paper}
        flaws={flaws}
      />
    </div>
    <label class="tick">
      <input
        type="checkbox"
        name="merges"
        value="1"
        checked={flaws ? flaws.typed.merges !== undefined : layout.merges}
      />
      同一任务的序号、任务等单元格合并（要在表格里排序的，不要合并）
    </label>
    <Columns layout={layout} flaws={flaws} />
    <p class="acts">
      <button type="submit" class="primary">
        保存版式
      </button>
    </p>
  </form>
)

/** Every column there is, those of the layout first and in their order. */
const Columns = ({ layout, flaws }: Pick<FormProps, "layout" | "flaws">) => {
  const problems = flaws?.problems.columns
  const own = layout.columns.map(({ key }) => key)
  return (
    <fieldset class="layout-columns" aria-describedby={problems ? "columns-problem" : "columns-hint"}>
      <legend>列</legend>
      <p class="hint" id="columns-hint">
        「次序」填数字，从小到大排列；不要的列留空。「表头」可以改成本单位的叫法。
      </p>
      {problems && (
        <p class="problem" id="columns-problem" role="alert">
          {problems[0]}
        </p>
      )}
      <div class="table-frame">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">内容</th>
              <th scope="col">次序</th>
              <th scope="col">表头</th>
            </tr>
          </thead>
          <tbody>
            {[...own, ...COLUMN_KEYS.filter((key) => !own.includes(key))].map((key) => (
              <Column of={key} layout={layout} flaws={flaws} />
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  )
}

const Column = ({ of, layout, flaws }: { of: ColumnKey } & Pick<FormProps, "layout" | "flaws">) => {
  const { heading } = columnOf(of)
  const at = layout.columns.findIndex(({ key }) => key === of)
  const [place, title] = [`place_${of}`, `heading_${of}`]
  return (
    <tr>
      <th scope="row">{heading}</th>
      <td>
        <input
          type="text"
          inputmode="numeric"
          class="figure"
          name={place}
          id={place}
          aria-label={`${heading}的次序`}
          value={firstTyped(flaws, place) ?? (at < 0 ? "" : String(at + 1))}
        />
      </td>
      <td>
        <input
          type="text"
          name={title}
          id={title}
          aria-label={`${heading}的表头`}
          value={firstTyped(flaws, title) ?? layout.columns[at]?.heading ?? heading}
        />
      </td>
    </tr>
  )
}
