import type { Child } from "hono/jsx"
import type { Actor } from "#src/office/people/actor.ts"
import { draftRulePath, yearRulesPath } from "#src/paths.ts"
import { isShort } from "#src/year/rules/days.ts"
import type { FoundRule } from "#src/year/rules/queries.ts"
import { canMove, DRAFT_RULE_MOVES, type DraftRuleMove, nextOf } from "#src/year/rules/workflow.ts"
import { entersFor } from "#src/year/years/policy.ts"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { dayWords } from "../words.ts"
import { DRAFT_RULE_KIND_LABEL, DRAFT_RULE_MOVE_LABEL, DRAFT_RULE_STATE_LABEL, nextWords, shortWords } from "./words.ts"

/** The act whose form came back, with what was typed into it. */
export type FlawedRule = Flaws & { act: DraftRuleMove }

type Props = { found: FoundRule; actor: Actor; today: string; flawed?: FlawedRule | null }

/** One draft rule: what was told of it, and what may be told next. */
export const RulePage = (props: Props) => {
  const { found, actor, today } = props
  const { rule, unit } = found
  return (
    <>
      <p class="crumbs small">
        <a href={yearRulesPath(rule.year)}>{rule.year}年法规规章草案</a>
      </p>
      <div class="title">
        <div>
          <h1>{rule.title}</h1>
          <p>
            <span class="tag">{DRAFT_RULE_STATE_LABEL[rule.state]}</span>{" "}
            <span class="muted">
              {unit}，{DRAFT_RULE_KIND_LABEL[rule.kind]}。下一步：{nextWords(rule, today)}
            </span>
          </p>
        </div>
      </div>
      {rule.consultFrom && rule.consultUntil && isShort(rule) && (
        <p class="note">{shortWords(rule.consultFrom, rule.consultUntil)}。</p>
      )}
      <Facts found={found} today={today} />
      {entersFor(actor, rule.unitId) && <Acts {...props} />}
      <Trail lines={found.trail} today={today}>
        {({ particulars }) => <Remarks words={[particulars.remark]} />}
      </Trail>
    </>
  )
}

/** A web address is a link; a place where it is displayed is none. */
const Where = ({ text }: { text: string }) =>
  /^https?:\/\//i.test(text) ? (
    <a href={text} rel="noopener noreferrer nofollow" target="_blank">
      {text}
    </a>
  ) : (
    <span>{text}</span>
  )

const Facts = ({ found: { rule }, today }: Pick<Props, "found" | "today">) => {
  const facts: [string, Child][] = [
    ...(rule.consultFrom && rule.consultUntil
      ? [
          [
            "公开征求意见",
            <>
              {dayWords(rule.consultFrom, today)}至{dayWords(rule.consultUntil, today)}{" "}
              <Where text={rule.consultAddress} />
            </>,
          ] as [string, Child],
        ]
      : []),
    ...(rule.exemptWhy ? [["依法保密", rule.exemptWhy] as [string, Child]] : []),
    ...(rule.toldOn
      ? [
          [
            "情况通报",
            <>
              {dayWords(rule.toldOn, today)}，收到意见{rule.opinions}条，采纳{rule.taken}条{" "}
              <Where text={rule.toldAddress} />
            </>,
          ] as [string, Child],
        ]
      : []),
    ...(rule.enactedOn ? [["出台", `${dayWords(rule.enactedOn, today)}，${rule.docNumber}`] as [string, Child]] : []),
    ...(rule.explainedOn
      ? [
          [
            "解读公布",
            <>
              {dayWords(rule.explainedOn, today)} <Where text={rule.explainedAddress} />
            </>,
          ] as [string, Child],
        ]
      : []),
    ...(rule.stoppedWhy ? [["终止", rule.stoppedWhy] as [string, Child]] : []),
  ]
  return facts.length === 0 ? null : (
    <dl class="facts sheet padded" id="facts">
      {facts.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const ACT: Record<DraftRuleMove, string> = {
  consult: "consultation",
  tell: "telling",
  exempt: "exemption",
  enact: "enactment",
  explain: "explanation",
  stop: "stopping",
}

const Acts = (props: Props) => {
  const { found, flawed } = props
  const next = nextOf(found.rule)
  return (
    <section class="block no-print" id="acts">
      {DRAFT_RULE_MOVES.filter((move) => canMove(found.rule.state, move)).map((move) => (
        <details id={`act-${move}`} open={flawed ? flawed.act === move : move === next}>
          <summary>
            {move === "consult" && found.rule.consultFrom ? "再次或延长征求意见" : DRAFT_RULE_MOVE_LABEL[move]}
          </summary>
          <form method="post" action={draftRulePath(found.rule.id, ACT[move])} class="sheet padded boxes">
            <Flawed flaws={flawed?.act === move ? flawed : null} />
            <input type="hidden" name="version" value={found.rule.version} />
            <Boxes {...props} move={move} flaws={flawed?.act === move ? flawed : null} />
            <p class="acts">
              <button type="submit" class={move === "stop" ? "danger" : move === next ? "primary" : undefined}>
                {DRAFT_RULE_MOVE_LABEL[move]}
              </button>
            </p>
          </form>
        </details>
      ))}
    </section>
  )
}

type BoxesProps = Props & { move: DraftRuleMove; flaws: Flaws | null }

/** What each move takes. */
const Boxes = ({ found: { rule }, today, move, flaws }: BoxesProps) => {
  const day = { type: "date", required: true, flaws }
  switch (move) {
    case "consult":
      return (
        <div class="fields">
          <Field {...day} name="consultFrom" label="开始日期" value={rule.consultFrom ?? today} />
          <Field {...day} name="consultUntil" label="结束日期" value={rule.consultUntil} hint="通常不少于30天" />
          <Field
            name="consultAddress"
            label="网址"
            full
            placeholder="https://"
            value={rule.consultAddress}
            flaws={flaws}
          />
        </div>
      )
    case "tell":
      return (
        <div class="fields">
          <Field {...day} name="toldOn" label="通报日期" value={today} />
          <Field name="opinions" label="收到意见（条）" required inputmode="numeric" flaws={flaws} />
          <Field name="taken" label="采纳意见（条）" required inputmode="numeric" flaws={flaws} />
          <Field name="toldAddress" label="网址" required full placeholder="https://" flaws={flaws} />
        </div>
      )
    case "enact":
      return (
        <div class="fields">
          <Field {...day} name="enactedOn" label="出台日期" value={today} />
          <Field name="docNumber" label="文号" required flaws={flaws} />
        </div>
      )
    case "explain":
      return (
        <div class="fields">
          <Field {...day} name="explainedOn" label="解读公布日期" value={today} />
          <Field name="explainedAddress" label="网址或陈列地点" required full flaws={flaws} />
        </div>
      )
    case "exempt":
    case "stop":
      return (
        <Area
          name="remark"
          id={`remark-${move}`}
          label={move === "stop" ? "终止原因" : "依法保密的理由"}
          rows={3}
          required
          flaws={flaws}
        />
      )
  }
}
