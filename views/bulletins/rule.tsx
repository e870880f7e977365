import type { PlanBulletins } from "#src/outward/bulletins/queries.ts"
import { paperRulePath, planPapersPath } from "#src/paths.ts"
import { Choice, Flawed, type Flaws } from "../parts/fields.tsx"
import { PlanHead } from "../plans/head.tsx"
import { CATEGORY_LABEL } from "./words.ts"

const CHOICES = (["on_pace", "behind", "other"] as const).map((one) => [one, CATEGORY_LABEL[one]] as const)

/** 进度分类: what counts as 达进度 and 欠进度 in the papers of a plan. */
export const RulePage = ({ found: { plan, rule }, flaws }: { found: PlanBulletins; flaws?: Flaws }) => {
  const ticked = (name: "byPace" | "ranked") => (flaws ? flaws.typed[name] !== undefined : rule[name])
  return (
    <>
      <PlanHead plan={plan} tab="papers" supervises />
      <p class="crumbs small">
        <a href={planPapersPath(plan.id)}>文件与通报</a>
      </p>
      <form method="post" action={paperRulePath(plan.id)} class="sheet padded" id="rule">
        <h2>进度分类</h2>
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={rule.version} />
        <p class="hint">
          办结的计入已完成，正常的计入达进度，逾期的计入欠进度，挂起、终止的不计。另两种由本方案规定，随文稿一并印出；已拟出的文稿重新生成后才按新规定计。
        </p>
        <div class="fields">
          <Choice
            name="yellow"
            label="关注（需要协调、整改中等）计入"
            value={rule.yellow}
            options={CHOICES}
            flaws={flaws}
          />
          <Choice name="grey" label="未到期、无到期事项计入" value={rule.grey} options={CHOICES} flaws={flaws} />
        </div>
        <label class="tick">
          <input type="checkbox" name="byPace" value="1" checked={ticked("byPace")} />
          设有阶段的任务，阶段完成比例低于序时进度（已过月数/12）的计入欠进度
        </label>
        <label class="tick">
          <input type="checkbox" name="ranked" value="1" checked={ticked("ranked")} />
          附件1中各单位按报送率排列（默认按单位排序，不排名）
        </label>
        <p class="acts">
          <button type="submit" class="primary">
            保存
          </button>
        </p>
      </form>
    </>
  )
}
