import { dateOf } from "#src/clock.ts"
import { dayWords } from "../words.ts"

type Props = { name: string | null; at: number | null; today?: string }

/** Who agreed to the 下达 or the last 更新 of a plan, where somebody had to. */
export const ApprovedBy = ({ name, at, today }: Props) =>
  at === null ? null : (
    <p class="muted small" id="approved-by">
      审定：{name}，{dayWords(dateOf(at), today)}
    </p>
  )
