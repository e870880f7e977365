import type { Actor } from "#src/office/people/actor.ts"
import { conclusionPath, inspectionPath, inspectionsPath, planPath } from "#src/paths.ts"
import { partakersOf } from "#src/supervision/inspections/partakers.ts"
import { lacksSecond, mayDecide, mayFind, mayObject, mayPlan } from "#src/supervision/inspections/policy.ts"
import type { FoundInspection } from "#src/supervision/inspections/queries.ts"
import { canMove, canMoveConclusion, isInTime } from "#src/supervision/inspections/workflow.ts"
import { isRunning } from "#src/trail/running.ts"
import { Area, Choice, Flawed, type Flaws } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { nameThen } from "../units/words.ts"
import { RefusalWord } from "../words/told.tsx"
import { dayWords, momentWords } from "../words.ts"
import { Findings } from "./findings.tsx"
import { InspectionFields } from "./planning.tsx"
import { Choose, Draws } from "./scope.tsx"
import {
  CONCLUSION_STATE_LABEL,
  INSPECTION_METHOD_LABEL,
  INSPECTION_STATE_LABEL,
  INSPECTION_TYPE_LABEL,
} from "./words.ts"

export type InspectionProps = {
  found: FoundInspection
  actor: Actor
  today: string
  flawed: (Flaws & { act: string }) | null
}

export const flawsOf = (flawed: InspectionProps["flawed"], act: string) => (flawed?.act === act ? flawed : null)

/** One 督查: its plan, what was drawn and found, and what each unit was told. A unit sees its own part. */
export const InspectionPage = (props: InspectionProps) => {
  const { found, actor } = props
  const { inspection, plan } = found
  const plans = isRunning(plan.state) && mayPlan(actor, plan)
  // A unit without a part in the plan reads its own part of the inspection, and not the plan.
  const seesPlan = found.seesAll || found.items.some(({ item }) => item.unitId === null)
  return (
    <article class="inspection-page">
      <p class="crumbs small">
        <a href={inspectionsPath({ plan: plan.id })}>督查</a> ·{" "}
        {seesPlan ? <a href={planPath(plan.id)}>{plan.title}</a> : plan.title}
      </p>
      <div class="title">
        <div>
          <h1>{inspection.title}</h1>
          <p>
            {INSPECTION_TYPE_LABEL[inspection.type]} <span class="tag">{INSPECTION_STATE_LABEL[inspection.state]}</span>
          </p>
        </div>
      </div>
      <Facts {...props} />
      {plans && inspection.state === "draft" && <Revise {...props} />}
      {found.seesAll && <Draws {...props} />}
      {plans && inspection.state === "draft" && <Choose {...props} />}
      <Findings {...props} />
      {plans && canMove(inspection.state, "open") && <Open {...props} />}
      {canMove(inspection.state, "conclude") && <Conclude {...props} />}
      {found.conclusions.length > 0 && <Conclusions {...props} />}
      {plans && canMove(inspection.state, "close") && <Close {...props} />}
      {plans && canMove(inspection.state, "cancel") && <Cancel {...props} />}
      {found.seesAll && <InspectionTrail {...props} />}
    </article>
  )
}

const Facts = ({ found, today }: InspectionProps) => {
  const { inspection, members, leader, concludedBy, seesAll } = found
  const others = members.filter(({ id }) => id !== inspection.leaderId).map(({ name }) => name)
  return (
    <section class="sheet padded">
      <dl class="facts">
        <dt>方式</dt>
        <dd>{inspection.methods.map((method) => INSPECTION_METHOD_LABEL[method]).join("、")}</dd>
        <dt>日期</dt>
        <dd>
          {dayWords(inspection.fromOn, today)}至{dayWords(inspection.untilOn, today)}
        </dd>
        <dt>督查组</dt>
        <dd>
          组长：{leader}
          {others.length > 0 && `；组员：${others.join("、")}`}
          {inspection.invited && `；特邀：${inspection.invited}`}
        </dd>
        <dt>检查内容</dt>
        <dd class="preserve">{inspection.purpose}</dd>
        {seesAll && inspection.conclusion && (
          <>
            <dt>总体结论</dt>
            <dd class="preserve">
              {inspection.conclusion}{" "}
              <small>
                {concludedBy} {inspection.concludedAt !== null && momentWords(inspection.concludedAt, today)}
              </small>
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

const Version = ({ found }: Pick<InspectionProps, "found">) => (
  <input type="hidden" name="version" value={found.inspection.version} />
)

const Revise = ({ found, flawed }: InspectionProps) => {
  const { inspection, members, staff } = found
  const flaws = flawsOf(flawed, "revision")
  return (
    <details open={flaws !== null} class="block">
      <summary>修改督查方案</summary>
      <form method="post" action={inspectionPath(inspection.id, "revision")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <InspectionFields
          staff={staff}
          words={{ ...inspection, memberIds: members.map(({ id }) => id) }}
          fallback={inspection}
          flaws={flaws}
        />
        <p class="acts">
          <button type="submit">保存修改</button>
        </p>
      </form>
    </details>
  )
}

/** Opening freezes the scope; what another inspection already looks at has to be insisted on. */
const Open = ({ found, flawed }: InspectionProps) => {
  const flaws = flawsOf(flawed, "opening")
  const doubled = found.items.filter(({ elsewhere }) => elsewhere !== null)
  const alone = lacksSecond(found.plan, found.items, found.members)
  return (
    <form method="post" action={inspectionPath(found.inspection.id, "opening")} class="sheet padded block" id="opening">
      <Version found={found} />
      {doubled.length > 0 && (
        <div class="note">
          <p>下列事项已在另一次检查中，请核对，避免重复检查、多头检查：</p>
          <ul>
            {doubled.map(({ unit, task, elsewhere }) => (
              <li>
                {unit.name} {task.label}：{elsewhere}
              </li>
            ))}
          </ul>
          {flaws?.problems.again && <p class="problem">{flaws.problems.again[0]}</p>}
          <label class="tick">
            <input type="checkbox" name="again" value="1" /> 已核对，仍要检查
          </label>
        </div>
      )}
      {alone && (
        <p class="note">
          <RefusalWord code="team_of_two" />
        </p>
      )}
      <p class="acts">
        <button type="submit" class="primary" disabled={found.items.length === 0 || alone}>
          开始检查
        </button>
        <small>
          {found.items.length === 0
            ? "请先抽取或勾选检查事项。"
            : `共 ${found.items.length} 项。开始后范围不再变动，督查组逐项登记核查情况。`}
        </small>
      </p>
    </form>
  )
}

const Conclude = ({ found, actor, flawed }: InspectionProps) => {
  const { inspection, items, members, plan } = found
  const ids = members.map(({ id }) => id)
  if (!isRunning(plan.state) || !mayFind(actor, plan, ids)) return null
  const left = items.filter(({ item }) => item.verdict === null).length
  if (left > 0) return <p class="muted">还有 {left} 项没有登记核查情况；全部登记后作出结论。</p>
  const flaws = flawsOf(flawed, "conclusion")
  const units = [...new Map(items.map(({ unit }) => [unit.id, unit])).values()]
  return (
    <section class="block" id="conclude">
      <h2>
        督查结论<small>事实清楚、证据充分；给各单位的结论只有该单位看得到</small>
      </h2>
      <form method="post" action={inspectionPath(inspection.id, "conclusion")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <Area name="conclusion" label="总体结论（督查部门和领导可见）" rows={4} required flaws={flaws} />
        {units.map(({ id, name }) => (
          <Area
            name={`text-${id}`}
            label={`给${name}的结论`}
            rows={3}
            required
            value={items
              .filter(({ unit }) => unit.id === id)
              .map(({ task, item }) => `${task.label}${item.finding}`)
              .join("\n")}
            flaws={flaws}
          />
        ))}
        <p class="acts">
          <button type="submit" class="primary">
            作出结论并送达
          </button>
        </p>
      </form>
    </section>
  )
}

type ConclusionProps = InspectionProps & { one: FoundInspection["conclusions"][number] }

const Conclusions = (props: InspectionProps) => (
  <section class="block" id="conclusions">
    <h2>送达单位</h2>
    {props.found.conclusions.map((one) => (
      <ConclusionCard {...props} one={one} />
    ))}
  </section>
)

const ConclusionCard = (props: ConclusionProps) => {
  const { one, today } = props
  const { conclusion, unit, objectedBy, decidedBy } = one
  return (
    <section class="sheet padded block" id={`unit-${unit.id}`}>
      <h3>
        {nameThen(unit, props.found.inspection.concludedAt)}{" "}
        <span class="tag">{CONCLUSION_STATE_LABEL[conclusion.state]}</span>
      </h3>
      {conclusion.changedText && (
        <p class="preserve">
          <b>变更后的结论：</b>
          {conclusion.changedText}
        </p>
      )}
      <p class={conclusion.changedText ? "preserve muted" : "preserve"}>
        {conclusion.changedText && <b>原结论：</b>}
        {conclusion.text}
      </p>
      {conclusion.objection && (
        <p class="preserve">
          <b>异议：</b>
          {conclusion.objection}{" "}
          <small>
            {objectedBy} {conclusion.objectedAt !== null && momentWords(conclusion.objectedAt, today)}
          </small>
        </p>
      )}
      {conclusion.decision && (
        <p class="preserve">
          <b>复核意见：</b>
          {conclusion.decision}{" "}
          <small>
            {decidedBy} {conclusion.decidedAt !== null && momentWords(conclusion.decidedAt, today)}
          </small>
        </p>
      )}
      <p class="small muted">{deadlineWords(one, today)}</p>
      <UnitActs {...props} />
      <Decide {...props} />
    </section>
  )
}

function deadlineWords({ conclusion }: ConclusionProps["one"], today: string): string {
  if (conclusion.state === "objected" && conclusion.decideBy !== null) {
    const late = conclusion.decideBy < today ? "，已逾期" : ""
    return `由没有参加检查的人在${dayWords(conclusion.decideBy, today)}前复核${late}`
  }
  if (conclusion.state === "upheld" || conclusion.state === "changed") return "复核意见是最终意见"
  return isInTime(conclusion, today)
    ? `有异议的，${dayWords(conclusion.objectBy, today)}（含当日）前提出；自结论送达之日起算`
    : "异议期已过"
}

const UnitActs = ({ found, actor, today, flawed, one }: ConclusionProps) => {
  const { conclusion, unit } = one
  if (!isRunning(found.plan.state) || !mayObject(actor, conclusion)) return null
  const { id } = found.inspection
  const flaws = flawsOf(flawed, `objection-${unit.id}`)
  return (
    <>
      {canMoveConclusion(conclusion.state, "read") && (
        <form method="post" action={conclusionPath(id, unit.id, "reading")} class="acts">
          <input type="hidden" name="version" value={conclusion.version} />
          <button type="submit" class="primary">
            已阅
          </button>
        </form>
      )}
      {canMoveConclusion(conclusion.state, "object") && isInTime(conclusion, today) && (
        <details open={flaws !== null}>
          <summary>提出异议</summary>
          <form method="post" action={conclusionPath(id, unit.id, "objection")} class="boxes">
            <Flawed flaws={flaws} />
            <input type="hidden" name="version" value={conclusion.version} />
            <Area
              name="objection"
              label="异议和理由"
              rows={4}
              required
              flaws={flaws}
              hint="写明哪一点与事实不符、有什么材料；已发出的整改通知在复核前仍然有效"
            />
            <p class="acts">
              <button type="submit">提交异议</button>
            </p>
          </form>
        </details>
      )}
    </>
  )
}

const Decide = ({ found, actor, flawed, one }: ConclusionProps) => {
  const { conclusion, unit } = one
  if (!isRunning(found.plan.state) || conclusion.state !== "objected") return null
  if (!mayDecide(actor, found.plan, conclusion, partakersOf(found))) return null
  const flaws = flawsOf(flawed, `decision-${unit.id}`)
  return (
    <form
      method="post"
      action={conclusionPath(found.inspection.id, unit.id, "decision")}
      class="boxes"
      id={`decide-${unit.id}`}
    >
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={conclusion.version} />
      <Choice
        name="verdict"
        label="复核"
        value="uphold"
        options={[
          ["uphold", "维持原结论"],
          ["change", "变更结论"],
        ]}
        flaws={flaws}
      />
      <Area name="decision" label="复核意见" rows={3} required flaws={flaws} />
      <Area
        name="text"
        label="变更后的结论"
        rows={3}
        flaws={flaws}
        hint="变更时填写。核查结果和已发出的整改通知不会自动改动：不该整改的，请另行废止督办单"
      />
      <p class="acts">
        <button type="submit" class="primary">
          答复异议
        </button>
      </p>
    </form>
  )
}

const Close = ({ found }: InspectionProps) => (
  <form method="post" action={inspectionPath(found.inspection.id, "ending")} class="acts block">
    <Version found={found} />
    <button type="submit">结束检查</button>
    <small>各单位异议期满、异议都已复核后可以结束；整改由督办单继续跟踪。</small>
  </form>
)

const Cancel = ({ found, flawed }: InspectionProps) => {
  const flaws = flawsOf(flawed, "cancellation")
  return (
    <details open={flaws !== null} class="block">
      <summary>取消这次检查</summary>
      <form method="post" action={inspectionPath(found.inspection.id, "cancellation")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <Area name="remark" label="取消理由" rows={2} required flaws={flaws} />
        <p class="acts">
          <button type="submit" class="danger">
            取消检查
          </button>
        </p>
      </form>
    </details>
  )
}

const InspectionTrail = ({ found, today }: InspectionProps) => (
  <Trail lines={found.trail} today={today}>
    {({ particulars: { unit, task, text, remark } }) => (
      <Remarks words={[[unit, task].filter(Boolean).join(" "), text, remark]} />
    )}
  </Trail>
)
