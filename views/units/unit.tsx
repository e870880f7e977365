import { queryOf } from "#src/board/filter.ts"
import { monthOf } from "#src/pages/unit/burden.ts"
import type { UnitPart, UnitView } from "#src/pages/unit/queries.ts"
import { planPath, taskPath, unitPath } from "#src/paths.ts"
import { Count, Rate } from "../parts/count.tsx"
import { LightMark } from "../parts/light.tsx"
import { Pages } from "../parts/pages.tsx"
import { roleWords, scheduleWords } from "../plans/words.ts"
import { REPORT_STATE_LABEL } from "../words/states.ts"
import { dayWords } from "../words.ts"
import { BurdenLine } from "./asked.tsx"
import { UnitHead } from "./head.tsx"

type Props = { view: UnitView; page: number; hasRecord: boolean; today: string }

/** One unit's part in the plans. */
export const UnitPage = ({ view: { unit, contacts, burden, parts, hasMore }, page, hasRecord, today }: Props) => (
  <>
    <UnitHead unit={unit} contacts={contacts} tab="parts" hasRecord={hasRecord} today={today} />
    <BurdenLine burden={burden} month={monthOf(today)} unitId={unit.id} />
    {parts.length === 0 && <p class="sheet empty">没有您可以查看的分工。</p>}
    {parts.map((part) => (
      <Part part={part} unitId={unit.id} today={today} />
    ))}
    <Pages page={page} hasMore={hasMore} path={(number) => unitPath(unit.id, { page: number > 1 ? number : null })} />
  </>
)

const Part = ({ part: { plan, round, items }, unitId, today }: { part: UnitPart; unitId: number; today: string }) => {
  const path = (report: "reported" | "due" | null) => planPath(plan.id, queryOf({ unit: unitId, report }))
  return (
    <section class="block">
      <h2>
        <a href={planPath(plan.id)}>{plan.title}</a>
        <small>
          <Count n={items.length} of="parts" href={path(null)}>
            {items.length}项分工
          </Count>
          {round && (
            <>
              {" · "}
              {round.name}（{dayWords(round.dueBy, today)}到期）已报/应报{" "}
              <Rate
                reported={items.filter(({ part }) => part.reported).length}
                due={items.filter(({ part }) => part.owed).length}
                hrefs={[path("reported"), path("due")]}
              />
            </>
          )}
        </small>
      </h2>
      <ol class="tasks">
        {items.map(({ task, part }) => (
          <li class="task">
            <p class="task-light">
              <LightMark light={part.light} />
              {part.late && <span class="tag">迟报</span>}
            </p>
            <div>
              <p class="task-text">
                <a href={`${taskPath(plan.id, task.ordinal)}#unit-${unitId}`}>{task.label}</a>
                {task.text}
              </p>
              <p class="muted small">
                {[
                  roleWords(part),
                  part.owed || part.standing !== "none" ? REPORT_STATE_LABEL[part.standing] : null,
                  scheduleWords(task, plan.rhythm, today),
                  part.office,
                  part.personInCharge,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
