import { reportPath } from "#src/paths.ts"
import type { FoundReport } from "#src/reports/report/queries.ts"
import { Hidden } from "../errors.tsx"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"

type Act = "acceptance" | "return" | "confirmation"

const HEADING: Record<Act, string> = { acceptance: "采纳", return: "退回", confirmation: "复核" }

/** An answer to a report whose form was not complete, with what was typed. */
export const JudgeAgain = ({ found, act, flaws }: { found: FoundReport; act: Act; flaws: Flaws }) => {
  const { opinion: _, decision: __, resubmitBy: ___, agrees: ____, ...hidden } = flaws.typed
  const other = flaws.problems.agrees ?? flaws.problems.version
  return (
    <section class="narrow sheet padded">
      <h1>
        {HEADING[act]} {found.task.label}
      </h1>
      <Flawed flaws={flaws} text={other?.join("；")} />
      <form method="post" action={reportPath(found.assignment.id, found.round.number, act)} class="boxes">
        <Hidden typed={hidden} />
        {act === "confirmation" ? (
          <Area name="decision" label="复核意见" rows={4} flaws={flaws} />
        ) : (
          <Area
            name="opinion"
            label={act === "return" ? "退回意见" : "采纳意见"}
            rows={4}
            required={act === "return"}
            flaws={flaws}
          />
        )}
        {act === "return" && <Field name="resubmitBy" type="date" label="重报日期" required tells flaws={flaws} />}
        <p class="acts">
          {act === "confirmation" ? (
            <>
              <button type="submit" class="primary" name="agrees" value="yes">
                同意
              </button>
              <button type="submit" name="agrees" value="no">
                不同意，发还初核人
              </button>
            </>
          ) : (
            <button type="submit" class="primary">
              {HEADING[act]}
            </button>
          )}
        </p>
      </form>
    </section>
  )
}
