import { decisionPath, meetingPath } from "#src/paths.ts"
import type { DueDecision, DueMeeting } from "#src/year/meetings/todo_queries.ts"
import { brief, dayWords } from "../words.ts"
import { replyWords, whenWords } from "./words.ts"

type Props = { meetings: readonly DueMeeting[]; decisions: readonly DueDecision[]; today: string }

/** Meetings that a unit is called to, and decisions that it has to carry out, in 我的待办. */
export const MeetingsDue = ({ meetings, decisions, today }: Props) => (
  <>
    {meetings.length > 0 && (
      <section class="block" id="meetings-due">
        <h2>会议（{meetings.length}）</h2>
        <ul class="rows sheet padded">
          {meetings.map((one) => (
            <li data-row="meeting">
              <a href={meetingPath(one.id)}>{one.title}</a>{" "}
              <small>
                {one.unit} · {whenWords(one, today)} {one.place}
              </small>{" "}
              {one.answer === null ? (
                <span>
                  <a class="button" href={`${meetingPath(one.id)}#reply`}>
                    回执{one.replyBy !== null && `（${dayWords(one.replyBy, today)}前）`}
                  </a>
                </span>
              ) : (
                <span class="tag">{replyWords({ ...one, remark: "" })}</span>
              )}
            </li>
          ))}
        </ul>
      </section>
    )}
    {decisions.length > 0 && (
      <section class="block" id="decisions-due">
        <h2>会议议定事项（{decisions.length}）</h2>
        <ul class="rows sheet padded">
          {decisions.map((one) => (
            <li data-row="decision">
              {one.dueBy !== null && one.dueBy < today && <span class="light red">逾期</span>}{" "}
              <a href={decisionPath(one.id)}>{brief(one.text, 60)}</a>{" "}
              <small>
                {one.unit}
                {one.dueBy !== null && ` · ${dayWords(one.dueBy, today)}前`} · {one.meeting}
              </small>
              {one.opinion && <p class="returned">{one.opinion}</p>}
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
)
