import type { Light } from "#src/board/lights/light.ts"
import type { OwedItem, Todo } from "#src/pages/todo/queries.ts"
import { dueBy, isAgain } from "#src/pages/todo/todo.ts"
import { belowPath, reportPath, taskPath, todoItemPath } from "#src/paths.ts"
import { stageIn } from "#src/plans/stages/stages.ts"
import {
  isReturned,
  isSentBackByHead,
  notUnchanged,
  type Said,
  saysSomething,
  standingWords,
} from "#src/reports/report/words.ts"
import { Below, BelowCount } from "../breakdowns/below.tsx"
import { type DraftFlaws, SavedLine } from "../drafting/draft.tsx"
import { Evidence, KeepOnEnter } from "../parts/evidence.tsx"
import type { Flaws } from "../parts/fields.tsx"
import { LightMark } from "../parts/light.tsx"
import { roleWords } from "../plans/words.ts"
import { brief, clockWords, dayWords, firstLine, momentWords } from "../words.ts"
import { ReportBoxes } from "./boxes.tsx"
import { StageTick } from "./stage_tick.tsx"

type Keyed = { assignment: Pick<OwedItem["assignment"], "id">; round: Pick<OwedItem["round"], "number"> }

export const itemKey = ({ assignment, round }: Keyed) => `${assignment.id}-${round.number}`

export type TodoItem = OwedItem & {
  light: Light
  files: Todo["files"]
  staff: Todo["staff"]
  /** 下级上报: the lower bodies to whom the part was passed on, with what each has sent. */
  below: Todo["below"]
  /** May send, sign, read the whole task; who was handed an item only drafts. */
  may: { send: boolean; sign: boolean; read: boolean }
}

type Props = {
  item: TodoItem
  /** Of its heading: below the name of its plan, where that stands above. */
  level?: "h2" | "h3"
  open: boolean
  today: string
  flaws?: DraftFlaws | null
  /** As a 填报链接 shows it: nothing leads to where it does not reach. */
  byLink?: boolean
}

/** One item of 我的待办: the task's own wording, last time's words and the empty boxes in one place. */
export const DueItem = ({ item, level: Heading = "h2", open, today, flaws, byLink = false }: Props) => {
  const { assignment, isFirstLead, task, plan, unit, round, report, light } = item
  const key = itemKey(item)
  return (
    <article class={`due sheet ${light.colour}`} id={`item-${key}`}>
      <header>
        <Heading>
          {byLink || !item.may.read ? task.label : <a href={taskPath(plan.id, task.ordinal)}>{task.label}</a>}
        </Heading>
        <LightMark light={light} />
      </header>
      <p class="whose">
        {unit.shortName}（{roleWords({ role: assignment.role, isFirstLead: isFirstLead === 1 })}） · {round.name} ·{" "}
        <b class="nowrap">
          {dayWords(dueBy(item), today)}前{isAgain(item) ? "重报" : "报送"}
        </b>
      </p>
      <p class="wording">{task.text}</p>
      {report !== null && isReturned(report) && (
        <p class="returned">
          <b>督查部门退回：</b>
          {report.opinion || "请修改后重报。"}
          {report.resubmitBy && `（请于${dayWords(report.resubmitBy, today)}前重报）`}
        </p>
      )}
      {report !== null && isSentBackByHead(report) && (
        <p class="returned">
          <b>负责人发还：</b>
          {report.headRemark}
        </p>
      )}
      {assignment.state === "rectifying" && (
        <p class="note">
          <b>要求整改：</b>
          {assignment.remark}
          {assignment.rectifyBy && `（${dayWords(assignment.rectifyBy, today)}前完成，完成后在任务页申请办结）`}
        </p>
      )}
      {item.formerHandler !== null && item.may.send && (
        <p class="note">经办人{item.formerHandler}已离岗，本项已转回联络员；请自行办理，或另行交办。</p>
      )}
      {open ? (
        <ReportForm item={item} today={today} flaws={flaws} byLink={byLink} />
      ) : (
        <Closed item={item} today={today} />
      )}
    </article>
  )
}

/** May be answered with 本期无变化: by whoever sends, where nothing is written and nothing came back. */
const isUnchangeable = (item: TodoItem): boolean => item.may.send && notUnchanged(item) === null

/** Folded: what has been written so far, or what was said last time; one press is enough when nothing has changed. */
const Closed = ({ item, today }: { item: TodoItem; today: string }) => {
  const { assignment, round, last } = item
  const key = itemKey(item)
  const words = standingWords(item)
  const written = words !== null && saysSomething(words)
  return (
    <>
      {written && <Written {...words} savedAt={item.draft?.savedAt ?? null} today={today} />}
      <BelowCount below={item.below} today={today} />
      <div class="acts">
        <a class="button" id={`open-${key}`} href={todoItemPath(key)}>
          {written ? "继续填写" : "填写"}
        </a>
        {item.files.length > 0 && <small>已附佐证材料{item.files.length}件</small>}
      </div>
      {!written && last?.achieved && (
        <div class="before">
          <p>
            上期（{last.roundName}，{momentWords(last.at ?? 0, today)}）：{brief(last.achieved, 40)}
          </p>
          {isUnchangeable(item) && (
            <form method="post" action={reportPath(assignment.id, round.number, "report")} id={`same-${key}`}>
              <input type="hidden" name="revision" value={item.draft?.revision ?? 0} />
              <input type="hidden" name="version" value={item.report?.version ?? 0} />
              <Unchanged last={last} />
            </form>
          )}
        </div>
      )}
    </>
  )
}

/** The draft's first line, and when it was saved: nobody writes twice what is there already. */
const Written = ({ achieved, problems, nextSteps, hasDifficulty, savedAt, today }: Said & Saved) => (
  <p class="written">
    {savedAt !== null && <span class="tag">草稿 {clockWords(savedAt, today)}</span>}
    {hasDifficulty && <span class="tag">需要协调</span>}{" "}
    {brief(firstLine(achieved.trim() || problems.trim() || nextSteps), 60)}
  </p>
)

type Saved = { savedAt: number | null; today: string }

/** On a line of its own and framed: beside 沿用上期 it would look like its twin, and it sends at once. */
const Unchanged = ({ last, key }: { last: TodoItem["last"]; key?: string }) => (
  <button
    type="submit"
    name="unchanged"
    value="1"
    formnovalidate
    id={key && `unchanged-${key}`}
    title={`按「自${last?.roundName}以来无变化」报送`}
  >
    本期无变化，报送
  </button>
)

/** The stage that stands ticked: as typed, in the draft, or in what was sent and came back. */
const tickedIn = ({ draft, words }: TodoItem, flaws: Props["flaws"]): number | null =>
  flaws ? Number(flaws.typed.stage ?? 0) : draft ? draft.stageId : (words?.stageId ?? null)

const ReportForm = ({ item, today, flaws, byLink }: Omit<Props, "open" | "level">) => {
  const { assignment, round, draft, last, may } = item
  const key = itemKey(item)
  const words = standingWords(item)
  const draftPath = reportPath(assignment.id, round.number, "draft")
  const form = `report-${key}-${draft?.revision ?? 0}`
  return (
    <>
      <form
        method="post"
        action={reportPath(assignment.id, round.number, "report")}
        id={form}
        class="report"
        enctype="multipart/form-data"
      >
        <KeepOnEnter keep={draftPath} />
        <input type="hidden" name="version" value={item.report?.version ?? 0} />
        <div class="two">
          <ReportBoxes id={key} keep={draftPath} said={words} flaws={flaws}>
            <StageTick
              id={`stage-${key}`}
              stage={stageIn(item.nextStage)}
              checked={tickedIn(item, flaws)}
              today={today}
            />
          </ReportBoxes>
          <div class="last">
            <Last last={last} />
            {last?.achieved && (
              <p class="acts">
                <button
                  type="submit"
                  class="quiet"
                  formaction={draftPath}
                  formnovalidate
                  name="use"
                  value="last"
                  id={`use-${key}`}
                >
                  沿用上期
                </button>
              </p>
            )}
            {isUnchangeable(item) && (
              <p class="unchanged">
                <Unchanged last={last} key={key} />
              </p>
            )}
          </div>
        </div>
        <SavedLine id={key} draft={draft} today={today} flaws={flaws} />
      </form>
      {!byLink && <Below below={item.below} form={form} keep={draftPath} at={item} today={today} />}
      <ReportEvidence item={item} form={form} flaws={flaws} />
      {may.send && !byLink && <HandOver item={item} />}
      {/* Of the form above: what is sent includes the files between, and the last thing on the item is to send it. */}
      <div class="acts">
        <button type="submit" form={form} formaction={draftPath} formnovalidate id={`save-${key}`}>
          保存草稿
        </button>
        {may.send && (
          <button type="submit" form={form} class="primary" id={`send-${key}`}>
            {item.plan.headSigns ? "送负责人审签" : "报送"}
          </button>
        )}
        {may.send && !byLink && (
          <a class="aside" href={belowPath({ assignmentId: assignment.id })}>
            分解落实
          </a>
        )}
      </div>
    </>
  )
}

type EvidenceOf = Pick<TodoItem, "task" | "files"> & {
  assignment: Pick<TodoItem["assignment"], "id">
  round: Pick<TodoItem["round"], "number" | "evidenceRequired">
}

export const ReportEvidence = ({ item, form, flaws }: { item: EvidenceOf; form: string; flaws?: Flaws | null }) => {
  const { assignment, round, task, files } = item
  return (
    <Evidence
      id={itemKey({ assignment, round })}
      label={`佐证材料${round.evidenceRequired ? "（本期要求）" : "（选填）"}`}
      about={task.label}
      files={files}
      form={form}
      keep={reportPath(assignment.id, round.number, "draft")}
      action={reportPath(assignment.id, round.number, "attachments")}
      flaws={flaws}
    />
  )
}

const Last = ({ last }: Pick<TodoItem, "last">) =>
  last?.achieved ? (
    <>
      <h3>上期（{last.roundName}）</h3>
      <p class="preserve">{last.achieved}</p>
      {last.problems && (
        <p class="preserve">
          <b>存在问题：</b>
          {last.problems}
        </p>
      )}
      {last.nextSteps && (
        <p class="preserve">
          <b>下步打算：</b>
          {last.nextSteps}
        </p>
      )}
    </>
  ) : (
    <>
      <h3>填写示例</h3>
      <p>写明做了什么、做到什么程度，有数字的写数字：“8月12日举办法治培训班1期，56人参加，考核全部合格。”</p>
    </>
  )

const HandOver = ({ item }: { item: TodoItem }) => {
  const { assignment } = item
  const staff = item.staff.filter(({ unitId }) => unitId === assignment.unitId)
  if (staff.length < 2 && assignment.handlerId === null && item.formerHandler === null) return null
  const key = itemKey(item)
  return (
    <form method="post" action={`/assignments/${assignment.id}/handler`} class="hand" id={`hand-${key}`}>
      <label for={`handler-${key}`}>经办人</label>
      <select name="handlerId" id={`handler-${key}`}>
        <option value="">（不另交办）</option>
        {staff.map(({ id, name }) => (
          <option value={id} selected={id === assignment.handlerId}>
            {name}
          </option>
        ))}
      </select>
      <input type="hidden" name="version" value={assignment.version} />
      <button type="submit">交办</button>
    </form>
  )
}
