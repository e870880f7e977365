import { INSPECTION_METHODS, INSPECTION_TYPES } from "#db/schema.ts"
import { inspectionsPath, planInspectionsPath } from "#src/paths.ts"
import type { FoundInspection, PlanToInspect } from "#src/supervision/inspections/queries.ts"
import { Area, Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { INSPECTION_METHOD_LABEL, INSPECTION_TYPE_LABEL } from "./words.ts"

type Staff = PlanToInspect["staff"]

/** What stands in the fields of a 督查方案 that is changed. */
type Words = Pick<FoundInspection["inspection"], "title" | "type" | "methods" | "purpose" | "fromOn" | "untilOn"> & {
  leaderId: number
  memberIds: number[]
  invited: string
}

/** 制定督查方案: what is inspected why, how, when and by whom; what exactly is chosen on the next page. */
export const PlanInspection = ({
  found: { plan, staff },
  today,
  me,
  flaws,
}: {
  found: PlanToInspect
  today: string
  me: number
  flaws?: Flaws
}) => (
  <section class="narrow">
    <div class="title">
      <div>
        <h1>制定督查方案</h1>
        <p>{plan.title}</p>
      </div>
    </div>
    <form method="post" action={planInspectionsPath(plan.id)} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      <InspectionFields staff={staff} flaws={flaws} fallback={{ leaderId: me, fromOn: today, untilOn: today }} />
      <p class="acts">
        <button type="submit" class="primary">
          下一步：选定检查事项
        </button>
        <a class="button" href={inspectionsPath({ plan: plan.id })}>
          返回
        </a>
      </p>
    </form>
  </section>
)

const ticked = (flaws: Flaws | null | undefined, name: string, given: readonly string[]) =>
  new Set(flaws ? [flaws.typed[name] ?? []].flat() : given)

export const InspectionFields = ({
  staff,
  words,
  fallback,
  flaws,
}: {
  staff: Staff
  words?: Words
  fallback: { leaderId: number; fromOn: string; untilOn: string }
  flaws?: Flaws | null
}) => {
  const methods = ticked(flaws, "methods", words?.methods ?? [])
  const members = ticked(flaws, "members", (words?.memberIds ?? []).map(String))
  return (
    <>
      <Field name="title" label="名称" required value={words?.title} flaws={flaws} hint="如：第三季度落实情况抽查" />
      <Choice
        name="type"
        label="类型"
        value={words?.type ?? "special"}
        options={INSPECTION_TYPES.map((type) => [type, INSPECTION_TYPE_LABEL[type]] as const)}
        flaws={flaws}
      />
      <fieldset class="ticks">
        <legend>方式</legend>
        {flaws?.problems.methods && <p class="problem">{flaws.problems.methods[0]}</p>}
        {INSPECTION_METHODS.map((method) => (
          <label class="tick">
            <input type="checkbox" name="methods" value={method} checked={methods.has(method)} />{" "}
            {INSPECTION_METHOD_LABEL[method]}
          </label>
        ))}
      </fieldset>
      <Area name="purpose" label="检查内容" rows={3} required value={words?.purpose} flaws={flaws} />
      <div class="fields">
        <Field
          name="fromOn"
          label="开始日期"
          type="date"
          required
          tells
          value={words?.fromOn ?? fallback.fromOn}
          flaws={flaws}
        />
        <Field
          name="untilOn"
          label="结束日期"
          type="date"
          required
          tells
          value={words?.untilOn ?? fallback.untilOn}
          flaws={flaws}
        />
        <Choice
          name="leader"
          label="组长"
          value={words?.leaderId ?? fallback.leaderId}
          options={staff.map(({ personId, name }) => [String(personId), name] as const)}
          flaws={flaws}
        />
      </div>
      <fieldset class="ticks">
        <legend>组员（组长不必勾选）</legend>
        {staff.map(({ personId, name }) => (
          <label class="tick">
            <input type="checkbox" name="members" value={personId} checked={members.has(String(personId))} /> {name}
          </label>
        ))}
      </fieldset>
      <Field
        name="invited"
        label="特邀人员"
        value={words?.invited}
        flaws={flaws}
        hint="如：人大代表、政协委员、专家，写明单位和姓名"
      />
    </>
  )
}
