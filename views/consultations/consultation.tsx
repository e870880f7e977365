import { OPINION_VERDICTS } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { consultationPath, draftPath, planPath } from "#src/paths.ts"
import type { FoundConsultation } from "#src/plans/consultations/queries.ts"
import { isOpen } from "#src/plans/consultations/workflow.ts"
import { WholeDocument } from "../intake/whole.tsx"
import { Flawed, type Flaws } from "../parts/fields.tsx"
import { dayWords, momentWords } from "../words.ts"
import { CONSULTATION_STATE_LABEL, OPINION_VERDICT_LABEL, STANCE_LABEL } from "./words.ts"

type Props = { found: FoundConsultation; today: string; flaws?: Flaws }

/** The office reads what all units have said, beside the tasks, and may say what it makes of it. */
export const ConsultationPage = ({ found, today, flaws }: Props) => {
  const { consultation, document, units, opinions, openedBy } = found
  const { id, state, version } = consultation
  const answered = units.filter((unit) => opinions.has(unit.id))
  const silent = units.filter((unit) => !opinions.has(unit.id))
  return (
    <section id="consultation">
      <div class="title">
        <div>
          <h1>{consultation.title}（征求意见稿）</h1>
          <p>
            <span class="tag">{CONSULTATION_STATE_LABEL[state]}</span> 第{consultation.edition}稿，{openedBy}于
            {momentWords(consultation.openedAt, today)}发出，请于{dayWords(consultation.answerBy, today)}前提意见
          </p>
        </div>
        <div class="acts">
          {consultation.planId === null ? (
            <a class="button" href={draftPath(consultation.draftKey)}>
              草稿
            </a>
          ) : (
            <a class="button" href={planPath(consultation.planId)}>
              方案
            </a>
          )}
          {isOpen(state) && (
            <form
              method="post"
              action={consultationPath(id, "recall")}
              data-confirm="撤回后各单位看不到这份征求意见稿。"
            >
              <input type="hidden" name="version" value={version} />
              <button type="submit" class="quiet" id="recall">
                撤回
              </button>
            </form>
          )}
          {isOpen(state) && (
            <form method="post" action={consultationPath(id, "closing")}>
              <input type="hidden" name="version" value={version} />
              <button type="submit" id="closing">
                结束征求意见
              </button>
            </form>
          )}
        </div>
      </div>
      <Flawed
        flaws={flaws}
        text={Object.values(flaws?.problems ?? {})
          .flat()
          .join("；")}
      />
      {consultation.remark && <p class="preserve">说明：{consultation.remark}</p>}
      <dl class="facts sheet padded block" id="answers">
        <dt>已答复</dt>
        <dd>
          {answered.length === 0
            ? "还没有"
            : answered.map(({ id: unitId, name }, i) => {
                const said = opinions.get(unitId)
                return (
                  <>
                    {i > 0 && "、"}
                    {name}
                    {said &&
                      `（${STANCE_LABEL[said.opinion.stance]}，${said.by}，${dayWords(dateOf(said.opinion.at), today)}）`}
                  </>
                )
              })}
        </dd>
        <dt>未答复</dt>
        <dd>{silent.length === 0 ? "没有" : `${silent.map(({ name }) => name).join("、")}（不催办）`}</dd>
      </dl>
      {answered.some(({ id: unitId }) => opinions.get(unitId)?.opinion.text) && (
        <section class="block">
          <h2>总体意见</h2>
          <SaidOn found={found} item="" today={today} />
        </section>
      )}
      <section class="block" aria-label="征求意见稿">
        <WholeDocument
          document={document}
          below={({ ordinal }) => <SaidOn found={found} item={String(ordinal)} today={today} />}
        />
      </section>
    </section>
  )
}

/** What units have said of one task, or of the whole; each with what the office makes of it. */
const SaidOn = ({ found, item, today }: { found: FoundConsultation; item: string; today: string }) => {
  const { consultation, units, opinions, verdicts } = found
  const said = units.flatMap((unit) => {
    const opinion = opinions.get(unit.id)?.opinion
    const text = opinion && (item === "" ? opinion.text : opinion.items[item])
    return opinion && text ? [{ unit, opinion, text }] : []
  })
  if (said.length === 0) return null
  return (
    <ul class="opinions">
      {said.map(({ unit, opinion, text }) => {
        const verdict = verdicts.find((one) => one.unitId === unit.id && one.item === item)
        return (
          <li id={`said-${unit.id}-${item || "whole"}`}>
            <p class="preserve">
              <b>{unit.name}</b>：{text}
            </p>
            {verdict && (
              <p class="small">
                <b>{OPINION_VERDICT_LABEL[verdict.verdict]}</b>
                {verdict.reason && `：${verdict.reason}`}
                {verdict.number !== opinion.number && (
                  <span class="lacking">（该单位{momentWords(opinion.at, today)}修改了答复，请再看一遍）</span>
                )}
              </p>
            )}
            <form method="post" action={consultationPath(consultation.id, "verdict")} class="one-line no-print">
              <input type="hidden" name="version" value={consultation.version} />
              <input type="hidden" name="unit" value={unit.id} />
              <input type="hidden" name="item" value={item} />
              <input type="hidden" name="number" value={opinion.number} />
              <input
                name="reason"
                value={verdict?.reason ?? ""}
                aria-label={`理由：${unit.name}`}
                placeholder="理由（选填）"
                maxlength={300}
              />
              {OPINION_VERDICTS.map((one) => (
                <button
                  type="submit"
                  name="verdict"
                  value={one}
                  aria-pressed={verdict?.verdict === one ? "true" : undefined}
                  aria-label={`${OPINION_VERDICT_LABEL[one]}：${unit.name}的意见`}
                >
                  {OPINION_VERDICT_LABEL[one]}
                </button>
              ))}
            </form>
          </li>
        )
      })}
    </ul>
  )
}
