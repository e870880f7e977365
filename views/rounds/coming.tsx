import { yearOf } from "#src/clock.ts"
import { type Calendar, isKnown } from "#src/office/calendar/working_days.ts"
import { planPath } from "#src/paths.ts"
import type { Arrangement } from "#src/plans/rounds/rounds.ts"
import { dayWords } from "../words.ts"
import { dayAndWeekday, movedWords, spanWords } from "./words.ts"

type Props = {
  planId: number
  arrangement: Pick<Arrangement, "rule" | "coming">
  /** So many of them; without a number all of the year. */
  first?: number
  opensItself: boolean
  calendar: Calendar
  today: string
}

/** The rounds ahead by the rule, each with the day that it names and the one to which it is moved. */
export const ComingRounds = ({ planId, arrangement: { rule, coming }, first, opensItself, calendar, today }: Props) => {
  const shown = coming.slice(0, first)
  const estimated = [
    ...new Set(shown.filter(({ dueBy }) => !isKnown(calendar, dueBy)).map(({ dueBy }) => yearOf(dueBy))),
  ]
  return (
    <>
      <div class="table-frame">
        <table class="list stack coming">
          <thead>
            <tr>
              <th scope="col">填报期</th>
              <th scope="col">开启</th>
              <th scope="col">报送期限</th>
              <th scope="col">说明</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr>
                <th scope="row">
                  {one.round ? <a href={planPath(planId, { round: one.round.number })}>{one.round.name}</a> : one.name}
                  {rule.rhythm === "weekly" && <small> {spanWords(rule.rhythm, one.period, today)}</small>}
                </th>
                <td class="nowrap" data-label="开启">
                  {one.round ? "已开启" : `${dayWords(one.opensOn, today)}${opensItself ? "自动" : ""}`}
                </td>
                <td class="nowrap" data-label="报送期限">
                  {dayAndWeekday(one.round?.dueBy ?? one.dueBy, today)}
                </td>
                <td data-label="说明">{one.round ? "" : movedWords(one, calendar, today)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {estimated.length > 0 && (
        <p class="hint">
          {estimated.join("、")}
          年的放假安排尚未录入，暂按周末和法定节假日推算；录入后，尚未开启的各期按新的安排重新推算。
        </p>
      )}
    </>
  )
}
