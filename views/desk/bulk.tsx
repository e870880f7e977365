import type { Bulk } from "#src/pages/desk/queries.ts"
import { deskPath, taskPath, togetherPath } from "#src/paths.ts"
import { ALONE, type Alone } from "#src/reports/report/bulk.ts"
import type { Together } from "#src/reports/report/verdict_commands.ts"
import type { BulkRow } from "#src/reports/report/verdict_queries.ts"
import { Area, Flawed, type Flaws } from "../parts/fields.tsx"
import { shortTitle } from "../plans/titles.ts"
import { Words } from "../reports/said.tsx"
import { brief, momentWords } from "../words.ts"
import { ALONE_LABEL } from "./words.ts"

/** How a report stands in a list of ticks: which, and which version of it was seen. */
const tick = ({ assignment, round, report }: BulkRow) => `${assignment.id}-${round.number}-${report.version}`

/** What of the desk is looked at, as addresses say it. */
type Within = { beat: string | null; plan: number | null; unit: number | null }

type Props = {
  bulk: Bulk
  chosen: string[]
  mine: boolean
  plan: number | null
  unit: number | null
  today: string
  flaws?: Flaws
}

/** 成批采纳: what states no problem, each to be ticked; what was ticked is shown once more with its number. */
export const BulkPage = ({ bulk, chosen, mine, plan, unit, today, flaws }: Props) => {
  const within = { beat: mine ? "mine" : null, plan, unit }
  const ticked = bulk.fit.filter((row) => chosen.includes(tick(row)))
  const asks = ticked.length > 0 && !flaws
  return (
    <>
      <div class="title">
        <div>
          <h1>成批采纳</h1>
          <p>只列没有写明问题、不需要协调、按期首次报送的进展；其余逐项审核。</p>
        </div>
        <a class="button" href={deskPath({ queue: "review", ...within })}>
          回待审核
        </a>
      </div>
      <Flawed flaws={flaws} text={flaws?.problems.items?.join("；")} />
      <Left left={bulk.left} />
      {bulk.fit.length === 0 ? (
        <p class="empty sheet">没有可以成批采纳的进展，请逐项审核。</p>
      ) : asks ? (
        <Confirming rows={ticked} within={within} missing={chosen.length - ticked.length} />
      ) : (
        <Choosing rows={bulk.fit} chosen={chosen} within={within} today={today} />
      )}
    </>
  )
}

/** What is not listed, by its reason. */
const Left = ({ left }: { left: Alone[] }) => {
  const counted = ALONE.flatMap((why) => {
    const n = left.filter((one) => one === why).length
    return n > 0 ? [`${ALONE_LABEL[why]} ${n} 项`] : []
  })
  return counted.length === 0 ? null : (
    <p class="note">
      须逐项审核、不在下面的 {left.length} 项：{counted.join("；")}。
    </p>
  )
}

type ChoosingProps = { rows: BulkRow[]; chosen: string[]; within: Within; today: string }

const Choosing = ({ rows, chosen, within, today }: ChoosingProps) => {
  const of = planOf(rows)
  return (
    <form method="get" action={togetherPath()} id="choosing">
      {within.beat && <input type="hidden" name="beat" value={within.beat} />}
      {within.plan !== null && <input type="hidden" name="plan" value={within.plan} />}
      {within.unit !== null && <input type="hidden" name="unit" value={within.unit} />}
      <p class="acts">
        <label class="check">
          <input type="checkbox" data-check-all="items" /> 全选 {rows.length} 项
        </label>
        <button type="submit" class="primary">
          采纳勾选的各项…
        </button>
      </p>
      <ul class="sheet together">
        {rows.map((row) => (
          <li>
            <label class="check">
              <input type="checkbox" name="items" value={tick(row)} checked={chosen.includes(tick(row))} />
              <b>
                {row.unit.name} {row.task.label}
              </b>
              <span class="muted">{brief(row.task.text, 40)}</span>
            </label>
            <small class="muted">
              {of(row)}
              {row.round.name} · {momentWords(row.report.submittedAt ?? 0, today)}报送
            </small>
            <Words words={row.words} />
          </li>
        ))}
      </ul>
      <p class="acts">
        <button type="submit" class="primary">
          采纳勾选的各项…
        </button>
      </p>
    </form>
  )
}

/** Says of which plan a report is, where they are of several. */
function planOf(rows: BulkRow[]): (row: BulkRow) => string {
  const isOne = new Set(rows.map(({ plan }) => plan.id)).size < 2
  return ({ plan }) => (isOne ? "" : `${shortTitle(plan.title)} · `)
}

type ConfirmingProps = { rows: BulkRow[]; within: Within; missing: number }

const Confirming = ({ rows, within, missing }: ConfirmingProps) => {
  const of = planOf(rows)
  return (
    <form method="post" action={togetherPath(within)} class="sheet padded" id="confirming">
      <h2>将采纳以下 {rows.length} 项</h2>
      {missing > 0 && <p class="note">另有 {missing} 项刚被他人办理或单位已改动，不再列入。</p>}
      <ul>
        {rows.map((row) => (
          <li>
            <input type="hidden" name="items" value={tick(row)} />
            {row.unit.name} {row.task.label}{" "}
            <span class="muted">
              {of(row)}
              {brief(row.task.text, 40)}
            </span>
          </li>
        ))}
      </ul>
      <Area name="opinion" label="采纳意见" rows={2} hint="对各项都写同样的意见" />
      <p class="acts">
        <button type="submit" class="primary">
          采纳这 {rows.length} 项
        </button>
        <a class="button" href={togetherPath(within)}>
          重新勾选
        </a>
      </p>
    </form>
  )
}

/** What was accepted together, and what was not and why. */
export const TogetherPage = ({ together: { accepted, left } }: { together: Together }) => (
  <section class="sheet padded">
    <h1>{accepted.length > 0 ? `已采纳 ${accepted.length} 项，${left.length} 项没有采纳` : "没有采纳"}</h1>
    <p role="alert">没有采纳的请逐项审核：</p>
    <ul>
      {left.map(({ row, why }) => (
        <li>
          <Part row={row} />：{ALONE_LABEL[why]}
        </li>
      ))}
    </ul>
    {accepted.length > 0 && (
      <>
        <h2>已采纳</h2>
        <ul>
          {accepted.map((row) => (
            <li>
              <Part row={row} />
            </li>
          ))}
        </ul>
      </>
    )}
    <p class="acts">
      <a class="button primary" href={deskPath({ queue: "review" })}>
        回待审核
      </a>
    </p>
  </section>
)

const Part = ({ row: { plan, task, unit } }: { row: BulkRow }) => (
  <a href={`${taskPath(plan.id, task.ordinal)}#unit-${unit.id}`}>
    {unit.name} {task.label}
  </a>
)
