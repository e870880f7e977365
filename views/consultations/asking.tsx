import { LONGEST_REMARK } from "#src/office/typed/input.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { draftActPath, draftPath } from "#src/paths.ts"
import type { Found } from "#src/plans/intake/drafts/draft_queries.ts"
import type { ShownDocument } from "#src/plans/intake/drafts/shown.ts"
import { WholeDocument } from "../intake/whole.tsx"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"

type Props = {
  found: Found
  document: ShownDocument
  /** What of the document is not ready to be shown. */
  unfit: Problems | null
  units: { id: number; name: string }[]
  today: string
  flaws?: Flaws
}

/** 征求意见: which units, until when, with what words; the document as they will read it. */
export const AskingPage = ({ found: { draft }, document, unfit, units, flaws }: Props) => {
  const named = new Set(document.tasks.flatMap((task) => task.units.map(({ unitId }) => unitId)))
  const typed = flaws?.typed.units
  const chosen = flaws
    ? new Set((Array.isArray(typed) ? typed : [typed]).map(Number))
    : new Set(units.filter(({ id }) => named.has(id)).map(({ id }) => id))
  const problem = flaws?.problems.units?.join("；")
  return (
    <section id="asking">
      <div class="title">
        <div>
          <h1>征求意见</h1>
          <p>
            把草稿现在的文字作为征求意见稿发给单位阅看。不要求回复，不计应报，不催办；草稿可以继续修改，各单位看到的仍是发出时的文字。
          </p>
        </div>
      </div>
      {unfit && (
        <p class="returned" role="alert">
          还不能征求意见：{Object.values(unfit).flat().join("；")}。<a href={draftPath(draft.key)}>回到草稿</a>
        </p>
      )}
      {!unfit && (
        <form method="post" action={draftActPath(draft.key, "consultations")} class="sheet padded boxes block">
          <Flawed flaws={flaws} text="还没有发出：请按红字修改后再提交。" />
          <input type="hidden" name="revision" value={draft.revision} />
          <fieldset class="full choices" aria-describedby={problem ? "units-problem" : undefined}>
            <legend>发给哪些单位（已勾选草稿中的单位）</legend>
            <p class="acts">
              {units.map(({ id, name }) => (
                <label class="tick">
                  <input type="checkbox" name="units" value={id} checked={chosen.has(id)} /> {name}
                </label>
              ))}
            </p>
            {problem && (
              <p class="problem" id="units-problem">
                {problem}
              </p>
            )}
          </fieldset>
          <Field
            name="answerBy"
            type="date"
            label="请于哪天前提意见"
            required
            flaws={flaws}
            hint="只作参考：到期不提醒，不算逾期；结束之前都可以提、可以改"
          />
          <Area name="remark" label="说明" longest={LONGEST_REMARK} rows={2} flaws={flaws} />
          <p class="acts">
            <button type="submit" class="primary" id="open-consultation">
              发出征求意见稿
            </button>
            <a class="button" href={draftPath(draft.key)}>
              返回
            </a>
          </p>
        </form>
      )}
      <section class="block" aria-label="征求意见稿">
        <WholeDocument document={document} />
      </section>
    </section>
  )
}
