import type { Settings } from "#src/office/settings/settings.ts"
import { silencePath, supervisionPath, taskPath } from "#src/paths.ts"
import type { SilenceFound, SilentPart } from "#src/supervision/silence/queries.ts"
import type { Silence } from "#src/supervision/silence/silence.ts"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { ringWords } from "../people/contacts.ts"
import { PlanHead } from "../plans/head.tsx"
import { brief, dayWords } from "../words.ts"

type Rule = Pick<Settings, "silentRounds" | "silentDays">

type Props = {
  found: SilenceFound
  rule: Rule
  supervises: boolean
  /** Supervises, and the plan runs. */
  mayTalk: boolean
  today: string
  flaws?: Flaws
}

/** 「已连续3期无变化，87个工作日没有新的进展」. */
const silenceWords = ({ rounds, workingDays }: Silence): string =>
  rounds > 0 ? `连续${rounds}期「无变化」，${workingDays}个工作日没有新的进展` : `${workingDays}个工作日没有新的进展`

/** By what a part is listed, as the settings have it. */
export const silenceRuleWords = ({ silentRounds, silentDays }: Rule): string => {
  const by = [
    ...(silentRounds > 0 ? [`连续${silentRounds}期报「无变化」`] : []),
    ...(silentDays > 0 ? [`${silentDays}个工作日没有报送进展、反馈督办单、申请办结或申请延期`] : []),
  ]
  return by.length === 0 ? "按规则设置不列出" : by.join("，或")
}

/** 久无进展: whom to talk with about what, unit by unit; and what was talked over. */
export const SilencePage = ({ found, rule, supervises, mayTalk, today, flaws }: Props) => {
  const { plan, parts, talked } = found
  const unitIds = [...new Set(parts.map(({ unitId }) => unitId))]
  const typed = flaws ? new Set([flaws.typed.parts ?? []].flat().map(Number)) : null
  return (
    <>
      <PlanHead
        plan={{ ...plan, supervisingUnitName: found.supervisingUnit }}
        tab="supervision"
        supervises={supervises}
      />
      <section class="block" id="silence">
        <h2>
          久无进展<small>{parts.length}项，供沟通了解，不亮灯、不催办、不计入任何比率</small>
        </h2>
        <p class="hint">
          {silenceRuleWords(rule)}的列在这里；挂起、终止、已办结和待核查的不列。登记沟通后，到下一填报期开启前不再列出。
        </p>
        {parts.length === 0 && <p class="empty sheet">没有久无进展的事项。</p>}
        {unitIds.map((unitId) => {
          const own = parts.filter((part) => part.unitId === unitId)
          const isTyped = typed !== null && own.some(({ assignmentId }) => typed.has(assignmentId))
          return (
            <Unit
              planId={plan.id}
              parts={own}
              contact={ringWords(found.contacts, unitId)}
              mayTalk={mayTalk}
              typed={isTyped ? typed : null}
              flaws={isTyped || (flaws && unitIds[0] === unitId && typed?.size === 0) ? flaws : undefined}
              today={today}
            />
          )
        })}
      </section>
      {talked.length > 0 && (
        <section class="block" id="talks">
          <h2>沟通记录</h2>
          <ul class="plain sheet padded">
            {talked.map(({ heldOn, unit, labels, text, by }) => (
              <li>
                {dayWords(heldOn, today)} {unit}
                {labels}：{text} <small class="muted">（{by}登记）</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="acts">
        <a class="button" href={supervisionPath(plan.id)}>
          返回督办记录
        </a>
      </p>
    </>
  )
}

type UnitProps = {
  planId: number
  parts: SilentPart[]
  contact: string
  mayTalk: boolean
  typed: ReadonlySet<number> | null
  flaws?: Flaws
  today: string
}

const Unit = ({ planId, parts, contact, mayTalk, typed, flaws, today }: UnitProps) => {
  const [first] = parts
  if (!first) return null
  const { unitId, unit } = first
  const list = (
    <ul class="plain">
      {parts.map((part) => (
        <li>
          {mayTalk && (
            <input
              type="checkbox"
              name="parts"
              value={part.assignmentId}
              checked={typed === null || typed.has(part.assignmentId)}
              aria-label={`选择${unit}${part.label}`}
            />
          )}{" "}
          <a href={`${taskPath(planId, part.ordinal)}#unit-${unitId}`}>
            {part.label} {brief(part.text, 60)}
          </a>
          <br />
          <small>
            {silenceWords(part.silence)}；
            {part.silence.hasSpoken
              ? `上一次有进展：${dayWords(part.silence.since, today)}${part.lastWords ? `，${brief(part.lastWords, 80)}` : ""}`
              : `自${dayWords(part.silence.since, today)}开启填报以来没有报过进展`}
          </small>
        </li>
      ))}
    </ul>
  )
  return (
    <section class="sheet padded block" id={`silent-${unitId}`}>
      <h3>
        {unit} <small>{contact}</small>
      </h3>
      {mayTalk ? (
        <form method="post" action={silencePath(planId)}>
          {list}
          <details class="block" open={flaws !== undefined}>
            <summary class="button">登记沟通</summary>
            <Flawed flaws={flaws} />
            {flaws?.problems.parts && <p class="problem">{flaws.problems.parts[0]}</p>}
            <div class="fields">
              <Field
                id={`held-${unitId}`}
                name="heldOn"
                type="date"
                label="沟通日期"
                value={today}
                required
                flaws={flaws}
              />
              <Area id={`text-${unitId}`} name="text" label="沟通情况" rows={2} required flaws={flaws} />
            </div>
            <p class="acts">
              <button type="submit" class="primary">
                登记
              </button>
            </p>
          </details>
        </form>
      ) : (
        list
      )}
    </section>
  )
}
