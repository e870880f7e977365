import type { DraftRule, DraftRuleKind, DraftRuleState } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/rules/about.ts"
import { daysOf, USUAL_DAYS } from "#src/year/rules/days.ts"
import { type DraftRuleMove, nextOf } from "#src/year/rules/workflow.ts"

type Words = WordsOf<typeof about>

export const DRAFT_RULE_KIND_LABEL: Record<DraftRuleKind, string> = {
  local: "地方性法规",
  rule: "规章",
  normative: "规范性文件",
}

export const DRAFT_RULE_STATE_LABEL: Record<DraftRuleState, string> = {
  drafting: "起草",
  consulting: "公开征求意见",
  told: "已通报情况",
  exempt: "依法保密，不征求意见",
  enacted: "已出台",
  explained: "已公布解读",
  stopped: "已终止",
}

export const DRAFT_RULE_MOVE_LABEL: Record<DraftRuleMove, string> = {
  consult: "公开征求意见",
  tell: "通报情况",
  exempt: "依法保密，不征求意见",
  enact: "出台",
  explain: "公布解读",
  stop: "终止",
}

/** What is missing next; what can be done about it only once its days are over says so. */
export function nextWords(rule: DraftRule, today: string): string {
  const next = nextOf(rule)
  if (next === null) return "–"
  if (next === "tell" && rule.consultUntil !== null && rule.consultUntil >= today) return "征求意见中"
  return `待${DRAFT_RULE_MOVE_LABEL[next]}`
}

/** 征求意见期12天，少于通常的30天. */
export const shortWords = (from: string, until: string): string =>
  `征求意见期${daysOf(from, until)}天，少于通常的${USUAL_DAYS}天，应当另有理由`

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  draft_rule_opened: "登记草案",
  draft_rule_consulted: "草案公开征求意见",
  draft_rule_told: "通报征求意见情况",
  draft_rule_exempted: "草案依法保密",
  draft_rule_enacted: "草案出台",
  draft_rule_explained: "公布解读",
  draft_rule_stopped: "终止草案",
  draft_rules_taken: "下载草案登记表",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  rules_too_many: ({ most = "" }) => `一次最多下载${most}件草案，请先按单位筛选。`,
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  draft_rule_opened: () => "草案已登记",
  draft_rule_consulted: () => "已记下征求意见的起止日期",
  draft_rule_short: () => `已记下征求意见的起止日期；不足通常的${USUAL_DAYS}天，请核对`,
  draft_rule_told: () => "已记下情况通报",
  draft_rule_exempted: () => "已记下依法保密的理由",
  draft_rule_enacted: () => "已记下出台",
  draft_rule_explained: () => "已记下解读公布",
  draft_rule_stopped: () => "草案已终止",
}

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  consultFrom: "征求意见开始",
  consultUntil: "征求意见结束",
  consultAddress: "征求意见网址",
  toldOn: "通报日期",
  opinions: "收到意见",
  taken: "采纳意见",
  toldAddress: "通报网址",
  docNumber: "文号",
  enactedOn: "出台日期",
  explainedOn: "解读公布日期",
  explainedAddress: "解读网址或地点",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { draft_rule: "法规规章草案", draft_rule_register: "草案登记表" }
