import type { Actor } from "#src/office/people/actor.ts"
import { instructionPath, newNoticePath, noticePath, planPath, taskPath } from "#src/paths.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { mayAnswerReply } from "#src/supervision/instructions/policy.ts"
import type { FoundInstruction, InstructionRow } from "#src/supervision/instructions/queries.ts"
import { canMove } from "#src/supervision/instructions/workflow.ts"
import { isRunning } from "#src/trail/running.ts"
import { noticeName } from "../notices/words.ts"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { NOTICE_STATE_LABEL } from "../words/states.ts"
import { brief, dayWords, momentWords } from "../words.ts"
import { INSTRUCTION_STATE_LABEL } from "./words.ts"

type Props = {
  found: FoundInstruction
  actor: Actor
  today: string
  flawed: (Flaws & { act: string }) | null
}

/** One 批示: what was said, how it was followed up, and the answer. */
export const InstructionPage = (props: Props) => {
  const { found, today } = props
  return (
    <article class="narrow">
      <div class="title">
        <div>
          <h1>批示</h1>
          <p>
            <a href={planPath(found.plan.id)}>{found.plan.title}</a>
          </p>
        </div>
      </div>
      <section class="sheet padded">
        <InstructionFacts row={found} today={today} />
      </section>
      <Acts {...props} />
      <InstructionTrail {...props} />
    </article>
  )
}

/** The remark with everything that came of it, so that nobody has to search. */
export const InstructionFacts = ({ row, today }: { row: InstructionRow; today: string }) => {
  const { instruction, plan, task, repliedBy, notices } = row
  return (
    <>
      <p>
        <b>{instruction.leaderName}</b> {dayWords(instruction.givenOn, today)}{" "}
        <span class="tag">{INSTRUCTION_STATE_LABEL[instruction.state]}</span>
        {instruction.leaderId === null && <span class="tag">纸质录入</span>}
        {instruction.state === "open" && instruction.replyBy && (
          <small> {dayWords(instruction.replyBy, today)}前回复</small>
        )}
      </p>
      <p class="instruction preserve">{instruction.text}</p>
      {instruction.remark && (
        <p class="instruction preserve">
          <b>再批示：</b>
          {instruction.remark}
        </p>
      )}
      <p class="small muted">
        {task ? (
          <a href={taskPath(plan.id, task.ordinal ?? 0)}>
            任务{task.label} {brief(task.text ?? "", 40)}
          </a>
        ) : (
          instruction.about
        )}
      </p>
      {notices.length > 0 && (
        <ul class="following">
          {notices.map((notice) => (
            <li>
              <a href={noticePath(notice.id)}>
                {notice.unit} {noticeName(notice)} {notice.title}
              </a>{" "}
              <span class="tag">{NOTICE_STATE_LABEL[notice.state as keyof typeof NOTICE_STATE_LABEL]}</span>{" "}
              <small>{dayWords(notice.dueBy, today)}前反馈</small>
              {notice.answer && <p class="preserve">{notice.answer}</p>}
            </li>
          ))}
        </ul>
      )}
      {instruction.reply && (
        <p class="note calm preserve">
          <b>回复：</b>
          {instruction.reply}{" "}
          <small>
            {repliedBy} {instruction.repliedAt !== null && momentWords(instruction.repliedAt, today)}
          </small>
        </p>
      )}
    </>
  )
}

const Acts = ({ found, actor, flawed }: Props) => {
  const { instruction, plan } = found
  const flaws = (act: string) => (flawed?.act === act ? flawed : null)
  const leads = mayAnswerReply(actor, instruction)
  if (!isRunning(plan.state)) return null
  return (
    <div class="block">
      {supervises(actor, plan) && canMove(instruction.state, "answer") && (
        <section class="sheet padded">
          <ReplyForm row={found} next={null} flaws={flaws("reply")} />
        </section>
      )}
      {leads && canMove(instruction.state, "settle") && (
        <form method="post" action={instructionPath(instruction.id, "settlement")} class="acts">
          <input type="hidden" name="version" value={instruction.version} />
          <button type="submit" class="primary">
            已阅，办结
          </button>
        </form>
      )}
      {leads && canMove(instruction.state, "ask_again") && (
        <details open={flaws("reopening") !== null}>
          <summary>再批示</summary>
          <form method="post" action={instructionPath(instruction.id, "reopening")} class="sheet padded boxes">
            <Flawed flaws={flaws("reopening")} />
            <input type="hidden" name="version" value={instruction.version} />
            <Area name="remark" label="批示内容" rows={3} required flaws={flaws("reopening")} />
            <Field name="replyBy" label="要求回复日期" type="date" tells flaws={flaws("reopening")} />
            <p class="acts">
              <button type="submit">批示</button>
            </p>
          </form>
        </details>
      )}
    </div>
  )
}

/** The office's two ways: hand it on as notices, or answer. The answers that came in stand ready. */
export const ReplyForm = ({ row, next, flaws }: { row: InstructionRow; next: string | null; flaws?: Flaws | null }) => {
  const { instruction, plan, notices } = row
  const answers = notices.flatMap(({ unit, answer }) => (answer ? [`${unit}：${answer}`] : []))
  const open = notices.filter(({ state }) => state !== "closed" && state !== "revoked").length
  return (
    <>
      <p class="acts">
        <a class="button" href={newNoticePath(plan.id, { instruction: instruction.id })}>
          转督办单
        </a>
        {open > 0 && <small>还有 {open} 份督办单没有销号</small>}
      </p>
      <form method="post" action={instructionPath(instruction.id, "reply")} class="boxes">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={instruction.version} />
        {next !== null && <input type="hidden" name="next" value={next} />}
        <Area
          name="reply"
          label="办理情况"
          rows={4}
          required
          value={answers.join("\n")}
          flaws={flaws}
          hint={answers.length > 0 ? "已带入各单位的反馈，请归纳后回复" : undefined}
          data-key="r"
        />
        <p class="acts">
          <button type="submit" class="primary" data-key="a">
            回复领导
          </button>
        </p>
      </form>
    </>
  )
}

const InstructionTrail = ({ found, today }: Props) => (
  <Trail lines={found.trail} today={today}>
    {({ particulars }) => <Remarks words={[particulars.text, particulars.remark]} />}
  </Trail>
)

type LineProps = { row: InstructionRow; today: string; plan?: string }

/** One instruction in a list of the overview, with what has come of it. */
export const InstructionLine = ({ row: { instruction, notices }, today, plan }: LineProps) => {
  const answered = notices.filter(({ state }) => state === "answered" || state === "closed").length
  return (
    <>
      <p>
        <a href={instructionPath(instruction.id)}>{brief(instruction.remark || instruction.text, 60)}</a>{" "}
        <span class="tag">{INSTRUCTION_STATE_LABEL[instruction.state]}</span>
      </p>
      <p class="small muted">
        {instruction.leaderName} {dayWords(instruction.givenOn, today)} · {plan && `${plan} · `}
        {instruction.about}
        {notices.length > 0 && ` · 督办单${notices.length}份，已反馈${answered}份`}
      </p>
      {instruction.reply && <p class="reply">{brief(instruction.reply, 120)}</p>}
    </>
  )
}

/** Instructions in a list: what waits first, then the newest, each with its answer. */
export const InstructionList = ({ rows, today }: { rows: InstructionRow[]; today: string }) => (
  <ul class="instructions">
    {rows.map((row) => (
      <li>
        <InstructionLine row={row} today={today} />
      </li>
    ))}
  </ul>
)
