import { appraisalTargetPath } from "#src/paths.ts"
import type { DueSelf } from "#src/year/appraisals/queries.ts"
import { dayWords } from "../words.ts"

/** Sheets that a unit has still to submit, in 我的待办. */
export const SelfDue = ({ due, today }: { due: readonly DueSelf[]; today: string }) =>
  due.length === 0 ? null : (
    <section class="block" id="self-due">
      <h2>履职评议自评（{due.length}）</h2>
      <ul class="rows sheet padded">
        {due.map(({ id, year, unit, rules: { stages }, returnWhy }) => (
          <li data-row="self">
            <a href={appraisalTargetPath(id)}>{year}年履职评议自评</a>{" "}
            <small>
              {unit}
              {stages[0] && ` · ${dayWords(stages[0].until, today)}前提交`}
            </small>
            {returnWhy && <p class="returned">{returnWhy}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
