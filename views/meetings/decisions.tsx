import { decisionPath, decisionsPath, meetingPath, yearDecisionsPath } from "#src/paths.ts"
import { isLate, isUndone } from "#src/year/meetings/decision_workflow.ts"
import { type DecisionsPicked, SHOWN } from "#src/year/meetings/picked.ts"
import type { DecisionLine, DecisionRegister } from "#src/year/meetings/queries.ts"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PickFrom } from "../parts/pick_from.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { brief, dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { DECISION_STATE_LABEL, SHOWN_LABEL } from "./words.ts"

export type Turned = { id: number; number: number; meeting: string }
type Lines = { decisions: readonly DecisionLine[]; today: string }

/** How a decision stands, late for ever once late. */
export const DecisionStanding = ({ decision, today }: { decision: Parameters<typeof isLate>[0]; today: string }) => (
  <>
    <span class="tag">{DECISION_STATE_LABEL[decision.state]}</span>{" "}
    {isLate(decision, today) && <span class={isUndone(decision.state) ? "light red" : "tag"}>逾期</span>}
  </>
)

/** What carries decisions out leads back to them. */
export const FromDecisions = ({ decisions }: { decisions: readonly Turned[] }) =>
  decisions.length === 0 ? null : (
    <p class="note" id="decisions">
      来自会议议定事项：
      {decisions.map(({ id, number, meeting }) => (
        <>
          <a href={decisionPath(id)}>
            {meeting}第{number}项
          </a>{" "}
        </>
      ))}
    </p>
  )

export const DecisionTable = ({ decisions, today }: Lines) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">议定事项</caption>
      <thead>
        <tr>
          <th scope="col">议定事项</th>
          <th scope="col">责任单位</th>
          <th scope="col">完成时限</th>
          <th scope="col">状态</th>
          <th scope="col">会议</th>
        </tr>
      </thead>
      <tbody>
        {decisions.map(({ decision, unit, meeting }) => (
          <tr data-row="decision">
            <th scope="row">
              <a href={decisionPath(decision.id)} id={`decision-${decision.id}`}>
                {brief(decision.text, 80)}
              </a>
            </th>
            <td class="nowrap" data-label="责任单位">
              {unit}
            </td>
            <td class="nowrap" data-label="完成时限">
              {decision.dueBy === null ? "未定" : dayWords(decision.dueBy, today)}
            </td>
            <td class="nowrap" data-label="状态">
              <DecisionStanding decision={decision} today={today} />
            </td>
            <td data-label="会议">
              <a href={meetingPath(meeting.id)}>{meeting.title}</a>第{decision.number}项
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

type RegisterProps = { found: DecisionRegister; picked: DecisionsPicked; page: number; today: string }

/** 议定事项 of a year. */
export const DecisionRegisterPage = ({ found, picked, page, today }: RegisterProps) => {
  const { year, decisions, units } = found
  return (
    <>
      <YearHead found={found} tab="meetings" acts={<PrintButton />} />
      <section class="block" id="decisions">
        <h2>议定事项</h2>
        <form method="get" class="filters no-print" action={yearDecisionsPath(year.year)} data-at-once>
          <PickFrom
            name="show"
            id="decision-show"
            label="状态"
            all="全部"
            value={picked.show}
            options={SHOWN.map((one) => [one, SHOWN_LABEL[one]])}
          />
          <PickFrom
            name="unit"
            id="decision-unit"
            label="责任单位"
            all="全部单位"
            value={picked.unit}
            options={units.map(({ id, name }) => [id, name])}
          />
          <button type="submit">筛选</button>
        </form>
        <KeptTo
          facts={[
            picked.show && SHOWN_LABEL[picked.show],
            picked.unit !== null && (units.find(({ id }) => id === picked.unit)?.name ?? "其他单位"),
          ]}
        />
        {decisions.length === 0 ? (
          <p class="empty sheet">没有这样的议定事项。</p>
        ) : (
          <DecisionTable decisions={decisions} today={today} />
        )}
        <Pages page={page} hasMore={found.hasMore} path={(page) => yearDecisionsPath(year.year, { ...picked, page })} />
      </section>
    </>
  )
}

/** 待办结: what units have told and the office has still to close or to return. */
export const WaitingDecisionsPage = ({
  decisions,
  hasMore,
  page,
  today,
}: Lines & { hasMore: boolean; page: number }) => (
  <>
    <div class="title">
      <div>
        <h1>待办结的议定事项</h1>
        <p>责任单位已反馈、等待办结或退回的会议议定事项。</p>
      </div>
    </div>
    {decisions.length === 0 ? (
      <p class="empty sheet">没有等待您办结的议定事项。</p>
    ) : (
      <DecisionTable decisions={decisions} today={today} />
    )}
    <Pages page={page} hasMore={hasMore} path={(page) => decisionsPath({ page })} />
  </>
)
