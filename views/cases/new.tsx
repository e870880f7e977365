import { CASE_KINDS } from "#db/schema.ts"
import { caseRulePath, yearCasesPath } from "#src/paths.ts"
import { MOST_A_YEAR } from "#src/year/cases/input.ts"
import type { YearToCollect, YearToRule } from "#src/year/cases/queries.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { CASE_KIND_LABEL, PART_HINT } from "./words.ts"

const Crumbs = ({ year }: { year: number }) => (
  <p class="crumbs small">
    <a href={yearCasesPath(year)}>{year}年以案释法案例</a>
  </p>
)

/** 收集: whose, of what kind, about what; the rest is written on its page. */
export const NewCasePage = ({ found, flaws }: { found: YearToCollect; flaws?: Flaws }) => (
  <>
    <Crumbs year={found.year.year} />
    <h1>收集案例</h1>
    <form method="post" action={yearCasesPath(found.year.year)} class="sheet padded">
      <Flawed flaws={flaws} />
      <div class="fields">
        <Choice
          name="unit"
          label="单位"
          required
          value={found.units[0]?.id}
          options={found.units.map(({ id, name }) => [String(id), name] as const)}
          flaws={flaws}
        />
        <Choice
          name="kind"
          label="类型"
          required
          empty="请选择"
          options={CASE_KINDS.map((kind) => [kind, CASE_KIND_LABEL[kind]] as const)}
          flaws={flaws}
        />
        <Field name="title" label="标题" required full hint={PART_HINT.title} flaws={flaws} />
      </div>
      <p class="acts">
        <button type="submit" class="primary" id="collect-case">
          收集
        </button>
      </p>
    </form>
  </>
)

/** How many a year asks of each 主体责任 unit. */
export const CaseRulePage = ({ found, flaws }: { found: YearToRule; flaws?: Flaws }) => (
  <>
    <Crumbs year={found.year.year} />
    <h1>每年案例数</h1>
    <form method="post" action={caseRulePath(found.year.year)} class="sheet padded">
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={found.rule.version} />
      <div class="fields">
        <Field
          name="target"
          label="每个主体责任单位应报送并发布"
          required
          inputmode="numeric"
          value={found.rule.target}
          hint={`0 至 ${MOST_A_YEAR}；0 表示不作要求。参照执行的单位不计`}
          flaws={flaws}
        />
      </div>
      <p class="acts">
        <button type="submit" class="primary">
          保存
        </button>
      </p>
    </form>
  </>
)
