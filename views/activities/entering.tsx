import { activitiesPath, enterActivityPath } from "#src/paths.ts"
import type { YearChoices } from "#src/year/activities/choices_queries.ts"
import type { Numbers } from "#src/year/activities/numbers.ts"
import { Choice, Flawed, type Flaws, firstTyped } from "../parts/fields.tsx"
import { type FieldWords, KeyDayField, MainFields, MoreFields, NumberFields } from "./fields.tsx"

type Props = {
  year: YearChoices
  /** The units of whoever enters, which stand before those for which the office enters. */
  own: readonly number[]
  /** The 普法节点 that the address names. */
  day: number | null
  today: string
  flaws?: Flaws
}

const ONE_SESSION: Numbers = { sessions: { n: 1, approx: null }, copies: null, consulted: null, reached: null }

/** What a new activity begins with: today, one session, the 普法节点 that is asked for or that today is. */
function beginning({ year, day, today }: Props): FieldWords {
  const asked = year.days.find((one) => one.day.id === day)
  const running = year.days.find(({ fromOn, untilOn }) => fromOn <= today && today <= untilOn)
  return {
    fromOn: asked && asked.fromOn > today ? asked.fromOn : today,
    joint: [],
    channels: [],
    tags: [],
    keyDay: (asked ?? running)?.day.id ?? null,
    numbers: ONE_SESSION,
  }
}

/** 登记活动, in half a minute: what everybody is asked stands open, the rest below. */
export const EnterActivity = (props: Props) => {
  const { year, own, today, flaws } = props
  const words = beginning(props)
  const [host = null] = hostsFirst(year, own)
  const planned = (firstTyped(flaws, "state") ?? (words.fromOn > today ? "planned" : "held")) === "planned"
  return (
    <section class="narrow">
      <div class="title">
        <div>
          <h1>登记活动</h1>
          <p>
            {year.year}年普法年度 · <a href={activitiesPath(year.year)}>活动台账</a>
          </p>
        </div>
      </div>
      <form method="post" action={enterActivityPath} class="sheet padded boxes" id="enter-activity">
        <Flawed flaws={flaws} />
        <fieldset class="ticks">
          <legend class="sr-only">开展了没有</legend>
          <label class="tick">
            <input type="radio" name="state" value="held" checked={!planned} /> 已开展
          </label>
          <label class="tick">
            <input type="radio" name="state" value="planned" checked={planned} /> 拟开展
          </label>
        </fieldset>
        <HostField hosts={hostsFirst(year, own)} flaws={flaws} />
        <MainFields year={year} words={words} today={today} flaws={flaws} />
        <NumberFields numbers={words.numbers} flaws={flaws} />
        <KeyDayField year={year} words={words} today={today} flaws={flaws} />
        <details open={flaws !== undefined}>
          <summary>联合单位、载体、六进、热点（选填）</summary>
          <div class="boxes">
            <MoreFields year={year} host={own.length === 1 ? (host?.id ?? null) : null} words={words} flaws={flaws} />
          </div>
        </details>
        <p class="acts">
          <button type="submit" class="primary">
            登记
          </button>
          <small>照片不作要求；网上报道、视频登记后可以添加网址。</small>
        </p>
      </form>
    </section>
  )
}

const hostsFirst = (year: YearChoices, own: readonly number[]) => [
  ...year.own.filter(({ id }) => own.includes(id)),
  ...year.own.filter(({ id }) => !own.includes(id)),
]

/** Whoever enters for one unit need not choose it. */
const HostField = ({ hosts, flaws }: { hosts: YearChoices["own"]; flaws?: Flaws }) => {
  const [only, ...others] = hosts
  if (only && others.length === 0 && !flaws?.problems.unit) return <input type="hidden" name="unit" value={only.id} />
  return (
    <Choice
      name="unit"
      label="主办单位"
      required
      value={only?.id}
      options={hosts.map(({ id, name }) => [String(id), name] as const)}
      flaws={flaws}
    />
  )
}
