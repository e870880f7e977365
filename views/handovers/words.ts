import type { Handover, Post } from "#db/schema.ts"
import type { about } from "#src/office/handovers/about.ts"
import { isVacancy } from "#src/office/handovers/policy.ts"
import type { HandoverRow } from "#src/office/handovers/queries.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { POST_LABEL } from "../words/roles.ts"
import { dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

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

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  handover_proposed: "提出岗位交接",
  handover_confirmed: "确认岗位交接",
  handover_refused: "不同意岗位交接",
  handover_withdrawn: "撤回岗位交接",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  post_is_over: () => "这个岗位已经结束或不能自行交接，请联系安全管理员。",
  handover_open: () => "这个岗位已有一份交接等待安全管理员确认，请先等候或撤回。",
  nobody_to_confirm: () => "请先选定接任人。对方还没有账号的，请系统管理员建立账号后再确认。",
  not_in_use: () => "接任人的账号已停用，不能确认。请不同意并说明理由，或请系统管理员启用账号。",
  own_successor: () => "接任人不能是本人。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  handover_proposed: () => "交接已提出，等待安全管理员确认；确认前一切照旧",
  handover_confirmed: () => "岗位交接已确认",
  handover_refused: () => "已答复不同意，岗位照旧",
  handover_withdrawn: () => "交接已撤回，岗位照旧",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { handover: "岗位交接" }

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  standIn: "代理",
  holder: "原任",
  successor: "接任",
  cause: "原因",
}
