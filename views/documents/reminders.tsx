import { REMINDER_KINDS } from "#db/schema.ts"
import { filingsPath } from "#src/paths.ts"
import type { Lacking } from "#src/year/documents/queries.ts"
import { Area, Choice, Flawed, type Flaws } from "../parts/fields.tsx"
import { ringWords } from "../people/contacts.ts"
import { receiversWords } from "../reminders/receivers.ts"
import { REMINDER_KIND_LABEL } from "../reminders/words.ts"
import { dayWords } from "../words.ts"
import { DOCUMENT_KIND_LABEL, standingWords, usualReminder } from "./words.ts"

type Props = { found: Lacking; today: string; mails: boolean; flaws?: Flaws | null }

/** 催办: whom it reaches and what they have not filed, before anything is sent. */
export const FilingRemindersPage = ({ found, today, mails, flaws }: Props) => {
  const { year, lacking, told } = found
  const chosen = flaws ? new Set([flaws.typed.units ?? []].flat().map(Number)) : null
  const owed = lacking.reduce((sum, one) => sum + one.owed.length, 0)
  return (
    <section class="narrow">
      <div class="title">
        <div>
          <h1>催办 {year.year}年普法文件</h1>
          <p>
            <a href={filingsPath(year.year)}>报备登记</a>
          </p>
        </div>
      </div>
      {lacking.length === 0 ? (
        <p class="empty sheet">没有临期、逾期或退回的文件，不需要催办。</p>
      ) : (
        <form method="post" action={filingsPath(year.year, "reminders")} class="sheet padded boxes">
          <Flawed flaws={flaws} />
          <fieldset>
            <legend>
              将提醒以下单位（{lacking.length}个单位、{owed}份未报）
            </legend>
            {flaws?.problems.units && <p class="problem">{flaws.problems.units[0]}</p>}
            <ul class="rows">
              {lacking.map(({ body, owed: own }) => (
                <li data-row="unit">
                  <label class="tick">
                    <input
                      type="checkbox"
                      name="units"
                      value={body.unitId}
                      checked={chosen ? chosen.has(body.unitId) : true}
                    />{" "}
                    <b>{body.unit}</b> {own.length}份
                  </label>{" "}
                  <small>
                    {own
                      .map(({ kind, standing }) => {
                        const times = told.find((one) => one.unitId === body.unitId && one.kind === kind)?.n ?? 0
                        return `${DOCUMENT_KIND_LABEL[kind]}（${standingWords(standing)}${standing.on ? `，${dayWords(standing.on, today)}前` : ""}${times > 0 ? `，已催办${times}次` : ""}）`
                      })
                      .join("、")}
                  </small>
                  <small>{ringWords(found.contacts, body.unitId)}</small>
                  <small class="muted">{receiversWords(found, body.unitId, mails)}</small>
                </li>
              ))}
            </ul>
          </fieldset>
          <Choice
            name="kind"
            label="方式"
            value="shown"
            options={REMINDER_KINDS.map((kind) => [kind, REMINDER_KIND_LABEL[kind]] as const)}
            flaws={flaws}
          />
          <Area name="text" label="内容" rows={3} required value={usualReminder(year.year)} flaws={flaws} />
          <p class="muted small">
            系统催办显示在对方的「我的待办」，报送后自动消失。选「{REMINDER_KIND_LABEL.sent}
            」的，另按上列名单发邮件和群消息，只写份数和期限。电话催办只作登记。
          </p>
          <p class="acts">
            <button type="submit" class="primary" id="remind-filings">
              催办
            </button>
            <a class="button" href={filingsPath(year.year)}>
              返回
            </a>
          </p>
        </form>
      )}
    </section>
  )
}
