import type { Post } from "#db/schema.ts"
import { isVacancy } from "#src/office/handovers/policy.ts"
import type { HandoverRow } from "#src/office/handovers/queries.ts"
import { POST_LABEL } from "../labels.ts"
import { dayWords } from "../words.ts"

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
