import { LONGEST_REMARK } from "#src/office/typed/input.ts"
import { isLate } from "#src/owing/owing.ts"
import { belowPath, breakdownPath, taskPath } from "#src/paths.ts"
import type { FoundPassing, LowerReport, PassedOn } from "#src/reports/breakdowns/queries.ts"
import { isSent, standingOf, unitsWithIt } from "#src/reports/breakdowns/workflow.ts"
import { Area, Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { brief, dayWords } from "../words.ts"
import { BREAKDOWN_STATE_LABEL, LOWER_STANDING_LABEL } from "./words.ts"

type Props = {
  found: FoundPassing
  /** The unit's own last day in the round that runs, and the 内部期限 as it is proposed. */
  latest: string | null
  proposed: string | null
  today: string
  flaws?: Flaws
}

/** 分解落实 of one part: to whom it has gone and where that stands, and a form for the next one. */
export const PassingPage = ({ found, latest, proposed, today, flaws }: Props) => {
  const { below, plan, task, unit, words, passed, reports, isAlive } = found
  const isPart = "assignmentId" in below
  return (
    <>
      <nav class="crumbs no-print" aria-label="所在位置">
        {isPart ? (
          <a href={`${taskPath(plan.id, task.ordinal)}#unit-${unit.id}`}>任务{task.label}</a>
        ) : (
          <a href={breakdownPath(below.upperId)}>上级单位交办 {task.label}</a>
        )}
      </nav>
      <h1>分解落实</h1>
      <p class="muted">
        {unit.name} · {task.label} · {plan.title}
      </p>
      <p class="preserve">{words || task.text}</p>
      {passed.length > 0 && <Passed passed={passed} reports={reports} today={today} />}
      {isAlive ? (
        <PassForm found={found} latest={latest} proposed={proposed} today={today} flaws={flaws} />
      ) : (
        <p class="note">这一项不在推进中，不能再分解；已分解的不再催报。</p>
      )}
    </>
  )
}

/** To whom it has gone: where each stands in the round that runs, and who is behind the 内部期限. */
const Passed = ({ passed, reports, today }: { passed: PassedOn[]; reports: LowerReport[]; today: string }) => (
  <section class="block">
    <h2>已分解到{passed.length}个下级单位或科室</h2>
    <ul class="sheet rows">
      {passed.map(({ breakdown, body, handler }) => {
        // The newest round comes first.
        const one = reports.find(({ breakdownId }) => breakdownId === breakdown.id)
        return (
          <li>
            <span class="tag">{BREAKDOWN_STATE_LABEL[breakdown.state]}</span>{" "}
            <a href={breakdownPath(breakdown.id)}>{body}</a>
            {handler && `（${handler}）`} {breakdown.words && <small>{brief(breakdown.words, 48)}</small>}
            {breakdown.state === "declined" && <small>：{breakdown.remark}</small>}
            {one && breakdown.state !== "declined" && (
              <>
                {" "}
                <small>
                  {one.round.name}：{LOWER_STANDING_LABEL[standingOf(one)]}
                  {!isSent(standingOf(one)) &&
                    one.isAsked &&
                    `，内部期限${dayWords(one.by, today)}${isLate(one.by, today) ? "（已超过）" : ""}`}
                </small>
              </>
            )}
          </li>
        )
      })}
    </ul>
  </section>
)

const PassForm = ({ found, latest, proposed, today, flaws }: Props) => {
  const { below, bodies, staff, passed, round } = found
  const taken = new Set(unitsWithIt(passed))
  const free = bodies.filter(({ id }) => !taken.has(id))
  const ticked = new Set([flaws?.typed.units ?? []].flat())
  return (
    <form method="post" action={belowPath(below)} class="sheet padded boxes block" id="pass-on">
      <h2>交办给下级单位或科室</h2>
      <Flawed flaws={flaws} text="还没有交办：请按红字修改后再提交。" />
      {free.length > 0 && (
        <fieldset class="ticks">
          <legend>下级单位</legend>
          {free.map(({ id, name }) => (
            <label class="tick">
              <input type="checkbox" name="units" value={id} checked={ticked.has(String(id))} /> {name}
            </label>
          ))}
        </fieldset>
      )}
      {flaws?.problems.units && (
        <p class="problem" role="alert">
          {flaws.problems.units.join("；")}
        </p>
      )}
      {bodies.length === 0 && (
        <p class="hint">
          单位名录中本单位还没有下级单位。需要交办给有账号的处室、下级单位的，请系统管理员在「单位」中增设，并把「上级单位」选为本单位。
        </p>
      )}
      <details open={free.length === 0 || Boolean(flaws?.typed.office || flaws?.problems.handlerId)}>
        <summary>交办给没有账号的科室（由本单位的一名经办人填报）</summary>
        <div class="fields">
          <Field name="office" label="科室名称" flaws={flaws} />
          <Choice
            name="handlerId"
            label="经办人"
            empty="（不选）"
            options={staff.map(({ id, name }) => [String(id), name] as const)}
            flaws={flaws}
          />
        </div>
      </details>
      <Area
        name="words"
        label="交办内容"
        longest={LONGEST_REMARK}
        rows={3}
        flaws={flaws}
        hint="不填即按任务原文整项交办；各单位分头负责的，写明各自做什么，可分几次交办"
      />
      {round && latest !== null ? (
        <Field
          name="internalBy"
          label="内部期限"
          type="date"
          tells
          value={proposed}
          flaws={flaws}
          hint={`${round.name}本单位须于${dayWords(latest, today)}前报出。内部期限在此之前，留出汇总时间；以后各期提前同样的天数。`}
        />
      ) : (
        <p class="hint">现在没有正在填报的填报期；以后各期的内部期限为本单位期限前5天，可随时修改。</p>
      )}
      <p class="note">下级单位只看到任务原文和交办给它的内容，看不到其他单位。进展报给本单位，由本单位汇总报送。</p>
      <p class="acts">
        <button type="submit" class="primary">
          交办
        </button>
      </p>
    </form>
  )
}
