import { KEY_DAY_RULES } from "#db/schema.ts"
import { addDays, yearOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { activitiesPath, keyDaysPath, newActivityPath, search } from "#src/paths.ts"
import type { YearUnit } from "#src/year/activities/choices_queries.ts"
import { arrangedFor, rateOf, type Standing, standingsOf } from "#src/year/key_days/arranged.ts"
import { maySetDay } from "#src/year/key_days/policy.ts"
import type { FoundKeyDays } from "#src/year/key_days/queries.ts"
import { spansBetween } from "#src/year/key_days/rules.ts"
import { spanWords } from "../activities/words.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { YearHead } from "../years/head.tsx"
import { KEY_DAY_RULE_LABEL } from "./words.ts"

type Props = {
  found: FoundKeyDays
  actor: Actor
  /** May add a day, for all or for an own unit. */
  sets: boolean
  /** Which units of the yearly rule the address asks for. */
  rule: string | null
  today: string
  flaws?: Flaws
}

const DAYS_AHEAD = 60

/** 普法节点: the next sixty days, the yearly rule, and all days of the year. */
export const KeyDaysPage = (props: Props) => (
  <>
    <YearHead found={props.found.choices.found} tab="days" acts={<PrintButton class="quiet" />} />
    <Coming {...props} />
    <YearlyRule {...props} />
    <WholeYear {...props} />
    {props.sets && <Add {...props} />}
  </>
)

const Coming = ({ found, today }: Props) => {
  const { choices, units, arranged } = found
  // A day of another year is arranged there.
  const coming = spansBetween(choices.rules, today, addDays(today, DAYS_AHEAD)).filter(
    ({ fromOn, untilOn }) => yearOf(fromOn) === choices.year || yearOf(untilOn) === choices.year,
  )
  return (
    <section class="block" id="coming">
      <h2>
        今后{DAYS_AHEAD}天<small>{coming.length} 个节点</small>
      </h2>
      {coming.length === 0 && <p class="empty sheet">今后{DAYS_AHEAD}天没有节点。</p>}
      {coming.map(({ day, ...span }) => {
        const who = arrangedFor(day, units, arranged)
        return (
          <section class="sheet padded">
            <h3>
              {spanWords(span, today)} {day.name}
            </h3>
            <p>
              有安排：
              {who.with.length === 0 ? "还没有单位安排" : <Names units={who.with} year={choices.year} day={day.id} />}
            </p>
            {who.without.length > 0 && <p class="muted">没有安排：{namesOf(who.without)}</p>}
            {choices.own.length > 0 && (
              <p class="acts no-print">
                <a class="button" href={newActivityPath({ year: choices.year, day: day.id })}>
                  安排活动
                </a>
              </p>
            )}
          </section>
        )
      })}
    </section>
  )
}

const namesOf = (units: readonly YearUnit[]) => units.map(({ shortName }) => shortName).join("、")

const Names = ({ units, year, day }: { units: readonly YearUnit[]; year: number; day: number }) => (
  <>
    {units.map(({ id, shortName }, i) => (
      <>
        {i > 0 && "、"}
        <a href={activitiesPath(year, { day, unit: id })}>{shortName}</a>
      </>
    ))}
  </>
)

const STANDING_LABEL: Record<Standing["standing"], string> = { done: "已开展", arranged: "已安排", nothing: "没有安排" }

const isAsked = (rule: string | null, { owes, standing }: Standing): boolean => {
  if (rule === "owed") return owes
  if (rule === "done") return owes && standing === "done"
  return rule !== "left" || (owes && standing !== "done")
}

/** 每年一次以上: who has held one, who has to. */
const YearlyRule = ({ found, rule }: Props) => {
  const { choices, units, arranged } = found
  const standings = standingsOf(units, arranged)
  const { done, owed } = rateOf(standings)
  const shown = standings.filter((one) => isAsked(rule, one))
  const path = (which: "done" | "owed" | "left") => `${keyDaysPath(choices.year)}${search({ rule: which })}#rule`
  return (
    <section class="block" id="rule">
      <h2>
        每年一次以上专题普法活动<small>结合节点开展的主题宣传，一次就够</small>
      </h2>
      <p>
        已开展{" "}
        <a href={path("done")} data-of="units">
          {done}
        </a>
        /应开展{" "}
        <a href={path("owed")} data-of="units">
          {owed}
        </a>
        ，还差{" "}
        <a href={path("left")} data-of="units">
          {owed - done}
        </a>{" "}
        个单位。{rule !== null && <a href={`${keyDaysPath(choices.year)}#rule`}>显示全部</a>}
      </p>
      <div class="table-frame">
        <table class="list stack">
          <caption class="sr-only">各单位专题普法活动</caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col" class="number">
                已开展
              </th>
              <th scope="col" class="number">
                拟开展
              </th>
              <th scope="col">情况</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr data-row="unit">
                <th scope="row">{units.find(({ id }) => id === one.unitId)?.name}</th>
                {(["held", "planned"] as const).map((state) => (
                  <td class="number" data-label={state === "held" ? "已开展" : "拟开展"}>
                    <a href={activitiesPath(choices.year, { unit: one.unitId, state, themed: 1 })} data-of="activities">
                      {one[state]}
                    </a>
                  </td>
                ))}
                <td data-label="情况">
                  <span class={one.owes && one.standing === "nothing" ? "tag warn" : "tag"}>
                    {STANDING_LABEL[one.standing]}
                  </span>
                  {!one.owes && <small> 不计入应开展</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const WholeYear = ({ found, actor, today }: Props) => {
  const { choices, arranged, units } = found
  return (
    <section class="block" id="year">
      <h2>
        全年<small>{choices.days.length} 个节点</small>
      </h2>
      <div class="table-frame">
        <table class="list stack">
          <caption class="sr-only">全年普法节点</caption>
          <thead>
            <tr>
              <th scope="col">日期</th>
              <th scope="col">节点</th>
              <th scope="col" class="number">
                有安排的单位
              </th>
              <th scope="col" class="number">
                没有安排的单位
              </th>
              {choices.own.length > 0 && <th scope="col">管理</th>}
            </tr>
          </thead>
          <tbody>
            {choices.days.map(({ day, ...span }) => {
              const who = arrangedFor(day, units, arranged)
              return (
                <tr data-row="key-day">
                  <td class="nowrap" data-label="日期">
                    {spanWords(span, today)}
                  </td>
                  <th scope="row">
                    <a href={activitiesPath(choices.year, { day: day.id })}>{day.name}</a>
                    {day.unitId !== null && (
                      <small> {choices.units.find(({ id }) => id === day.unitId)?.shortName}的行业宣传日</small>
                    )}
                  </th>
                  <td class="number" data-label="有安排的单位" title={namesOf(who.with)}>
                    {who.with.length}
                  </td>
                  <td class="number" data-label="没有安排的单位" title={namesOf(who.without)}>
                    {who.without.length}
                  </td>
                  {choices.own.length > 0 && (
                    <td data-label="管理" class="no-print">
                      {maySetDay(actor, choices, day.unitId) && (
                        <form method="post" action={keyDaysPath(choices.year, day.id, "ending")}>
                          <input type="hidden" name="version" value={day.version} />
                          <button type="submit" class="quiet" aria-label={`本年度起不再列出${day.name}`}>
                            不再列出
                          </button>
                        </form>
                      )}
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const Add = ({ found, actor, flaws }: Props) => {
  const { choices } = found
  const forAll = maySetDay(actor, choices, null)
  return (
    <details class="block" open={flaws !== undefined} id="add">
      <summary>增加普法节点</summary>
      <form method="post" action={keyDaysPath(choices.year)} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Field name="name" label="节点名称" required flaws={flaws} placeholder="如：《信访工作条例》宣传周" />
        <Choice
          name="rule"
          label="怎么定日期"
          value="fixed"
          options={KEY_DAY_RULES.map((rule) => [rule, KEY_DAY_RULE_LABEL[rule]] as const)}
          flaws={flaws}
        />
        <div class="fields">
          <Field name="dayOn" label="日期" type="date" flaws={flaws} hint="前两种填写：取它的月日，往后每年照此推算" />
          <Field name="law" label="法律法规" flaws={flaws} hint="第三种填写：取「法律法规」里登记的施行日期" />
        </div>
        <Choice
          name="unit"
          label="适用单位"
          empty={forAll ? "全体单位" : undefined}
          options={choices.own.map(({ id, name }) => [String(id), `${name}的行业宣传日`] as const)}
          flaws={flaws}
        />
        <p class="acts">
          <button type="submit">增加</button>
        </p>
      </form>
    </details>
  )
}
