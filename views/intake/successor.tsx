import type { Plan } from "#db/schema.ts"
import { planPath, successorPath } from "#src/paths.ts"

type Props = { plan: Pick<Plan, "id" | "title">; open: number; all: number }

/** 下一年度方案: which tasks are carried over into a draft. */
export const SuccessorPage = ({ plan, open, all }: Props) => (
  <section class="narrow">
    <div class="title">
      <div>
        <h1>下一年度方案</h1>
        <p>
          从 <a href={planPath(plan.id)}>{plan.title}</a> 结转
        </p>
      </div>
    </div>
    <form method="post" action={successorPath(plan.id)} class="sheet padded boxes" id="successor">
      <fieldset>
        <legend class="field-label">结转哪些任务</legend>
        <p>
          <label class="tick">
            <input type="radio" name="which" value="all" checked />
            全部任务（{all}项），适合每年重来一遍的分工
          </label>
        </p>
        <p>
          <label class="tick">
            <input type="radio" name="which" value="open" disabled={open === 0} />
            未办结的任务（{open}项）
          </label>
        </p>
      </fieldset>
      <p class="muted small">
        单位和角色照旧，名称和时限里的年份加一年，编号重排；核对、修改之后再下达，本方案不受影响。
      </p>
      <p class="acts">
        <button type="submit" class="primary" id="carry-over">
          生成草稿
        </button>
      </p>
    </form>
  </section>
)
