import { SATISFACTIONS } from "#db/schema.ts"
import { type Actor, isObserver } from "#src/office/people/actor.ts"
import { observingPath, suggestionPath, yearSuggestionsPath } from "#src/paths.ts"
import { answers, handsOut, rates } from "#src/year/suggestions/policy.ts"
import type { FoundSuggestion } from "#src/year/suggestions/queries.ts"
import { canMove } from "#src/year/suggestions/workflow.ts"
import { ActForm, Why } from "../parts/act_form.tsx"
import { Area, Choice, Field, Flawed, type Flaws, flawsOf } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { dayWords } from "../words.ts"
import { SuggestionFields, SuggestionStanding } from "./list.tsx"
import { SATISFACTION_LABEL, SUGGESTION_KIND_LABEL } from "./words.ts"

/** The act whose form came back. */
export type FlawedSuggestion = Flaws & { act: string }

type Props = { found: FoundSuggestion; actor: Actor; today: string; flawed: FlawedSuggestion | null }

/** One of them: what came, what was answered, and what was said of that. */
export const SuggestionPage = (props: Props) => {
  const { found, actor, today } = props
  const { suggestion, unit, year } = found
  const keeps = handsOut(actor, year)
  const isOutside = isObserver(actor)
  return (
    <article>
      <p class="crumbs small">
        {isOutside ? (
          <a href={observingPath()}>外部监督</a>
        ) : (
          <a href={yearSuggestionsPath(suggestion.year)}>{suggestion.year}年意见建议</a>
        )}
      </p>
      <div class="title">
        <div>
          <h1>{suggestion.source}的意见建议</h1>
          <p>
            {SUGGESTION_KIND_LABEL[suggestion.kind]} {suggestion.number}{" "}
            <SuggestionStanding suggestion={suggestion} today={today} />
          </p>
        </div>
      </div>
      {suggestion.discardWhy && <p class="note">已作废：{suggestion.discardWhy}</p>}
      <section class="sheet padded">
        <p class="preserve">{suggestion.text}</p>
        <dl class="facts">
          <dt>收到日期</dt>
          <dd>{dayWords(suggestion.receivedOn, today)}</dd>
          <dt>承办单位</dt>
          <dd>{unit}</dd>
          <dt>答复期限</dt>
          <dd>{suggestion.dueBy === null ? "未定" : dayWords(suggestion.dueBy, today)}</dd>
        </dl>
      </section>
      <Answers {...props} />
      {answers(actor, year, suggestion) && canMove(suggestion.state, "answer") && <Answer {...props} />}
      {rates(actor, year, suggestion, found.isInvited) && canMove(suggestion.state, "rate") && <Rate {...props} />}
      {keeps && suggestion.state === "open" && <Revise {...props} />}
      {keeps && canMove(suggestion.state, "discard") && <Discard {...props} />}
      {!isOutside && (
        <Trail lines={found.trail} today={today}>
          {({ particulars }) => <Remarks words={[particulars.remark]} />}
        </Trail>
      )}
    </article>
  )
}

const Answers = ({ found: { answers: all }, actor, today }: Props) =>
  all.length === 0 ? null : (
    <section class="block" id="answers">
      <h2>答复</h2>
      {all.map(({ answer, by }) => (
        <div class="sheet padded" data-row="answer">
          <p class="small muted">
            第{answer.number}次答复，{dayWords(answer.answeredOn, today)}
            {!isObserver(actor) && `，${by}登记`}{" "}
            {answer.satisfaction && <span class="tag">{SATISFACTION_LABEL[answer.satisfaction]}</span>}
          </p>
          <p class="preserve">{answer.text}</p>
        </div>
      ))}
    </section>
  )

const Version = ({ found }: Pick<Props, "found">) => (
  <input type="hidden" name="version" value={found.suggestion.version} />
)

const Answer = ({ found, today, flawed }: Props) => {
  const flaws = flawsOf(flawed, "answer")
  return (
    <section class="block no-print" id="answer">
      <h2>登记答复</h2>
      <form method="post" action={suggestionPath(found.suggestion.id, "answer")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <div class="fields">
          <Field name="answeredOn" label="答复日期" type="date" required value={today} flaws={flaws} />
        </div>
        <Area id="answer-text" name="text" label="答复内容" rows={5} longest={5000} required flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary">
            登记答复
          </button>
        </p>
      </form>
    </section>
  )
}

const Rate = ({ found, actor, flawed }: Props) => {
  const flaws = flawsOf(flawed, "rating")
  return (
    <section class="block no-print" id="rating">
      <h2>对答复的评价</h2>
      <form method="post" action={suggestionPath(found.suggestion.id, "rating")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <div class="fields">
          <Choice
            name="satisfaction"
            label="评价"
            required
            empty="请选择"
            options={SATISFACTIONS.map((one) => [one, SATISFACTION_LABEL[one]] as const)}
            flaws={flaws}
          />
          {handsOut(actor, found.year) && (
            <Field
              id="again-by"
              name="dueBy"
              label="重新答复的期限"
              type="date"
              hint="不满意的填写；留空则原期限不变"
              flaws={flaws}
            />
          )}
        </div>
        <p class="acts">
          <button type="submit" class="primary">
            {isObserver(actor) ? "评价" : "登记评价"}
          </button>
        </p>
      </form>
    </section>
  )
}

const Revise = ({ found, today, flawed }: Props) => {
  const { suggestion, units } = found
  const flaws = flawsOf(flawed, "revision")
  return (
    <ActForm
      id="revision"
      title="修改、改派承办单位"
      button="保存"
      action={suggestionPath(suggestion.id, "revision")}
      version={suggestion.version}
      flaws={flaws}
    >
      <SuggestionFields units={units} one={suggestion} today={today} flaws={flaws} />
    </ActForm>
  )
}

const Discard = ({ found: { suggestion }, flawed }: Props) => {
  const flaws = flawsOf(flawed, "discarding")
  return (
    <ActForm
      id="discarding"
      title="登记错了"
      button="作废"
      kind="danger"
      action={suggestionPath(suggestion.id, "discarding")}
      version={suggestion.version}
      flaws={flaws}
    >
      <Why id="discard-why" label="作废原因" flaws={flaws} />
    </ActForm>
  )
}
