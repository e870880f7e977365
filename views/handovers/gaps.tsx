import { type Actor, holds } from "#src/office/people/actor.ts"
import type { Contact } from "#src/office/people/contact_queries.ts"
import type { LiaisonGap } from "#src/office/people/mending_queries.ts"
import { postGrantsPath, roundPath, search } from "#src/paths.ts"
import type { OwedInGap } from "#src/supervision/log/gap_queries.ts"
import { contactWords } from "../people/contacts.ts"
import { POST_LABEL } from "../words/roles.ts"
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

type RingingProps = {
  gaps: readonly (LiaisonGap & { owed: OwedInGap[] })[]
  contacts: readonly Contact[]
  today: string
}

/** At the desk: who cannot be reached otherwise, whom to ring instead, and where the call is noted. No alarm. */
export const GapsToRing = ({ gaps, contacts, today }: RingingProps) =>
  gaps.length === 0 ? null : (
    <details class="note calm" id="gaps">
      <summary>
        {gaps.length}个单位有在办事项而没有联络员：{gapWords(gaps, today)}
      </summary>
      <ul>
        {gaps.map(({ unitId, unit, owed }) => (
          <li>
            {unit}（{headWords(contacts, unitId)}）
            {owed.map(({ planId, number, round, n }) => (
              <>
                ，{round}未报{n}项{" "}
                <a
                  href={`${roundPath(planId, number, "reminders")}${search({ unit: unitId, kind: "telephoned" })}`}
                  aria-label={`电话催办登记：${unit} ${round}`}
                >
                  电话催办登记
                </a>
              </>
            ))}
          </li>
        ))}
      </ul>
      <p>待办和催办送不到，请电话联系，并请安全管理员授予联络员岗位。</p>
    </details>
  )

/** 「单位负责人周主任 8013」 */
function headWords(contacts: readonly Contact[], unitId: number): string {
  const heads = contacts.filter((one) => one.unitId === unitId && one.kind === "head")
  return heads.length === 0 ? "没有登记单位负责人" : `${POST_LABEL.head}${heads.map(contactWords).join("、")}`
}
