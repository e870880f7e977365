import { postGrantsPath, search } from "#src/paths.ts"
import { type Actor, holds } from "#src/people/actor.ts"
import type { LiaisonGap } from "#src/people/mending_queries.ts"
import { dayWords } from "../words.ts"

type Gap = Pick<LiaisonGap, "unit" | "nextOn">

/** 「人事司、研究室（12月1日起有人担任）」 */
export const gapWords = (gaps: readonly Gap[], today: string): string =>
  gaps
    .map(({ unit, nextOn }) => `${unit}${nextOn === null ? "" : `（${dayWords(nextOn, today)}起有人担任）`}`)
    .join("、")

/** 「2个单位没有联络员：人事司、研究室。」 and whom to turn to: the two who can mend it are led there. */
export const WithoutLiaison = ({ gaps, actor, today }: { gaps: readonly Gap[]; actor: Actor; today: string }) =>
  gaps.length === 0 ? null : (
    <p class="note" id="gaps">
      {gaps.length}个单位没有联络员：{gapWords(gaps, today)}。{mendedBy(actor, gaps)}
    </p>
  )

function mendedBy(actor: Actor, gaps: readonly Gap[]) {
  const only = search({ q: gaps.length === 1 ? gaps[0]?.unit : null })
  if (holds(actor, "security")) return <a href={`${postGrantsPath}${only}`}>授予岗位</a>
  if (holds(actor, "admin")) return <a href={`/admin/people${only}`}>查看账号</a>
  return "请安全管理员授予岗位；在此之前请电话联系。"
}
