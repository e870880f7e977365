import { STANCES } from "#db/schema.ts"
import { type Actor, placesOf } from "#src/office/people/actor.ts"
import { LONGEST_REMARK } from "#src/office/typed/input.ts"
import { consultationPath, todoPath } from "#src/paths.ts"
import type { FoundConsultation } from "#src/plans/consultations/queries.ts"
import { isOpen } from "#src/plans/consultations/workflow.ts"
import { WholeDocument } from "../intake/whole.tsx"
import { Area, Flawed, type Flaws } from "../parts/fields.tsx"
import { dayWords, momentWords } from "../words.ts"
import { CONSULTATION_STATE_LABEL, OPINION_VERDICT_LABEL, STANCE_LABEL } from "./words.ts"

type Props = {
  found: FoundConsultation
  /** Units that were asked and for which the reader speaks. */
  speaks: number[]
  actor: Actor
  today: string
  flaws?: Flaws
}

/** 征求意见稿 as a unit reads it: something to read, and a form for whoever has something to say. */
export const OpinionPage = ({ found, speaks, actor, today, flaws }: Props) => {
  const { consultation, document, office, units } = found
  const places = placesOf(actor)
  const own = units.filter(({ id }) => places.includes(id))
  const answering = own.filter(({ id }) => speaks.includes(id))
  const [one] = answering
  const chosen = answering.find(({ id }) => String(id) === flaws?.typed.unit) ?? one
  return (
    <section id="opinion">
      <div class="title">
        <div>
          <h1>{consultation.title}（征求意见稿）</h1>
          <p>
            <span class="tag">{CONSULTATION_STATE_LABEL[consultation.state]}</span> 第{consultation.edition}稿，{office}
            于{momentWords(consultation.openedAt, today)}发出
          </p>
        </div>
      </div>
      <p class="note calm">
        这是征求意见稿，不是下达的方案，不需签收、填报。
        {isOpen(consultation.state)
          ? `有意见的，可在${dayWords(consultation.answerBy, today)}前提出；不提的不催办。结束之前可以修改。`
          : "征求意见已经结束，意见不能再改。"}
      </p>
      {consultation.remark && <p class="preserve">说明：{consultation.remark}</p>}
      {own.map((unit) => (
        <OwnOpinion found={found} unit={unit} today={today} />
      ))}
      {isOpen(consultation.state) && chosen ? (
        <form method="post" action={consultationPath(consultation.id, "opinion")} id="opinion-form">
          <Flawed flaws={flaws} text="还没有提交：请按红字修改后再提交。" />
          <Form found={found} unit={chosen} flaws={flaws} />
        </form>
      ) : (
        <section class="block" aria-label="征求意见稿">
          <WholeDocument document={document} own={places} />
        </section>
      )}
      <p class="acts">
        <a class="button" href={todoPath()}>
          我的待办
        </a>
      </p>
    </section>
  )
}

type OfUnit = { found: FoundConsultation; unit: { id: number; name: string } }

/** What the unit has said so far, with what the office has made of it. */
const OwnOpinion = ({ found: { opinions, verdicts, document }, unit, today }: OfUnit & { today: string }) => {
  const said = opinions.get(unit.id)
  if (!said) return null
  const { opinion, by } = said
  const texts = [
    ...(opinion.text ? [["", "总体意见", opinion.text] as const] : []),
    ...document.tasks.flatMap(({ ordinal, label }) => {
      const text = opinion.items[String(ordinal)]
      return text ? [[String(ordinal), label || `第${ordinal}项`, text] as const] : []
    }),
  ]
  return (
    <section class="sheet padded block" id={`own-${unit.id}`}>
      <p>
        <b>{unit.name}</b>：{STANCE_LABEL[opinion.stance]}{" "}
        <small>
          {by}，{momentWords(opinion.at, today)}
          {opinion.number > 1 && `，第${opinion.number}次答复`}
        </small>
      </p>
      {texts.map(([item, label, text]) => {
        const verdict = verdicts.find((one) => one.unitId === unit.id && one.item === item)
        return (
          <p class="preserve">
            {label}：{text}
            {verdict && (
              <small>
                {" "}
                （{OPINION_VERDICT_LABEL[verdict.verdict]}
                {verdict.reason && `：${verdict.reason}`}）
              </small>
            )}
          </p>
        )
      })}
    </section>
  )
}

const Form = ({ found: { document, opinions }, unit, flaws }: OfUnit & { flaws?: Flaws }) => {
  const opinion = opinions.get(unit.id)?.opinion
  const stance = String(flaws?.typed.stance ?? opinion?.stance ?? "")
  const problem = flaws?.problems.stance?.join("；")
  return (
    <>
      <input type="hidden" name="unit" value={unit.id} />
      <input
        type="hidden"
        name="number"
        value={flaws?.typed.number ? String(flaws.typed.number) : (opinion?.number ?? 0)}
      />
      <div class="sheet padded boxes block">
        <fieldset class="full choices" aria-describedby={problem ? "stance-problem" : undefined}>
          <legend>{unit.name}的意见</legend>
          <p class="acts">
            {STANCES.map((one) => (
              <label class="tick">
                <input type="radio" name="stance" value={one} checked={stance === one} required /> {STANCE_LABEL[one]}
              </label>
            ))}
          </p>
          {problem && (
            <p class="problem" id="stance-problem">
              {problem}
            </p>
          )}
        </fieldset>
        <Area name="text" label="总体意见" longest={LONGEST_REMARK} rows={3} value={opinion?.text} flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary" id="give">
            {opinion ? "修改答复" : "提交"}
          </button>
          <small>对某一项的意见，写在下面该项里，一并提交。</small>
        </p>
      </div>
      <section class="block" aria-label="征求意见稿">
        <WholeDocument
          document={document}
          own={[unit.id]}
          below={({ ordinal, units }) => {
            const name = `item-${ordinal}`
            const text = opinion?.items[String(ordinal)]
            const isOpenNow =
              Boolean(text) || Boolean(flaws?.typed[name]) || units.some(({ unitId }) => unitId === unit.id)
            return (
              <details class="no-print" open={isOpenNow}>
                <summary>对这一项提意见</summary>
                <Area
                  name={name}
                  label={`对第${ordinal}项的意见`}
                  longest={LONGEST_REMARK}
                  rows={2}
                  value={text}
                  flaws={flaws}
                />
              </details>
            )
          }}
        />
      </section>
    </>
  )
}
