import type { AppraisalRules } from "#db/schema.ts"
import { stagesText } from "#src/year/appraisals/rules_typed.ts"
import { Area, Choice, Field, type Flaws } from "../parts/fields.tsx"
import { AGGREGATION_LABEL, FLOOR_LABEL, ROUNDING_LABEL } from "./words.ts"

/** How a year is appraised, in fields. */
export const RulesFields = ({ rules, flaws }: { rules: AppraisalRules; flaws: Flaws | null }) => {
  const [excellent, good, passed] = rules.bands
  const numeric = { required: true, inputmode: "numeric", flaws } as const
  return (
    <>
      <div class="fields three">
        <Field name="convener" label="评议组织单位" required value={rules.convener} flaws={flaws} />
        <Field name="ratio" label="抽取比例不低于（%）" value={rules.ratio} {...numeric} />
        <Field
          name="panel"
          label="评议组权重（%）"
          value={rules.panel}
          hint="其余是社会评议；没有社会评议的填100"
          {...numeric}
        />
        <Field name="excellent" label="优秀（分以上）" value={excellent / 100} {...numeric} />
        <Field name="good" label="良好（分以上）" value={good / 100} {...numeric} />
        <Field name="passed" label="合格（分以上）" value={passed / 100} {...numeric} />
        <Choice
          name="rounding"
          label="定等次时"
          value={rules.rounding}
          options={Object.entries(ROUNDING_LABEL)}
          flaws={flaws}
        />
        <Choice
          name="aggregation"
          label="评议组得分"
          value={rules.aggregation}
          options={Object.entries(AGGREGATION_LABEL)}
          flaws={flaws}
        />
        <Choice
          name="floor"
          label="「单项」减完为止"
          value={rules.floor}
          options={Object.entries(FLOOR_LABEL)}
          flaws={flaws}
        />
      </div>
      <label class="tick">
        <input
          type="checkbox"
          name="sparesLast"
          value="yes"
          checked={flaws ? flaws.typed.sparesLast !== undefined : rules.sparesLast}
        />{" "}
        上年抽中的单位本年不再抽
      </label>
      <Area
        name="stages"
        label="评议阶段"
        rows={4}
        longest={1000}
        required
        value={stagesText(rules.stages)}
        flaws={flaws}
        hint="每行一个阶段和最后一天，如「自查自评 2026-11-15」"
      />
    </>
  )
}
