import type { Plan } from "#db/schema.ts"
import { planPath } from "#src/paths.ts"
import { isChanged, type Renamed, type TaskChange } from "#src/plans/intake/drafts/compare.ts"
import { ChangeList, changesWords } from "./changes.tsx"

type Named = Pick<Plan, "id" | "title">
type Props = { plan: Named; predecessor: Named; changes: TaskChange[]; renamed: Renamed[] }

/** 与上年比较: what this year's plan has that last year's had not, and the other way round. */
export const ComparisonPage = ({ plan, predecessor, changes, renamed }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>与上年比较</h1>
        <p>
          <a href={planPath(plan.id)}>{plan.title}</a>，对照 <a href={planPath(predecessor.id)}>{predecessor.title}</a>
        </p>
      </div>
    </div>
    <p class="counts-line">{changesWords(changes)}</p>
    <ChangeList changes={changes.filter(isChanged)} renamed={renamed} now="今年" was="上年" />
  </>
)
