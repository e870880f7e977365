import { isLate } from "#src/owing/owing.ts"
import { roundPath, roundsPath, taskPath } from "#src/paths.ts"
import { owing } from "#src/plans/rounds/joining.ts"
import type { Additions } from "#src/plans/rounds/queries.ts"
import { Flawed, type Flaws } from "../parts/fields.tsx"
import { PlanHead } from "../plans/head.tsx"
import { ROLE_LABEL } from "../words/roles.ts"
import { brief, dayWords } from "../words.ts"

type Props = { found: Additions; period: string; today: string; flaws?: Flaws }

/** 补列: what came to the plan, or came back, after a round had opened, and is to be reported in it all the same. */
export const AdditionsPage = ({ found, period, today, flaws }: Props) => {
  const { plan, round, parts } = found
  const unlisted = parts.filter(({ isListed }) => isListed === 0)
  const usual = owing(plan, period, unlisted)
  const others = unlisted.filter((part) => !usual.includes(part))
  return (
    <>
      <PlanHead plan={{ ...plan, supervisingUnitName: found.supervisingUnit }} tab="rounds" supervises />
      <section class="block">
        <h2>
          补列：{round.name}
          <small>报送期限{dayWords(round.dueBy, today)}</small>
        </h2>
        {round.cutOffAt !== null ? (
          <p class="empty sheet">本期已封账，不能再补列。</p>
        ) : unlisted.length === 0 ? (
          <p class="empty sheet">在办的分工都已列入本期应报，没有可以补列的。</p>
        ) : (
          <form method="post" action={roundPath(plan.id, round.number, "additions")}>
            <Flawed flaws={flaws} text={flaws?.problems.parts?.join("；")} />
            <p class="hint">
              开启后新增、改派、恢复的分工不在应报之列，勾选补列后进入有关单位的待办。补列的时间和经办人记入办理记录，应报数注明含补列几项。
              {isLate(round.dueBy, today) && "本期报送期限已过，列入后即为逾期。"}
            </p>
            <Parts parts={usual} planId={plan.id} caption="按报送周期本期该报、尚未列入" flaws={flaws} />
            {others.length > 0 && (
              <details open={usual.length === 0}>
                <summary>按报送周期本期不报的 {others.length} 项</summary>
                <Parts parts={others} planId={plan.id} caption="按报送周期本期不报" flaws={flaws} />
              </details>
            )}
            <p class="acts">
              <button type="submit" class="primary">
                补列勾选的分工
              </button>
              <a class="button" href={roundsPath(plan.id)}>
                返回
              </a>
            </p>
          </form>
        )}
      </section>
    </>
  )
}

type PartsProps = { parts: Additions["parts"]; planId: number; caption: string; flaws?: Flaws }

const Parts = ({ parts, planId, caption, flaws }: PartsProps) => {
  const chosen = new Set([flaws?.typed.parts ?? []].flat().map(Number))
  return parts.length === 0 ? null : (
    <div class="table-frame">
      <table class="list stack">
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">补列</th>
            <th scope="col">单位</th>
            <th scope="col">任务</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr>
              <td>
                <input
                  type="checkbox"
                  name="parts"
                  value={part.id}
                  checked={chosen.has(part.id)}
                  aria-label={`补列${part.unit}${part.label}`}
                />
              </td>
              <th scope="row">
                {part.unit}（{ROLE_LABEL[part.role]}）
              </th>
              <td>
                <a href={taskPath(planId, part.ordinal)}>
                  {part.label} {brief(part.text, 44)}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
