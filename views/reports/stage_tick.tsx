import type { Stage } from "#src/plans/stages/stages.ts"
import { dayWords } from "../words.ts"

type Props = { stage: Stage | null; checked: number | null; id?: string; today: string }

/** 已完成本阶段, in a report of a task that has a stage ahead. */
export const StageTick = ({ stage, checked, id, today }: Props) =>
  stage && (
    <label class="tick">
      <input type="checkbox" name="stage" value={stage.id} checked={checked === stage.id} id={id} /> 已完成本阶段（第
      {stage.ordinal}阶段：{stage.text}，{dayWords(stage.dueBy, today)}前）
    </label>
  )
