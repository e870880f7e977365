import { SURVEY_KINDS } from "#db/schema.ts"
import { grouped } from "#src/pages/todo/todo.ts"
import { surveyPath, yearSurveysFilePath, yearSurveysPath } from "#src/paths.ts"
import type { SurveyRegister, SurveyRow } from "#src/year/surveys/queries.ts"
import { before, isComparable, rateOf, rateWords } from "#src/year/surveys/rates.ts"
import { ShareLines } from "../overview/chart.tsx"
import { Discarding } from "../parts/discarding.tsx"
import { Area, Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { SURVEY_KIND_LABEL } from "./words.ts"

type Props = {
  found: SurveyRegister
  today: string
  flaws?: Flaws | undefined
  /** The survey whose 作废 came back. */
  discarding: number | null
}

/** 测评 of a year with the years before it: each rate with what it rests on, beside the one before. */
export const SurveyRegisterPage = ({ found, today, flaws, discarding }: Props) => {
  const { year, keeps, surveys, discarded } = found
  return (
    <>
      <YearHead found={found} tab="surveys" acts={<PrintButton />} />
      {keeps && <EnterForm found={found} today={today} flaws={discarding === null ? flaws : undefined} />}
      {SURVEY_KINDS.map((kind) => {
        const rows = surveys.filter(({ survey }) => survey.kind === kind)
        return (
          <section class="block" id={kind}>
            <h2>
              {SURVEY_KIND_LABEL[kind]}
              <small>{year.year}年和以前各年，新的在前</small>
            </h2>
            {rows.length === 0 ? (
              <p class="empty sheet">没有登记的测评。</p>
            ) : (
              <>
                <Series rows={rows} today={today} />
                <SurveyTable
                  rows={rows}
                  keeps={keeps}
                  year={year.year}
                  today={today}
                  flaws={flaws}
                  discarding={discarding}
                />
              </>
            )}
          </section>
        )
      })}
      <p class="muted small">测评说的是效果，与完成情况分开：不计入任何完成数，也不相加、不平均。</p>
      {discarded.length > 0 && (
        <details class="block" id="discarded">
          <summary>已作废{discarded.length}次</summary>
          <ul class="rows sheet padded">
            {discarded.map(({ survey }) => (
              <li>
                {SURVEY_KIND_LABEL[survey.kind]} {dayWords(survey.surveyedOn, today)} {rateWords(rateOf(survey))}：
                {survey.discardWhy}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Taking path={(file) => yearSurveysFilePath(year.year, file)} />
    </>
  )
}

type FormProps = { found: SurveyRegister; today: string; flaws: Flaws | undefined }

const EnterForm = ({ found: { year, units }, today, flaws }: FormProps) => (
  <details class="sheet padded no-print" id="new-survey" open={flaws !== undefined}>
    <summary>登记测评</summary>
    <form method="post" action={yearSurveysPath(year.year)}>
      <Flawed flaws={flaws} />
      <div class="fields">
        <Choice
          name="kind"
          label="指标"
          required
          empty="请选择"
          options={SURVEY_KINDS.map((kind) => [kind, SURVEY_KIND_LABEL[kind]] as const)}
          flaws={flaws}
        />
        <Choice
          name="unit"
          label="测评哪个单位"
          empty="全部"
          options={units.map(({ id, name }) => [String(id), name] as const)}
          flaws={flaws}
        />
        <Field name="surveyedOn" label="调查日期" type="date" required value={today} flaws={flaws} />
        <Field name="surveyor" label="调查单位" required placeholder="市统计局社情民意调查中心" flaws={flaws} />
        <Field name="method" label="调查方法" required placeholder="电话访问" flaws={flaws} />
        <Field name="base" label="调查对象和范围" required placeholder="全市18周岁以上常住居民" flaws={flaws} />
        <Field name="sample" label="有效样本" required inputmode="numeric" flaws={flaws} />
        <Field name="hits" label="其中知晓（满意）" required inputmode="numeric" flaws={flaws} />
      </div>
      <Area id="survey-note" name="note" label="说明" rows={2} longest={2000} flaws={flaws} />
      <p class="acts">
        <button type="submit" class="primary" id="enter-survey">
          登记
        </button>
      </p>
    </form>
  </details>
)

/** +1.25个百分点, or why it says nothing. */
function changeWords(all: readonly SurveyRow["survey"][], one: SurveyRow["survey"]): string {
  const last = before(all, one)
  if (!last) return "–"
  if (!isComparable(one, last)) return "方法或范围不同，不可直接比较"
  const change = rateOf(one) - rateOf(last)
  if (change === 0) return "持平"
  return `${change > 0 ? "升" : "降"}${(Math.abs(change) / 100).toFixed(2)}个百分点`
}

/** More would hide the table. */
const MOST_DRAWN = 6

/** What may be compared over time, drawn: one line for each unit, method and base, never two of them in one. */
const Series = ({ rows, today }: { rows: readonly SurveyRow[]; today: string }) => {
  const series = grouped(rows, ({ unit, survey: { method, base } }) => [unit ?? "", method, base].join("，"))
  return series
    .filter((found) => found.length > 1)
    .slice(0, MOST_DRAWN)
    .map((found) => (
      <figure class="sheet padded" data-row="series">
        <ShareLines
          points={found.map(({ survey }) => ({
            id: String(survey.id),
            label: survey.surveyedOn.replace(/^(\d+)-0?(\d+).*$/, "$1年$2月"),
            shares: [rateOf(survey) / 10_000, null],
          }))}
        />
        <figcaption>
          {[found[0]?.unit, found[0]?.survey.method, found[0]?.survey.base].filter(Boolean).join("，")}：
          {found.map(({ survey }) => `${dayWords(survey.surveyedOn, today)}${rateWords(rateOf(survey))}`).join("，")}。
        </figcaption>
      </figure>
    ))
}

type TableProps = {
  rows: readonly SurveyRow[]
  keeps: boolean
  year: number
  today: string
  flaws: Flaws | undefined
  discarding: number | null
}

const SurveyTable = ({ rows, keeps, year, today, flaws, discarding }: TableProps) => {
  const all = rows.map(({ survey }) => survey)
  return (
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">调查日期</th>
            <th scope="col">范围</th>
            <th scope="col" class="number">
              比率
            </th>
            <th scope="col">与上次相比</th>
            <th scope="col">样本</th>
            <th scope="col">方法</th>
            <th scope="col">调查单位</th>
            {keeps && (
              <th scope="col" class="no-print">
                <span class="sr-only">作废</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(({ survey, unit }) => (
            <tr data-row="survey">
              <th scope="row" class="nowrap">
                {dayWords(survey.surveyedOn, today)}
              </th>
              <td data-label="范围">
                {unit && <span class="tag">{unit}</span>} {survey.base}
              </td>
              <td class="number" data-label="比率">
                {rateWords(rateOf(survey))}
              </td>
              <td data-label="与上次相比">{changeWords(all, survey)}</td>
              <td data-label="样本">
                {survey.sample}份中{survey.hits}份
              </td>
              <td data-label="方法">
                {survey.method}
                {survey.note && (
                  <>
                    <br />
                    <small class="preserve">{survey.note}</small>
                  </>
                )}
              </td>
              <td data-label="调查单位">{survey.surveyor}</td>
              {keeps && (
                <td class="no-print">
                  {survey.year === year && (
                    <Discarding
                      row={survey}
                      action={surveyPath(survey.id, "discarding")}
                      flaws={discarding === survey.id ? flaws : undefined}
                    />
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
