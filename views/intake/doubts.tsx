import type { Child } from "hono/jsx"
import { draftPath } from "#src/paths.ts"
import type { DraftTask } from "#src/plans/intake/drafts/corrections.ts"
import type { Doubt, Review } from "#src/plans/intake/drafts/review.ts"
import { kindOf, type Match } from "#src/plans/intake/drafts/unit_names.ts"
import { isTraced } from "#src/plans/intake/words/traces.ts"
import { ROLE_LABEL } from "../words/roles.ts"
import type { DraftUnits } from "./draft.tsx"
import { Fix, type Made } from "./fix.tsx"
import { Answering, nameId } from "./names.tsx"
import { unitMarkId } from "./source.tsx"

type Props = { review: Review; units: DraftUnits; made: Made }

/** So many doubts are listed at a time: whoever has settled these sees the next. */
const MOST_SHOWN = 50

/** What is in doubt, first of all, each with the remedies that take one click. */
export const Doubts = ({ review, units, made }: Props) => {
  const { doubts, plan } = review
  if (doubts.length === 0) return null
  const unmatched = doubts.filter((doubt) => doubt.kind === "unmatched" && doubt.match.isBody).length
  return (
    <section class="doubts" id="doubts" aria-label="疑问">
      <h2>请核对{doubts.length}处疑问</h2>
      {unmatched > 1 && (
        <div class="doubt-all">
          <span>{unmatched}个单位在单位名录中未找到。</span>
          <Fix made={made} kind="match_all" id="match-all">
            全部新增到单位名录
          </Fix>
        </div>
      )}
      <ol class="sheet rows">
        {doubts.slice(0, MOST_SHOWN).map((doubt) => (
          <Item doubt={doubt} tasks={plan.tasks} units={units} made={made} />
        ))}
      </ol>
      {doubts.length > MOST_SHOWN && (
        <p class="muted small">
          先列出前{MOST_SHOWN}处；核对以后，其余{doubts.length - MOST_SHOWN}处接着列出。
        </p>
      )}
    </section>
  )
}

/** What bodies are told to do outside the tasks: folded, for most of it is meant for nobody in particular. */
export const Notes = ({ notes, tasks, made }: { notes: readonly Note[]; tasks: DraftTask[]; made: Made }) => {
  const texts = new Set(tasks.map(({ text }) => text))
  const left = notes.filter(({ quote }) => quote && !texts.has(quote))
  if (left.length === 0) return null
  return (
    <details class="block" id="notes">
      <summary>任务以外还有{left.length}句话给单位布置了工作，没有读入</summary>
      <ol class="sheet rows">
        {left.slice(0, MOST_SHOWN).map(({ line, quote }, place) => (
          <Row
            words={
              <>
                <a href={`#line-${line}`}>第{line}行</a>：{quote}
              </>
            }
          >
            <Fix
              made={made}
              kind="task_added"
              fields={{ text: quote ?? "", from: line, to: line }}
              id={`note-${place}-task`}
            >
              作为任务
            </Fix>
          </Row>
        ))}
      </ol>
    </details>
  )
}

type Note = { line: number; quote?: string | null }

type ItemProps = { doubt: Doubt; tasks: DraftTask[]; units: DraftUnits; made: Made }

const Item = ({ doubt, tasks, units, made }: ItemProps) => {
  const called = (id: number) => {
    const place = tasks.findIndex((task) => task.id === id)
    return `第${place + 1}项${tasks[place]?.label ?? ""}`
  }
  const before = (id: number) => tasks[tasks.findIndex((task) => task.id === id) - 1]
  const edit = (id: number, words: string) => (
    <a class="button" href={`${draftPath(made.key, { task: id })}#task-${id}`}>
      {words}
    </a>
  )
  switch (doubt.kind) {
    case "read":
      return <Read doubt={doubt} made={made} />
    case "no_title":
      return (
        <Row words="没有读到方案名称">
          <a class="button" href="#title">
            填写名称
          </a>
        </Row>
      )
    case "no_units": {
      const above = before(doubt.task)
      return (
        <Row words={`${called(doubt.task)}没有单位`}>
          {above && above.units.length > 0 && (
            <Fix made={made} kind="same_units" fields={{ task: doubt.task, as: above.id }} id={`same-${doubt.task}`}>
              与上一项相同
            </Fix>
          )}
          {edit(doubt.task, "填写单位")}
          {above && (
            <Fix made={made} kind="join" fields={{ task: doubt.task }} id={`doubt-join-${doubt.task}`}>
              并入上一项
            </Fix>
          )}
          <Fix made={made} kind="not_task" fields={{ task: doubt.task }} id={`doubt-none-${doubt.task}`}>
            不是任务
          </Fix>
        </Row>
      )
    }
    case "no_text":
      return (
        <Row words={`${called(doubt.task)}没有内容`}>
          {edit(doubt.task, "填写内容")}
          <Fix made={made} kind="not_task" fields={{ task: doubt.task }} id={`doubt-empty-${doubt.task}`}>
            不是任务
          </Fix>
        </Row>
      )
    case "twice":
      return (
        <Row words={`${called(doubt.task)}与${called(doubt.other)}文字相同`}>
          {edit(doubt.task, "查看")}
          <Fix made={made} kind="not_task" fields={{ task: doubt.task }} id={`doubt-twice-${doubt.task}`}>
            删去重复的一项
          </Fix>
        </Row>
      )
    case "same_role":
      return <SameRole doubt={doubt} made={made} />
    case "unmatched":
      return <Unmatched match={doubt.match} tasks={tasks} units={units} made={made} />
  }
}

type SameRoleProps = { doubt: Extract<Doubt, { kind: "same_role" }>; made: Made }

const SameRole = ({ doubt: { name, was, role, tasks }, made }: SameRoleProps) => {
  const fields = { name, tasks: tasks.join(",") }
  return (
    <Row
      words={`「${name}」已改为${ROLE_LABEL[role]}，另有${tasks.length}项任务中仍为${ROLE_LABEL[was]}，是否一并修改`}
    >
      <Fix made={made} kind="same_role" fields={{ ...fields, role }} id={`role-${nameId(name)}`}>
        一并改为{ROLE_LABEL[role]}
      </Fix>
      <Fix made={made} kind="same_role" fields={{ ...fields, role: was }} id={`role-kept-${nameId(name)}`}>
        不改
      </Fix>
    </Row>
  )
}

/** So many lines of one doubt are named; the rest are counted. */
const LINES_NAMED = 6

const Read = ({ doubt: { message, places, words }, made }: { doubt: Extract<Doubt, { kind: "read" }>; made: Made }) => {
  const [first] = places
  if (!first) return null
  const id = `doubt-${first.warning}`
  return (
    <Row
      words={
        <>
          {places.slice(0, LINES_NAMED).map(({ line, task }, i) => (
            <>
              {i > 0 && "、"}
              <a href={`${draftPath(made.key, { task })}#line-${line}`}>第{line}行</a>
            </>
          ))}
          {places.length > LINES_NAMED && `等${places.length}处`}：{message}
          {words && !message.includes(words) && <small class="quoted">{brief(words)}</small>}
        </>
      }
    >
      {first.task !== null && (
        <a class="button" href={`${draftPath(made.key, { task: first.task })}#task-${first.task}`}>
          修改任务
        </a>
      )}
      {first.task === null && places.length === 1 && words !== "" && (
        <Fix
          made={made}
          kind="task_added"
          fields={{ text: words.slice(0, 5000), from: first.line, to: first.line }}
          id={`${id}-task`}
        >
          作为任务
        </Fix>
      )}
      <Fix
        made={made}
        kind="settle"
        fields={{ warnings: places.map(({ warning }) => warning).join(",") }}
        id={`${id}-settle`}
      >
        {places.length > 1 ? "都没有问题" : "没有问题"}
      </Fix>
    </Row>
  )
}

type UnmatchedProps = { match: Match; tasks: DraftTask[]; units: DraftUnits; made: Made }

const Unmatched = ({ match, tasks, units, made }: UnmatchedProps) => {
  const { name, isCollective, isBody, suggestions } = match
  const first = taskNaming(name, tasks)
  const place = first && unitMarkId(first.id, placeOf(name, first))
  const names = new Map(units.map((unit) => [unit.id, unit.name]))
  return (
    <Row
      words={
        <>
          单位名录中未找到<b>{place ? <a href={`#${place}`}>「{name}」</a> : `「${name}」`}</b>
          {!isBody && "，也不像单位名称，请核对"}
          <small>
            （{isCollective ? "统称，" : ""}涉及{match.tasks}项任务）
          </small>
        </>
      }
    >
      {suggestions.map((id) => (
        <Fix made={made} kind="match" fields={{ name, answer: `unit:${id}` }} id={`is-${nameId(name)}-${id}`}>
          就是{names.get(id)}
        </Fix>
      ))}
      {!isBody && first && (
        <a class="button" href={`${draftPath(made.key, { task: first.id })}#task-${first.id}`}>
          修改任务
        </a>
      )}
      {isCollective && /牵头|责任|承办/.test(name) && (
        <Fix made={made} kind="match" fields={{ name, answer: "leads" }} id={`leads-${nameId(name)}`}>
          展开为全部牵头单位
        </Fix>
      )}
      <Fix
        made={made}
        kind="match"
        fields={{ name, answer: `new:${kindOf(name, isCollective)}` }}
        id={`new-${nameId(name)}`}
      >
        {isCollective ? "保留为统称" : "新增"}
      </Fix>
      <details class="other-unit">
        <summary>{isCollective ? "展开或选其他单位" : "选其他单位"}</summary>
        <Answering match={match} units={units} made={made} place="doubt" />
      </details>
    </Row>
  )
}

/** The first task in whose words the name stands. */
const taskNaming = (name: string, tasks: DraftTask[]) =>
  tasks.find(({ units, traces }) => isTraced(traces, name) && units.some((unit) => unit.name === name))

const placeOf = (name: string, { units }: DraftTask): number => units.findIndex((unit) => unit.name === name)

const Row = ({ words, children }: { words: Child; children: Child }) => (
  <li class="doubt-row">
    <p>{words}</p>
    <div class="remedies">{children}</div>
  </li>
)

const brief = (words: string) => (words.length > 60 ? `${words.slice(0, 60)}…` : words)
