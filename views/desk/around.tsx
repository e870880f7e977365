import { dateOf } from "#src/clock.ts"
import type { Contact } from "#src/office/people/contact_queries.ts"
import type { Reminded } from "#src/pages/desk/around_queries.ts"
import type { DeskPart } from "#src/pages/desk/queries.ts"
import { extensionPath, noticePath } from "#src/paths.ts"
import { noticeName } from "../notices/words.ts"
import { ringWords } from "../people/contacts.ts"
import { EXTENSION_STATE_LABEL, EXTENSION_TARGET_LABEL, NOTICE_STATE_LABEL } from "../words/states.ts"
import { dayWords } from "../words.ts"

type Props = { row: DeskPart; queue: string; contacts: readonly Contact[]; today: string }

/** What stands around an item: whom to ring, how often it was reminded, which 督办单 and 延期 are open. */
export const Around = ({ row, queue, contacts, today }: Props) => (
  <dl class="around">
    <div>
      <dt class="sr-only">联系</dt>
      <dd>{ringWords(contacts, row.unit.id)}</dd>
    </div>
    {row.reminded && (queue === "overdue" || row.reminded.times + row.reminded.bySystem > 0) && (
      <div>
        <dt>催办</dt>
        <dd>{remindedWords(row.reminded, today)}</dd>
      </div>
    )}
    {row.notices.map((notice) => (
      <div>
        <dt>督办单</dt>
        <dd>
          <a href={noticePath(notice.id)} title={notice.title}>
            {noticeName(notice)}
          </a>{" "}
          {NOTICE_STATE_LABEL[notice.state]}，{dayWords(notice.dueBy, today)}前反馈
        </dd>
      </div>
    ))}
    {row.extensions.map(({ id, target, state, wantedBy, grantedBy, reason }) => (
      <div>
        <dt>延期</dt>
        <dd>
          <a href={extensionPath(id)} title={reason}>
            {EXTENSION_TARGET_LABEL[target]}延至{dayWords(grantedBy ?? wantedBy, today)}
          </a>{" "}
          {EXTENSION_STATE_LABEL[state]}
        </dd>
      </div>
    ))}
  </dl>
)

/** 已催办2次（最近11月27日），系统提醒3次 */
function remindedWords({ times, lastAt, bySystem }: Reminded, today: string): string {
  const office = lastAt === null ? "尚未催办" : `已催办${times}次（最近${dayWords(dateOf(lastAt), today)}）`
  return bySystem > 0 ? `${office}，系统提醒${bySystem}次` : office
}
