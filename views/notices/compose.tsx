import { NOTICE_KINDS, type NoticeKind } from "#db/schema.ts"
import type { Flawed as FlawedForm } from "#src/door/form.ts"
import { noticePath, noticesPath, planNoticesPath } from "#src/paths.ts"
import { LONGEST_FACTS } from "#src/supervision/notices/input.ts"
import { approverOf } from "#src/supervision/notices/policy.ts"
import type { About, CandidatePart, NoticeCandidates } from "#src/supervision/notices/queries.ts"
import { Area, Choice, Field, Flawed } from "../parts/fields.tsx"
import { APPROVER_LABEL } from "../plans/words.ts"
import { ROLE_LABEL } from "../words/roles.ts"
import { ASSIGNMENT_STATE_LABEL } from "../words/states.ts"
import { brief, cited, dayWords } from "../words.ts"
import { NOTICE_KIND_LABEL, noticeName } from "./words.ts"

/** What was typed and is not right, is about something that already has a notice, or is looked over once more. */
export type Drafted = Pick<FlawedForm, "typed" | "problems"> & { doubled?: CandidatePart[]; revising?: boolean }

type Props = {
  found: NoticeCandidates
  about: About
  /** The question part of the address, so that the form comes back to the same choice. */
  query: string
  dueBy: string
  /** What the address proposes. */
  kind: NoticeKind
  today: string
  typing?: Drafted
}

/** 拟办: whom it goes to and about what, then the words; one notice for each unit. */
export const DraftNotices = ({ found, about, query, dueBy, kind, today, typing }: Props) => {
  const { plan, parts } = found
  const asked =
    about.assignments.length > 0 ||
    about.ordinal !== null ||
    about.round !== null ||
    about.instruction !== null ||
    about.inspection !== null
  const typed = typing ? new Set([typing.typed.assignments ?? []].flat().map(Number)) : null
  // What already has one is not demanded a second time unless somebody ticks it.
  const isChosen = (part: CandidatePart) => (typed ? typed.has(part.id) : asked && part.open.length === 0)
  const covered = parts.filter(({ open }) => open.length > 0).length
  const units = [...new Set(parts.map(({ unit }) => unit.id))]
  const approver = approverOf("demand", plan)
  return (
    <section class="compose">
      <div class="title">
        <div>
          <h1>拟办督办单</h1>
          <p>{plan.title}</p>
        </div>
      </div>
      {parts.length === 0 ? (
        <p class="empty sheet">
          没有可督办的事项。
          {about.round !== null && "本期没有逾期未报的分工。"}
        </p>
      ) : (
        <form method="post" action={planNoticesPath(plan.id) + query} class="sheet padded">
          <Flawed
            flaws={typing?.revising ? null : typing}
            text={typing?.doubled ? "下列事项已有未销号的督办单，请核对是否重复督办。" : undefined}
          />
          {typing?.doubled && <Doubled parts={typing.doubled} />}
          <fieldset>
            <legend>
              <b>发给谁、督办什么</b>{" "}
              <small>
                {units.length} 个单位、{parts.length} 项可选；按单位各拟一份
                {asked && covered > 0 && `；${covered} 项已有未销号的督办单，没有勾选`}
              </small>
            </legend>
            {typing?.problems.assignments && <p class="problem">{typing.problems.assignments[0]}</p>}
            <ul class="addressees">
              {units.map((unitId) => (
                <Addressee parts={parts.filter(({ unit }) => unit.id === unitId)} isChosen={isChosen} open={asked} />
              ))}
            </ul>
          </fieldset>
          <div class="fields block">
            <Choice
              name="kind"
              label="类别"
              value={kind}
              options={NOTICE_KINDS.map((kind) => [kind, NOTICE_KIND_LABEL[kind]] as const)}
              flaws={typing}
              hint="约谈建议、通报建议书主送领导，审定后再告知承办单位"
            />
            <Field name="dueBy" label="反馈期限" type="date" required tells value={dueBy} flaws={typing} />
            <Field name="title" label="事项名称" required full value={titleOf(found, about)} flaws={typing} />
            <Field name="basis" label="任务依据" full value={basisOf(found)} flaws={typing} />
            <Area
              name="facts"
              label="存在的问题"
              longest={LONGEST_FACTS}
              rows={3}
              value={factsOf(found, about, today)}
              hint="限期整改必填：写明事实"
              flaws={typing}
            />
            <Area
              name="demand"
              label="办理要求"
              rows={4}
              required
              value={demandOf(found)}
              hint="反馈期限会自动写在后面"
              flaws={typing}
            />
            <Field name="contact" label="联系人、电话" value={found.contact} flaws={typing} />
          </div>
          <p class="acts">
            <button type="submit" class="primary" name="send" value="1">
              {approver === "none" ? "发出" : "送审定"}
            </button>
            <button type="submit">存为拟办</button>
            <a class="button" href={noticesPath({ plan: plan.id })}>
              返回
            </a>
            <small>
              {approver === "none"
                ? "发出时按年度、按类别各自编号，承办单位随即收到；约谈建议、通报建议先送领导审定。"
                : `本方案的督办单由${APPROVER_LABEL[approver]}审定后发出并编号。`}
            </small>
          </p>
        </form>
      )}
    </section>
  )
}

const Doubled = ({ parts }: { parts: CandidatePart[] }) => (
  <div class="note">
    <ul>
      {parts.map(({ unit, task, open }) => (
        <li>
          {unit.name} {task.label}：
          {open.map((notice) => (
            <a href={noticePath(notice.id)}>{noticeName(notice)}</a>
          ))}
        </li>
      ))}
    </ul>
    <label class="tick">
      <input type="checkbox" name="again" value="1" /> 仍要拟办新的督办单
    </label>
  </div>
)

const Addressee = ({
  parts,
  isChosen,
  open,
}: {
  parts: CandidatePart[]
  isChosen: (part: CandidatePart) => boolean
  open: boolean
}) => (
  <li>
    <details open={open || parts.some(isChosen)}>
      <summary>
        {parts[0]?.unit.name} <small>{parts.length} 项</small>
      </summary>
      <ul>
        {parts.map((part) => (
          <li>
            <label class="tick">
              <input type="checkbox" name="assignments" value={part.id} checked={isChosen(part)} />
              <span>
                {part.task.label} {brief(part.task.text, 56)}{" "}
                <small>
                  {ROLE_LABEL[part.role]}，{ASSIGNMENT_STATE_LABEL[part.state]}
                  {part.open.length > 0 && `，已有${part.open.map(noticeName).join("、")}`}
                </small>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  </li>
)

function titleOf({ parts, round }: NoticeCandidates, { round: asked }: About): string {
  if (asked !== null && round) return `报送${round.name}落实情况`
  const [first] = parts
  return first && parts.every(({ task }) => task.id === first.task.id) ? brief(first.task.text, 40) : "落实分工任务"
}

function basisOf({ plan, instruction, inspection }: NoticeCandidates): string {
  if (inspection) return `督查：${inspection.title}`
  return instruction ? `${instruction.leaderName}${dayWords(instruction.givenOn)}批示` : cited(plan)
}

const demandOf = ({ instruction }: NoticeCandidates): string =>
  instruction
    ? `${instruction.leaderName}批示：“${instruction.remark || instruction.text}”请认真落实。`
    : "请对照分工抓紧落实；确有困难的，请说明原因和预计完成时间。"

function factsOf({ round, parts, inspection }: NoticeCandidates, { round: asked }: About, today: string): string {
  // One text goes to every addressee: what was found at one unit is not for another.
  const oneUnit = new Set(parts.map(({ unit }) => unit.id)).size === 1
  if (inspection) return oneUnit ? parts.map(({ task, finding }) => `${task.label}${finding ?? ""}`).join("\n") : ""
  return asked !== null && round ? `${round.name}落实情况应于${dayWords(round.dueBy, today)}前报送，至今未报。` : ""
}
