import { APPROVERS, CONFIRMERS, HANDLINGS, type Plan, ROLL_UPS, type Unit, URGENCIES } from "#db/schema.ts"
import { planArchivePath, planLifePath, planSettingsPath, rhythmPath } from "#src/paths.ts"
import type { ListedConsultation } from "#src/plans/consultations/queries.ts"
import { isRunning } from "#src/trail/running.ts"
import { Consultations } from "../consultations/parts.tsx"
import { Choice, Flawed, type Flaws } from "../parts/fields.tsx"
import { ApprovedBy } from "./approved.tsx"
import { PlanHead } from "./head.tsx"
import {
  APPROVER_LABEL,
  CONFIRMER_LABEL,
  HANDLING_LABEL,
  PLAN_MOVE_LABEL,
  RHYTHM_LABEL,
  ROLL_UP_LABEL,
  URGENCY_LABEL,
} from "./words.ts"

type Props = {
  plan: Plan
  supervisingUnit: string
  approvedBy?: string | null
  consultations?: ListedConsultation[]
  units: Pick<Unit, "id" | "name">[]
  flaws?: Flaws
}

const options = <T extends string>(values: readonly T[], labels: Record<T, string>) =>
  values.map((value) => [value, labels[value]] as const)

/** 方案设置: how the plan's reports are asked for, judged and counted. */
export const PlanSettingsPage = ({
  plan,
  supervisingUnit,
  approvedBy = null,
  consultations = [],
  units,
  flaws,
}: Props) => (
  <>
    <PlanHead plan={{ ...plan, supervisingUnitName: supervisingUnit }} tab="settings" supervises />
    {isRunning(plan.state) && <Rules plan={plan} supervisingUnit={supervisingUnit} units={units} flaws={flaws} />}
    <InForce plan={plan} supervisingUnit={supervisingUnit} units={units} />
    {isRunning(plan.state) && (
      <section class="block no-print" id="plan-moves">
        <h2>撤回与归档</h2>
        <p class="acts">
          <a class="button" href={planLifePath(plan.id, "withdrawal")}>
            {PLAN_MOVE_LABEL.withdraw}
          </a>
          <a class="button" href={planLifePath(plan.id, "archiving")}>
            {PLAN_MOVE_LABEL.archive}
          </a>
          <small>误下达的，在有单位报送之前可以撤回；办完的归档，只供查阅。两者都先说明后果再确认。</small>
        </p>
      </section>
    )}
    <section class="block no-print" id="plan-archive">
      <h2>立卷归档</h2>
      <p class="acts">
        <a class="button" href={planArchivePath(plan.id)}>
          制作归档包
        </a>
        <small>方案的全部材料，连同卷内目录和校验文件，做成一个 .zip。</small>
      </p>
    </section>
    <Consultations rows={consultations} />
    <ApprovedBy name={approvedBy} at={plan.approvedAt} />
    <details class="block">
      <summary>方案原文（{plan.sourceName || "粘贴的文本"}）</summary>
      <pre class="whole-text sheet padded" tabindex={0}>
        {plan.source}
      </pre>
    </details>
  </>
)

/** The same as it stands, for paper: a form prints nothing that could be read. */
const InForce = ({ plan, supervisingUnit, units }: Omit<Props, "flaws">) => {
  const confirmingUnit = units.find(({ id }) => id === plan.confirmingUnitId)?.name
  const facts: [string, string][] = [
    ["报送周期", RHYTHM_LABEL[plan.rhythm]],
    ["任务何时算办结", ROLL_UP_LABEL[plan.rollUp]],
    [
      `${supervisingUnit}承担事项的复核方式`,
      `${CONFIRMER_LABEL[plan.confirmer]}${confirmingUnit ? `（${confirmingUnit}）` : ""}`,
    ],
    ["督办单审定权限", APPROVER_LABEL[plan.noticeApprover]],
    ["紧急程度", URGENCY_LABEL[plan.urgency]],
    ["公开属性", HANDLING_LABEL[plan.handling]],
    ["报送前须经单位负责人审签", plan.headSigns ? "是" : "否"],
    ["配合单位也要报送", plan.supportReports ? "是" : "否"],
    ["允许凭链接填报", plan.allowsLinks ? "是" : "否"],
  ]
  return (
    <ul class="print-only" id="in-force">
      {facts.map(([name, value]) => (
        <li>
          {name}：{value}
        </li>
      ))}
    </ul>
  )
}

const Rules = ({ plan, supervisingUnit, units, flaws }: Props) => {
  const ticked = (name: "headSigns" | "supportReports" | "allowsLinks") =>
    flaws ? Boolean(flaws.typed[name]) : plan[name]
  const problem = flaws?.problems.allowsLinks?.[0]
  return (
    <form method="post" action={planSettingsPath(plan.id)} class="sheet padded">
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={plan.version} />
      <p>
        报送周期：{RHYTHM_LABEL[plan.rhythm]} <a href={rhythmPath(plan.id)}>修改报送安排</a>
      </p>
      <div class="fields">
        <Choice
          name="rollUp"
          label="任务何时算办结"
          value={plan.rollUp}
          options={options(ROLL_UPS, ROLL_UP_LABEL)}
          flaws={flaws}
          hint="任务的灯色和办结率按此计算；挂起、终止的不计"
        />
        <Choice
          name="confirmer"
          label={`${supervisingUnit}承担事项的复核方式`}
          value={plan.confirmer}
          options={options(CONFIRMERS, CONFIRMER_LABEL)}
          flaws={flaws}
        />
        <Choice
          name="confirmingUnitId"
          label="复核单位"
          value={plan.confirmingUnitId}
          empty="（由指定单位复核时选择）"
          options={units.map(({ id, name }) => [String(id), name] as const)}
          flaws={flaws}
        />
        <Choice
          name="noticeApprover"
          label="督办单审定权限"
          value={plan.noticeApprover}
          options={options(APPROVERS, APPROVER_LABEL)}
          flaws={flaws}
          hint="约谈建议、通报建议一律由领导审定；拟办人不能审定自己的拟稿"
        />
        <Choice
          name="urgency"
          label="紧急程度"
          value={plan.urgency}
          options={options(URGENCIES, URGENCY_LABEL)}
          flaws={flaws}
        />
        <Choice
          name="handling"
          label="公开属性"
          value={plan.handling}
          options={options(HANDLINGS, HANDLING_LABEL)}
          flaws={flaws}
        />
      </div>
      <p class="acts">
        <label class="tick">
          <input type="checkbox" name="headSigns" value="1" checked={ticked("headSigns")} /> 报送前须经单位负责人审签
        </label>
        <label class="tick">
          <input type="checkbox" name="supportReports" value="1" checked={ticked("supportReports")} /> 配合单位也要报送
        </label>
        <label class="tick">
          <input
            type="checkbox"
            name="allowsLinks"
            value="1"
            checked={ticked("allowsLinks")}
            aria-describedby={problem ? "links-hint links-problem" : "links-hint"}
            aria-invalid={problem ? "true" : undefined}
          />{" "}
          允许凭链接填报
        </label>
      </p>
      <p class="hint" id="links-hint">
        凭链接填报：联络员点开督查部门发给本人的链接（或催办邮件里的链接），不用登录就能填报本单位本期的进展；链接到期失效，可随时作废，记录中注明「凭链接」。取消勾选后，已发的链接立即不能使用。工作秘密方案不能打开。
      </p>
      {problem && (
        <p class="problem" id="links-problem">
          {problem}
        </p>
      )}
      <p class="acts">
        <button type="submit" class="primary">
          保存
        </button>
      </p>
    </form>
  )
}
