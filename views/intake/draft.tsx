import type { Unit } from "#db/schema.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { isLate } from "#src/owing/owing.ts"
import { draftActPath, draftPath, newPlanPath, planPath } from "#src/paths.ts"
import type { Renamed } from "#src/plans/intake/drafts/compare.ts"
import type { Found } from "#src/plans/intake/drafts/draft_queries.ts"
import type { DraftChange } from "#src/plans/intake/drafts/issuing.ts"
import type { DraftPart } from "#src/plans/intake/drafts/paging.ts"
import type { Review } from "#src/plans/intake/drafts/review.ts"
import type { RunningRound } from "#src/plans/rounds/joining.ts"
import { askingPath, Consultations } from "../consultations/parts.tsx"
import { gapWords } from "../handovers/gaps.tsx"
import { Choice, Field, type Flaws } from "../parts/fields.tsx"
import { Pages } from "../parts/pages.tsx"
import { PLAN_APPROVER_LABEL } from "../plans/words.ts"
import { dayWords, momentWords } from "../words.ts"
import { Changes } from "./changes.tsx"
import { Doubts, Notes } from "./doubts.tsx"
import { Fix, Hidden, type Made } from "./fix.tsx"
import { DraftMatrix } from "./matrix.tsx"
import { Names } from "./names.tsx"
import { Source } from "./source.tsx"
import { Tasks } from "./tasks.tsx"
import { countsWords, issueWord } from "./words.ts"

export type DraftUnits = Pick<Unit, "id" | "name" | "shortName">[]

type Props = {
  found: Found
  review: Review
  /** What 下达 would change in the plan that is to be updated; null: a new plan. */
  changes: { changes: DraftChange[]; renamed: Renamed[] } | null
  units: DraftUnits
  /** Units that get a part and have no 联络员; this hinders nothing. */
  gaps: { unit: string; nextOn: string | null }[]
  /** Units for which the reader is a supervisor. */
  offices: DraftUnits
  /** The task that is being edited. */
  open: number | null
  openName: string | null
  /** What of a long draft is on this page. */
  part: DraftPart
  isLast: (part: DraftPart) => boolean
  view: "tasks" | "matrix"
  /** Who is asked before 下达. */
  approver: PlanApprover
  today: string
  flaws?: Flaws
}

/** 核对并下达: the document on one side, the plan on the other, the doubts first. */
export const DraftPage = ({
  found,
  review,
  changes,
  units,
  gaps,
  offices,
  open,
  openName,
  part,
  isLast,
  view,
  approver,
  today,
  flaws,
}: Props) => {
  const { draft } = found
  const { plan, doubts } = review
  const made = { key: draft.key, revision: draft.revision }
  // The document is a plan already: to update that is what is proposed, and a second plan no more than possible.
  const label = issueWord(approver, changes !== null)
  const isIssued = found.same.length > 0 && !found.target
  const pages = (
    <Pages
      page={part.page}
      hasMore={!isLast(part)}
      path={(page) => `${draftPath(draft.key, { view: view === "matrix" ? view : null, page })}#views`}
    />
  )
  return (
    <div id="draft" data-draft={draft.key}>
      <Heading found={found} review={review} made={made} approver={approver} label={isIssued ? null : label} />
      {draft.opinion && (
        <p class="returned" id="declined">
          审定人发还修改（{found.judgedBy}，{draft.judgedAt !== null && momentWords(draft.judgedAt, today)}）：
          <span class="preserve">{draft.opinion}</span>
        </p>
      )}
      <Sentences flaws={flaws} />
      {draft.reading.notes.map((note) => (
        <p class="muted small left-out">{note}</p>
      ))}
      <Same found={found} made={made} flaws={flaws} today={today} />
      <Doubts review={review} units={units} made={made} />
      <Notes notes={draft.reading.plan.notes ?? []} tasks={plan.tasks} made={made} />
      <form method="post" action={draftActPath(draft.key, "issue")} id="issue" class="sheet padded fields">
        <Hidden made={made} />
        <Field name="title" label="方案名称" value={plan.title} required full flaws={flaws} />
        <Field name="docNumber" label="文号" value={plan.docNumber} flaws={flaws} />
        {found.target ? (
          <>
            <input type="hidden" name="issuedOn" value={found.target.plan.issuedOn} />
            <input type="hidden" name="supervisingUnitId" value={found.target.plan.supervisingUnitId} />
            <Field
              name="reason"
              label="变更依据"
              flaws={flaws}
              hint="写进取消的分工和修改记录；不填则写明按新文件更新"
            />
            <JoinRound running={found.target.running} changes={changes} today={today} flaws={flaws} />
          </>
        ) : (
          <>
            <Field name="issuedOn" type="date" label="下达日期" value={today} required flaws={flaws} />
            <Choice
              name="supervisingUnitId"
              label="督促检查单位"
              value={draft.unitId}
              options={offices.map(({ id, name }) => [String(id), name] as const)}
              flaws={flaws}
            />
          </>
        )}
        {gaps.length > 0 && (
          <p class="note full" id="gaps">
            {gaps.length}个单位没有联络员：{gapWords(gaps, today)}
            。可以照常下达；请安全管理员授予岗位，在此之前待办和催办送不到。
          </p>
        )}
        <p class="acts full">
          <button type="submit" class={isIssued ? undefined : "primary"} id="issue-button">
            {label}
          </button>
          <button
            type="submit"
            formaction={draftActPath(draft.key, "corrections")}
            name="kind"
            value="facts"
            id="facts"
            formnovalidate
          >
            保存名称和文号
          </button>
          <span class="muted small">
            {approver !== "none" && `下达前由${PLAN_APPROVER_LABEL[approver]}审定。`}
            {doubts.length === 0
              ? ""
              : `还有${doubts.length}处疑问；没有对应到单位的必须先选定，其余可以带着疑问${approver === "none" ? "下达" : "送审"}。`}
          </span>
        </p>
      </form>
      {changes && found.target && <Changes {...changes} plan={found.target.plan} />}
      <Consultations rows={found.consultations} today={today}>
        <p class="acts">
          <a class="button" href={askingPath(draft.key)} id="ask-opinions">
            {found.consultations.length === 0 ? "征求意见" : "再次征求意见"}
          </a>
          <small>发给单位阅看，不要求回复；草稿照常修改、下达。</small>
        </p>
      </Consultations>
      <Names review={review} units={units} made={made} open={openName} />
      <nav class="tabs" aria-label="核对方式" id="views">
        <a href={draftPath(draft.key)} aria-current={view === "tasks" ? "page" : undefined}>
          对照原文
        </a>
        <a href={draftPath(draft.key, { view: "matrix" })} aria-current={view === "matrix" ? "page" : undefined}>
          分工矩阵预览
        </a>
        <span class="spring"></span>
        <Fix made={made} kind="renumber" id="renumber" class="quiet">
          按顺序重新编号
        </Fix>
      </nav>
      {view === "matrix" ? (
        <DraftMatrix review={review} units={units} made={made} part={part} />
      ) : (
        <div class="beside">
          <Source review={review} made={made} open={open} part={part} />
          <Tasks
            review={review}
            units={units}
            made={made}
            open={open}
            part={part}
            flaws={flaws}
            closing={isLast(part) ? draft.reading.plan.closing : null}
            said={saidByTask(found.said)}
          />
        </div>
      )}
      {pages}
    </div>
  )
}

type HeadingProps = Pick<Props, "found" | "review" | "approver"> & {
  made: { key: string; revision: number }
  /** What the button that issues it says; null: that is not what is proposed. */
  label: string | null
}

const Heading = ({ found: { draft }, review: { counts, doubts }, made, approver, label }: HeadingProps) => (
  <div class="title">
    <div>
      <h1>{approver === "none" ? "核对并下达" : "核对并送审"}</h1>
      <p id="counts">
        {draft.sourceName ? `从《${draft.sourceName}》` : ""}已识别 <b>{countsWords(counts)}</b>
        {counts.sections > 0 ? `，分${counts.sections}个部分` : ""}；
        {doubts.length === 0 ? "未发现疑点" : <a href="#doubts">{doubts.length}处疑问</a>}。
        {draft.predecessorId !== null && "由上一年度方案结转。"}草稿已保存，可以离开再回来。
      </p>
    </div>
    <div class="acts">
      {draft.steps.length > 0 && (
        <form method="post" action={draftActPath(draft.key, "undo")} id="undo-form">
          <Hidden made={made} />
          <button type="submit" id="undo">
            撤销上一步
          </button>
        </form>
      )}
      <form
        method="post"
        action={draftActPath(draft.key, "removal")}
        id="removal-form"
        data-confirm="删除这份草稿？已作的更正一并删除。"
      >
        <Hidden made={made} />
        <button type="submit" class="quiet" id="removal">
          删除草稿
        </button>
      </form>
      {label && (
        <button type="submit" class="primary" form="issue" id="issue-top">
          {label}
        </button>
      )}
    </div>
  </div>
)

/** All that is wrong with what was typed, beside the words at each field. */
const Sentences = ({ flaws }: Pick<Props, "flaws">) =>
  flaws && Object.keys(flaws.problems).length > 0 ? (
    <p class="returned" role="alert">
      {Object.values(flaws.problems)
        .flatMap((sentences) => sentences ?? [])
        .join("；")}
    </p>
  ) : null

/** What units said of each task the last time, by the task's id in the draft. */
function saidByTask(said: Found["said"]): Map<number, { unit: string; text: string }[]> {
  const byTask = new Map<number, { unit: string; text: string }[]>()
  for (const { document, items, unit } of said) {
    for (const { id, ordinal } of document.tasks) {
      const text = items[String(ordinal)]
      if (text) byTask.set(id, [...(byTask.get(id) ?? []), { unit, text }])
    }
  }
  return byTask
}

type SameProps = { found: Found; made: Made; flaws?: Flaws; today: string }

/** The same document, or another of the same title, has become a plan already. */
const Same = ({ found: { same, target }, made, flaws, today }: SameProps) =>
  same.length === 0 ? null : (
    <section class="sheet padded same" id="same">
      <h2>{target ? "将更新已下达的方案" : "这份文件或同名方案已经下达"}</h2>
      <ul class="plain">
        {same.map(({ id, title, issuedOn }, i) => (
          <li>
            <a href={planPath(id)}>{title}</a>
            <small>{dayWords(issuedOn, today)}下达</small>
            {target?.plan.id === id ? (
              <b>将被更新：编号不变，新增的分工加入，取消的分工终止，改动前后留痕</b>
            ) : (
              <form method="post" action={draftActPath(made.key, "target")} class="fix" id={`update-${id}-form`}>
                <Hidden made={made} fields={{ plan: id }} />
                <button type="submit" class={i === 0 && !target ? "primary" : undefined} id={`update-${id}`}>
                  更新这个方案
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {target ? (
        <form method="post" action={draftActPath(made.key, "target")} class="fix" id="as-new-form">
          <Hidden made={made} fields={{ plan: "" }} />
          <button type="submit" class="quiet" id="as-new">
            不更新，作为新方案
          </button>
        </form>
      ) : (
        <label class="tick">
          <input type="checkbox" name="target" value="new" form="issue" checked={flaws?.typed.target === "new"} />
          不更新原方案，另行下达
        </label>
      )}
      {flaws?.problems.target && <p class="problem">{flaws.problems.target.join("；")}</p>}
      <p class="muted small">
        选错了文件？<a href={newPlanPath}>重新选择</a>
      </p>
    </section>
  )

/** 补列: whether what the new wording adds is asked for in the round that already runs. */
const JoinRound = ({
  running,
  changes,
  today,
  flaws,
}: Pick<Props, "changes" | "today" | "flaws"> & { running: RunningRound | null }) => {
  const adds = changes?.changes.some(({ before, added }) => before === null || added.length > 0)
  if (!running || !adds) return null
  const passed = isLate(running.dueBy, today)
  const cameBack = flaws?.typed.title !== undefined
  return (
    <div class="field full">
      <label class="tick">
        <input
          type="checkbox"
          name="listed"
          value="1"
          checked={cameBack ? Boolean(flaws.typed.listed) : !passed}
          aria-describedby="listed-hint"
        />{" "}
        新增的分工列入本期应报：{running.name}，{dayWords(running.dueBy, today)}前报送
      </label>
      <p class="hint" id="listed-hint">
        {passed ? "本期报送期限已过，列入后即为逾期" : "作为补列记入本期；不列入的从下一填报期起报送"}
      </p>
    </div>
  )
}
