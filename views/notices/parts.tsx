import type { Notice } from "#db/schema.ts"
import { type Named, namesAt } from "#src/office/units/names.ts"
import { taskPath } from "#src/paths.ts"
import type { NoticeItem } from "#src/supervision/notices/queries.ts"
import { nameThen } from "../units/words.ts"
import { NOTICE_STATE_LABEL } from "../words/states.ts"
import { brief } from "../words.ts"

/** Whose it is, by the name of the day; and to whom it was issued, where that was another. */
export const addresseeWords = ({
  notice,
  unit,
  issuedTo,
}: {
  notice: Pick<Notice, "issuedAt">
  unit: Named
  issuedTo: Named | null
}): string =>
  issuedTo && notice.issuedAt !== null
    ? `${unit.name}（原发${namesAt(issuedTo, notice.issuedAt).name}）`
    : nameThen(unit, notice.issuedAt)

/** What happened to it, with the word for what the reader has to wait for. */
export const StateTag = ({ state }: Pick<Notice, "state">) => <span class="tag">{NOTICE_STATE_LABEL[state]}</span>

/** The tasks a notice is about, each a link to the unit's part in it. */
export const Items = ({
  items,
  planId,
  unitId,
  length = 60,
}: {
  items: NoticeItem[]
  planId: number
  unitId: number
  length?: number
}) => (
  <ul class="items">
    {items.map(({ ordinal, label, text }) => (
      <li>
        <a href={`${taskPath(planId, ordinal)}#unit-${unitId}`}>
          {label} {brief(text, length)}
        </a>
      </li>
    ))}
  </ul>
)
