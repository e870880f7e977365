import { reportPath, taskPath } from "#src/paths.ts"
import { stageIn } from "#src/plans/stages/stages.ts"
import type { FoundReport } from "#src/reports/report/queries.ts"
import { saysSomething } from "#src/reports/report/words.ts"
import { EntryEnd } from "../parts/entry.tsx"
import { Area, Flawed, type Flaws } from "../parts/fields.tsx"
import { dayWords, momentWords } from "../words.ts"
import { Words } from "./said.tsx"
import { StageTick } from "./stage_tick.tsx"

type Props = { found: FoundReport; today: string; flaws?: Flaws | null }

/** 代录: what a unit handed in on paper, entered for it with the scan. */
export const EntryPage = ({
  found: { assignment, task, plan, unit, round, draft, nextStage },
  today,
  flaws,
}: Props) => (
  <section class="narrow sheet padded">
    <h1>代录{unit.name}的进展</h1>
    <p class="muted">
      {task.label} {task.text}（{round.name}，{dayWords(round.dueBy, today)}前）
    </p>
    <p class="note">代录会在进展上永久标明，录入人不参与核查。</p>
    {draft && saysSomething(draft) && (
      <details>
        <summary>该单位正在填写（{momentWords(draft.savedAt, today)}保存）；代录不影响其草稿</summary>
        <Words words={draft} />
      </details>
    )}
    <form
      method="post"
      action={reportPath(assignment.id, round.number, "entry")}
      enctype="multipart/form-data"
      class="boxes"
    >
      <Flawed flaws={flaws} />
      <Area name="achieved" label="落实情况" rows={5} required flaws={flaws} />
      <Area name="problems" label="存在问题" rows={3} flaws={flaws} />
      <Area name="nextSteps" label="下步打算" rows={3} flaws={flaws} />
      <label class="tick">
        <input type="checkbox" name="hasDifficulty" value="1" checked={Boolean(flaws?.typed.hasDifficulty)} /> 需要协调
      </label>
      <StageTick stage={stageIn(nextStage)} checked={Number(flaws?.typed.stage ?? 0)} today={today} />
      <EntryEnd scan="签字件扫描件" back={taskPath(plan.id, task.ordinal)} flaws={flaws} />
    </form>
  </section>
)
