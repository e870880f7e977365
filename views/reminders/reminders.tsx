import { REMINDER_KINDS, type Reminder } from "#db/schema.ts"
import { reminderPaperPath, roundPath, roundsPath, supervisionPath, taskPath } from "#src/paths.ts"
import type { OwedRound } from "#src/supervision/reminders/queries.ts"
import { reminderPaperLabel } from "../papers/reminder.ts"
import { Area, Choice, Flawed, type Flaws } from "../parts/fields.tsx"
import { ringWords } from "../people/contacts.ts"
import { REPORT_STATE_LABEL } from "../words/states.ts"
import { brief, dayWords } from "../words.ts"
import { receiversWords } from "./receivers.ts"
import { REMINDER_KIND_LABEL } from "./words.ts"

type Props = {
  found: OwedRound
  only: number | null
  /** Asked for by a link; else it is shown in the program. */
  kind?: Reminder["kind"]
  today: string
  /** Whether e-mail goes out of this installation. */
  mails: boolean
  flaws?: Flaws | null
}

/** 催办: whom it reaches and what they still owe, before anything is sent. */
export const RemindersPage = ({ found, only, kind = "shown", today, mails, flaws }: Props) => {
  const { plan, round, owed } = found
  const unitIds = [...new Set(owed.map(({ unitId }) => unitId))]
  const chosen = flaws
    ? new Set([flaws.typed.units ?? []].flat().map(Number))
    : new Set(only === null ? unitIds : [only])
  return (
    <section class="narrow">
      <div class="title">
        <div>
          <h1>催办 {round.name}</h1>
          <p>
            {plan.title} · {dayWords(round.dueBy, today)}前报送
          </p>
        </div>
      </div>
      {owed.length === 0 ? (
        <p class="empty sheet">本期应报事项均已报送，不需要催办。</p>
      ) : (
        <form method="post" action={roundPath(plan.id, round.number, "reminders")} class="sheet padded boxes">
          <Flawed flaws={flaws} />
          <fieldset>
            <legend>
              将提醒以下单位（{unitIds.length} 个单位、{owed.length} 项未报）
            </legend>
            {flaws?.problems.units && <p class="problem">{flaws.problems.units[0]}</p>}
            <ul class="rows">
              {unitIds.map((unitId) => {
                const items = owed.filter((item) => item.unitId === unitId)
                const paper = reminderPaperLabel(items, today)
                return (
                  <li>
                    <label class="tick">
                      <input type="checkbox" name="units" value={unitId} checked={chosen.has(unitId)} />{" "}
                      <b>{items[0]?.unit}</b> {items.length} 项
                    </label>{" "}
                    <a
                      href={reminderPaperPath(plan.id, round.number, unitId)}
                      hx-boost="false"
                      aria-label={`下载给${items[0]?.unit}的${paper}（Word）`}
                    >
                      {paper}（Word）
                    </a>{" "}
                    <small>
                      {items.map(({ ordinal, label, text, standing, reminded }) => (
                        <>
                          <a href={taskPath(plan.id, ordinal)}>
                            {label} {brief(text, 18)}
                          </a>
                          （{REPORT_STATE_LABEL[standing ?? "none"]}
                          {reminded > 0 && `，已催办${reminded}次`}）{" "}
                        </>
                      ))}
                    </small>
                    <small>{ringWords(found.contacts, unitId)}</small>
                    <small class="muted">{receiversWords(found, unitId, mails)}</small>
                  </li>
                )
              })}
            </ul>
          </fieldset>
          <Choice
            name="kind"
            label="方式"
            value={kind}
            options={REMINDER_KINDS.map((kind) => [kind, REMINDER_KIND_LABEL[kind]] as const)}
            flaws={flaws}
          />
          <Area
            name="text"
            label="内容"
            rows={3}
            required
            value={`${askedWords(found, only, today)}；如有困难，请在进展中说明。`}
            flaws={flaws}
          />
          <p class="muted small">
            系统催办显示在对方的「我的待办」首行，注明日期和催办人；对方报送后自动消失。选「
            {REMINDER_KIND_LABEL.sent}
            」的，另按上列名单发邮件和群消息：只写项数、期限和所属方案，不写任务内容；送达情况记入
            <a href={supervisionPath(plan.id)}>督办记录</a>。电话催办只作登记。
          </p>
          <p class="acts">
            <button type="submit" class="primary">
              催办
            </button>
            <a class="button" href={roundsPath(plan.id)}>
              返回
            </a>
          </p>
        </form>
      )}
    </section>
  )
}

/** What is asked of the unit, or of all of them: a day that has passed is not asked for any more. */
function askedWords({ round, owed }: OwedRound, only: number | null, today: string): string {
  if (round.dueBy >= today) return `请于${dayWords(round.dueBy)}前报送${round.name}落实情况`
  const days = owed.filter(({ unitId }) => only === null || unitId === only).map(({ dueBy }) => dueBy)
  const [earliest] = days.sort()
  // Only what was returned has a day of its own, later than the round's.
  return earliest && earliest >= today
    ? `请于${dayWords(earliest)}前重新报送${round.name}落实情况`
    : `${round.name}落实情况应于${dayWords(round.dueBy)}前报送，现已逾期，请尽快报送`
}
