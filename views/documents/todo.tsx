import { filingPath, filingsPath } from "#src/paths.ts"
import type { DueFiling } from "#src/year/documents/todo_queries.ts"
import { dayWords, momentWords } from "../words.ts"
import { Begin } from "./register.tsx"
import { kindOfYear, standingWords } from "./words.ts"

/** 报备文件 that a unit has to file now, in 我的待办. */
export const FilingsDue = ({ filings, today }: { filings: readonly DueFiling[]; today: string }) =>
  filings.length === 0 ? null : (
    <section class="block" id="filings-due">
      <h2>普法文件（{filings.length}）</h2>
      <ul class="rows sheet padded">
        {filings.map(({ year, unitId, unit, kind, document, standing, urged, urgedAt }) => (
          <li data-row="filing">
            <span class={`light ${standing.colour}`}>{standingWords(standing)}</span>{" "}
            <a href={document ? filingPath(document.id) : filingsPath(year)}>{kindOfYear(kind, year)}</a>{" "}
            <small>
              {unit}
              {standing.on !== null && ` · ${dayWords(standing.on, today)}前`}
            </small>
            {document === null && <Begin year={year} kind={kind} unitId={unitId} />}
            {urged !== null && urgedAt !== null && (
              <p class="returned">
                催办：{urged} <small>{momentWords(urgedAt, today)}</small>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
