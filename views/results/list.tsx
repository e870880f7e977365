import { readResultsPath, resultPath, resultsFilePath, yearResultsPath } from "#src/paths.ts"
import { FIGURES, type Figure } from "#src/year/results/figures.ts"
import type { Picked, ResultRegister, ResultTotal } from "#src/year/results/queries.ts"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { examWords, FIGURE_LABEL, statementWords } from "./words.ts"

type Props = { found: ResultRegister; picked: Picked; page: number; today: string }

/** 学法 and 述法 of a year: units in totals, and people for whoever reads their names. */
export const ResultRegisterPage = (props: Props) => {
  const { found, picked, page } = props
  const { year, people, hasMore, own } = found
  return (
    <>
      <YearHead
        found={found}
        tab="results"
        acts={
          <>
            {own.length > 0 && (
              <a class="button" href={readResultsPath(year.year)} id="read">
                导入成绩表
              </a>
            )}
            <PrintButton />
          </>
        }
      />
      <Totals {...props} />
      {own.length > 0 && (
        <section class="block" id="people">
          <h2>
            人员
            <small>
              {(picked.unit !== null || picked.shown) && (
                <>
                  {[own.find(({ id }) => id === picked.unit)?.shortName, picked.shown && FIGURE_LABEL[picked.shown]]
                    .filter(Boolean)
                    .join("，")}
                  ，<a href={yearResultsPath(year.year)}>全部</a>，
                </>
              )}
              姓名只有本单位和普法办看到
            </small>
          </h2>
          {people.length === 0 ? <p class="empty sheet">没有登记。</p> : <People {...props} />}
          <Pages page={page} hasMore={hasMore} path={(page) => yearResultsPath(year.year, { ...picked, page })} />
          <Taking path={(file) => resultsFilePath(year.year, file, picked)} />
        </section>
      )}
    </>
  )
}

const average = ({ score, scored }: ResultTotal) => (scored === 0 ? "–" : (score / scored / 10).toFixed(1))

/** Null: all who are registered. */
const COLUMNS = [null, ...FIGURES]

const labelOf = (shown: Figure | null) => (shown === null ? "登记人数" : FIGURE_LABEL[shown])

const Totals = ({ found: { totals, own, year } }: Props) =>
  totals.length === 0 ? (
    <p class="empty sheet">还没有登记学法考试和述法成绩。</p>
  ) : (
    <div class="table-frame">
      <table class="list stack" id="totals">
        <thead>
          <tr>
            <th scope="col">单位</th>
            {COLUMNS.map((one) => (
              <th scope="col" class="number">
                {labelOf(one)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map((one) => (
            <tr data-row="total">
              <th scope="row">{one.unit}</th>
              {COLUMNS.map((shown) => {
                const n = shown === null ? one.people : shown === "scored" ? average(one) : one[shown]
                return (
                  <td class="number" data-label={labelOf(shown)}>
                    {own.some(({ id }) => id === one.unitId) ? (
                      <a href={`${yearResultsPath(year.year, { unit: one.unitId, shown })}#people`}>{n}</a>
                    ) : (
                      n
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )

const People = ({ found: { people }, today }: Props) => (
  <div class="table-frame">
    <table class="list stack">
      <thead>
        <tr>
          {["姓名", "单位", "职务", "学法考试", "述法", "日期"].map((word) => (
            <th scope="col">{word}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map(({ result, unit }) => (
          <tr data-row="result">
            <th scope="row">
              <a href={resultPath(result.id)} id={`result-${result.id}`}>
                {result.name}
              </a>
            </th>
            <td class="nowrap" data-label="单位">
              {unit}
            </td>
            <td data-label="职务">{result.post}</td>
            <td data-label="学法考试">{examWords(result) || "–"}</td>
            <td data-label="述法">{statementWords(result) || "–"}</td>
            <td class="nowrap" data-label="日期">
              {result.happenedOn ? dayWords(result.happenedOn, today) : "–"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
