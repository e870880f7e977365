import { draftActPath } from "#src/paths.ts"
import type { WaitingDraft } from "#src/plans/intake/drafts/approval_queries.ts"
import { momentWords } from "../words.ts"

type Props = { draft: WaitingDraft; mine: boolean; today: string }

/** One draft that waits for 审定, with its button for whoever is asked. */
export const DraftToApprove = ({ draft: { key, title, updates, submittedAt, submittedBy }, mine, today }: Props) => (
  <>
    <span>
      方案{updates === null ? "" : "更新"}待审定：
      <a href={draftActPath(key, "approval")} id={`approval-${key}`}>
        {title}
      </a>
      <small>
        （{submittedBy}
        {submittedAt !== null && ` ${momentWords(submittedAt, today)}`}送审）
      </small>
    </span>
    {mine && (
      <a class="button" href={draftActPath(key, "approval")} aria-label={`审定：${title}`}>
        审定
      </a>
    )}
  </>
)
