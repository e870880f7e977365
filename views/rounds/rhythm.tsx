import { RHYTHMS, type Rhythm, ROLLS } from "#db/schema.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import type { PlanRounds } from "#src/pages/rounds/queries.ts"
import { rhythmPath, roundsPath } from "#src/paths.ts"
import { type Arrangement, MONTH_END, shiftsOf } from "#src/plans/rounds/rounds.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { PlanHead } from "../plans/head.tsx"
import { RHYTHM_LABEL } from "../plans/words.ts"
import { WEEKDAY_LABEL } from "../words/days.ts"
import { dayWords } from "../words.ts"
import { ComingRounds } from "./coming.tsx"
import { rollWords, ruleWords, shiftWords } from "./words.ts"

type Props = {
  found: PlanRounds
  rhythm: Rhythm
  arrangement: Arrangement
  opensItself: boolean
  /** Names the arrangement whose dates stand below; only that one is set by the button. */
  seen: string
  /** The button was pressed for dates that had not been shown yet. */
  unseen?: boolean
  today: string
  calendar: Calendar
  flaws?: Flaws
}

/** 报送安排: by which day a plan's rounds fall due, with the dates of a year before they are set. */
export const RhythmPage = (props: Props) => {
  const { found, rhythm, flaws, unseen } = props
  const { plan } = found
  return (
    <>
      <PlanHead plan={{ ...plan, supervisingUnitName: found.supervisingUnit }} tab="rounds" supervises />
      <section class="block">
        <h2>
          报送安排<small>任务可另定报送周期；已开启的填报期不受影响</small>
        </h2>
        <nav class="tabs" aria-label="报送周期">
          {RHYTHMS.map((one) => (
            <a href={rhythmPath(plan.id, { rhythm: one })} aria-current={one === rhythm ? "page" : undefined}>
              {RHYTHM_LABEL[one]}
            </a>
          ))}
        </nav>
        {unseen && (
          <p class="note" role="alert">
            尚未设定：请先核对下面的日期，无误再点「设定」。
          </p>
        )}
        <Flawed flaws={flaws} />
        <form method="post" action={rhythmPath(plan.id)} class="sheet padded" id={`rhythm-${rhythm}`}>
          <input type="hidden" name="version" value={plan.version} />
          <input type="hidden" name="rhythm" value={rhythm} />
          <input type="hidden" name="seen" value={props.seen} />
          {rhythm === "none" ? (
            <p>不定期报送：由督查人员按需要开启填报期，系统不推算日期，也不自动开启。</p>
          ) : (
            <RuleFields {...props} />
          )}
          <p class="acts">
            {rhythm !== "none" && (
              <button type="submit" name="step" value="preview">
                核对日期
              </button>
            )}
            <button type="submit" name="step" value="set" class="primary">
              设定
            </button>
            <a class="button" href={roundsPath(plan.id)}>
              返回
            </a>
          </p>
        </form>
      </section>
      {rhythm !== "none" && <Preview {...props} />}
    </>
  )
}

const RuleFields = ({ rhythm, arrangement: { rule, opensBefore }, opensItself, flaws }: Props) => (
  <>
    <div class="fields">
      <Choice
        name="shift"
        label={rhythm === "weekly" ? "报送周" : "报送月份"}
        value={rule.shift}
        options={shiftsOf(rhythm).map((shift) => [String(shift), shiftWords(rhythm, shift)] as const)}
        flaws={flaws}
      />
      <Choice name="day" label="报送日期" value={rule.day} options={daysOf(rhythm)} flaws={flaws} />
      <Choice
        name="roll"
        label="遇休息日"
        value={rule.roll}
        options={ROLLS.map((roll) => [roll, rollWords({ roll })] as const)}
        flaws={flaws}
        hint="只移动当期这一天，以后各期仍按原定日期"
      />
      <Field
        name="opensBefore"
        label="提前几个工作日开启"
        value={opensBefore}
        inputmode="numeric"
        required
        flaws={flaws}
        hint="给各单位留出的填报时间"
      />
    </div>
    <p class="acts">
      <label class="tick">
        <input
          type="checkbox"
          name="opensItself"
          value="1"
          checked={flaws ? Boolean(flaws.typed.opensItself) : opensItself}
        />{" "}
        到开启日由系统自动开启
      </label>
    </p>
    <p class="hint">自动开启：没有应报事项的不开启；上一期报送期限未到的暂缓开启，并在本页和督查工作台提示。</p>
  </>
)

const daysOf = (rhythm: Rhythm): (readonly [string, string])[] =>
  rhythm === "weekly"
    ? WEEKDAY_LABEL.slice(1).map((word, i) => [String(i + 1), word] as const)
    : Array.from({ length: MONTH_END }, (_, i) => [String(i + 1), i + 1 === MONTH_END ? "月末" : `${i + 1}日`] as const)

const Preview = ({ found, arrangement, opensItself, calendar, today }: Props) => {
  const { rule, next } = arrangement
  return (
    <section class="block" id="dates">
      <h2>
        今后一年的报送日期
        <small>
          {ruleWords(rule)}，{rollWords(rule)}
        </small>
      </h2>
      {opensItself && next.opensOn <= today && (
        <p class="note">
          「{next.name}」应于{dayWords(next.opensOn, today)}开启：设定后几分钟内即自动开启。
        </p>
      )}
      <ComingRounds
        opensItself={opensItself}
        planId={found.plan.id}
        arrangement={arrangement}
        calendar={calendar}
        today={today}
      />
    </section>
  )
}
