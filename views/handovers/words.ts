import type { Handover, Post } from "#db/schema.ts"
import { isVacancy } from "#src/office/handovers/policy.ts"
import type { HandoverRow } from "#src/office/handovers/queries.ts"
import { POST_LABEL } from "../words/roles.ts"
import { dayWords } from "../words.ts"

export const HANDOVER_STATE_LABEL: Record<Handover["state"], string> = {
  proposed: "待确认",
  confirmed: "已确认",
  refused: "不同意",
  withdrawn: "已撤回",
}

export const HANDOVER_CAUSE_LABEL: Record<Handover["cause"], string> = {
  own: "本人提出",
  left: "账号停用",
  moved: "调整单位",
}

/** 「办公室联络员」 */
export const postOfWords = ({ post, unit }: { post: Pick<Post, "kind">; unit: string | null }): string =>
  `${unit ?? ""}${POST_LABEL[post.kind]}`

/** 「何经办」, 「张三（还没有账号）」, 「暂缺」 */
export const successorWords = ({ handover, successor }: Pick<HandoverRow, "handover" | "successor">): string => {
  if (isVacancy(handover)) return "暂缺"
  return successor?.name ?? `${handover.toName}（还没有账号）`
}

/** 「由何经办接任，2026年12月1日起」 */
export function handoverWords(row: Pick<HandoverRow, "handover" | "successor">, today: string): string {
  const { handover } = row
  const until = handover.untilOn === null ? "起" : `至${dayWords(handover.untilOn, today)}`
  const period = `${dayWords(handover.fromOn, today)}${until}`
  if (isVacancy(handover)) return `暂缺，${period}`
  return `由${successorWords(row)}${handover.standIn ? "代理" : "接任"}，${period}`
}
