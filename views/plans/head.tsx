import type { Child } from "hono/jsx"
import type { BoardPlan } from "#src/board/standing.ts"
import {
  ledgerPath,
  matrixPath,
  planPapersPath,
  planPath,
  planSettingsPath,
  publicationPath,
  roundsPath,
  supervisionPath,
} from "#src/paths.ts"
import { dayWords } from "../words.ts"
import { PlanEnded } from "./life.tsx"
import { HANDLING_LABEL, PLAN_STATE_LABEL, URGENCY_LABEL } from "./words.ts"

export type PlanTab = "tasks" | "matrix" | "ledger" | "rounds" | "supervision" | "papers" | "publication" | "settings"

type Plan = Pick<
  BoardPlan,
  "id" | "title" | "docNumber" | "basisDocNumber" | "issuedOn" | "urgency" | "handling" | "state" | "remark" | "movedAt"
> & { supervisingUnitName: string }

type Props = { plan: Plan; tab: PlanTab; supervises: boolean; round?: number | null; children?: Child }

/** Title and tabs of a plan; at the end of the tabs whatever the page chooses from. */
export const PlanHead = ({ plan, tab, supervises, round, children }: Props) => (
  <header class="plan-head">
    <div class="title">
      <div>
        <h1>{plan.title}</h1>
        <p>{facts(plan).join(" · ")}</p>
      </div>
    </div>
    <PlanEnded plan={plan} supervises={supervises} />
    <nav class="tabs" aria-label="方案">
      <Tab href={planPath(plan.id, { round })} current={tab === "tasks"}>
        任务清单
      </Tab>
      <Tab href={matrixPath(plan.id, round)} current={tab === "matrix"}>
        分工矩阵
      </Tab>
      <Tab href={ledgerPath(plan.id, { round })} current={tab === "ledger"}>
        台账
      </Tab>
      <Tab href={roundsPath(plan.id)} current={tab === "rounds"}>
        填报期
      </Tab>
      <Tab href={supervisionPath(plan.id)} current={tab === "supervision"}>
        督办记录
      </Tab>
      <Tab href={planPapersPath(plan.id)} current={tab === "papers"}>
        文件与通报
      </Tab>
      {supervises && plan.handling === "public" && (
        <Tab href={publicationPath({ plan: plan.id })} current={tab === "publication"}>
          公开
        </Tab>
      )}
      {supervises && (
        <Tab href={planSettingsPath(plan.id)} current={tab === "settings"}>
          设置
        </Tab>
      )}
      <span class="spring"></span>
      {children}
    </nav>
  </header>
)

const Tab = ({ href, current, children }: { href: string; current: boolean; children: Child }) => (
  <a href={href} aria-current={current ? "page" : undefined}>
    {children}
  </a>
)

const facts = (plan: Plan): string[] =>
  [
    plan.docNumber,
    plan.basisDocNumber && `依据 ${plan.basisDocNumber}`,
    `${dayWords(plan.issuedOn)}下达`,
    `督促检查：${plan.supervisingUnitName}`,
    plan.urgency === "flat" ? null : URGENCY_LABEL[plan.urgency],
    HANDLING_LABEL[plan.handling],
    plan.state === "issued" ? null : PLAN_STATE_LABEL[plan.state],
  ].filter((fact): fact is string => Boolean(fact))
