import type { BoardAssignment } from "#src/board/standing.ts"
import { isLate } from "#src/owing/owing.ts"
import type { Detail, TaskExtension, TaskFile, TaskNotice } from "#src/pages/task/queries.ts"
import type { SentWords } from "#src/pages/task/timeline.ts"
import { extensionPath, noticePath } from "#src/paths.ts"
import { isHeldToDeadline } from "#src/plans/assignments/workflow.ts"
import type { PartStage } from "#src/plans/stages/stages.ts"
import type { BehindPart } from "#src/reports/breakdowns/queries.ts"
import { Behind } from "../breakdowns/behind.tsx"
import { StateTag } from "../notices/parts.tsx"
import { noticeName } from "../notices/words.ts"
import { FileLink } from "../parts/evidence.tsx"
import { LightMark } from "../parts/light.tsx"
import { LIGHT_LABEL, lightWords } from "../words/lights.ts"
import {
  ASSIGNMENT_STATE_LABEL,
  EXTENSION_STATE_LABEL,
  EXTENSION_TARGET_LABEL,
  REPORT_STATE_LABEL,
} from "../words/states.ts"
import { dayWords, momentWords } from "../words.ts"

/** A light with what lies behind it: the computed value beside an overridden one. */
export const LightWithReason = ({ part }: { part: BoardAssignment }) => (
  <>
    <LightMark light={part.light} />
    {part.late && <span class="tag">迟报</span>}
    {part.computed && (
      <small>
        人工调整为{LIGHT_LABEL[part.light.colour]}（系统计算：{lightWords(part.computed)}）：{part.overrideReason}
      </small>
    )}
  </>
)

type Props = {
  part: BoardAssignment
  detail: Detail
  files: TaskFile[]
  behind?: BehindPart[]
  notices?: TaskNotice[]
  extensions?: TaskExtension[]
  roundName: string | null
  today: string
  /** Under a row of 各单位分工, which says the state, the office and the report itself. */
  isBelowRow?: boolean
}

/** One assignment in full: what the unit says of its part and has reported in the round. */
export const PartDetail = ({
  part,
  detail,
  files,
  behind = [],
  notices = [],
  extensions = [],
  roundName,
  today,
  isBelowRow = false,
}: Props) => (
  <dl class="facts part-facts">
    {!isBelowRow && (
      <>
        <dt>办理状态</dt>
        <dd>
          <StateWords part={part} detail={detail} today={today} />
        </dd>
      </>
    )}
    {part.deadlineBy !== null && (
      <>
        <dt>完成时限</dt>
        <dd>
          {dayWords(part.deadlineBy, today)}
          {extensions.some(({ target, grantedBy }) => target === "deadline" && grantedBy === part.deadlineBy) && (
            <small>（原定{dayWords(firstDay(extensions), today)}）</small>
          )}
        </dd>
      </>
    )}
    {detail.stages.length > 0 && (
      <>
        <dt>阶段</dt>
        <dd>
          <ol class="stages">
            {detail.stages.map((stage) => (
              <li>
                <small>第{stage.ordinal}阶段</small> {stage.text}（{dayWords(stage.dueBy, today)}前）{" "}
                <StageTag stage={stage} part={part} today={today} />
              </li>
            ))}
          </ol>
        </dd>
      </>
    )}
    {detail.completions.length > 0 && (
      <>
        <dt>历年完成</dt>
        <dd>
          {detail.completions.map((one) => (
            <p>
              {one.year}年（{dayWords(one.dueBy, today)}前）：{dayWords(one.claimedOn, today)}申请，已确认
              {isLate(one.dueBy, one.claimedOn) && <span class="tag">超期完成</span>}
            </p>
          ))}
        </dd>
      </>
    )}
    {extensions.length > 0 && (
      <>
        <dt>延期</dt>
        <dd>
          {extensions.map((one) => (
            <p>
              <a href={extensionPath(one.id)}>
                {EXTENSION_TARGET_LABEL[one.target]} {dayWords(one.formerBy, today)} →{" "}
                {dayWords(one.grantedBy ?? one.wantedBy, today)}
              </a>{" "}
              <span class="tag">{EXTENSION_STATE_LABEL[one.state]}</span>
            </p>
          ))}
        </dd>
      </>
    )}
    {detail.measures && (
      <>
        <dt>具体措施</dt>
        <dd class="preserve">{detail.measures}</dd>
      </>
    )}
    {!isBelowRow && officeWords(part) && (
      <>
        <dt>责任科室</dt>
        <dd>{officeWords(part)}</dd>
      </>
    )}
    {!isBelowRow && roundName !== null && (
      <>
        <dt>{roundName}</dt>
        <dd>
          {part.owed || part.standing !== "none" ? REPORT_STATE_LABEL[part.standing] : "本期不需报送"}
          {detail.words && <Words words={detail.words} />}
          {detail.words && (
            <small>
              {detail.words.byName}
              {detail.words.isEntered && "（代录）"} {momentWords(detail.words.at, today)}
            </small>
          )}
        </dd>
      </>
    )}
    {behind.length > 0 && (
      <>
        <dt>分解落实</dt>
        <dd>
          <Behind behind={behind} roundName={roundName} today={today} />
        </dd>
      </>
    )}
    {!isBelowRow && detail.opinion && (
      <>
        <dt>核查意见</dt>
        <dd class="preserve">{opinionWords(detail, today)}</dd>
      </>
    )}
    {notices.length > 0 && (
      <>
        <dt>督办单</dt>
        <dd>
          {notices.map((notice) => (
            <p>
              <a href={noticePath(notice.id)}>
                {noticeName(notice)} {notice.title}
              </a>{" "}
              <StateTag state={notice.state} /> <small>{dayWords(notice.dueBy, today)}前反馈</small>
            </p>
          ))}
        </dd>
      </>
    )}
    {files.length > 0 && (
      <>
        <dt>佐证材料</dt>
        <dd>
          <Files files={files} />
        </dd>
      </>
    )}
  </dl>
)

/** How far the part is with one stage; late is only what is owed. */
const StageTag = ({ stage, part, today }: { stage: PartStage; part: BoardAssignment; today: string }) => {
  if (stage.standing === "reached") return <span class="tag">已完成</span>
  if (stage.standing === "said") return <span class="tag">已报完成，待审核</span>
  const isDue = isHeldToDeadline(part.stateNow) && isLate(stage.dueBy, today)
  return <span class="tag">{isDue ? "逾期未完成" : "未完成"}</span>
}

type Standing = { part: BoardAssignment; detail: Detail; today: string }

/** 办理状态, with until when or into what. */
export const StateWords = ({ part, detail, today }: Standing) => (
  <>
    {ASSIGNMENT_STATE_LABEL[part.state]}
    {part.state === "suspended" && detail.suspendedUntil && `（预计${dayWords(detail.suspendedUntil, today)}恢复）`}
    {part.state === "terminated" && detail.mergedInto && `（并入${detail.mergedInto}）`}
  </>
)

/** 「综合处，责任人：张三」. */
export const officeWords = ({ office, personInCharge }: BoardAssignment): string =>
  [office, personInCharge].filter(Boolean).join("，责任人：")

const opinionWords = ({ opinion, resubmitBy }: Detail, today: string): string =>
  `${opinion}${resubmitBy ? `（请于${dayWords(resubmitBy, today)}前重报）` : ""}`

export const Opinion = ({ detail, today }: Pick<Standing, "detail" | "today">) =>
  detail.opinion ? (
    <p class="preserve">
      <b>核查意见：</b>
      {opinionWords(detail, today)}
    </p>
  ) : null

export const Files = ({ files }: { files: TaskFile[] }) =>
  files.length === 0 ? null : (
    <ul class="plain">
      {files.map((file) => (
        <li>
          {file.kind === "scan" && <small>纸质扫描件：</small>}
          <FileLink file={file} />
        </li>
      ))}
    </ul>
  )

/** The day that stood before anything was granted. */
const firstDay = (extensions: TaskExtension[]): string =>
  extensions.find(({ target, state }) => target === "deadline" && state === "granted")?.formerBy ?? ""

/** The three boxes of a report, without the empty ones; 下步打算 not where it has a place of its own. */
export const Words = ({ words, next = true }: { words: SentWords; next?: boolean }) => (
  <div class="said-words">
    {words.unchanged && <p>无变化。</p>}
    {words.achieved && <p class="preserve">{words.achieved}</p>}
    {words.problems && (
      <p class="preserve">
        <b>{words.hasDifficulty ? "存在问题（需要协调）" : "存在问题"}：</b>
        {words.problems}
      </p>
    )}
    {words.hasDifficulty && !words.problems && <p>需要协调。</p>}
    {next && words.nextSteps && (
      <p class="preserve">
        <b>下步打算：</b>
        {words.nextSteps}
      </p>
    )}
  </div>
)
