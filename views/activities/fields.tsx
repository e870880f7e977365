import { ACTIVITY_STAGES } from "#db/schema.ts"
import type { YearChoices, YearUnit } from "#src/year/activities/choices_queries.ts"
import { MEASURES, type Numbers } from "#src/year/activities/numbers.ts"
import { LawPicker } from "../laws/picker.tsx"
import { Area, Choice, Field, type Flaws } from "../parts/fields.tsx"
import { MEASURE_LABEL, STAGE_LABEL, spanWords, toldWords } from "./words.ts"

/** What stands in the fields: of a new activity only its defaults. */
export type FieldWords = {
  kind?: string
  title?: string
  fromOn: string
  untilOn?: string
  joint: readonly number[]
  laws?: readonly string[]
  audience?: string
  place?: string
  channels: readonly string[]
  tags: readonly string[]
  stage?: string | null
  topic?: string
  keyDay?: number | null
  /** The 阵地, and what it is called. */
  venueId?: number | null
  venue?: string | null
  numbers: Numbers
  note?: string
}

type Props = { year: YearChoices; words: FieldWords; today: string; flaws?: Flaws | null }

const ticked = (flaws: Flaws | null | undefined, name: string, given: readonly string[]) =>
  new Set(flaws ? [flaws.typed[name] ?? []].flat() : given)

/** What is asked of every activity, in the order in which somebody tells of one. */
export const MainFields = ({ year, words, today, flaws }: Props) => (
  <>
    <Choice
      name="kind"
      label="活动形式"
      required
      empty="请选择"
      value={words.kind}
      options={withKept(year.lists.kinds, words.kind).map((kind) => [kind, kind] as const)}
      flaws={flaws}
    />
    <Field
      name="title"
      label="活动名称"
      required
      value={words.title}
      flaws={flaws}
      placeholder="如：宪法进社区主题宣传"
    />
    <div class="fields">
      <Field name="fromOn" label="日期" type="date" required value={words.fromOn} flaws={flaws} />
      <Field
        name="untilOn"
        label="结束日期"
        type="date"
        value={words.untilOn === words.fromOn ? "" : words.untilOn}
        flaws={flaws}
        hint="只有一天的不填"
      />
    </div>
    <LawPicker laws={year.laws} value={words.laws} today={today} flaws={flaws} />
    <div class="fields">
      <Field name="audience" label="对象" value={words.audience} flaws={flaws} placeholder="如：社区居民" />
      <Field name="place" label="地点" value={words.place} flaws={flaws} />
      <VenueField year={year} words={words} flaws={flaws} />
    </div>
  </>
)

/** 阵地 that are registered; an activity keeps one that is no longer in use. */
const VenueField = ({ year, words, flaws }: Omit<Props, "today">) => {
  const { venueId, venue } = words
  const kept = venueId && !year.venues.some(({ id }) => id === venueId) ? [{ id: venueId, name: venue ?? "" }] : []
  const options = [...year.venues, ...kept].map(({ id, name }) => [String(id), name] as const)
  return options.length === 0 ? null : (
    <Choice name="venue" label="阵地" empty="不在登记的阵地" value={venueId} options={options} flaws={flaws} />
  )
}

/** 场次 and the rest: as they are said, with 余. */
export const NumberFields = ({ numbers, flaws, id = "" }: { numbers: Numbers; flaws?: Flaws | null; id?: string }) => (
  <div class="fields">
    {MEASURES.map((name) => (
      <Field
        name={name}
        id={id ? `${id}-${name}` : name}
        label={MEASURE_LABEL[name]}
        value={toldWords(numbers[name])}
        flaws={flaws}
      />
    ))}
    <p class="hint full">只有大概数的照实写「6000余」「约300」，汇总时也会注明，不会当成准数相加。</p>
  </div>
)

/** All else, for whoever has the time. */
export const MoreFields = ({ year, host, words, flaws }: Omit<Props, "today"> & { host: number | null }) => {
  const channels = ticked(flaws, "channels", words.channels)
  const others = words.channels.filter((one) => !year.lists.channels.includes(one)).join("、")
  return (
    <>
      <Ticks
        name="joint"
        legend="联合单位"
        options={partners(year.units, host, words.joint).map(({ id, shortName }) => [String(id), shortName] as const)}
        on={ticked(flaws, "joint", words.joint.map(String))}
        flaws={flaws}
        hint="一次活动只登记一次：总数计一次，各联合单位也各计一次，由主办单位登记。"
      />
      <Ticks
        name="channels"
        legend="载体"
        options={year.lists.channels.map((one) => [one, one] as const)}
        on={channels}
        flaws={flaws}
      />
      <Field name="otherChannel" label="其他载体" value={others} flaws={flaws} />
      <Ticks
        name="tags"
        legend="法律六进"
        options={[...new Set([...year.lists.tags, ...words.tags])].map((one) => [one, one] as const)}
        on={ticked(flaws, "tags", words.tags)}
        flaws={flaws}
      />
      <div class="fields">
        <Choice
          name="stage"
          label="环节"
          empty="不区分"
          value={words.stage}
          options={ACTIVITY_STAGES.map((stage) => [stage, STAGE_LABEL[stage]] as const)}
          flaws={flaws}
          hint="结合执法、服务开展的，是在事前、事中还是事后"
        />
        <Field
          name="topic"
          label="热点话题"
          value={words.topic}
          flaws={flaws}
          hint={year.lists.topics.length > 0 ? `如：${year.lists.topics.slice(0, 4).join("、")}` : undefined}
        />
      </div>
      <Area name="note" label="备注" rows={2} longest={2000} value={words.note} flaws={flaws} />
    </>
  )
}

/** 普法节点 of the year that an activity can be for. */
export const KeyDayField = ({ year, words, flaws, today }: Props) => (
  <Choice
    name="keyDay"
    label="结合节点"
    empty="不结合节点"
    value={words.keyDay}
    options={year.days.map(({ day, ...span }) => [String(day.id), `${spanWords(span, today)} ${day.name}`] as const)}
    flaws={flaws}
    hint="结合节点开展的主题宣传，计入「每年一次以上专题普法活动」"
  />
)

const withKept = (all: readonly string[], kept: string | undefined) => [...new Set([...all, ...(kept ? [kept] : [])])]

/** Everybody else who takes part, and who was a partner already. */
const partners = (all: readonly YearUnit[], host: number | null, joint: readonly number[]) =>
  all.filter(({ id, hasLeft }) => id !== host && (!hasLeft || joint.includes(id)))

type TicksProps = {
  name: string
  legend: string
  options: readonly (readonly [string, string])[]
  on: ReadonlySet<string>
  flaws?: Flaws | null
  hint?: string
}

const Ticks = ({ name, legend, options, on, flaws, hint }: TicksProps) =>
  options.length === 0 ? null : (
    <fieldset class="ticks">
      <legend>
        {legend}
        <small>（选填）</small>
      </legend>
      {flaws?.problems[name] && <p class="problem">{flaws.problems[name][0]}</p>}
      {options.map(([value, word]) => (
        <label class="tick">
          <input type="checkbox" name={name} value={value} checked={on.has(value)} /> {word}
        </label>
      ))}
      {hint && <p class="hint">{hint}</p>}
    </fieldset>
  )
