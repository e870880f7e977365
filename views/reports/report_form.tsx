import type { Child } from "hono/jsx"
import type { Light } from "#src/lights/light.ts"
import { reportPath, taskPath, todoPath } from "#src/paths.ts"
import type { OwedItem, Todo } from "#src/reports/queries.ts"
import { Evidence } from "../parts/evidence.tsx"
import { Area, type Flaws } from "../parts/fields.tsx"
import { LightMark } from "../parts/light.tsx"
import { roleWords } from "../plans/words.ts"
import { dayWords, momentWords } from "../words.ts"

export const itemKey = ({ assignment, round }: Pick<OwedItem, "assignment" | "round">) =>
  `${assignment.id}-${round.number}`

export type TodoItem = OwedItem & {
  light: Light
  files: Todo["files"]
  staff: Todo["staff"]
  /** May send, sign; who was handed an item only drafts. */
  may: { send: boolean; sign: boolean }
}

export type ItemFlaws = Flaws & { clash?: Child }

type Props = {
  item: TodoItem
  open: boolean
  today: string
  flaws?: ItemFlaws | null
  /** As a 填报链接 shows it: nothing leads to where it does not reach. */
  byLink?: boolean
}

/** One item of 我的待办: the task's own wording, last time's words and the empty boxes in one place. */
export const DueItem = ({ item, open, today, flaws, byLink = false }: Props) => {
  const { assignment, isFirstLead, task, plan, unit, round, report, light } = item
  const key = itemKey(item)
  // Also when it was taken back after a return: the answer still asks for the same.
  const returned = report?.state === "returned" || (report?.state === "draft" && report.resubmitBy !== null)
  return (
    <article class={`due sheet ${light.colour}`} id={`item-${key}`}>
      <header>
        <h2>{byLink ? task.label : <a href={taskPath(plan.id, task.ordinal)}>{task.label}</a>}</h2>
        <LightMark light={light} />
        <small>
          {unit.shortName}（{roleWords({ role: assignment.role, isFirstLead: isFirstLead === 1 })}） · {round.name} ·{" "}
          {dayWords(round.dueBy, today)}前
        </small>
      </header>
      <p class="wording">{task.text}</p>
      {returned && (
        <p class="returned">
          <b>督查部门退回：</b>
          {report.opinion || "请修改后重报。"}
          {report.resubmitBy && `（请于${dayWords(report.resubmitBy, today)}前重报）`}
        </p>
      )}
      {report?.state === "draft" && report.headRemark && (
        <p class="returned">
          <b>负责人退回：</b>
          {report.headRemark}
        </p>
      )}
      {assignment.state === "rectifying" && (
        <p class="note">
          <b>限期整改：</b>
          {assignment.remark}
          {assignment.rectifyBy && `（${dayWords(assignment.rectifyBy, today)}前完成，完成后在任务页申请办结）`}
        </p>
      )}
      {open ? (
        <ReportForm item={item} today={today} flaws={flaws} byLink={byLink} />
      ) : (
        <Closed item={item} today={today} />
      )}
    </article>
  )
}

/** Folded: two presses at most, and one is enough when nothing has changed. */
const Closed = ({ item, today }: { item: TodoItem; today: string }) => {
  const { assignment, round, last, may } = item
  return (
    <div class="acts">
      <a
        class="button"
        id={`open-${itemKey(item)}`}
        href={`${todoPath({ item: itemKey(item) })}#item-${itemKey(item)}`}
      >
        填写
      </a>
      {last?.achieved && may.send && (
        <form method="post" action={reportPath(assignment.id, round.number, "report")} id={`same-${itemKey(item)}`}>
          <input type="hidden" name="revision" value={item.draft?.revision ?? 0} />
          <input type="hidden" name="version" value={item.report?.version ?? 0} />
          <button
            type="submit"
            class="quiet"
            name="unchanged"
            value="1"
            title={`按「自${last.roundName}以来无变化」报送`}
          >
            无变化，直接报送
          </button>
        </form>
      )}
      {last?.achieved && (
        <small>
          上期（{last.roundName}，{momentWords(last.at ?? 0, today)}）：{last.achieved.slice(0, 40)}
          {last.achieved.length > 40 && "…"}
        </small>
      )}
    </div>
  )
}

const ReportForm = ({ item, today, flaws, byLink }: Omit<Props, "open">) => {
  const { assignment, round, draft, last, may } = item
  const key = itemKey(item)
  const value = (name: "achieved" | "problems" | "nextSteps") => draft?.[name] ?? item.words?.[name] ?? ""
  const draftPath = reportPath(assignment.id, round.number, "draft")
  const hard = flaws ? Boolean(flaws.typed.hasDifficulty) : (draft ?? item.words)?.hasDifficulty === true
  return (
    <>
      <form
        method="post"
        action={reportPath(assignment.id, round.number, "report")}
        id={`report-${key}-${draft?.revision ?? 0}`}
        class="report"
      >
        <input type="hidden" name="version" value={item.report?.version ?? 0} />
        <div class="two">
          <div
            class="boxes"
            data-autosave="yes"
            hx-post={draftPath}
            hx-trigger="input delay:800ms"
            hx-target={`#saved-${key}`}
            hx-swap="innerHTML"
            hx-sync="this:queue last"
          >
            <Area
              id={`achieved-${key}`}
              name="achieved"
              label="落实情况"
              rows={4}
              required
              value={value("achieved")}
              flaws={flaws}
            />
            <Area
              id={`problems-${key}`}
              name="problems"
              label="存在问题"
              rows={2}
              value={value("problems")}
              flaws={flaws}
            />
            <Area
              id={`next-${key}`}
              name="nextSteps"
              label="下步打算"
              rows={2}
              value={value("nextSteps")}
              flaws={flaws}
            />
            <label class="tick">
              <input type="checkbox" name="hasDifficulty" value="1" checked={hard} id={`hard-${key}`} />{" "}
              有困难，需要协调
            </label>
          </div>
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
                {may.send && (
                  <button
                    type="submit"
                    class="quiet"
                    name="unchanged"
                    value="1"
                    formnovalidate
                    id={`unchanged-${key}`}
                    title={`按「自${last.roundName}以来无变化」报送`}
                  >
                    无变化，直接报送
                  </button>
                )}
              </p>
            )}
          </div>
        </div>
        <p class="problem" role="alert">
          {flaws?.problems[""]?.[0]}
        </p>
        <div class="acts">
          {may.send && (
            <button type="submit" class="primary" id={`send-${key}`}>
              {item.plan.headSigns ? "送负责人审签" : "报送"}
            </button>
          )}
          <button type="submit" formaction={draftPath} formnovalidate id={`save-${key}`}>
            保存草稿
          </button>
          <span class="saved" id={`saved-${key}`} role="status">
            {flaws?.clash ?? <SavedDraft revision={draft?.revision ?? 0} at={draft?.savedAt ?? null} today={today} />}
          </span>
        </div>
      </form>
      <Evidence
        id={key}
        label={`佐证材料${round.evidenceRequired ? "（本期要求）" : "（可不附）"}`}
        about={item.task.label}
        files={item.files}
        action={reportPath(assignment.id, round.number, "attachments")}
      />
      {may.send && !byLink && <HandOver item={item} />}
    </>
  )
}

/** Inside the form: when the draft was saved, and the revision that the next saving must meet. */
export const SavedDraft = ({ revision, at, today }: { revision: number; at: number | null; today: string }) => (
  <>
    <input type="hidden" name="revision" value={revision} />
    {at !== null && <small>已自动保存 {momentWords(at, today)}</small>}
  </>
)

/** Two tabs, or two people, wrote different things: both are shown, and one press decides. */
export const DraftClash = ({
  revision,
  theirs,
  today,
}: {
  revision: number
  theirs: { revision: number; words: string; savedAt: number }
  today: string
}) => (
  <div class="clash" role="alert">
    <input type="hidden" name="revision" value={revision} />
    <p class="problem">
      另一个窗口（或同事）在 {momentWords(theirs.savedAt, today)} 保存了不同的内容，本页的内容尚未保存：
    </p>
    <blockquote class="preserve">{theirs.words}</blockquote>
    <label class="tick">
      <input type="checkbox" name="overwrite" value={theirs.revision} /> 以本页内容为准（勾选后继续填写即保存）
    </label>
  </div>
)

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
  if (staff.length < 2 && assignment.handlerId === null) return null
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
