import { confirming, isNamedConfirmer, isSelfCheck, judging } from "#src/confirming/judging.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { extensionPath } from "#src/paths.ts"
import { speaksFor, supervises } from "#src/plans/plan/policy.ts"
import type { FoundExtension } from "#src/supervision/extensions/queries.ts"
import { isRunning } from "#src/trail/running.ts"
import { SelfCheckNote } from "#views/confirming/self_check.tsx"
import { Area, Field, Flawed, type Flaws, ofButtons } from "../parts/fields.tsx"
import { nameThen } from "../units/words.ts"
import { VERDICT_LABEL } from "../words/states.ts"
import { RefusalWord } from "../words/told.tsx"
import { dayWords, momentWords } from "../words.ts"
import { AboutExtension, DaysAsked, ExtensionState } from "./parts.tsx"

type Props = { found: FoundExtension; actor: Actor; today: string; flaws?: Flaws }

/** One request for an extension: what was asked, why, and what was decided. */
export const ExtensionPage = (props: Props) => {
  const { found, today } = props
  const { extension, plan, unit, askedBy, decidedBy } = found
  return (
    <article class="narrow">
      <div class="title">
        <div>
          <h1>延期申请</h1>
          <p>
            {nameThen(unit, extension.askedAt)} <ExtensionState extension={extension} />{" "}
            {isSelfCheck({ plan, unitId: unit.id }) && <span class="tag">自查</span>}
          </p>
        </div>
      </div>
      <section class="sheet padded">
        <ExtensionFacts found={found} today={today} />
        {extension.decidedAt !== null && extension.state !== "withdrawn" && (
          <p class={extension.state === "granted" ? "note calm" : "returned"}>
            <b>批复：</b>
            {extension.opinion}{" "}
            <small>
              {decidedBy} {momentWords(extension.decidedAt, today)}
            </small>
          </p>
        )}
        <p class="small muted">
          {askedBy} {momentWords(extension.askedAt, today)}申请
        </p>
      </section>
      {extension.state === "asked" && <Acts {...props} />}
    </article>
  )
}

/** The request as whoever decides reads it. */
export const ExtensionFacts = ({ found, today }: { found: FoundExtension; today: string }) => {
  const { extension } = found
  return (
    <dl class="facts">
      <dt>事项</dt>
      <dd>
        <AboutExtension found={found} />
      </dd>
      <dt>申请</dt>
      <dd>
        <DaysAsked extension={{ ...extension, grantedBy: null }} today={today} />
        {extension.grantedBy !== null && extension.grantedBy !== extension.wantedBy && (
          <>，批准延至 {dayWords(extension.grantedBy, today)}</>
        )}
      </dd>
      <dt>延期原因</dt>
      <dd class="preserve">{extension.reason}</dd>
      <dt>目前进展</dt>
      <dd class="preserve">{extension.progress}</dd>
    </dl>
  )
}

const Acts = (props: Props) => {
  const { found, actor } = props
  const { extension, plan, version, proposal } = found
  if (!isRunning(plan.state)) return null
  if (!speaksFor(actor, extension.unitId) && !supervises(actor, plan) && !isNamedConfirmer(actor, plan)) return null
  return (
    <section class="sheet padded block">
      {speaksFor(actor, extension.unitId) && !proposal && (
        <form method="post" action={extensionPath(extension.id, "withdrawal")} class="acts">
          <input type="hidden" name="version" value={version} />
          <button type="submit">撤回申请</button>
        </form>
      )}
      {(supervises(actor, plan) || isNamedConfirmer(actor, plan)) &&
        (proposal ? (
          <ConfirmExtension {...props} next={null} />
        ) : (
          supervises(actor, plan) && <DecideExtension {...props} next={null} />
        ))}
    </section>
  )
}

type ActProps = Props & { next: string | null }

const Next = ({ found, next }: ActProps) => (
  <>
    <input type="hidden" name="version" value={found.version} />
    {next !== null && <input type="hidden" name="next" value={next} />}
  </>
)

/** 同意 or 不同意; for the office's own requests the same buttons propose. */
export const DecideExtension = (props: ActProps) => {
  const { found, actor, flaws } = props
  const { extension, plan, unit } = found
  const how = judging(actor, { plan, unitId: unit.id, authors: [extension.askedById] })
  if (how.how === "refused")
    return (
      <p class="note">
        <RefusalWord code={how.code} />
      </p>
    )
  return (
    <>
      {how.how === "propose" && <SelfCheckNote />}
      <form method="post" action={extensionPath(extension.id, "decision")} class="boxes" id="decision">
        <Flawed flaws={flaws} text={ofButtons(flaws)} />
        <Next {...props} />
        <Field
          name="grantedBy"
          label="延至"
          type="date"
          tells
          value={extension.wantedBy}
          flaws={flaws}
          hint="同意后按此计算灯色和办结是否逾期，原定期限一直保留"
        />
        <Area name="remark" label="批复意见" rows={2} required flaws={flaws} data-key="r" />
        <p class="acts">
          <button type="submit" class="primary" name="verdict" value="grant" data-key="a">
            同意
          </button>
          <button type="submit" name="verdict" value="refuse">
            不同意，按原定期限
          </button>
        </p>
      </form>
    </>
  )
}

export const ConfirmExtension = (props: ActProps) => {
  const { found, actor, today, flaws } = props
  const { extension, plan, unit, proposal, proposedBy } = found
  if (!proposal) return null
  const judged = { plan, unitId: unit.id, authors: [extension.askedById] }
  const refusal = confirming(actor, judged, proposal.proposedById)
  return (
    <>
      <p class="note">
        <b>
          初核意见（{proposedBy}，{momentWords(proposal.proposedAt, today)}）：{VERDICT_LABEL[proposal.verdict]}
        </b>
        ：{proposal.opinion}
        {proposal.answerBy && `（延至${dayWords(proposal.answerBy, today)}）`}
      </p>
      {refusal ? (
        <p class="muted">
          <RefusalWord code={refusal} />
        </p>
      ) : (
        <form method="post" action={extensionPath(extension.id, "confirmation")} class="boxes" id="confirm">
          <Flawed flaws={flaws} text={ofButtons(flaws)} />
          <Next {...props} />
          <Area name="decision" label="复核意见" rows={2} flaws={flaws} data-key="r" />
          <p class="acts">
            <button type="submit" class="primary" name="agrees" value="yes" data-key="a">
              同意
            </button>
            <button type="submit" name="agrees" value="no">
              不同意，发还初核人
            </button>
          </p>
        </form>
      )}
    </>
  )
}
