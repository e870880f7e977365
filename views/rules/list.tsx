import { DRAFT_RULE_KINDS } from "#db/schema.ts"
import { draftRulePath, yearRulesFilePath, yearRulesPath } from "#src/paths.ts"
import type { DraftRuleLine, RuleRegister } from "#src/year/rules/queries.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PickFrom } from "../parts/pick_from.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { DRAFT_RULE_KIND_LABEL, DRAFT_RULE_STATE_LABEL, nextWords } from "./words.ts"

type Props = { found: RuleRegister; unit: number | null; page: number; today: string; flaws?: Flaws }

/** 法规规章草案 of a year, with what each lacks next. */
export const RuleRegisterPage = ({ found, unit, page, today, flaws }: Props) => {
  const { year, rules, hasMore, units, entered } = found
  return (
    <>
      <YearHead found={found} tab="rules" acts={<PrintButton />} />
      {entered.length > 0 && <OpenForm found={found} flaws={flaws} />}
      <section class="block" id="rules">
        <h2>法规规章草案</h2>
        <p class="muted small no-print">
          起草、公开征求意见、情况通报、出台、解读公布各记一笔；往年没有办完的也列在这里。
        </p>
        {units.length > 1 && (
          <form method="get" class="filters no-print" action={yearRulesPath(year.year)} data-at-once>
            <PickFrom
              name="unit"
              id="rule-unit"
              label="单位"
              all="全部单位"
              value={unit}
              options={units.map(({ id, name }) => [id, name])}
            />
            <button type="submit">筛选</button>
          </form>
        )}
        <KeptTo facts={[unit !== null && (units.find(({ id }) => id === unit)?.name ?? "其他单位")]} />
        {rules.length === 0 ? (
          <p class="empty sheet">没有登记的草案。</p>
        ) : (
          <RuleTable rules={rules} year={year.year} today={today} />
        )}
        <Pages page={page} hasMore={hasMore} path={(page) => yearRulesPath(year.year, { unit, page })} />
        <Taking path={(file) => yearRulesFilePath(year.year, file, { unit })} />
      </section>
    </>
  )
}

const OpenForm = ({ found: { year, entered }, flaws }: Pick<Props, "found" | "flaws">) => (
  <details class="sheet padded no-print" id="new-rule" open={flaws !== undefined}>
    <summary>登记草案</summary>
    <form method="post" action={yearRulesPath(year.year)}>
      <Flawed flaws={flaws} />
      <div class="fields">
        <Choice
          name="unit"
          label="起草单位"
          required
          value={entered[0]?.id}
          options={entered.map(({ id, name }) => [String(id), name] as const)}
          flaws={flaws}
        />
        <Choice
          name="kind"
          label="类型"
          required
          empty="请选择"
          options={DRAFT_RULE_KINDS.map((kind) => [kind, DRAFT_RULE_KIND_LABEL[kind]] as const)}
          flaws={flaws}
        />
        <Field name="title" label="草案名称" required full flaws={flaws} />
      </div>
      <p class="acts">
        <button type="submit" class="primary" id="open-rule">
          登记
        </button>
      </p>
    </form>
  </details>
)

const RuleTable = ({ rules, year, today }: { rules: DraftRuleLine[]; year: number; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">法规规章草案</caption>
      <thead>
        <tr>
          <th scope="col">草案</th>
          <th scope="col">单位</th>
          <th scope="col">进行到</th>
          <th scope="col">征求意见</th>
          <th scope="col">意见/采纳</th>
          <th scope="col">文号</th>
          <th scope="col">下一步</th>
        </tr>
      </thead>
      <tbody>
        {rules.map(({ rule, unit }) => (
          <tr data-row="draft_rule">
            <th scope="row">
              <a href={draftRulePath(rule.id)} id={`rule-${rule.id}`}>
                {rule.title}
              </a>
              <br />
              <small>
                {DRAFT_RULE_KIND_LABEL[rule.kind]}
                {rule.year !== year && `，${rule.year}年登记`}
              </small>
            </th>
            <td class="nowrap" data-label="单位">
              {unit}
            </td>
            <td data-label="进行到">
              <span class="tag">{DRAFT_RULE_STATE_LABEL[rule.state]}</span>
            </td>
            <td data-label="征求意见">
              {rule.consultFrom && rule.consultUntil
                ? `${dayWords(rule.consultFrom, today)}至${dayWords(rule.consultUntil, today)}`
                : "–"}
            </td>
            <td class="nowrap" data-label="意见/采纳">
              {rule.opinions === null ? "–" : `${rule.opinions}/${rule.taken ?? 0}`}
            </td>
            <td data-label="文号">{rule.docNumber || "–"}</td>
            <td class="nowrap" data-label="下一步">
              {nextWords(rule, today)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
