import type { Plan } from "#db/schema.ts"
import { overviewPath, planInstructionsPath, taskPath } from "#src/paths.ts"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"

type Props = {
  plan: Pick<Plan, "id" | "title">
  task: { ordinal: number; label: string; text: string } | null
  /** What it is about, when it is not a task. */
  about: string | null
  query: string
  /** By the leader; else entered from paper. */
  own: boolean
  replyBy: string
  today: string
  flaws?: Flaws
}

/** 批示: one box, and whether an answer is wanted. */
export const GiveInstruction = ({ plan, task, about, query, own, replyBy, today, flaws }: Props) => (
  <section class="narrow sheet padded">
    <h1>{own ? "批示" : "录入领导批示"}</h1>
    <p class="muted">{plan.title}</p>
    <p>
      <b>{task ? `任务${task.label}` : about}</b> {task?.text}
    </p>
    <Flawed flaws={flaws} />
    <form method="post" action={planInstructionsPath(plan.id) + query} class="boxes">
      {!own && (
        <div class="fields">
          <Field name="leaderName" label="批示领导" required flaws={flaws} />
          <Field name="givenOn" label="批示日期" type="date" required value={today} flaws={flaws} />
        </div>
      )}
      <Area name="text" label="批示内容" rows={4} required flaws={flaws} autofocus />
      <label class="tick">
        <input type="checkbox" name="followUp" value="1" checked={flaws ? Boolean(flaws.typed.followUp) : true} />
        要求督查部门落实并回复
      </label>
      <Field
        name="replyBy"
        label="要求回复日期"
        type="date"
        tells
        value={replyBy}
        flaws={flaws}
        hint="不要求回复的，无需填写"
      />
      <p class="acts">
        <button type="submit" class="primary">
          {own ? "批示" : "录入"}
        </button>
        <a class="button" href={task ? taskPath(plan.id, task.ordinal) : overviewPath({ plan: plan.id })}>
          返回
        </a>
      </p>
    </form>
  </section>
)
