import type { Child } from "hono/jsx"
import type { LightReason } from "#src/board/lights/light.ts"
import { dateOf } from "#src/clock.ts"
import type { Item, Reminded, Said } from "#src/pages/overview/overview.ts"
import { taskPath } from "#src/paths.ts"
import { Count } from "../parts/count.tsx"
import { LightMark } from "../parts/light.tsx"
import { clauseOf, dayWords } from "../words.ts"

type ItemsProps = {
  title: string
  of: Item[]
  href: string
  none: string
  /** So many fit on the leader's one sheet; print.css hides the others. */
  printed: number
  act?: Child
  children?: Child
}

/** So many of the others are named. */
const NAMED = 8

/** What the sheet leaves out, where nothing can be opened. */
function LeftOut({ of: items, printed }: { of: Item[]; printed: number }) {
  const rest = items.slice(printed)
  if (rest.length === 0) return null
  const names = rest.slice(0, NAMED).map(({ unit, task }) => `${unit.shortName}${task.label}`)
  return (
    <p class="print-only left-out">
      另有{rest.length}项：{names.join("、")}
      {rest.length > NAMED && "等"}。
    </p>
  )
}

/** What is late, or in difficulty, with the way to all of it; beside the number what may be done about all. */

export const Items = ({ title, of: items, href, none, printed, act, children }: ItemsProps) => (
  <section class="block">
    <h2>
      {title}
      {items.length > 0 && (
        <small>
          <Count n={items.length} of="parts" href={href}>
            全部{items.length}项
          </Count>
        </small>
      )}
    </h2>
    {act && items.length > 0 && <p class="acts items-act no-print">{act}</p>}
    {items.length === 0 ? <p class="muted nothing">{none}</p> : <ul class="item-list">{children}</ul>}
    <LeftOut of={items} printed={printed} />
  </section>
)

export const Line = ({
  item: { task, part, unit },
  planId,
  children,
}: {
  item: Item
  planId: number
  children?: Child
}) => (
  <li>
    <LightMark light={part.light} />
    <a href={`${taskPath(planId, task.ordinal)}#unit-${unit.id}`}>
      {task.label}
      {clauseOf(task.text)}
    </a>
    <p>
      <b>{unit.shortName}</b>：{children}
    </p>
  </li>
)

/** Why an item is late: no report, or what the return asked for; and how often it was reminded. */
export function lateWords(
  { part }: Item,
  reminded: Reminded | undefined,
  said: Said | undefined,
  today: string,
): string {
  const often = reminded ? `已催办${reminded.times}次（最近${dayWords(dateOf(reminded.lastAt), today)}）` : "尚未催办"
  return `${whyLate(part, said)}。${often}。`
}

const LATE_WORDS: Partial<Record<LightReason, string>> = {
  overdue_report: "未报",
  overdue_rectification: "整改未完成",
  overdue_notice: "督办单未反馈",
  overdue_deadline: "未在时限内完成",
}

function whyLate({ standing, light, overrideReason }: Item["part"], said: Said | undefined): string {
  if (standing === "returned") return `退回后未重报${said?.opinion ? `，退回意见：${unended(said.opinion)}` : ""}`
  if (light.reason === "overdue_stage") return `第${light.stage}阶段未完成`
  return LATE_WORDS[light.reason] ?? (overrideReason || "未报")
}

/** Without the full stop it came with: a sentence goes on. */
const unended = (text: string) => text.trim().replace(/[。；，、.;,]+$/, "")
