import type { Actor } from "#src/office/people/actor.ts"
import { dutyPath, newNoticePath, verificationPath, verifyingPath } from "#src/paths.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import type { DueClaims, DueExplanation, FoundVerification } from "#src/year/verifying/queries.ts"
import { toldOf } from "#src/year/verifying/shown.ts"
import { awaitsAnswer } from "#src/year/verifying/workflow.ts"
import { entersFor, keepsYear } from "#src/year/years/policy.ts"
import { Area, Flawed, type Flaws } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { brief, momentWords } from "../words.ts"
import { EvidenceOf, ResultOf } from "./year.tsx"

type Props = { found: FoundVerification; actor: Actor; today: string; flaws: Flaws | null }

/** 督查核实 of one item: what its unit said, what was entered elsewhere, every result, and the unit's 说明. */
export const VerificationPage = ({ found, actor, today, flaws }: Props) => {
  const { id, year, unitId, shortName, content, indicator, claims, results, evidence, trail } = found
  const told = toldOf(found)
  return (
    <article>
      <p class="crumbs small">
        <a href={verifyingPath(year)}>{year}年督查核实</a> ·{" "}
        <a href={verifyingPath(year, "", { unit: unitId })}>{shortName}</a>
      </p>
      <div class="title">
        <div>
          <h1>{content}</h1>
          <p>
            <a href={dutyPath(id)}>清单事项</a>
            {indicator && ` · ${indicator}`}
          </p>
        </div>
      </div>
      <section class="sheet padded">
        <dl class="facts">
          <dt>已登记</dt>
          <dd>
            <EvidenceOf row={found} evidence={evidence} />
          </dd>
          <dt>自报</dt>
          <dd>
            {claims.map(({ claim, by }) => (
              <p class="preserve">
                {claim.text}
                <small>
                  {" "}
                  {by} {momentWords(claim.at, today)}
                </small>
              </p>
            ))}
            {claims.length === 0 && "–"}
          </dd>
        </dl>
      </section>
      <section class="block" id="results">
        <h2>
          核实结果 <small>新的在前</small>
        </h2>
        {results.map(({ result, by }) => (
          <section class="sheet padded">
            <ResultOf shown={result} today={today} />
            <small>
              {by} {momentWords(result.at, today)}
            </small>
            {result.why && <p class="remark preserve">改动原因：{result.why}</p>}
          </section>
        ))}
        {results.length === 0 && <p class="empty sheet">待核实。</p>}
      </section>
      {told && told.result !== "fulfilled" && keepsYear(actor, found) && <Following found={found} actor={actor} />}
      {told && awaitsAnswer(told) && entersFor(actor, unitId) && (
        <form
          method="post"
          action={verificationPath(id, "explanation")}
          class="sheet padded boxes no-print"
          id="explanation"
        >
          <Flawed flaws={flaws} />
          <input type="hidden" name="version" value={told.number} />
          <Area
            name="explanation"
            label="说明"
            rows={3}
            longest={2000}
            required
            hint="只能说明一次，报送后不能改"
            flaws={flaws}
          />
          <p class="acts">
            <button type="submit" class="primary">
              报送说明
            </button>
          </p>
        </form>
      )}
      <Trail lines={trail} today={today}>
        {({ particulars: { text, remark, why, answer } }) => <Remarks words={[text, remark, why, answer]} />}
      </Trail>
    </article>
  )
}

/** What was found wanting is put right by 限期整改 of the assignment that carries the item out; without one it is given one first. */
const Following = ({ found: { id, evidence }, actor }: Pick<Props, "found" | "actor">) => {
  const parts = evidence.parts.filter((part) => supervises(actor, part))
  return (
    <p class="acts no-print" id="following">
      {parts.map(({ assignmentId, planId, label }) => (
        <a class="button" href={newNoticePath(planId, { assignment: assignmentId, kind: "rectification" })}>
          拟办限期整改（任务{label}）
        </a>
      ))}
      {parts.length === 0 && (
        <a class="button" href={dutyPath(id)}>
          落实到分工，再拟办限期整改
        </a>
      )}
    </p>
  )
}

type Due = { due: readonly DueExplanation[]; claims: readonly DueClaims[] }

/** 不实 to which a unit may say something, and 自报 that it has not entered, in 我的待办. */
export const ExplanationsDue = ({ due, claims }: Due) =>
  due.length + claims.length === 0 ? null : (
    <section class="block" id="explanations-due">
      <h2>督查核实（{due.length + claims.length}）</h2>
      <ul class="rows sheet padded">
        {claims.map(({ year, unitId, unit, n }) => (
          <li data-row="claims">
            <a href={verifyingPath(year, "", { unit: unitId })}>
              {year}年责任清单{n}项没有自报
            </a>{" "}
            <small>{unit}</small>
          </li>
        ))}
        {due.map(({ id, content, unit, remark }) => (
          <li data-row="explanation">
            <a href={`${verificationPath(id)}#explanation`}>{brief(content, 60)}</a> <small>{unit} · 核实为不实</small>
            <p class="returned">{brief(remark, 120)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
