import { reportPath } from "#src/paths.ts"
import type { FoundReport } from "#src/reports/queries.ts"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"

/** A return without an opinion or a date, to be completed. */
export const ReturnAgain = ({ found, flaws }: { found: FoundReport; flaws: Flaws }) => (
  <section class="narrow sheet padded">
    <h1>退回 {found.task.label}</h1>
    <Flawed flaws={flaws} />
    <form method="post" action={reportPath(found.assignment.id, found.round.number, "return")} class="boxes">
      <input type="hidden" name="version" value={String(flaws.typed.version ?? "")} />
      <input type="hidden" name="next" value={String(flaws.typed.next ?? "")} />
      <Area name="opinion" label="退回意见" rows={4} required flaws={flaws} />
      <Field name="resubmitBy" type="date" label="重报日期" required flaws={flaws} />
      <p class="acts">
        <button type="submit" class="primary">
          退回
        </button>
      </p>
    </form>
  </section>
)
