import { INSPECTION_VERDICTS } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { dutyPath, inspectionPath, newNoticePath, noticePath, taskPath } from "#src/paths.ts"
import { manages } from "#src/plans/plan/policy.ts"
import { mayFind } from "#src/supervision/inspections/policy.ts"
import type { FoundInspection, InspectedItem } from "#src/supervision/inspections/queries.ts"
import { isProblem } from "#src/supervision/inspections/workflow.ts"
import { isRunning } from "#src/trail/running.ts"
import { noticeName } from "../notices/words.ts"
import { Evidence, Files, KeepOnEnter } from "../parts/evidence.tsx"
import { Area, Choice, Flawed, type Flaws } from "../parts/fields.tsx"
import { nameThen } from "../units/words.ts"
import { NOTICE_STATE_LABEL } from "../words/states.ts"
import { brief, dayWords } from "../words.ts"
import { flawsOf, type InspectionProps } from "./inspection.tsx"
import { INSPECTION_VERDICT_LABEL } from "./words.ts"

/** What is inspected, what was found of it, and the rectifications that came of it; unit by unit. */
export const Findings = (props: InspectionProps) => {
  const { found } = props
  const units = [...new Map(found.items.map(({ unit }) => [unit.id, unit])).values()]
  return (
    <section class="block" id="items">
      <h2>
        检查事项<small>{found.items.length} 项</small>
      </h2>
      {units.length === 0 && <p class="empty sheet">还没有选定检查事项。</p>}
      {units.map((unit) => {
        const items = found.items.filter((one) => one.unit.id === unit.id)
        return (
          <section class="sheet padded block">
            <h3>{nameThen(unit, found.inspection.concludedAt)}</h3>
            <ul class="findings">
              {items.map((one) => (
                <Item {...props} one={one} />
              ))}
            </ul>
            <Rectifications {...props} unitId={unit.id} items={items} />
          </section>
        )
      })}
    </section>
  )
}

const Item = (props: InspectionProps & { one: InspectedItem }) => {
  const { found, one, actor, flawed } = props
  const { item, foundBy } = one
  const writes = mayWrite(found, actor)
  const flaws = flawsOf(flawed, `finding-${item.assignmentId}`)
  return (
    <li id={`item-${item.assignmentId}`}>
      <p>
        <Subject planId={found.plan.id} one={one} />{" "}
        {item.draw !== null && found.seesAll && <span class="tag">抽中，编号{item.assignmentId}</span>}
        {item.verdict && (
          <span class={isProblem(item.verdict) ? "tag warn" : "tag"}>{INSPECTION_VERDICT_LABEL[item.verdict]}</span>
        )}
      </p>
      {item.verdict && (
        <>
          <p class="preserve">{item.finding}</p>
          {item.evidence && (
            <p class="preserve small">
              <b>依据和证据：</b>
              {item.evidence}
            </p>
          )}
          <p class="small muted">核查人：{foundBy}</p>
        </>
      )}
      {!writes && <Files files={filesOf(found, one)} />}
      <FindingForm {...props} />
      {writes && <FindingEvidence found={found} one={one} form={formOf(one)} flaws={flaws} />}
    </li>
  )
}

/** A part of a task, a 清单事项, or a unit as such, which has no page to lead to. */
const Subject = ({ planId, one: { item, task, unit } }: { planId: number; one: InspectedItem }) => {
  const words = `${task.label} ${brief(task.text, 80)}`
  if (item.unitId === null) return <a href={`${taskPath(planId, task.ordinal)}#unit-${unit.id}`}>{words}</a>
  return item.dutyId === null ? words : <a href={dutyPath(item.dutyId)}>{words}</a>
}

/** What belongs to one finding. */
export const filesOf = ({ files }: FoundInspection, { item }: InspectedItem) =>
  files.filter(({ assignmentId }) => assignmentId === item.assignmentId)

const formOf = ({ item }: InspectedItem) => `record-${item.assignmentId}`

const evidencePath = ({ inspection }: FoundInspection, { item }: InspectedItem) =>
  inspectionPath(inspection.id, `items/${item.assignmentId}/attachments`)

type EvidenceProps = { found: FoundInspection; one: InspectedItem; form: string; flaws?: Flaws | null }

export const FindingEvidence = ({ found, one, form, flaws }: EvidenceProps) => {
  const action = evidencePath(found, one)
  return (
    <Evidence
      id={`finding-${one.item.assignmentId}`}
      label="佐证材料（选填）"
      about={`${one.unit.name}${one.task.label}`}
      files={filesOf(found, one)}
      form={form}
      keep={action}
      action={action}
      flaws={flaws}
    />
  )
}

/** The team, as long as it is under way. */
const mayWrite = ({ inspection, members, plan }: FoundInspection, actor: Actor): boolean => {
  const team = members.map(({ id }) => id)
  return isRunning(plan.state) && inspection.state === "underway" && mayFind(actor, plan, team)
}

const FindingForm = ({ found, actor, flawed, one }: InspectionProps & { one: InspectedItem }) => {
  const { inspection } = found
  const { item } = one
  if (!mayWrite(found, actor)) return null
  const flaws = flawsOf(flawed, `finding-${item.assignmentId}`)
  const id = (name: string) => `${name}-${item.assignmentId}`
  return (
    <details open={flaws !== null}>
      <summary>{item.verdict ? "修改核查情况" : "登记核查情况"}</summary>
      <form
        method="post"
        action={inspectionPath(inspection.id, "finding")}
        id={formOf(one)}
        class="boxes"
        enctype="multipart/form-data"
      >
        <KeepOnEnter keep={evidencePath(found, one)} />
        <Flawed flaws={flaws} text={hasProblems(flaws) ? undefined : "核查情况还没有登记，核对后请点「登记」。"} />
        <input type="hidden" name="version" value={inspection.version} />
        <input type="hidden" name="assignment" value={item.assignmentId} />
        <Choice
          id={id("verdict")}
          name="verdict"
          label="核查结果"
          value={item.verdict}
          empty="请选择"
          options={INSPECTION_VERDICTS.map((verdict) => [verdict, INSPECTION_VERDICT_LABEL[verdict]] as const)}
          flaws={flaws}
        />
        <Area id={id("finding")} name="finding" label="核查情况" rows={3} required value={item.finding} flaws={flaws} />
        <Area
          id={id("evidence")}
          name="evidence"
          label="依据和证据"
          rows={2}
          value={item.evidence}
          flaws={flaws}
          hint="看了什么材料、到了哪里、谁反映的；发现问题时必填"
        />
        <p class="acts">
          <button type="submit" class="primary">
            登记
          </button>
        </p>
      </form>
    </details>
  )
}

const hasProblems = (flaws: Flaws | null) => Object.keys(flaws?.problems ?? {}).length > 0

/** 限期整改 for what is not as it ought to be: one 督办单 a unit, with the findings in it. */
const Rectifications = ({
  found,
  actor,
  today,
  unitId,
  items,
}: InspectionProps & { unitId: number; items: InspectedItem[] }) => {
  const notices = found.rectifications.filter((notice) => notice.unitId === unitId)
  // A 督办单 is about assignments: what has none becomes one first.
  const bad = items.filter(({ item }) => isProblem(item.verdict))
  const problems = bad.filter(({ item }) => item.unitId === null)
  const unassigned = bad.filter(({ item }) => item.unitId !== null)
  const { id, state } = found.inspection
  const manage = manages(actor, found.plan) && state !== "cancelled"
  const may = manage && problems.length > 0
  const ids = problems.map(({ item }) => `&assignment=${item.assignmentId}`).join("")
  return (
    <>
      {notices.length > 0 && (
        <ul class="following">
          {notices.map((notice) => (
            <li>
              <a href={noticePath(notice.id)}>
                {noticeName(notice)} {notice.title}
              </a>{" "}
              <span class="tag">{NOTICE_STATE_LABEL[notice.state]}</span>{" "}
              <small>{dayWords(notice.dueBy, today)}前反馈</small>
            </li>
          ))}
        </ul>
      )}
      {may && (
        <p class="acts">
          <a class="button" href={`${newNoticePath(found.plan.id, { inspection: id })}${ids}&kind=rectification`}>
            {notices.length > 0 ? "再发限期整改" : `限期整改（${problems.length} 项）`}
          </a>
        </p>
      )}
      {manage && unassigned.length > 0 && <Unassigned found={found} items={unassigned} />}
    </>
  )
}

/** How what has no assignment comes to be followed by a 督办单. */
const Unassigned = ({ found, items }: Pick<InspectionProps, "found"> & { items: InspectedItem[] }) => (
  <p class="note no-print">
    {items.length}项问题没有对应的分工，督办单要落在分工上：清单事项先在它的页面「落实到分工」
    {items.map(({ item }, i) => item.dutyId !== null && <a href={dutyPath(item.dutyId)}>（第{i + 1}项）</a>)}
    ，单位整体的问题选该单位最相近的分工，再
    <a href={`${newNoticePath(found.plan.id, { inspection: found.inspection.id })}&kind=rectification`}>
      以本次督查为依据拟办限期整改
    </a>
    。
  </p>
)
