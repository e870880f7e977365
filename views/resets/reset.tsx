import { confirmingPost } from "#src/office/resets/policy.ts"
import type { ResetRow } from "#src/office/resets/queries.ts"
import { hasLapsed } from "#src/office/resets/workflow.ts"
import { resetActPath } from "#src/paths.ts"
import { Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { POST_LABEL } from "../words/roles.ts"
import { momentWords } from "../words.ts"
import { RESET_STATE_LABEL } from "./words.ts"

type Props = {
  found: ResetRow
  may: { confirm: boolean; withdraw: boolean }
  home: string
  now: number
  today: string
  flaws?: Flaws | null
}

/** One reset: who asked, whose it is, and what the reader may do about it. */
export const ResetPage = ({ found, may, home, now, today, flaws }: Props) => {
  const { reset, person, kinds, askedBy, decidedBy } = found
  const lapsed = hasLapsed(reset, now)
  return (
    <section class="narrow sheet padded">
      <h1>重置{person.name}的口令</h1>
      <p>
        用户名 <code>{person.login}</code> · {kinds.map((kind) => POST_LABEL[kind]).join("、") || "没有岗位"}
      </p>
      <p>
        {askedBy ? `${askedBy}申请` : "在服务器上发出重置码"}（{momentWords(reset.askedAt, today)}）。
        <b>{RESET_STATE_LABEL[lapsed ? "expired" : reset.state]}</b>
        {decidedBy && reset.decidedAt !== null && `：${decidedBy}，${momentWords(reset.decidedAt, today)}`}
        {reset.opinion && `，理由：${reset.opinion}`}。
      </p>
      {reset.state === "asked" && may.confirm && (
        <>
          <p class="note">
            请先向{person.name}
            本人核实是其要求重置。确认后本页显示一次性重置码，由您当面或电话告知本人，不要告知申请人。
          </p>
          <div class="acts">
            <form method="post" action={resetActPath(reset.id, "confirmation")} id="confirm-reset">
              <input type="hidden" name="version" value={reset.version} />
              <button type="submit" class="primary">
                已核实，确认并显示重置码
              </button>
            </form>
          </div>
          <form method="post" action={resetActPath(reset.id, "refusal")} id="refuse-reset">
            <Flawed flaws={flaws} />
            <input type="hidden" name="version" value={reset.version} />
            <div class="fields">
              <Field label="不同意的理由" name="opinion" required flaws={flaws} />
            </div>
            <p class="acts">
              <button type="submit">不同意</button>
            </p>
          </form>
        </>
      )}
      {reset.state === "asked" && !may.confirm && (
        <p class="hint">由{POST_LABEL[confirmingPost(kinds)]}确认；申请人和本人都不能确认。</p>
      )}
      <div class="acts">
        {may.withdraw && (reset.state === "asked" || reset.state === "confirmed") && (
          <form method="post" action={resetActPath(reset.id, "withdrawal")} id="withdraw-reset">
            <input type="hidden" name="version" value={reset.version} />
            <button type="submit">撤回</button>
          </form>
        )}
        <a class="button" href={home}>
          返回
        </a>
      </div>
    </section>
  )
}

/** The only time a code is seen, and only by whoever confirmed. */
export const ResetCodePage = ({ found: { person }, code, home }: { found: ResetRow; code: string; home: string }) => (
  <section class="narrow sheet padded">
    <h1>已确认</h1>
    <p>
      {person.name}（用户名 <code>{person.login}</code>）的重置码：
    </p>
    <p class="secret" id="secret">
      {code}
    </p>
    <p class="note">
      只显示这一次，24小时内有效，用一次即失效。请当面或电话告知{person.name}
      本人，不要告知申请人；本人在登录页点「凭重置码设置新口令」。
    </p>
    <p class="acts">
      <a class="button primary" href={home}>
        已记下，继续
      </a>
    </p>
  </section>
)
