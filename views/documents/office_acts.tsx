import type { DocumentState } from "#db/schema.ts"
import { filingPath, publicationPath } from "#src/paths.ts"
import { isOwn } from "#src/year/documents/policy.ts"
import type { FoundDocument, VersionRow } from "#src/year/documents/queries.ts"
import { copiesLacking } from "#src/year/documents/versions.ts"
import { canMove } from "#src/year/documents/workflow.ts"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { RefusalWord } from "../words/told.tsx"
import type { Props } from "./document.tsx"
import { DOCUMENT_MOVE_LABEL } from "./words.ts"

/** A list in these states can go out to the public. */
const OPEN_TO_ALL: readonly DocumentState[] = ["recorded", "released"]

type ActsProps = Props & { shown: VersionRow }

/** What the office may do: record or return what was filed; say where it was released, and that it was withdrawn. */
export const OfficeActs = (props: ActsProps) => {
  const { found, shown, flawed, today, actor } = props
  const of = (act: string): Flaws | null => (flawed?.act === act ? flawed : null)
  const { document } = found
  const isNewest = shown.number === found.version.number
  return (
    <div class="no-print">
      {isNewest && canMove(shown.state, "record") && (
        <section class="sheet padded" id="judging">
          <h2>审核</h2>
          {isOwn(actor, shown) ? (
            <p class="note">
              <RefusalWord code="own_document" />
            </p>
          ) : copiesLacking(found, shown).length > 0 ? (
            <p class="hint">签收齐全后备案；内容需要修改的可以先退回。</p>
          ) : (
            <Record found={found} shown={shown} today={today} flaws={of("record")} />
          )}
          <Return found={found} shown={shown} flaws={of("return")} />
        </section>
      )}
      {document.kind === "duty_list" && OPEN_TO_ALL.includes(shown.state) && (
        <p>
          <a href={publicationPath({ year: document.year }, `lists/${document.unitId}`)} id="to-public">
            拟公布到公开页面
          </a>
          <small class="muted"> 由另一人核对后公布，公布后自动登记</small>
        </p>
      )}
      {canMove(shown.state, "release") && <Release found={found} shown={shown} today={today} flaws={of("release")} />}
      {canMove(shown.state, "withdraw") && <Withdraw found={found} shown={shown} flaws={of("withdrawal")} />}
    </div>
  )
}

type ActProps = { found: FoundDocument; shown: VersionRow; flaws: Flaws | null }

const Shown = ({ shown }: { shown: VersionRow }) => (
  <>
    <input type="hidden" name="version" value={shown.version} />
    <input type="hidden" name="number" value={shown.number} />
  </>
)

const Record = ({ found: { document }, shown, today, flaws }: ActProps & { today: string }) => (
  <form method="post" action={filingPath(document.id, "record")} class="boxes">
    <Flawed flaws={flaws} />
    <Shown shown={shown} />
    <Field name="recordedOn" type="date" label="备案日期" required value={today} flaws={flaws} />
    <p class="acts">
      <button type="submit" class="primary" id="record-document">
        {DOCUMENT_MOVE_LABEL.record}
      </button>
      <small>备案后编备案号，内容不再变动。</small>
    </p>
  </form>
)

const Return = ({ found: { document }, shown, flaws }: ActProps) => (
  <form method="post" action={filingPath(document.id, "return")} class="boxes">
    <Flawed flaws={flaws} />
    <Shown shown={shown} />
    <Area name="remark" label="退回理由" rows={2} required flaws={flaws} />
    <Field name="againBy" type="date" label="重新报送的日期" flaws={flaws} />
    <p class="acts">
      <button type="submit" id="return-document">
        {DOCUMENT_MOVE_LABEL.return}
      </button>
    </p>
  </form>
)

const Release = ({ found: { document }, shown, today, flaws }: ActProps & { today: string }) => (
  <details class="revoke" open={flaws !== null}>
    <summary>登记公布</summary>
    <form method="post" action={filingPath(document.id, "release")} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      <Shown shown={shown} />
      <Field
        name="address"
        label="公布的网址或位置"
        required
        full
        placeholder="https://"
        hint="门户网站的网址，或公示栏、报刊的名称"
        flaws={flaws}
      />
      <Field name="releasedOn" type="date" label="公布日期" required value={today} flaws={flaws} />
      <p class="acts">
        <button type="submit" id="release-document">
          {DOCUMENT_MOVE_LABEL.release}
        </button>
      </p>
    </form>
  </details>
)

const Withdraw = ({ found: { document }, shown, flaws }: ActProps) => (
  <details class="revoke" open={flaws !== null}>
    <summary>登记撤下</summary>
    <form method="post" action={filingPath(document.id, "withdrawal")} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      <Shown shown={shown} />
      <Area name="remark" label="撤下理由" rows={2} required flaws={flaws} />
      <p class="acts">
        <button type="submit" class="danger" id="withdraw-document">
          {DOCUMENT_MOVE_LABEL.withdraw}
        </button>
      </p>
    </form>
  </details>
)
