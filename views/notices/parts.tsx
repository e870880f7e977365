import type { Notice } from "#db/schema.ts"
import type { NoticeItem } from "#src/notices/queries.ts"
import { taskPath } from "#src/paths.ts"
import { NOTICE_KIND_LABEL, NOTICE_STATE_LABEL, noticeNumber } from "../labels.ts"
import { brief } from "../words.ts"

/** 督办通知〔2026〕1号. */
export const noticeName = (notice: Pick<Notice, "kind" | "year" | "number">): string =>
  `${NOTICE_KIND_LABEL[notice.kind]}${noticeNumber(notice)}`

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
