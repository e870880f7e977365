import { DUTY_RHYTHMS, DUTY_TIMINGS, type DutyText } from "#db/schema.ts"
import type { YearChoices } from "#src/year/activities/choices_queries.ts"
import { LONGEST_CONTENT } from "#src/year/duties/input.ts"
import { spanWords } from "../activities/words.ts"
import { LawPicker } from "../laws/picker.tsx"
import { Area, Choice, Field, type Flaws, firstTyped } from "../parts/fields.tsx"
import { GAP_LABEL, RHYTHM_LABEL, TIMING_LABEL } from "./words.ts"

/** What stands in the fields: of a new item only who leads it. */
export type FieldWords = Partial<DutyText> & Pick<DutyText, "leadIds" | "firstId">

type Props = { year: YearChoices; words: FieldWords; today: string; flaws?: Flaws | null }

/** The five questions of a 清单事项, then how it is measured. */
export const DutyFields = (props: Props) => {
  const { year, words, today, flaws } = props
  return (
    <>
      <Applying words={words} flaws={flaws} />
      <h3>普什么</h3>
      <Area
        name="content"
        label="普法内容"
        rows={2}
        longest={LONGEST_CONTENT}
        required
        value={words.content}
        flaws={flaws}
      />
      <LawPicker laws={year.laws} value={words.laws} today={today} flaws={flaws} />
      <h3>对谁普、怎么普</h3>
      <Field name="audience" label={GAP_LABEL.audience} full value={words.audience} flaws={flaws} />
      <Area
        name="ways"
        label={GAP_LABEL.ways}
        rows={2}
        longest={LONGEST_CONTENT}
        value={words.ways}
        flaws={flaws}
        hint="方式、载体和阵地，如：专题讲座、政府网站专栏、来访大厅电子屏"
      />
      <h3>何时普</h3>
      <TimingFields {...props} />
      <h3>谁去普</h3>
      <LeadFields {...props} />
      <div class="fields">
        <Field name="department" label={GAP_LABEL.department} value={words.department} flaws={flaws} />
        <Field name="person" label={GAP_LABEL.person} value={words.person} flaws={flaws} />
      </div>
      <h3>工作标准、措施和指标</h3>
      <Area name="standard" label={GAP_LABEL.standard} rows={2} longest={2000} value={words.standard} flaws={flaws} />
      <Area name="measures" label={GAP_LABEL.measures} rows={2} longest={2000} value={words.measures} flaws={flaws} />
      <div class="fields three">
        <Field
          name="indicator"
          label={GAP_LABEL.indicator}
          value={words.indicator}
          flaws={flaws}
          placeholder="如：专题讲座"
        />
        <Field name="target" label="目标值" value={words.target} flaws={flaws} placeholder="如：2" />
        <Field name="targetUnit" label="计量单位" value={words.targetUnit} flaws={flaws} placeholder="如：场" />
      </div>
      <StepFields words={words} flaws={flaws} />
    </>
  )
}

/** What does not apply is said with its reason, so that nobody takes it for forgotten. */
const Applying = ({ words, flaws }: Pick<Props, "words" | "flaws">) => {
  const isNo = (firstTyped(flaws, "applies") ?? (words.applies === false ? "no" : "yes")) === "no"
  return (
    <>
      <fieldset class="ticks">
        <legend>本单位</legend>
        {flaws?.problems.applies && <p class="problem">{flaws.problems.applies.join("；")}</p>}
        <label class="tick">
          <input type="radio" name="applies" value="yes" checked={!isNo} /> 适用
        </label>
        <label class="tick">
          <input type="radio" name="applies" value="no" checked={isNo} /> 不适用
        </label>
      </fieldset>
      <Field
        name="why"
        label="不适用的原因"
        full
        value={words.why}
        flaws={flaws}
        hint="选「不适用」的必填，如：没有电子显示屏；其他各项可以不填"
      />
    </>
  )
}

const TimingFields = ({ year, words, today, flaws }: Props) => {
  const ownDays = words.timing === "date" || words.timing === "range"
  return (
    <div class="fields">
      <Choice
        name="timing"
        label={GAP_LABEL.timing}
        empty="还没有定"
        value={words.timing}
        options={DUTY_TIMINGS.map((timing) => [timing, TIMING_LABEL[timing]] as const)}
        flaws={flaws}
        hint="不定期的最迟年底要有，不是不做"
      />
      <Choice
        name="rhythm"
        label="按频次的，多久一次"
        empty="–"
        value={words.rhythm}
        options={DUTY_RHYTHMS.map((rhythm) => [rhythm, RHYTHM_LABEL[rhythm]] as const)}
        flaws={flaws}
      />
      <Choice
        name="keyDay"
        label="普法节点的，哪一个"
        empty="–"
        value={words.keyDayId}
        options={year.days.map(
          ({ day, ...span }) => [String(day.id), `${spanWords(span, today)} ${day.name}`] as const,
        )}
        flaws={flaws}
      />
      <Field
        name="fromOn"
        label="某一天、一段时间的，哪天（起）"
        type="date"
        value={ownDays ? words.fromOn : ""}
        flaws={flaws}
      />
      <Field
        name="untilOn"
        label="到哪天"
        type="date"
        value={words.timing === "range" ? words.untilOn : ""}
        flaws={flaws}
      />
    </div>
  )
}

const LeadFields = ({ year, words, flaws }: Props) => {
  const ticked = new Set(flaws ? [flaws.typed.leads ?? []].flat() : words.leadIds.map(String))
  const offered = year.units.filter(({ id, hasLeft }) => !hasLeft || words.leadIds.includes(id))
  return (
    <>
      <fieldset class="ticks">
        <legend>牵头单位</legend>
        {flaws?.problems.leads && <p class="problem">{flaws.problems.leads.join("；")}</p>}
        {offered.map(({ id, shortName }) => (
          <label class="tick">
            <input type="checkbox" name="leads" value={id} checked={ticked.has(String(id))} /> {shortName}
          </label>
        ))}
      </fieldset>
      <Choice
        name="first"
        label="第一牵头单位"
        empty="没有定"
        value={words.firstId}
        options={offered.map(({ id, shortName }) => [String(id), shortName] as const)}
        flaws={flaws}
        hint="只有一个单位牵头的不用选；几个单位牵头而没有第一牵头的，标为责任划分不明"
      />
    </>
  )
}

/** So many empty ones stand below those that are there. */
const FURTHER = 3

const StepFields = ({ words, flaws }: Pick<Props, "words" | "flaws">) => {
  const listed = (name: string) => [flaws?.typed[name] ?? []].flat()
  const days = listed("stepBy")
  const there = flaws
    ? listed("stepText").map((text, i) => ({ text, by: days[i] ?? "" }))
    : (words.steps ?? []).map(({ text, by }) => ({ text, by: by ?? "" }))
  const filled = there.filter(({ text, by }) => text !== "" || by !== "")
  const all = [...filled, ...Array.from({ length: FURTHER }, () => ({ text: "", by: "" }))]
  return (
    <fieldset class="field full">
      <legend>
        步骤<small>（选填）</small>
      </legend>
      {flaws?.problems.steps && <p class="problem">{flaws.problems.steps.join("；")}</p>}
      {all.map(({ text, by }, i) => (
        <div class="fields">
          <input type="date" name="stepBy" value={by} aria-label={`步骤${i + 1}的日期`} />
          <input type="text" name="stepText" value={text} aria-label={`步骤${i + 1}`} />
        </div>
      ))}
      <p class="hint">日期和做什么，如：3月15日 印好宣传资料。没有日期的只写内容。</p>
    </fieldset>
  )
}
