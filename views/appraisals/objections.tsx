import { addDays } from "#src/clock.ts"
import { appraisalTargetPath } from "#src/paths.ts"
import type { WaitingObjection } from "#src/year/appraisals/queries.ts"
import { REVIEW_DAYS } from "#src/year/appraisals/workflow.ts"
import { dayWords } from "../words.ts"

/** 异议 that wait for the office, the oldest first. */
export const ObjectionsPage = ({ rows, today }: { rows: readonly WaitingObjection[]; today: string }) => (
  <>
    <div class="title">
      <h1>评议结果异议</h1>
    </div>
    {rows.length === 0 ? (
      <p class="empty sheet">没有待复核的异议。</p>
    ) : (
      <ul class="rows sheet padded">
        {rows.map(({ id, year, unit, on, text }) => (
          <li data-row="objection">
            <a href={`${appraisalTargetPath(id)}#rulings`}>
              {unit}对{year}年履职评议结果的异议
            </a>{" "}
            <small>
              {dayWords(on, today)}提出，{dayWords(addDays(on, REVIEW_DAYS), today)}前复核
            </small>
            <p class="preserve">{text}</p>
          </li>
        ))}
      </ul>
    )}
  </>
)
