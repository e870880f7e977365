import { isVacancy, takeover } from "#src/office/handovers/policy.ts"
import type { FoundHandover } from "#src/office/handovers/queries.ts"
import { handoverDecisionPath, postGrantsPath } from "#src/paths.ts"
import { Area, Choice, Flawed, type Flaws, ofButtons } from "../parts/fields.tsx"
import { dayWords, momentWords } from "../words.ts"
import { HANDOVER_CAUSE_LABEL, HANDOVER_STATE_LABEL, handoverWords, postOfWords, successorWords } from "./words.ts"

type Props = { found: FoundHandover; today: string; flaws?: Flaws }

/** One handover as the 安全管理员 reads it: who, what will end and begin, and the decision. */
export const HandoverPage = ({ found, today, flaws }: Props) => {
  const { handover, holder, proposedBy, decidedBy } = found
  return (
    <article class="narrow">
      <div class="title">
        <div>
          <h1>岗位交接：{postOfWords(found)}</h1>
          <p>
            {proposedBy} {momentWords(handover.proposedAt, today)}提出（{HANDOVER_CAUSE_LABEL[handover.cause]}）{" "}
            <span class="tag">{HANDOVER_STATE_LABEL[handover.state]}</span>
          </p>
        </div>
        <div class="acts">
          <a class="button" href={postGrantsPath}>
            全部岗位
          </a>
        </div>
      </div>
      <section class="sheet padded">
        <dl class="facts">
          <dt>现任</dt>
          <dd>
            {holder.name}
            {!holder.active && "（账号已停用）"}
          </dd>
          <dt>交接</dt>
          <dd>{handoverWords(found, today)}</dd>
          {handover.remark && (
            <>
              <dt>说明</dt>
              <dd class="preserve">{handover.remark}</dd>
            </>
          )}
        </dl>
        {handover.decidedAt !== null && (
          <p class={handover.state === "confirmed" ? "note calm" : "returned"}>
            {HANDOVER_STATE_LABEL[handover.state]}
            {handover.opinion && `：${handover.opinion}`}{" "}
            <small>
              {decidedBy} {momentWords(handover.decidedAt, today)}
            </small>
          </p>
        )}
      </section>
      {handover.state === "proposed" && <Decision found={found} today={today} flaws={flaws} />}
    </article>
  )
}

const Decision = ({ found, today, flaws }: Props) => {
  const { handover, colleagues } = found
  const isNameOnly = handover.toPersonId === null && !isVacancy(handover)
  const mayConfirm = !isNameOnly || colleagues.length > 0
  return (
    <section class="sheet padded block">
      <Flawed flaws={flaws} text={ofButtons(flaws)} />
      <form method="post" action={handoverDecisionPath(handover.id)} class="boxes" id="decision">
        <input type="hidden" name="version" value={handover.version} />
        {isNameOnly && (
          <Choice
            name="personId"
            label={`「${handover.toName}」的账号`}
            empty="请选择"
            value={colleagues.find(({ name }) => name === handover.toName)?.id}
            options={colleagues.map(({ id, name }) => [String(id), name] as const)}
            hint="只列本单位在用的账号；没有的，请系统管理员先建立"
            flaws={flaws}
          />
        )}
        {mayConfirm && <p class="note calm">{effectWords(found, today)}</p>}
        <Area name="remark" label="不同意的理由" rows={2} flaws={flaws} hint="确认的不必填写" />
        <p class="acts">
          {mayConfirm && (
            <button type="submit" name="verdict" value="confirm" class="primary">
              确认
            </button>
          )}
          <button type="submit" name="verdict" value="refuse">
            不同意
          </button>
        </p>
      </form>
    </section>
  )
}

/** 「确认后：钱联络的岗位到11月30日为止；何经办自12月1日起担任。」 */
function effectWords(found: FoundHandover, today: string): string {
  const { handover, post, holder } = found
  const { from, lastDay } = takeover(handover, post, today)
  const until = handover.untilOn === null ? "" : `至${dayWords(handover.untilOn, today)}`
  const parts = [
    lastDay === null ? `${holder.name}的岗位不变` : `${holder.name}的岗位到${dayWords(lastDay, today)}为止`,
    isVacancy(handover)
      ? "该岗位暂缺"
      : `${successorWords(found)}自${dayWords(from, today)}起${until}${handover.standIn ? "代理" : "担任"}`,
  ]
  return `确认后：${parts.join("；")}。`
}
