import type { Child } from "hono/jsx"
import type { Theirs } from "#src/drafting/draft.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { activitiesPath, activityPath, newActivityPath, todoItemPath } from "#src/paths.ts"
import { numbersOf } from "#src/year/activities/numbers.ts"
import { mayChange, mayTell } from "#src/year/activities/policy.ts"
import type { FoundActivity } from "#src/year/activities/queries.ts"
import { itemOf } from "#src/year/activities/telling.ts"
import { canMove, isKept } from "#src/year/activities/workflow.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { Evidence, Files } from "../parts/evidence.tsx"
import { Area, Choice, Field, Flawed, type Flaws, flawsOf } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { brief, dayWords, momentWords } from "../words.ts"
import { KeyDayField, MainFields, MoreFields, NumberFields } from "./fields.tsx"
import {
  ACTIVITY_STATE_LABEL,
  MEASURE_LABEL,
  ROLE_LABEL,
  reportWords,
  STAGE_LABEL,
  spanWords,
  THEMED_WORD,
  toldWords,
} from "./words.ts"

type Props = {
  found: FoundActivity
  actor: Actor
  today: string
  flawed: (Flaws & { act: string; theirs?: Theirs }) | null
}

/** One activity: what it was, what came of it, and what its host still may do. */
export const ActivityPage = (props: Props) => {
  const { found, actor, today } = props
  const { activity, year } = found
  const changes = mayChange(actor, year, activity)
  return (
    <article>
      <p class="crumbs small">
        <a href={activitiesPath(activity.year)}>{activity.year}年活动台账</a>
      </p>
      <div class="title">
        <div>
          <h1>{activity.title}</h1>
          <p>
            {activity.kind} <span class="tag">{ACTIVITY_STATE_LABEL[activity.state]}</span>{" "}
            {activity.themed && activity.keyDayId !== null && <span class="tag">{THEMED_WORD}</span>}
          </p>
        </div>
      </div>
      {activity.reason && (
        <p class="note">
          {ACTIVITY_STATE_LABEL[activity.state]}：{activity.reason}
        </p>
      )}
      <Facts {...props} />
      {changes && canMove(activity.state, "hold") && <Hold {...props} />}
      {mayTell(actor, found) && <Tell {...props} />}
      {activity.state === "held" && <Effect {...props} changes={changes} />}
      <Papers {...props} changes={changes} />
      {changes && isKept(activity.state) && <Revise {...props} />}
      {changes && canMove(activity.state, "cancel") && <EndWith {...props} act="cancellation" {...CANCELLING} />}
      {changes && canMove(activity.state, "discard") && <EndWith {...props} act="discarding" {...DISCARDING} />}
      {changes && (
        <p class="acts no-print">
          <a class="button" href={newActivityPath()}>
            再登记一次活动
          </a>
        </p>
      )}
      <Trail lines={found.trail} today={today}>
        {({ particulars }) => <Remarks words={[particulars.remark]} />}
      </Trail>
    </article>
  )
}

const CANCELLING = { title: "取消这次活动", label: "取消原因", button: "取消活动" }
const DISCARDING = {
  title: "登记错了、登记重了",
  label: "作废原因",
  button: "作废",
  hint: "作废后不再计入任何统计，内容和原因仍可查看。只是写错的请点「修改」。",
}

const Facts = ({ found, today }: Pick<Props, "found" | "today">) => {
  const { activity, units, enteredBy, choices } = found
  const day = choices.rules.find(({ id }) => id === activity.keyDayId)
  const numbers = numbersOf(activity)
  return (
    <section class="sheet padded">
      <dl class="facts">
        <Fact term="日期">{spanWords(activity, today)}</Fact>
        <Fact term="单位">{units.map(({ name, role }) => `${name}（${ROLE_LABEL[role]}）`).join("、")}</Fact>
        <Fact term="法律法规">{found.laws.length > 0 && <Laws found={found} today={today} />}</Fact>
        <Fact term="对象">{activity.audience}</Fact>
        <Fact term="地点">{activity.place}</Fact>
        <Fact term="阵地">{found.venue}</Fact>
        {(["sessions", "copies", "consulted", "reached"] as const).map((name) => (
          <Fact term={MEASURE_LABEL[name]}>{toldWords(numbers[name])}</Fact>
        ))}
        <Fact term="结合节点">{day?.name}</Fact>
        <Fact term="载体">{activity.channels.join("、")}</Fact>
        <Fact term="法律六进">{activity.tags.join("、")}</Fact>
        <Fact term="环节">{activity.stage && STAGE_LABEL[activity.stage]}</Fact>
        <Fact term="热点话题">{activity.topic}</Fact>
        <Fact term="备注">{activity.note && <span class="preserve">{activity.note}</span>}</Fact>
        <Fact term="登记">
          {enteredBy}
          {activity.byOffice && "（普法办代为登记）"}
        </Fact>
      </dl>
    </section>
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

const Laws = ({ found, today }: Pick<Props, "found" | "today">) => (
  <>
    {found.laws.map(({ title, repealedOn, replacedBy }) => (
      <>
        {citedLaw(title)}
        {repealedOn !== null && repealedOn <= found.activity.fromOn && (
          <span class="tag warn">
            {dayWords(repealedOn, today)}已废止{replacedBy && `，见${citedLaw(replacedBy)}`}
          </span>
        )}
      </>
    ))}
  </>
)

const Version = ({ found }: Pick<Props, "found">) => (
  <input type="hidden" name="version" value={found.activity.version} />
)

/** Of what was planned: when it was held, where and with what numbers. */
const Hold = ({ found, today, flawed }: Props) => {
  const { activity } = found
  const flaws = flawsOf(flawed, "holding")
  const isDue = activity.fromOn <= today
  return (
    <details class="block" open={flaws !== null || isDue} id="holding">
      <summary>登记开展情况</summary>
      <form method="post" action={activityPath(activity.id, "holding")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <div class="fields">
          <Field
            id="held-from"
            name="fromOn"
            label="日期"
            type="date"
            required
            value={isDue ? activity.fromOn : today}
            flaws={flaws}
          />
          <Field
            id="held-until"
            name="untilOn"
            label="结束日期"
            type="date"
            value={isDue && activity.untilOn !== activity.fromOn ? activity.untilOn : ""}
            flaws={flaws}
          />
          <Field id="held-place" name="place" label="地点" value={activity.place} flaws={flaws} />
        </div>
        <NumberFields id="held" numbers={numbersOf(activity)} flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary">
            已开展
          </button>
        </p>
      </form>
    </details>
  )
}

/** 写进本期进展: into a report that is still open, below what stands there. */
const Tell = ({ found, today, flawed }: Props) => {
  const { activity, reports, uses, laws } = found
  const flaws = flawsOf(flawed, "telling")
  return (
    <section class="block no-print" id="telling">
      <h2>写进本期进展</h2>
      {uses.map((use) => (
        <p class="muted">
          {momentWords(use.at, today)}已写进{use.round.name}
          <a href={todoItemPath(`${use.assignmentId}-${use.round.number}`)}>任务{use.label}</a>的进展。
        </p>
      ))}
      {reports.length === 0 ? (
        <p class="empty sheet">本单位现在没有待报的进展。</p>
      ) : (
        <form method="post" action={activityPath(activity.id, "telling")} class="sheet padded boxes">
          <Flawed
            flaws={flaws}
            text={flaws?.theirs ? "另一个窗口刚保存了这一项的草稿，请再点一次，原有文字不会改动。" : undefined}
          />
          <Version found={found} />
          <Choice
            name="item"
            label="写进哪一项"
            required
            empty={reports.length > 1 ? "请选择" : undefined}
            options={reports.map(
              (one) => [itemOf(one), `${one.round.name} ${one.task.label}${brief(one.task.text, 24)}`] as const,
            )}
            flaws={flaws}
          />
          <Area
            id="telling-text"
            name="text"
            label="写进的文字"
            rows={3}
            longest={2000}
            required
            value={reportWords(
              activity,
              numbersOf(activity),
              laws.map(({ title }) => citedLaw(title)),
            )}
            flaws={flaws}
            hint="接在草稿原有文字的后面，不会覆盖；报送前还可以改"
          />
          <p class="acts">
            <button type="submit">写进本期进展</button>
          </p>
        </form>
      )}
    </section>
  )
}

/** 普法效果 is told apart from what was done: it is never concluded from numbers. */
const Effect = ({ found, flawed, changes }: Props & { changes: boolean }) => {
  const { activity } = found
  const flaws = flawsOf(flawed, "effect")
  return (
    <section class="block" id="effect">
      <h2>普法效果</h2>
      {activity.effect ? (
        <div class="sheet padded">
          <p class="preserve">{activity.effect}</p>
          <p class="small muted">衡量办法：{activity.effectMeasure}</p>
        </div>
      ) : (
        <p class="empty sheet">还没有填写。开展了不等于有效果：有测试、回访、问卷结果的再填。</p>
      )}
      {changes && (
        <details open={flaws !== null}>
          <summary>{activity.effect ? "修改普法效果" : "填写普法效果"}</summary>
          <form method="post" action={activityPath(activity.id, "effect")} class="sheet padded boxes">
            <Flawed flaws={flaws} />
            <Version found={found} />
            <Area name="effect" label="效果" rows={3} longest={2000} value={activity.effect} flaws={flaws} />
            <Field
              name="effectMeasure"
              label="衡量办法"
              value={activity.effectMeasure}
              flaws={flaws}
              placeholder="如：现场测试96人，正确率由61%升至88%"
            />
            <p class="acts">
              <button type="submit">保存</button>
            </p>
          </form>
        </details>
      )}
    </section>
  )
}

const FORM = "activity-files"

export const ActivityEvidence = ({ found, flaws }: { found: FoundActivity; flaws?: Flaws | null }) => {
  const action = activityPath(found.activity.id, "attachments")
  return (
    <Evidence
      id="activity"
      label="材料（选填，照片不作要求）"
      about={found.activity.title}
      files={found.files}
      form={FORM}
      keep={action}
      action={action}
      flaws={flaws}
    />
  )
}

const Papers = ({ found, flawed, changes }: Props & { changes: boolean }) => {
  const { activity, files } = found
  const writes = changes && isKept(activity.state)
  if (!writes && files.length === 0) return null
  return (
    <section class="block" id="files">
      <h2>佐证材料</h2>
      <div class="sheet padded">
        {writes ? (
          <>
            <form
              method="post"
              action={activityPath(activity.id, "attachments")}
              id={FORM}
              enctype="multipart/form-data"
            ></form>
            <ActivityEvidence found={found} flaws={flawsOf(flawed, "attachments")} />
          </>
        ) : (
          <Files files={files} />
        )}
      </div>
    </section>
  )
}

const Revise = ({ found, today, flawed }: Props) => {
  const { activity, units, laws, choices } = found
  const flaws = flawsOf(flawed, "revision")
  const words = {
    ...activity,
    venue: found.venue,
    keyDay: activity.keyDayId,
    joint: units.filter(({ role }) => role === "joint").map(({ id }) => id),
    laws: laws.map(({ title }) => title),
    numbers: numbersOf(activity),
  }
  return (
    <details class="block" open={flaws !== null} id="revision">
      <summary>修改</summary>
      <form method="post" action={activityPath(activity.id, "revision")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <MainFields year={choices} words={words} today={today} flaws={flaws} />
        <NumberFields numbers={words.numbers} flaws={flaws} />
        <KeyDayField year={choices} words={words} today={today} flaws={flaws} />
        <MoreFields year={choices} host={activity.unitId} words={words} flaws={flaws} />
        <p class="acts">
          <button type="submit">保存修改</button>
        </p>
      </form>
    </details>
  )
}

type Ending = { act: "cancellation" | "discarding"; title: string; label: string; button: string; hint?: string }

/** 取消 or 作废, each with its reason. */
const EndWith = ({ found, flawed, act, title, label, button, hint }: Props & Ending) => {
  const flaws = flawsOf(flawed, act)
  return (
    <details class="block" open={flaws !== null}>
      <summary>{title}</summary>
      <form method="post" action={activityPath(found.activity.id, act)} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <Area name="reason" label={label} rows={2} longest={2000} required flaws={flaws} hint={hint} />
        <p class="acts">
          <button type="submit">{button}</button>
        </p>
      </form>
    </details>
  )
}
