import { MEETING_KINDS, MEETING_STATES } from "#db/schema.ts"
import { meetingPath, newMeetingPath, yearDecisionsPath, yearMeetingsFilePath, yearMeetingsPath } from "#src/paths.ts"
import type { MeetingsPicked } from "#src/year/meetings/picked.ts"
import type { MeetingLine, MeetingRegister } from "#src/year/meetings/queries.ts"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PickFrom } from "../parts/pick_from.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { DecisionTable } from "./decisions.tsx"
import { MEETING_KIND_LABEL, MEETING_STATE_LABEL } from "./words.ts"

type Props = { found: MeetingRegister; picked: MeetingsPicked; page: number; keeps: boolean; today: string }

/** The register of a year: what is not done of what was decided, then the meetings. */
export const MeetingRegisterPage = ({ found, picked, page, keeps, today }: Props) => {
  const { year, counts, undone, meetings } = found
  return (
    <>
      <YearHead
        found={found}
        tab="meetings"
        acts={
          <>
            {keeps && (
              <a class="button primary" href={newMeetingPath(year.year)} id="new-meeting">
                安排会议
              </a>
            )}
            <PrintButton />
          </>
        }
      />
      <section class="block" id="undone">
        <h2>
          未办结的议定事项
          <small>
            <a href={yearDecisionsPath(year.year, { show: "undone" })}>{counts.undone}项</a>，逾期
            <a href={yearDecisionsPath(year.year, { show: "late" })}>{counts.late}项</a>，已反馈待办结
            <a href={yearDecisionsPath(year.year, { show: "answered" })}>{counts.answered}项</a>；共
            <a href={yearDecisionsPath(year.year)}>{counts.all}项</a>
          </small>
        </h2>
        {undone.length === 0 ? (
          <p class="empty sheet">没有未办结的议定事项。</p>
        ) : (
          <DecisionTable decisions={undone} today={today} />
        )}
        {counts.undone > undone.length && (
          <p>
            <a href={yearDecisionsPath(year.year, { show: "undone" })}>全部{counts.undone}项</a>
          </p>
        )}
      </section>
      <section class="block" id="meetings">
        <h2>会议、视察和跟踪调查</h2>
        <Filters year={year.year} picked={picked} />
        <KeptTo
          facts={[picked.kind && MEETING_KIND_LABEL[picked.kind], picked.state && MEETING_STATE_LABEL[picked.state]]}
        />
        {meetings.length === 0 ? (
          <p class="empty sheet">没有这样的会议。</p>
        ) : (
          <MeetingTable meetings={meetings} today={today} />
        )}
        <Pages page={page} hasMore={found.hasMore} path={(page) => yearMeetingsPath(year.year, { ...picked, page })} />
        <Taking path={(file) => yearMeetingsFilePath(year.year, file, picked)} />
      </section>
    </>
  )
}

const Filters = ({ year, picked }: { year: number; picked: MeetingsPicked }) => (
  <form method="get" class="filters no-print" action={yearMeetingsPath(year)} data-at-once>
    <PickFrom
      name="kind"
      id="meeting-kind"
      label="类型"
      all="全部类型"
      value={picked.kind}
      options={MEETING_KINDS.map((kind) => [kind, MEETING_KIND_LABEL[kind]])}
    />
    <PickFrom
      name="state"
      id="meeting-state"
      label="状态"
      all="全部状态"
      value={picked.state}
      options={MEETING_STATES.map((state) => [state, MEETING_STATE_LABEL[state]])}
    />
    <button type="submit">筛选</button>
  </form>
)

const MeetingTable = ({ meetings, today }: { meetings: readonly MeetingLine[]; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">会议</caption>
      <thead>
        <tr>
          <th scope="col">名称</th>
          <th scope="col">类型</th>
          <th scope="col">日期</th>
          <th scope="col">状态</th>
          <th scope="col">地点、会同单位</th>
          <th scope="col">纪要</th>
          <th scope="col" class="number">
            未办结/议定
          </th>
        </tr>
      </thead>
      <tbody>
        {meetings.map((one) => (
          <tr data-row="meeting">
            <th scope="row">
              <a href={meetingPath(one.id)} id={`meeting-${one.id}`}>
                {one.title}
              </a>
            </th>
            <td class="nowrap" data-label="类型">
              {MEETING_KIND_LABEL[one.kind]}
            </td>
            <td class="nowrap" data-label="日期">
              {dayWords(one.heldOn ?? one.meetsOn, today)}
            </td>
            <td class="nowrap" data-label="状态">
              <span class="tag">{MEETING_STATE_LABEL[one.state]}</span>
            </td>
            <td data-label="地点、会同单位">{[one.place, one.guests].filter(Boolean).join("；") || "–"}</td>
            <td data-label="纪要">
              {one.issuedOn === null ? "–" : `${one.docNumber} ${dayWords(one.issuedOn, today)}印发`}
            </td>
            <td class="number" data-label="未办结/议定">
              {one.state === "issued" ? (
                <a href={`${meetingPath(one.id)}#decisions`}>
                  {one.undone}/{one.decisions}
                </a>
              ) : (
                "–"
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
