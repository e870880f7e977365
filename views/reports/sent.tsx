import type { Todo } from "#src/pages/todo/queries.ts"
import { grouped } from "#src/pages/todo/todo.ts"
import { reportPath, sheetPath, taskPath } from "#src/paths.ts"
import { sheetKeyOf } from "#src/reports/sheets/sheet.ts"
import type { PlanOf } from "../plans/titles.ts"
import { arrivalWords } from "../sheets/words.ts"
import { REPORT_STATE_LABEL } from "../words/states.ts"
import { brief, momentWords } from "../words.ts"
import { ToTask } from "./to_task.tsx"

type Props = {
  sent: Todo["sent"]
  arrived: Arrived
  planOf: PlanOf
  /** Units whose reports the reader sends, and may take back. */
  liaisonOf: number[]
  /** Units of which the reader may read the tasks. */
  readOf: number[]
  today: string
}

/** 签字单 that have come to the office on paper. */
type Arrived = Todo["arrived"]

type Row = Todo["sent"][number]

/** The receipts: what was sent when and how it was answered, round by round, each with its sheet to print. */
export const Sent = ({ sent, ...props }: Props) => (
  <section class="block" id="sent">
    <h2>
      最近报送的{sent.length}项<small>未核查前可撤回修改</small>
    </h2>
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">任务</th>
            <th scope="col">报送时间</th>
            <th scope="col">状态</th>
            <th scope="col">
              <span class="sr-only">操作</span>
            </th>
          </tr>
        </thead>
        {grouped(sent, ({ plan, round, unit }) => `${plan.id}/${round.id}/${unit.id}`).map((rows) => (
          <Receipts rows={rows} {...props} />
        ))}
      </table>
    </div>
  </section>
)

/** What one unit sent of one plan in one round. */
const Receipts = ({ rows, arrived, planOf, liaisonOf, readOf, today }: Omit<Props, "sent"> & { rows: Row[] }) => {
  const [first] = rows
  if (!first) return null
  const { plan, round, unit } = first
  const came = arrived.find(({ roundId, unitId }) => roundId === round.id && unitId === unit.id)
  const name = [planOf(plan), round.name, unit.shortName].filter(Boolean).join(" · ")
  return (
    <tbody>
      <tr class="of-round">
        <th scope="rowgroup" colspan={4}>
          {name}{" "}
          <a href={sheetPath(sheetKeyOf({ planId: plan.id, round: round.number, unitId: unit.id }))}>
            签字单<span class="sr-only">（{name}）</span>
          </a>
          {came && <small>纸质件{arrivalWords(came, today)}</small>}
        </th>
      </tr>
      {rows.map((row) => (
        <Receipt row={row} mayTakeBack={liaisonOf.includes(unit.id)} mayRead={readOf.includes(unit.id)} today={today} />
      ))}
    </tbody>
  )
}

const Receipt = ({
  row,
  mayTakeBack,
  mayRead,
  today,
}: {
  row: Row
  mayTakeBack: boolean
  mayRead: boolean
  today: string
}) => {
  const { assignmentId, task, plan, round, state, submittedAt, opinion, version, proposed } = row
  return (
    <tr>
      <th scope="row">
        <ToTask to={mayRead ? taskPath(plan.id, task.ordinal) : null}>
          {task.label} {brief(task.text, 30)}
        </ToTask>
      </th>
      <td class="nowrap">{submittedAt !== null && momentWords(submittedAt, today)}</td>
      <td>
        {REPORT_STATE_LABEL[state]}
        {/* Sent again, the opinion before is no answer to what stands now. */}
        {state === "accepted" && opinion && <small>：{opinion}</small>}
      </td>
      <td>
        {state === "submitted" && !proposed && mayTakeBack && (
          <form method="post" action={reportPath(assignmentId, round.number, "withdrawal")}>
            <input type="hidden" name="version" value={version} />
            <button type="submit" class="quiet" aria-label={`撤回 ${task.label}`}>
              撤回
            </button>
          </form>
        )}
      </td>
    </tr>
  )
}
