import type { Light } from "#src/board/lights/light.ts"
import type { Todo } from "#src/pages/todo/queries.ts"
import { breakdownPath } from "#src/paths.ts"
import { LightMark } from "../parts/light.tsx"
import { brief, clockWords, dayWords, firstLine, momentWords } from "../words.ts"

export type TodoPassed = Todo["passed"][number] & { light: Light }

export const passedKey = ({ breakdown, round }: Pick<TodoPassed, "breakdown" | "round">) =>
  `below-${breakdown.id}-${round?.number ?? 0}`

type Props = { item: TodoPassed; level: "h2" | "h3"; today: string }

/** What the unit above has passed on, in 我的待办: to be signed for, or to be reported to it by the 内部期限. */
export const DuePassed = ({ item, level: Heading, today }: Props) => {
  const { breakdown, task, from, body, round, report, draft, by, light } = item
  const path = breakdownPath(breakdown.id)
  return (
    <article class={`due sheet ${light.colour}`} id={`item-${passedKey(item)}`}>
      <header>
        <Heading>
          <a href={path}>
            {from.name}交办 {task.label}
          </a>
        </Heading>
        <LightMark light={light} />
      </header>
      <p class="whose">
        {body}
        {breakdown.state === "passed" && " · 待签收"}
        {round && (
          <>
            {" · "}
            {round.name} ·{" "}
            <b class="nowrap">
              {dayWords(by, today)}前{report?.state === "returned" ? "重新上报" : "上报"}
            </b>
          </>
        )}
      </p>
      <p class="wording">{breakdown.words || task.text}</p>
      {report?.state === "returned" && (
        <p class="returned">
          <b>{from.shortName}发还：</b>
          {report.remark}
        </p>
      )}
      {breakdown.urgedAt !== null && (
        <p class="note">
          <b>{from.shortName}催办：</b>
          {momentWords(breakdown.urgedAt, today)}
        </p>
      )}
      {draft && draft.achieved.trim() !== "" && (
        <p class="written">
          <span class="tag">草稿 {clockWords(draft.savedAt, today)}</span> {brief(firstLine(draft.achieved), 60)}
        </p>
      )}
      <div class="acts">
        <a class="button" href={round ? `${path}#round-${round.number}` : path}>
          {round ? (draft ? "继续填写" : "填写") : "签收或提出异议"}
        </a>
      </div>
    </article>
  )
}

/** What lower bodies have sent back: the unit says it in other words, or takes it back. */
export const Declined = ({ declined }: Pick<Todo, "declined">) => (
  <>
    {declined.map(({ breakdown, body, task }) => (
      <p class="note">
        <a href={breakdownPath(breakdown.id)}>
          {body}对{task.label}的交办提出异议
        </a>
        ：{breakdown.remark}
      </p>
    ))}
  </>
)
