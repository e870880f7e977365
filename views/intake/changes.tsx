import type { Plan } from "#db/schema.ts"
import { planPath } from "#src/paths.ts"
import {
  type ComparedTask,
  isChanged,
  isRenumbered,
  type Renamed,
  type TaskChange,
  type Word,
} from "#src/plans/intake/drafts/compare.ts"
import { ROLE_LABEL } from "../words/roles.ts"
import { deadlineWords } from "./words.ts"

/** What 下达 would change in the plan that is to be updated. */
export const Changes = ({ changes, renamed, plan }: Compared & { plan: Pick<Plan, "id" | "title"> }) => (
  <section class="block" id="changes">
    <h2>
      与已下达方案的差异
      <small>
        <a href={planPath(plan.id)}>{plan.title}</a>
      </small>
    </h2>
    <p class="counts-line">{changesWords(changes)}</p>
    <ChangeList changes={changes.filter(isChanged)} renamed={renamed} now="新文件" was="已下达" />
  </section>
)

export function changesWords(changes: readonly TaskChange[]): string {
  const all = changes.filter(isChanged)
  const changed = all.filter((change) => !isRenumbered(change))
  const renumbered = all.length - changed.length
  const added = changed.filter(({ before }) => before === null)
  const removed = changed.filter(({ after }) => after === null)
  const sum = (pick: (change: TaskChange) => unknown[]) =>
    changed.reduce((total, change) => total + pick(change).length, 0)
  if (all.length === 0) return "任务和分工没有差异。"
  if (changed.length === 0) return `任务和分工没有差异，只是${renumbered}项改了编号。`
  const words = [
    added.length > 0 && `新增${added.length}项任务`,
    removed.length > 0 && `取消${removed.length}项任务`,
    changed.length > added.length + removed.length && `修改${changed.length - added.length - removed.length}项任务`,
    `新增${sum(({ added: units }) => units)}项分工`,
    `取消${sum(({ removed: units }) => units)}项分工`,
    sum(({ roles }) => roles) > 0 && `${sum(({ roles }) => roles)}项分工调整角色`,
    renumbered > 0 && `另有${renumbered}项只改编号`,
  ]
  return `${words.filter(Boolean).join("，")}；其余${changes.length - all.length}项不变。`
}

type Compared = { changes: TaskChange[]; renamed: Renamed[] }
type ListProps = Compared & { now: string; was: string }

/** So many changes are written out; nobody reads more of them on one page. */
const MOST_SHOWN = 200

export const ChangeList = ({ changes, renamed, now, was }: ListProps) => {
  const others = changes.filter((change) => !isRenumbered(change))
  return changes.length + renamed.length === 0 ? null : (
    <ol class="sheet rows changes">
      {renamed.map(({ before, after }) => (
        <li>
          <p>
            <span class="tag">标题</span>
          </p>
          <p class="before-after-text">
            <del>{before}</del> → <ins>{after}</ins>
          </p>
        </li>
      ))}
      <Renumbered changes={changes.filter(isRenumbered)} />
      {others.slice(0, MOST_SHOWN).map((change) => (
        <li>
          <p>
            <span class="tag">{change.before === null ? "新增" : change.after === null ? "取消" : "修改"}</span>{" "}
            {nameOf(change.after ?? change.before)}
          </p>
          {change.before && change.after ? (
            <>
              {change.words.map((word) => (
                <dl class="before-after">
                  <dt>{WORD_LABEL[word]}</dt>
                  <dd>
                    <del>
                      <span class="sr-only">{was}：</span>
                      {wordsOf(change.before, word)}
                    </del>
                    <ins>
                      <span class="sr-only">{now}：</span>
                      {wordsOf(change.after, word)}
                    </ins>
                  </dd>
                </dl>
              ))}
              <UnitChanges change={change} />
            </>
          ) : (
            <p class="small">
              {(change.after ?? change.before)?.units
                .map(({ name, role }) => `${name}（${ROLE_LABEL[role]}）`)
                .join("、")}
            </p>
          )}
        </li>
      ))}
      {others.length > MOST_SHOWN && <li class="muted small">另有{others.length - MOST_SHOWN}项改动未逐项列出。</li>}
    </ol>
  )
}

/** 「（三）→（一）」 of all tasks that only have another number. */
const Renumbered = ({ changes }: { changes: TaskChange[] }) =>
  changes.length === 0 ? null : (
    <li>
      <p>
        <span class="tag">编号</span> {changes.length}项任务只改编号
      </p>
      <p class="small">
        {changes.map(({ before, after }) => `${before?.label || "无"} → ${after?.label || "无"}`).join("；")}
      </p>
    </li>
  )

const UnitChanges = ({ change: { added, removed, roles } }: { change: TaskChange }) => (
  <>
    {added.length > 0 && (
      <p class="small">新增单位：{added.map(({ name, role }) => `${name}（${ROLE_LABEL[role]}）`).join("、")}</p>
    )}
    {removed.length > 0 && <p class="small">取消单位：{removed.map(({ name }) => name).join("、")}</p>}
    {roles.length > 0 && (
      <p class="small">
        角色：
        {roles.map(({ name, before, after }) => `${name} ${ROLE_LABEL[before]} → ${ROLE_LABEL[after]}`).join("、")}
      </p>
    )}
  </>
)

const WORD_LABEL: Record<Word, string> = { label: "编号", text: "内容", section: "部分", deadline: "时限" }

function wordsOf(task: ComparedTask | null, word: Word): string {
  if (!task) return ""
  if (word === "deadline") return deadlineWords(task.deadline) ?? "无"
  return task[word] || "无"
}

const nameOf = (task: ComparedTask | null): string => {
  if (!task) return ""
  const text = task.text.length > 60 ? `${task.text.slice(0, 60)}…` : task.text
  return `第${task.ordinal}项 ${task.label}${text}`
}
