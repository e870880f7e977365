import type { Todo } from "#src/pages/todo/queries.ts"
import { grouped } from "#src/pages/todo/todo.ts"
import { todoItemPath } from "#src/paths.ts"
import type { PlanOf } from "../plans/titles.ts"
import { REMINDER_KIND_LABEL } from "../reminders/words.ts"
import { AUDIENCE_LABEL } from "../words/roles.ts"
import { dayWords, momentWords } from "../words.ts"
import { itemKey, type TodoItem } from "./report_form.tsx"

type Props = {
  urged: Todo["urged"]
  /** 系统催办 of which something is still owed. */
  reminded: Todo["reminded"]
  /** What is still to be written of that which the reminders name. */
  items: TodoItem[]
  planOf: PlanOf
  today: string
}

/** What the unit was told, under the heading that says how much is due: the words of a person, and how far up it went. */
export const Told = ({ urged, reminded, items, planOf, today }: Props) => (
  <>
    {grouped(urged, ({ round, unitId }) => `${round.id}/${unitId}`).map((notes) => (
      <Urged notes={notes} items={items} planOf={planOf} today={today} />
    ))}
    {reminded.map(({ unit, day, left, toHead, toLeader }) => (
      <p class="told">
        <b>系统催办{reminded.length > 1 && `（${unit}）`}</b> {dayWords(day, today)}提醒的事项还有 {left} 项未办
        {toldWords({ toHead, toLeader })}。
      </p>
    ))}
  </>
)

/** Only what has gone out. */
const toldWords = ({ toHead, toLeader }: Pick<Todo["reminded"][number], "toHead" | "toLeader">): string => {
  const told = [toHead > 0 && AUDIENCE_LABEL.head, toLeader > 0 && AUDIENCE_LABEL.leader].filter(Boolean)
  return told.length > 0 ? `；已告知${told.join("、")}` : ""
}

type UrgedProps = Pick<Props, "items" | "planOf" | "today"> & { notes: Todo["urged"] }

/** One line a round, the newest words and how often: many reminders are not many lines. Each item is one press away. */
const Urged = ({ notes, items, planOf, today }: UrgedProps) => {
  const [newest] = notes
  if (!newest) return null
  const { plan, round, kind, text, by, at } = newest
  const named = new Set(notes.flatMap(({ assignmentIds }) => assignmentIds))
  const owed = items.filter((item) => item.round.id === round.id && named.has(item.assignment.id))
  const about = [planOf(plan), round.name, notes.length > 1 && `第${notes.length}次`].filter(Boolean).join("，")
  return (
    <p class="told">
      <b>
        {REMINDER_KIND_LABEL[kind]}（{about}）
      </b>{" "}
      {text}{" "}
      {owed.map((item) => (
        <a href={todoItemPath(itemKey(item))}>{item.task.label}</a>
      ))}{" "}
      <small>
        {by}，{momentWords(at, today)}
      </small>
    </p>
  )
}
