import { dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { OverviewPage } from "#src/pages/overview/queries.ts"
import { deskPath, inspectionPath, instructionPath, overviewPath, paperPath } from "#src/paths.ts"
import { mayAnswerReply } from "#src/supervision/instructions/policy.ts"
import { BULLETIN_KIND_LABEL } from "../bulletins/words.ts"
import { InstructionLine } from "../instructions/instruction.tsx"
import { DraftToApprove } from "../intake/to_approve.tsx"
import { NOTICE_KIND_LABEL } from "../notices/words.ts"
import { dayWords } from "../words.ts"
import { waitingPlace } from "./lines.tsx"

type Group = OverviewPage["waiting"][number]

type Props = {
  groups: Group[]
  /** Drafts of plans to be approved. */
  drafts: OverviewPage["drafts"]
  names: ReadonlyMap<number, string>
  actor: Actor
  isLeader: boolean
  today: string
  /** This page, to come back to. */
  here: string
}

/**
 * What only leadership can decide, and the reader's own with one button each: first the answers to their 批示. For the
 * office the same list says what it waits for.
 */
export const WaitingList = ({ groups, drafts, names, isLeader, ...rest }: Props) => {
  const n = groups.reduce((sum, group) => sum + group.n, drafts.length)
  return (
    <section class="block" id="waiting">
      <h2>
        {isLeader ? "待您决定" : "待领导决定"}
        {n > 0 && <small>{n}件</small>}
      </h2>
      {n === 0 && (
        <p class="muted nothing">{isLeader ? "目前没有等待您决定的事项。" : "目前没有等待领导决定的事项。"}</p>
      )}
      {drafts.length > 0 && <Drafts drafts={drafts} isLeader={isLeader} today={rest.today} />}
      {groups.map((group) => (
        <div id={waitingPlace(group.planId)} class="waiting-plan">
          {names.size > 1 && (
            <h3>
              <a href={overviewPath({ plan: group.planId })}>{names.get(group.planId)}</a> <small>{group.n}件</small>
            </h3>
          )}
          <WaitingOf group={group} isLeader={isLeader} {...rest} />
        </div>
      ))}
    </section>
  )
}

type DraftsProps = Pick<Props, "drafts" | "isLeader" | "today">

const Drafts = ({ drafts, isLeader, today }: DraftsProps) => (
  <ul class="waiting" id="waiting-drafts">
    {drafts.map((draft) => (
      <li class="row">
        <DraftToApprove draft={draft} mine={isLeader} today={today} />
      </li>
    ))}
  </ul>
)

/** The same where there is no plan yet: the first one waits. */
export const WaitingDrafts = (props: DraftsProps) => (
  <section class="block" id="waiting">
    <h2>
      {props.isLeader ? "待您决定" : "待领导决定"}
      <small>{props.drafts.length}件</small>
    </h2>
    <Drafts {...props} />
  </section>
)

type OfPlan = Omit<Props, "groups" | "drafts" | "names"> & { group: Group }

const WaitingOf = ({ group, actor, isLeader, today, here }: OfPlan) => (
  <ul class="waiting">
    {group.replies.map((row) => (
      <li>
        <InstructionLine row={row} today={today} />
        {mayAnswerReply(actor, row.instruction) && (
          <form method="post" action={instructionPath(row.instruction.id, "settlement")} class="acts no-print">
            <input type="hidden" name="version" value={row.instruction.version} />
            <input type="hidden" name="next" value={here} />
            <button
              type="submit"
              id={`settle-${row.instruction.id}`}
              aria-label={`已阅，办结：${row.instruction.about}`}
            >
              已阅，办结
            </button>
            <a href={instructionPath(row.instruction.id)}>再批示</a>
          </form>
        )}
      </li>
    ))}
    {group.papers.map(({ id, kind, title, sentAt }) => (
      <li class="row">
        <span>
          {BULLETIN_KIND_LABEL[kind]}待审定：{title}
          {sentAt !== null && <small>，{dayWords(dateOf(sentAt), today)}送审</small>}
        </span>
        <a class="button" href={paperPath(id)} aria-label={`${isLeader ? "审阅" : "查看"}：${title}`}>
          {isLeader ? "审阅" : "查看"}
        </a>
      </li>
    ))}
    {group.approvals.map(({ id, kind, unit, title }) => (
      <li class="row">
        <span>
          {NOTICE_KIND_LABEL[kind]}待审定：{unit}，{title}
        </span>
        {isLeader && (
          <a class="button" href={deskPath({ queue: "approvals", item: `notice-${id}` })} aria-label={`审定：${title}`}>
            审定
          </a>
        )}
      </li>
    ))}
    {group.confirmations > 0 && (
      <li class="row">
        <span>督查部门承担事项的初核意见待复核 {group.confirmations}件</span>
        {isLeader && (
          <a class="button" href={deskPath({ queue: "confirm", plan: group.planId })}>
            复核
          </a>
        )}
      </li>
    )}
    {group.objections.map(({ id, unit, unitId, title, decideBy }) => (
      <li class="row">
        <span>
          {unit}对「{title}」的结论有异议
          {decideBy && (
            <small>
              ，{dayWords(decideBy, today)}前复核{decideBy < today && "，已逾期"}
            </small>
          )}
        </span>
        <a class="button" href={`${inspectionPath(id)}#unit-${unitId}`} aria-label={`复核异议：${unit}，${title}`}>
          {isLeader ? "复核" : "查看"}
        </a>
      </li>
    ))}
    {group.more > 0 && <li class="muted">另有{group.more}件，办理后依次显示。</li>}
  </ul>
)

/** So many fit on the leader's one sheet; print.css hides the others. */
const PRINTED = 3

type InstructionsProps = { rows: OverviewPage["instructions"]; names: ReadonlyMap<number, string>; today: string }

/** The other 批示, each with what has come of it. */
export const Instructions = ({ rows, names, today }: InstructionsProps) => (
  <section class="block" id="instructions">
    <h2>批示</h2>
    {rows.length === 0 ? (
      <p class="muted nothing">没有其他批示。</p>
    ) : (
      <ul class="instructions">
        {rows.map((row) => (
          <li>
            <InstructionLine row={row} today={today} plan={names.size > 1 ? names.get(row.plan.id) : undefined} />
          </li>
        ))}
      </ul>
    )}
    {rows.length > PRINTED && (
      <p class="print-only left-out">
        另有{rows.length - PRINTED}件：
        {rows
          .slice(PRINTED)
          .map(({ instruction }) => `${dayWords(instruction.givenOn, today)}${instruction.about}`)
          .join("、")}
        。
      </p>
    )}
  </section>
)
