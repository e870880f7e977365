import type { Child } from "hono/jsx"
import type { Actor } from "#src/office/people/actor.ts"
import { decisionPath, meetingPath, yearMeetingsPath } from "#src/paths.ts"
import { convenes, repliesFor } from "#src/year/meetings/policy.ts"
import type { Called, FoundMeeting } from "#src/year/meetings/queries.ts"
import { canMove, isPast, isToCome } from "#src/year/meetings/workflow.ts"
import { Evidence, Files } from "../parts/evidence.tsx"
import { Area, Choice, Field, Flawed, type Flaws, firstTyped, flawsOf } from "../parts/fields.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { dayWords } from "../words.ts"
import { UnitTicks } from "../years/units.tsx"
import { DecisionStanding } from "./decisions.tsx"
import { MeetingFields } from "./fields.tsx"
import { ANSWER_LABEL, MEETING_KIND_LABEL, MEETING_STATE_LABEL, replyWords, whenWords } from "./words.ts"

/** The act whose form came back. */
export type FlawedMeeting = Flaws & { act: string }

type Props = { found: FoundMeeting; actor: Actor; today: string; flawed: FlawedMeeting | null }

/** One meeting: its call and who comes, what was said, what was decided. */
export const MeetingPage = (props: Props) => {
  const { found, actor, today } = props
  const { meeting, year } = found
  const keeps = convenes(actor, year)
  return (
    <article>
      <p class="crumbs small">
        <a href={yearMeetingsPath(meeting.year)}>{meeting.year}年会议</a>
      </p>
      <div class="title">
        <div>
          <h1>{meeting.title}</h1>
          <p>
            {MEETING_KIND_LABEL[meeting.kind]} <span class="tag">{MEETING_STATE_LABEL[meeting.state]}</span>
          </p>
        </div>
        <div class="acts no-print">
          {found.readsMinutes && isPast(meeting.state) && (
            <form method="post" action={meetingPath(meeting.id, "document")} hx-boost="false">
              <button type="submit" id="take-minutes">
                下载纪要（Word）
              </button>
            </form>
          )}
          <PrintButton />
        </div>
      </div>
      {meeting.cancelWhy && <p class="note">已取消：{meeting.cancelWhy}</p>}
      {keeps && meeting.state === "planned" && (
        <p class="note">拟召开的会议只有普法办看得到；发出通知后参加单位才能看到。</p>
      )}
      {keeps && meeting.state === "held" && (
        <p class="note">纪要和议定事项现在只有普法办看得到；印发后参加单位和责任单位才能看到。</p>
      )}
      <Facts {...props} />
      <Replies {...props} />
      <Units {...props} />
      {keeps && canMove(meeting.state, "call") && <Call {...props} />}
      {keeps && isToCome(meeting.state) && <Revise {...props} />}
      <Minutes {...props} keeps={keeps} />
      <Decisions {...props} keeps={keeps} />
      {keeps && canMove(meeting.state, "issue") && <Issue {...props} />}
      <Papers {...props} keeps={keeps} />
      {keeps && canMove(meeting.state, "cancel") && <Cancel {...props} />}
      <Trail lines={found.trail} today={today}>
        {({ particulars }) => <Remarks words={[particulars.remark]} />}
      </Trail>
    </article>
  )
}

/** What nobody told is left out. */
const Fact = ({ term, children }: { term: string; children?: Child }) =>
  children ? (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  ) : null

const Facts = ({ found: { meeting, readsMinutes }, today }: Props) => (
  <section class="sheet padded">
    <dl class="facts">
      <Fact term={meeting.heldOn === null ? "时间" : "召开日期"}>
        {meeting.heldOn === null ? whenWords(meeting, today) : dayWords(meeting.heldOn, today)}
      </Fact>
      <Fact term="地点">{meeting.place}</Fact>
      <Fact term="会同单位、受邀人员">{meeting.guests}</Fact>
      <Fact term="议程">{meeting.agenda && <span class="preserve">{meeting.agenda}</span>}</Fact>
      <Fact term="回执期限">
        {isToCome(meeting.state) && meeting.replyBy !== null && dayWords(meeting.replyBy, today)}
      </Fact>
      <Fact term="出席人员">{readsMinutes && meeting.present && <span class="preserve">{meeting.present}</span>}</Fact>
      <Fact term="纪要印发">
        {meeting.issuedOn !== null && [meeting.docNumber, dayWords(meeting.issuedOn, today)].filter(Boolean).join("，")}
      </Fact>
    </dl>
  </section>
)

const Version = ({ found }: Pick<Props, "found">) => (
  <input type="hidden" name="version" value={found.meeting.version} />
)

/** 回执 of the units for which the actor answers, each its own form. */
const Replies = (props: Props) => {
  const { found, actor, today } = props
  const { meeting, called } = found
  if (meeting.state !== "called" || meeting.meetsOn < today) return null
  const own = called.filter(({ unit }) => repliesFor(actor, { unitId: unit.id }))
  return own.length === 0 ? null : (
    <section class="block no-print" id="reply">
      <h2>回执</h2>
      {own.map((one) => (
        <ReplyForm {...props} one={one} names={own.length > 1} />
      ))}
    </section>
  )
}

const ReplyForm = ({ found, flawed, one, names }: Props & { one: Called; names: boolean }) => {
  const { attendance, unit } = one
  const came = flawsOf(flawed, "reply")
  const flaws = firstTyped(came, "unit") === String(unit.id) || !names ? came : null
  const answer = firstTyped(flaws, "answer") ?? attendance.answer
  return (
    <form method="post" action={meetingPath(found.meeting.id, "reply")} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      {names && <p>{unit.name}</p>}
      <input type="hidden" name="version" value={attendance.version} />
      <input type="hidden" name="unit" value={unit.id} />
      <fieldset class="ticks">
        <legend>{attendance.answer === null ? "是否参加" : `现在的回执：${replyWords(attendance)}`}</legend>
        {flaws?.problems.answer && <p class="problem">{flaws.problems.answer.join("；")}</p>}
        {(["coming", "away"] as const).map((value) => (
          <label class="tick">
            <input type="radio" name="answer" value={value} required checked={answer === value} /> {ANSWER_LABEL[value]}
          </label>
        ))}
      </fieldset>
      <div class="fields">
        <Field
          id={`post-${unit.id}`}
          name="post"
          label="参加人员（职务）"
          value={attendance.post}
          placeholder="分管副主任"
          flaws={flaws}
        />
        <Field
          id={`remark-${unit.id}`}
          name="remark"
          label="请假原因"
          value={attendance.answer === "away" ? attendance.remark : ""}
          flaws={flaws}
        />
      </div>
      <p class="acts">
        <button type="submit" class="primary">
          {attendance.answer === null ? "送回执" : "改回执"}
        </button>
      </p>
    </form>
  )
}

/** Who was called, what they answer, and who came. */
const Units = ({ found: { called, meeting } }: Props) =>
  called.length === 0 ? null : (
    <section class="block" id="units">
      <h2>
        参加单位
        <small>
          {called.length}个
          {meeting.state === "called" &&
            called.some(({ isRead }) => isRead) &&
            `，已回执${called.filter(({ attendance }) => attendance.answer !== null).length}个`}
        </small>
      </h2>
      <ul class="rows sheet padded">
        {called.map(({ attendance, unit, isRead }) => (
          <li data-row="attendance">
            {unit.name}
            {isRead && (meeting.state === "called" || attendance.answer !== null) && (
              <small> {replyWords(attendance)}</small>
            )}
            {attendance.came !== null && <span class="tag">{attendance.came ? "到会" : "未到会"}</span>}
          </li>
        ))}
      </ul>
    </section>
  )

const Call = ({ found, flawed }: Props) => (
  <form method="post" action={meetingPath(found.meeting.id, "call")} class="acts no-print" id="calling">
    <Flawed flaws={flawsOf(flawed, "call")} />
    <Version found={found} />
    <button type="submit" class="primary">
      发出通知
    </button>
    <span class="muted small">通知{found.called.length}个参加单位。</span>
  </form>
)

const Revise = ({ found, flawed }: Props) => {
  const flaws = flawsOf(flawed, "revision") ?? flawsOf(flawed, "call")
  const { meeting, called, units } = found
  return (
    <details class="block no-print" open={flaws !== null} id="revision">
      <summary>修改安排</summary>
      <form method="post" action={meetingPath(meeting.id, "revision")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <MeetingFields words={{ ...meeting, units: called.map(({ unit }) => unit.id) }} units={units} flaws={flaws} />
        <p class="acts">
          <button type="submit">保存</button>
          {meeting.state === "called" && <span class="muted small">日期变了的，已回执的单位要重新回执。</span>}
        </p>
      </form>
    </details>
  )
}

/** What was said: as it was issued, or while it is being written. */
const Minutes = (props: Props & { keeps: boolean }) => {
  const { found, keeps, today, flawed } = props
  const { meeting, called, units } = found
  const writes = keeps && (canMove(meeting.state, "hold") || canMove(meeting.state, "note"))
  const flaws = flawsOf(flawed, "holding")
  const isDue = meeting.meetsOn <= today
  return (
    <>
      {found.readsMinutes && isPast(meeting.state) && (
        <section class="block" id="minutes">
          <h2>纪要</h2>
          <div class="sheet padded">
            {meeting.minutes ? <p class="preserve">{meeting.minutes}</p> : <p class="muted">没有正文，见所附文件。</p>}
          </div>
        </section>
      )}
      {writes && (
        <details class="block no-print" open={flaws !== null || (meeting.state !== "held" && isDue)} id="holding">
          <summary>{meeting.state === "held" ? "修改召开情况和纪要" : "登记召开情况"}</summary>
          <form method="post" action={meetingPath(meeting.id, "holding")} class="sheet padded boxes">
            <Flawed flaws={flaws} />
            <Version found={found} />
            <div class="fields">
              <Field
                id="held-on"
                name="heldOn"
                label="召开日期"
                type="date"
                required
                value={meeting.heldOn ?? (isDue ? meeting.meetsOn : today)}
                flaws={flaws}
              />
            </div>
            <UnitTicks
              legend="到会单位"
              units={units}
              proposed={called
                .filter(({ attendance }) => attendance.came ?? attendance.answer === "coming")
                .map(({ unit }) => unit.id)}
              flaws={flaws}
            />
            <Area
              name="present"
              label="出席人员"
              rows={3}
              longest={2000}
              value={meeting.present}
              hint="写职务即可，如：普法办主任，各责任单位分管负责人"
              flaws={flaws}
            />
            <Area
              name="minutes"
              label="纪要正文"
              rows={8}
              value={meeting.minutes}
              hint="议定事项在下面逐项写，不必写进正文"
              flaws={flaws}
            />
            <p class="acts">
              <button type="submit" class="primary">
                {meeting.state === "held" ? "保存" : "已召开"}
              </button>
            </p>
          </form>
        </details>
      )}
    </>
  )
}

const Decisions = (props: Props & { keeps: boolean }) => {
  const { found, keeps, today } = props
  const { meeting, decisions } = found
  const writes = keeps && meeting.state === "held"
  if (!found.readsMinutes || !isPast(meeting.state)) return null
  return (
    <section class="block" id="decisions">
      <h2>
        议定事项<small>{decisions.length}项</small>
      </h2>
      {decisions.length === 0 ? (
        <p class="empty sheet">没有议定事项。</p>
      ) : (
        <ol class="rows sheet padded">
          {decisions.map(({ decision, unit }, i) => (
            <li data-row="decision">
              {i + 1}．
              <a href={decisionPath(decision.id)} id={`decision-${decision.id}`}>
                {decision.text}
              </a>{" "}
              <small>
                {unit}
                {decision.dueBy !== null && `，${dayWords(decision.dueBy, today)}前`}
              </small>{" "}
              <DecisionStanding decision={decision} today={today} />
            </li>
          ))}
        </ol>
      )}
      {writes && <Decide {...props} />}
    </section>
  )
}

const Decide = ({ found, flawed }: Props) => {
  const flaws = flawsOf(flawed, "decisions")
  return (
    <form method="post" action={meetingPath(found.meeting.id, "decisions")} class="sheet padded boxes no-print">
      <Flawed flaws={flaws} />
      <DecisionFields units={found.units} flaws={flaws} />
      <p class="acts">
        <button type="submit" id="decide">
          写入一项
        </button>
      </p>
    </form>
  )
}

type Line = { text: string; unitId: number; dueBy: string | null }

export const DecisionFields = ({
  units,
  line,
  flaws,
}: {
  units: FoundMeeting["units"]
  line?: Line
  flaws: Flaws | null
}) => (
  <>
    <Area
      id="decision-text"
      name="text"
      label="议定事项"
      rows={2}
      longest={1000}
      required
      value={line?.text}
      flaws={flaws}
    />
    <div class="fields">
      <Choice
        name="unit"
        label="责任单位"
        required
        empty="请选择"
        value={line?.unitId}
        options={units.map(({ id, name }) => [String(id), name] as const)}
        flaws={flaws}
      />
      <Field name="dueBy" label="完成时限" type="date" value={line?.dueBy} flaws={flaws} />
    </div>
  </>
)

const Issue = ({ found, today, flawed }: Props) => {
  const flaws = flawsOf(flawed, "issue")
  return (
    <section class="block no-print" id="issue">
      <h2>印发纪要</h2>
      <form method="post" action={meetingPath(found.meeting.id, "issue")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <div class="fields">
          <Field name="issuedOn" label="印发日期" type="date" required value={today} flaws={flaws} />
          <Field name="docNumber" label="文号" flaws={flaws} placeholder="〔2026〕1号" />
        </div>
        <p class="acts">
          <button type="submit" class="primary">
            印发
          </button>
          <span class="muted small">
            印发后纪要和议定事项不能再改，{found.decisions.length}项议定事项交责任单位落实。
          </span>
        </p>
      </form>
    </section>
  )
}

const FORM = "meeting-files"

export const MeetingFiles = ({ found, flaws }: { found: FoundMeeting; flaws?: Flaws | null }) => {
  const action = meetingPath(found.meeting.id, "attachments")
  return (
    <Evidence
      id="meeting"
      label="会议材料、纪要文件"
      about={found.meeting.title}
      files={found.files}
      form={FORM}
      keep={action}
      action={action}
      flaws={flaws}
    />
  )
}

const Papers = ({ found, flawed, keeps }: Props & { keeps: boolean }) => {
  const { meeting, files } = found
  const writes = keeps && meeting.state !== "issued" && meeting.state !== "cancelled"
  if (!writes && files.length === 0) return null
  return (
    <section class="block" id="files">
      <h2>材料</h2>
      <div class="sheet padded">
        {writes ? (
          <>
            <form
              method="post"
              action={meetingPath(meeting.id, "attachments")}
              id={FORM}
              enctype="multipart/form-data"
            ></form>
            <MeetingFiles found={found} flaws={flawsOf(flawed, "attachments")} />
            <p class="small muted">召开前上传的随通知给参加单位；召开后上传的随纪要印发。</p>
          </>
        ) : (
          <Files files={files} />
        )}
      </div>
    </section>
  )
}

const Cancel = ({ found, flawed }: Props) => {
  const flaws = flawsOf(flawed, "cancellation")
  return (
    <details class="block no-print" open={flaws !== null} id="cancellation">
      <summary>取消会议</summary>
      <form method="post" action={meetingPath(found.meeting.id, "cancellation")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <Area id="cancel-why" name="remark" label="取消原因" rows={2} longest={2000} required flaws={flaws} />
        <p class="acts">
          <button type="submit" class="danger">
            取消会议
          </button>
        </p>
      </form>
    </details>
  )
}
