import type { Role } from "#db/schema.ts"
import { draftPath } from "#src/paths.ts"
import type { DraftPart } from "#src/plans/intake/drafts/paging.ts"
import type { Review } from "#src/plans/intake/drafts/review.ts"
import { ROLE_LABEL } from "../words/roles.ts"
import type { DraftUnits } from "./draft.tsx"
import type { Made } from "./fix.tsx"
import { countsWords } from "./words.ts"

type Props = { review: Review; units: DraftUnits; made: Made; part: DraftPart }

/** 分工矩阵预览: tasks × units as they will be issued; the letter is the role. */
export const DraftMatrix = ({ review: { plan, parts, counts }, units, made, part }: Props) => {
  const all = [...parts.values()].flat()
  const used = new Set(all.map(({ unit }) => unit))
  const known = units
    .filter(({ id }) => used.has(id))
    .map(({ id, shortName }) => ({ unit: id as number | string, name: shortName }))
  const added = [...used].filter((unit) => typeof unit === "string").map((unit) => ({ unit, name: String(unit) }))
  const columns = [...known, ...added]
  return (
    <section class="table-frame draft-matrix-frame" tabindex={0} aria-label="分工矩阵预览">
      <table class="draft-matrix">
        <caption>
          {countsWords(counts)}；牵＝{ROLE_LABEL.lead}，责＝{ROLE_LABEL.responsible}，配＝{ROLE_LABEL.support}
        </caption>
        <thead>
          <tr>
            <th scope="col">任务</th>
            {columns.map(({ name }) => (
              <th scope="col" class="upright">
                <span>{name}</span>
              </th>
            ))}
            <th scope="col">分工</th>
          </tr>
        </thead>
        <tbody>
          {plan.tasks.slice(part.from, part.to).map(({ id, label, text }, n) => {
            const own = new Map((parts.get(id) ?? []).map(({ unit, role }) => [unit, role]))
            return (
              <tr>
                <th scope="row">
                  <a href={`${draftPath(made.key, { task: id })}#task-${id}`}>{label || part.from + n + 1}</a>{" "}
                  {text.slice(0, 40)}
                </th>
                {columns.map(({ unit }) => (
                  <td>{letterOf(own.get(unit))}</td>
                ))}
                <td class="number">{own.size}</td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">分工</th>
            {columns.map(({ unit }) => (
              <td>{all.filter((part) => part.unit === unit).length}</td>
            ))}
            <td class="number">{all.length}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

const letterOf = (role: Role | undefined): string => (role ? ROLE_LABEL[role].slice(0, 1) : "")
