import type { Child } from "hono/jsx"
import type { LightColour, Role } from "#db/schema.ts"
import type { BoardUnit } from "#src/board/standing.ts"
import { isDate } from "#src/clock.ts"
import type { Named } from "#src/office/units/names.ts"
import type { Entry } from "#src/pages/task/timeline.ts"
import { noticePath } from "#src/paths.ts"
import type { Action } from "#src/trail/actions.ts"
import { noticeName } from "../notices/words.ts"
import { NotPrinted } from "../parts/on_paper.tsx"
import { REMINDER_KIND_LABEL } from "../reminders/words.ts"
import { nameThen } from "../units/words.ts"
import { LIGHT_LABEL } from "../words/lights.ts"
import { actingAsWords, ROLE_LABEL } from "../words/roles.ts"
import { ActionWord } from "../words/told.tsx"
import { dayWords, momentWords } from "../words.ts"
import { Words } from "./part.tsx"

type Props = {
  entries: Entry[]
  units: BoardUnit[]
  /** What of it is looked at. */
  choice: Child
  olderPath: string | null
  newestPath: string | null
  today: string
}

/** All that was said and done on a task, newest first. */
export const Timeline = ({ entries, units, choice, olderPath, newestPath, today }: Props) => {
  const named = new Map(units.map((unit) => [unit.id, unit.named]))
  return (
    <section class="block" id="timeline">
      <h2>
        经过 <small>新的在前</small>
      </h2>
      {choice}
      {entries.length === 0 && <p class="empty">没有这样的记录。</p>}
      <ol class="timeline">
        {entries.map((entry) => (
          <li>
            <time datetime={new Date(entry.at).toISOString()}>{momentWords(entry.at, today)}</time>
            <div>
              <p>
                <UnitThen unit={entry.unitId === null ? undefined : named.get(entry.unitId)} at={entry.at} />{" "}
                <b>
                  <ActionWord action={entry.action} />
                </b>
                {entry.notice && (
                  <>
                    {" "}
                    <a href={noticePath(entry.notice.id)}>{noticeName(entry.notice)}</a>
                  </>
                )}
                {factWords(entry)}
                <small>
                  {" "}
                  {entry.actorName}
                  {entry.actingAs && `（${actingAsWords(entry.actingAs)}）`}
                </small>
              </p>
              {entry.words && <Words words={entry.words} />}
              {entry.remark && <p class="remark preserve">{entry.remark}</p>}
              {entry.answerBy && <p class="small muted">期限：{dayWords(entry.answerBy, today)}</p>}
            </div>
          </li>
        ))}
      </ol>
      {(olderPath || newestPath) && (
        <nav class="pages" aria-label="更早的记录">
          {olderPath && <NotPrinted what="更早的记录" />}
          {newestPath && (
            <a class="button" id="timeline-newest" href={newestPath}>
              回到最新
            </a>
          )}
          {olderPath && (
            <a class="button" id="timeline-older" href={olderPath}>
              更早的记录
            </a>
          )}
        </nav>
      )}
    </section>
  )
}

/** Whose it is, by its name of that day. */
const UnitThen = ({ unit, at }: { unit: Named | undefined; at: number }) =>
  unit ? <span class="tag">{nameThen(unit, at)}</span> : null

/** To whom something was given, and from whom it came. */
const GIVING: ReadonlySet<Action> = new Set([
  "assignment_added",
  "assignment_reassigned",
  "assignment_transferred",
  "notice_transferred",
])
const TAKING: ReadonlySet<Action> = new Set([
  "assignment_added",
  "assignment_absorbed",
  "report_transferred",
  "notice_transferred",
])

/** What the event itself carries beyond its name: the round, a file, a new light, who came instead. */
function factWords({ details, action }: Entry): string {
  const said = [
    text(details.round),
    text(details.name),
    text(details.body),
    GIVING.has(action) ? text(details.unit) : null,
    TAKING.has(action) ? told("承接", details.instead_of) : null,
    actionWords(action, details),
    extensionWords(details),
    told("并入", details.mergedInto),
    isDay(details.untilOn) ? `预计${dayWords(details.untilOn)}恢复` : null,
    told("依据", details.authority),
    text(details.office),
    text(details.personInCharge),
  ].filter((word) => word !== null)
  return said.length > 0 ? `：${said.join("，")}` : ""
}

/** What only events of this kind carry. */
function actionWords(action: Action, details: Entry["details"]): string | null {
  switch (action) {
    case "reminder_made":
      return isKind(details.kind) ? REMINDER_KIND_LABEL[details.kind] : null
    case "light_overridden":
      return isColour(details.light) ? `显示为${LIGHT_LABEL[details.light]}` : "恢复系统计算"
    case "assignment_role_changed":
    case "assignment_absorbed":
      return changeWords(details.role, (one) => (isRole(one) ? ROLE_LABEL[one] : ""))
    case "task_changed":
      return wordingWords(details.wording)
    case "task_staged":
      return stagesWords(details.after)
    case "assignment_stage_marked":
      return `第${details.stage}阶段${details.after === true ? "已完成" : "未完成"}`
    case "task_leaders_set":
      return `${namesWords(details.before)} → ${namesWords(details.after)}`
    default:
      return null
  }
}

/** The day that stood, and the one that is wanted or was granted. */
function extensionWords({ formerBy, wantedBy, grantedBy }: Entry["details"]): string | null {
  const day = grantedBy ?? wantedBy
  return isDay(formerBy) && isDay(day) ? `${dayWords(formerBy)} → ${dayWords(day)}` : null
}

const told = (what: string, value: unknown): string | null => {
  const words = text(value)
  return words && what + words
}

const WORDING = [
  ["label", "编号"],
  ["text", "内容"],
  ["section", "部分"],
] as const

/** What a new wording of the document changed: 内容「…」→「…」. */
function wordingWords(wording: unknown): string | null {
  if (!isRecord(wording)) return null
  const said = WORDING.map(([key, name]) => {
    const words = changeWords(wording[key], (value) => `「${text(value) ?? "无"}」`)
    return words && name + words
  })
  return said.filter((words) => words !== null).join("；") || null
}

const changeWords = (change: unknown, words: (value: unknown) => string): string | null =>
  isRecord(change) && "before" in change ? `${words(change.before)} → ${words(change.after)}` : null

const namesWords = (names: unknown): string => (Array.isArray(names) && names.length > 0 ? names.join("、") : "无")

/** 「1. 完成调研（2026年10月10日前）；2. …」. */
const stagesWords = (stages: unknown): string =>
  Array.isArray(stages) && stages.length > 0
    ? stages
        .filter(isRecord)
        .map(
          ({ text: goal, dueBy }, i) =>
            `${i + 1}. ${text(goal) ?? ""}${isDay(dueBy) ? `（${dayWords(dueBy)}前）` : ""}`,
        )
        .join("；")
    : "不分阶段"

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null
const isRole = (value: unknown): value is Role => typeof value === "string" && value in ROLE_LABEL
const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null)
const isDay = (value: unknown): value is string => typeof value === "string" && isDate(value)
const isColour = (value: unknown): value is LightColour => typeof value === "string" && value in LIGHT_LABEL
const isKind = (value: unknown): value is keyof typeof REMINDER_KIND_LABEL =>
  typeof value === "string" && value in REMINDER_KIND_LABEL
