import type { ReportState } from "#db/schema.ts"
import { namesAt } from "#src/office/units/names.ts"
import { isReportedLate } from "#src/owing/owing.ts"
import type { UnitSheet } from "#src/pages/sheet/unit_queries.ts"
import { planPath, taskPath, unitSheetPath } from "#src/paths.ts"
import { isReported } from "#src/plans/rounds/reported.ts"
import { onPaper } from "../parts/evidence.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { contactWords } from "../people/contacts.ts"
import { roleWords } from "../plans/words.ts"
import { Words } from "../reports/said.tsx"
import { nameThen } from "../units/words.ts"
import { REPORT_STATE_LABEL } from "../words/states.ts"
import { cited, clauseOf, dayWords, momentWords } from "../words.ts"

/** With more tasks than these each is named by its first clause, so that they stay on one sheet. */
const WHOLE_TEXTS = 8

type Props = { sheet: UnitSheet; today: string }

/** By its name of the day on which the round was cut off. */
const unitName = ({ unit, round }: Pick<UnitSheet, "unit" | "round">): string =>
  round.cutOffAt === null ? unit.name : namesAt(unit, round.cutOffAt).name

export const unitSheetTitle = (sheet: Pick<UnitSheet, "unit" | "round">): string =>
  `${unitName(sheet)}${sheet.round.name}进展报送单`

/** 报送单: what one unit has reported of one plan in one round, with what the office said of it, to be printed and filed. */
export const UnitSheetPage = ({ sheet, today }: Props) => {
  const { plan, round, items, before, after } = sheet
  return (
    <section class={items.length > WHOLE_TEXTS ? "signsheet unit-sheet dense" : "signsheet unit-sheet"}>
      <div class="title">
        <div>
          <h1>{unitSheetTitle(sheet)}</h1>
        </div>
        <div class="acts">
          {before && (
            <a class="button" id="unit-before" href={unitSheetPath(plan.id, round.number, before.id)} rel="prev">
              ‹ {before.shortName}
            </a>
          )}
          {after && (
            <a class="button" id="unit-after" href={unitSheetPath(plan.id, round.number, after.id)} rel="next">
              {after.shortName} ›
            </a>
          )}
          <PrintButton class="primary" />
        </div>
      </div>
      <Facts sheet={sheet} today={today} />
      {items.length === 0 ? (
        <p class="empty sheet">本期没有需要报送的事项。</p>
      ) : (
        <table class="list ruled stack">
          <colgroup>
            <col class="asked" />
            <col />
            <col class="course" />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">任务</th>
              <th scope="col">落实情况、存在问题、下步打算</th>
              <th scope="col">报送和审核</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Item item={item} sheet={sheet} today={today} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const Facts = ({ sheet: { plan, round, unit, contacts }, today }: Props) => {
  const liaisons = contacts.filter(({ kind }) => kind === "liaison")
  return (
    <dl class="facts">
      <dt>方案</dt>
      <dd>
        <a href={planPath(plan.id, { round: round.number, unit: unit.id })}>{cited(plan)}</a>
      </dd>
      <dt>填报期</dt>
      <dd>
        {round.name}，{dayWords(round.dueBy, today)}前报送
        {round.cutOffAt !== null && `，${momentWords(round.cutOffAt, today)}封账`}
      </dd>
      <dt>报送单位</dt>
      <dd>{nameThen(unit, round.cutOffAt)}</dd>
      {liaisons.length > 0 && (
        <>
          <dt>联络员</dt>
          <dd>{liaisons.map(contactWords).join("、")}</dd>
        </>
      )}
    </dl>
  )
}

/** What was said of it; what was sent again has been answered, and not judged yet. */
const OPINION_LABEL: Record<ReportState, string> = {
  draft: "",
  signing: "",
  submitted: "上次退回意见",
  accepted: "审核意见",
  returned: "退回意见",
}

type SheetItem = UnitSheet["items"][number]

/** With the office, or returned by it: what has not been sent is the unit's own. */
const wasSent = ({ report }: SheetItem): boolean =>
  report !== null && (isReported(report.state) || report.state === "returned")

const Item = ({ item, sheet: { plan, round, items }, today }: { item: SheetItem; sheet: UnitSheet; today: string }) => {
  const { assignment, isFirstLead, task, report, words, files } = item
  const isDense = items.length > WHOLE_TEXTS
  const isSent = wasSent(item)
  return (
    <tr>
      <th scope="row">
        <p>
          <a href={`${taskPath(plan.id, task.ordinal, { round: round.number })}#unit-${assignment.unitId}`}>
            {task.label}
          </a>{" "}
          {isDense ? clauseOf(task.text) : task.text}{" "}
          <small>{roleWords({ role: assignment.role, isFirstLead: isFirstLead === 1 })}</small>
        </p>
      </th>
      <td>
        {isSent ? <Words words={words} /> : <p class="muted">本期未报送。</p>}
        {isSent && files.length > 0 && (
          <p>
            <b>佐证材料：</b>
            {files.map(onPaper).join("、")}
          </p>
        )}
      </td>
      <td data-label="报送和审核">
        {isSent && report ? (
          <>
            <p>
              {REPORT_STATE_LABEL[report.state]}
              {isReportedLate(report, round) && <span class="tag">迟报</span>}
            </p>
            {report.submittedAt && (
              <p>
                <small>{momentWords(report.submittedAt, today)}报送</small>
              </p>
            )}
            {report.opinion && (
              <p class="preserve">
                {OPINION_LABEL[report.state]}：{report.opinion}
              </p>
            )}
          </>
        ) : (
          <p>未报</p>
        )}
      </td>
    </tr>
  )
}
