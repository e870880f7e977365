import { inspectionPath } from "#src/paths.ts"
import { FRAMES } from "#src/supervision/inspections/frames.ts"
import type { FoundInspection } from "#src/supervision/inspections/queries.ts"
import { Area, Choice, Field, Flawed } from "../parts/fields.tsx"
import { drawWords } from "../words/draw.ts"
import { ROLE_LABEL } from "../words/roles.ts"
import { ASSIGNMENT_STATE_LABEL } from "../words/states.ts"
import { brief, momentWords } from "../words.ts"
import { flawsOf, type InspectionProps } from "./inspection.tsx"
import { EXCLUSION_LABEL, frameWords, INSPECTION_FRAME_LABEL } from "./words.ts"

const unitsIn = (found: FoundInspection) => [...new Map(found.frame.map(({ unit }) => [unit.id, unit])).values()]

/** 随机抽取, and every draw there was, so that anybody can repeat it. */
export const Draws = (props: InspectionProps) => {
  const { found, today } = props
  const { draws, inspection } = found
  const isDraft = inspection.state === "draft"
  if (draws.length === 0 && !isDraft) return null
  return (
    <section class="block" id="draws">
      <h2>
        随机抽取<small>随机数由系统在抽取范围确定后生成，抽取结果可复核</small>
      </h2>
      {isDraft && found.frame.length > 0 && <DrawForm {...props} />}
      {draws.map(({ draw, by }, i) => (
        <details class="sheet padded" open={i === 0}>
          <summary>
            第{draw.number}次：{frameWords(draw.about)} {draw.frame.length} 项中抽 {draw.size} 项
            {i > 0 && "（已重新抽取，不用）"}
          </summary>
          <p class="small muted">
            {by} {momentWords(draw.at, today)}
            {draw.reason && `；重新抽取的理由：${draw.reason}`}
          </p>
          <dl class="facts">
            <dt>随机数</dt>
            <dd>
              <code>{draw.seed}</code>
            </dd>
            <dt>办法</dt>
            <dd>
              {drawWords(draw.size)}。例如在 Linux 上：<code>printf '{draw.seed}:编号' | sha256sum</code>
            </dd>
            <dt>范围编号</dt>
            <dd class="codes">{draw.frame.join(" ")}</dd>
            {draw.excluded.map(({ why, ids }) => (
              <>
                <dt>未列入</dt>
                <dd class="codes">
                  {EXCLUSION_LABEL[why]}：{ids.join(" ")}
                </dd>
              </>
            ))}
            <dt>抽中编号</dt>
            <dd class="codes">
              <b>{draw.drawn.join(" ")}</b>
            </dd>
          </dl>
        </details>
      ))}
    </section>
  )
}

const DrawForm = ({ found, flawed }: InspectionProps) => {
  const flaws = flawsOf(flawed, "draw")
  const again = found.draws.length > 0
  const units = new Set(flaws ? [flaws.typed.units ?? []].flat() : [])
  return (
    <form method="post" action={inspectionPath(found.inspection.id, "draw")} class="sheet padded boxes" id="draw">
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={found.inspection.version} />
      <div class="fields">
        <Choice
          name="frame"
          label="抽取范围"
          value="all"
          options={FRAMES.map((frame) => [frame, INSPECTION_FRAME_LABEL[frame]] as const)}
          flaws={flaws}
        />
        <Field name="size" label="抽取项数" inputmode="numeric" required value={5} flaws={flaws} />
      </div>
      <fieldset class="ticks">
        <legend>限于单位（不勾为全部）</legend>
        {unitsIn(found).map(({ id, shortName }) => (
          <label class="tick">
            <input type="checkbox" name="units" value={id} checked={units.has(String(id))} /> {shortName}
          </label>
        ))}
      </fieldset>
      {again && (
        <Area name="reason" label="重新抽取的理由" rows={2} required flaws={flaws} hint="上一次抽取仍然留存备查" />
      )}
      <p class="acts">
        <button type="submit" class={again ? undefined : "primary"}>
          {again ? "重新抽取" : "抽取"}
        </button>
      </p>
    </form>
  )
}

/** Chosen by hand, besides what was drawn. The number stands beside each, for it is what a draw is made of. */
export const Choose = ({ found, flawed }: InspectionProps) => {
  const { inspection, items, frame } = found
  const flaws = flawsOf(flawed, "scope")
  const drawn = new Set(items.filter(({ item }) => item.draw !== null).map(({ item }) => item.assignmentId))
  const chosen = new Set(items.map(({ item }) => item.assignmentId))
  return (
    <details class="block" open={flaws !== null} id="choose">
      <summary>另行指定检查事项</summary>
      <form method="post" action={inspectionPath(inspection.id, "scope")} class="sheet padded">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={inspection.version} />
        <ul class="addressees">
          {unitsIn(found).map((unit) => {
            const parts = frame.filter((part) => part.unit.id === unit.id && part.why === null)
            return (
              <li>
                <details open={parts.some(({ id }) => chosen.has(id))}>
                  <summary>
                    {unit.name} <small>{parts.length} 项</small>
                  </summary>
                  <ul>
                    {parts.map(({ id, task, ...part }) => (
                      <li>
                        <label class="tick">
                          <input
                            type="checkbox"
                            name="assignments"
                            value={id}
                            checked={chosen.has(id)}
                            disabled={drawn.has(id)}
                          />
                          <span>
                            {task.label} {brief(task.text, 56)}{" "}
                            <small>
                              编号{id}
                              {part.of === "part" &&
                                `，${ROLE_LABEL[part.role]}，${ASSIGNMENT_STATE_LABEL[part.state]}`}
                              {drawn.has(id) && "，已抽中"}
                            </small>
                          </span>
                        </label>
                      </li>
                    ))}
                  </ul>
                </details>
              </li>
            )
          })}
        </ul>
        <p class="acts">
          <button type="submit">选定</button>
        </p>
      </form>
    </details>
  )
}
