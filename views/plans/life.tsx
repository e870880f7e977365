import type { Child } from "hono/jsx"
import { dateOf } from "#src/clock.ts"
import { planLifePath, planPath, plansPath, todoPath } from "#src/paths.ts"
import { isAllDone, isReportedOn, type StillOpen } from "#src/plans/plan/workflow.ts"
import type { PlanToEnd } from "#src/supervision/ending/life_queries.ts"
import { Area, Flawed, type Flaws } from "../parts/fields.tsx"
import { dayWords } from "../words.ts"
import { PLAN_MOVE_LABEL, PLAN_STATE_LABEL } from "./words.ts"

type Act = "withdrawal" | "archiving" | "restoration"
type Props = { found: PlanToEnd; act: Act; possible: boolean; flaws?: Flaws }

const MOVE = { withdrawal: "withdraw", archiving: "archive", restoration: "restore" } as const

/** What each move does, said before it is made. */
const EFFECT: Record<Act, string> = {
  withdrawal:
    "撤回后，各单位不再看到本方案的内容：待办、待签收、催办和填报链接一并取消，打开原地址只说明已撤回和理由。本部门和领导仍可查阅，办理记录保留。撤回不能恢复，更正后请重新导入下达。",
  archiving:
    "归档后只供查阅：不再填报、催办、销号，不进入待办、工作台和总览，各单位仍可在「已归档」里查到。灯色停在归档当日。需要时可以恢复。",
  restoration: "恢复后方案继续运行：未封账的填报期、未办完的分工和督办单照原来的期限继续计算，已过期的随即显示逾期。",
}

/** 撤回下达, 归档, 恢复: what follows, what stands against it, and the reason. */
export const PlanLifePage = ({ found, act, possible, flaws }: Props) => {
  const { plan, sent, open, size } = found
  const refused = act === "withdrawal" && isReportedOn(sent)
  const unfinished = act === "archiving" && !isAllDone(open)
  const label = PLAN_MOVE_LABEL[MOVE[act]]
  return (
    <section class="narrow sheet padded" id="plan-life">
      <h1>{label}</h1>
      <p>
        <b>{plan.title}</b> <span class="tag">{PLAN_STATE_LABEL[plan.state]}</span>
      </p>
      <p>
        {dayWords(plan.issuedOn)}下达，{size.units}个单位、{size.parts}项分工，已签收{size.acknowledged}项。
      </p>
      <p class="note">{EFFECT[act]}</p>
      {!possible && (
        <Refused>
          方案现在是「{PLAN_STATE_LABEL[plan.state]}」状态，不能{label}。
        </Refused>
      )}
      {possible && refused && (
        <Refused>
          已有单位办理（{sentWords(sent)}），不能撤回。不再推进的，可以逐项终止；办完的，请
          <a href={planLifePath(plan.id, "archiving")}>归档</a>。
        </Refused>
      )}
      {possible && !refused && (
        <>
          <Flawed flaws={flaws} />
          <form method="post" action={planLifePath(plan.id, act)} class="boxes">
            <input type="hidden" name="version" value={plan.version} />
            {unfinished && (
              <>
                <p>还没有办完：{openWords(open)}。</p>
                <label class="tick">
                  <input type="checkbox" name="anyway" value="1" checked={Boolean(flaws?.typed.anyway)} />
                  仍要归档，以上事项不再催办
                </label>
              </>
            )}
            <Area
              name="remark"
              label={act === "archiving" ? "说明" : "理由"}
              rows={3}
              required={act !== "archiving"}
              hint={act === "withdrawal" ? "各单位看到的就是这句话，如：误发，以重新下达的为准" : undefined}
              flaws={flaws}
            />
            <p class="acts">
              <button type="submit" class={act === "withdrawal" ? "danger" : "primary"} id={`do-${act}`}>
                {label}
              </button>
              <a class="button" href={planPath(plan.id)}>
                返回
              </a>
            </p>
          </form>
        </>
      )}
    </section>
  )
}

const Refused = ({ children }: { children: Child }) => (
  <p class="returned" role="alert">
    {children}
  </p>
)

const counted = (pairs: [n: number, words: string][]): string =>
  pairs
    .filter(([n]) => n > 0)
    .map(([n, words]) => `${n}${words}`)
    .join("、")

const sentWords = ({ reports, answers, claims }: PlanToEnd["sent"]): string =>
  counted([
    [reports, "项进展已报送"],
    [answers, "件督办单已反馈"],
    [claims, "项已申请办结"],
  ])

const openWords = (open: StillOpen): string =>
  counted([
    [open.parts, "项分工未办结（长期坚持的不算）"],
    [open.rounds, "个填报期未封账"],
    [open.notices, "件督办单未销号"],
    [open.extensions, "项延期申请未批复"],
    [open.instructions, "件批示待落实或待阅"],
    [open.inspections, "次检查未结束"],
  ])

/** Over every page of a plan that has ended. */
export const PlanEnded = ({
  plan,
  supervises,
}: {
  plan: { id: number; state: string; remark: string; movedAt: number | null }
  supervises: boolean
}) =>
  plan.state === "withdrawn" || plan.state === "archived" ? (
    <div class="note calm" id="plan-ended">
      <b>{PLAN_STATE_LABEL[plan.state]}</b>
      {plan.movedAt !== null && `（${dayWords(dateOf(plan.movedAt))}）`}
      {plan.state === "archived"
        ? "：只供查阅，不再填报、催办，不计入总览。灯色停在归档当日。"
        : "：各单位不再看到内容，不需办理。"}
      {plan.remark && `${plan.state === "archived" ? "说明" : "理由"}：${plan.remark}`}
      {supervises && plan.state === "archived" && (
        <>
          {" "}
          <a href={planLifePath(plan.id, "restoration")} class="no-print">
            恢复
          </a>
        </>
      )}
    </div>
  ) : null

type Lost = { title: string; docNumber: string | null; office: string; remark: string; movedAt: number | null }

/** What a unit that had a part finds of a plan that was withdrawn: that, and why; none of its words. */
export const LostPlanPage = ({ lost }: { lost: Lost }) => (
  <section class="narrow sheet padded" id="plan-lost">
    <h1>方案已撤回下达</h1>
    <p>
      <b>{lost.title}</b>
      {lost.docNumber && `（${lost.docNumber}）`}
    </p>
    <p class="note calm">
      {lost.office}
      {lost.movedAt !== null && `于${dayWords(dateOf(lost.movedAt))}`}撤回了本方案，不需签收、填报或反馈。
    </p>
    <p>理由：{lost.remark}</p>
    <p class="acts">
      <a class="button" href={todoPath()}>
        我的待办
      </a>
      <a class="button" href={plansPath()}>
        方案
      </a>
    </p>
  </section>
)
