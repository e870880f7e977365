import { DOCUMENT_MEDIA } from "#db/schema.ts"
import { filingPath } from "#src/paths.ts"
import type { FoundDocument, VersionRow } from "#src/year/documents/queries.ts"
import { copiesLacking, receiptsOf } from "#src/year/documents/versions.ts"
import { isWithOffice } from "#src/year/documents/workflow.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { dayWords } from "../words.ts"
import type { Props } from "./document.tsx"
import { MEDIUM_LABEL } from "./words.ts"

type TableProps = Props & { shown: VersionRow }

/** 签收: which copies came when, who took them, whether they are signed and sealed. */
export const ReceiptTable = ({ found, shown, actor, today, flawed }: TableProps) => {
  if (!isWithOffice(shown.state)) return null
  const receipts = receiptsOf(found, shown)
  const lacking = copiesLacking(found, shown)
  return (
    <section class="block" id="receipts">
      <h2>
        签收{" "}
        <small>
          {lacking.length === 0 ? "已齐全" : `待签收：${lacking.map((one) => MEDIUM_LABEL[one]).join("、")}`}
        </small>
      </h2>
      {receipts.length > 0 && (
        <div class="table-frame">
          <table class="list stack">
            <thead>
              <tr>
                <th scope="col">介质</th>
                <th scope="col">签收日期</th>
                <th scope="col">签收人</th>
                <th scope="col">负责人签字</th>
                <th scope="col">公章</th>
                <th scope="col">备注</th>
              </tr>
            </thead>
            <tbody>
              {receipts.map((one) => (
                <tr data-row="receipt">
                  <th scope="row">{MEDIUM_LABEL[one.medium]}</th>
                  <td data-label="签收日期">{dayWords(one.takenOn, today)}</td>
                  <td data-label="签收人">{one.takenBy}</td>
                  <td data-label="负责人签字">{one.signer || "–"}</td>
                  <td data-label="公章">{one.sealed ? "已盖" : "–"}</td>
                  <td data-label="备注">{one.note || "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {keepsYear(actor, found.year) && (
        <TakeIn
          found={found}
          shown={shown}
          today={today}
          lacking={lacking}
          flaws={flawed?.act === "receipt" ? flawed : null}
        />
      )}
    </section>
  )
}

type TakeInProps = {
  found: FoundDocument
  shown: VersionRow
  today: string
  lacking: readonly string[]
  flaws: Flaws | null
}

const TakeIn = ({ found, shown, today, lacking, flaws }: TakeInProps) => (
  <details class="no-print" open={lacking.length > 0 || flaws !== null}>
    <summary>{lacking.length > 0 ? "登记签收" : "更正签收登记"}</summary>
    <form method="post" action={filingPath(found.document.id, "receipt")} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={shown.version} />
      <input type="hidden" name="number" value={shown.number} />
      <div class="fields">
        <Choice
          name="medium"
          label="介质"
          value={lacking[0] ?? "paper"}
          options={DOCUMENT_MEDIA.map((one) => [one, MEDIUM_LABEL[one]] as const)}
          flaws={flaws}
        />
        <Field name="takenOn" type="date" label="签收日期" required value={today} flaws={flaws} />
        <Field name="signer" label="签字的主要负责人" hint="纸质件未签字的留空" flaws={flaws} />
        <Field name="note" label="备注" flaws={flaws} />
      </div>
      <label class="tick">
        <input type="checkbox" name="sealed" value="1" checked={flaws ? Boolean(flaws.typed.sealed) : false} />{" "}
        已加盖公章
      </label>
      <p class="acts">
        <button type="submit" id="take-in">
          签收
        </button>
      </p>
    </form>
  </details>
)
