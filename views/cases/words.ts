import type { CaseKind, CaseState } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/cases/about.ts"
import { type CaseSighting, type Identifier, veiled } from "#src/year/cases/identifiers.ts"
import type { Group } from "#src/year/cases/register.ts"
import type { PartName } from "#src/year/cases/text.ts"
import type { CaseMove } from "#src/year/cases/workflow.ts"

type Words = WordsOf<typeof about>

export const CASE_KIND_LABEL: Record<CaseKind, string> = {
  enforcement: "行政执法",
  justice: "司法",
  review: "行政复议",
  petition: "信访",
  mediation: "人民调解",
  service: "公共法律服务",
}

export const CASE_STATE_LABEL: Record<CaseState, string> = {
  collected: "收集",
  edited: "整理",
  studied: "研究",
  reported: "已报送",
  approved: "已审核",
  published: "已发布",
  returned: "退回",
  retracted: "已撤回",
  discarded: "作废",
}

export const GROUP_LABEL: Record<Group, string> = { open: "本单位在办", sent: "已报送（含已发布）", out: "已发布" }

export const CASE_MOVE_LABEL: Record<CaseMove, string> = {
  edit: "整理完成",
  study: "研究完成",
  report: "报送",
  recall: "撤回报送",
  discard: "作废",
  approve: "审核通过",
  return: "退回",
  publish: "发布",
  retract: "撤回",
}

export const PART_LABEL: Record<PartName, string> = {
  title: "标题",
  keywords: "关键词",
  gist: "要点",
  laws: "相关法条",
  facts: "基本案情",
  result: "处理结果",
  reasoning: "释法说理",
}

export const PART_HINT: Record<PartName, string | undefined> = {
  title: "点明案由和焦点，不写人名",
  keywords: "不超过7个，用顿号隔开",
  gist: "这个案例说明什么，一两句话",
  laws: "一行一条，法规名称写在《》里，如：《信访工作条例》第二十条",
  facts: undefined,
  result: undefined,
  reasoning: "为什么这样处理，依据哪一条，对当事人和群众有什么提示",
}

export const IDENTIFIER_LABEL: Record<Identifier, string> = {
  identity: "身份证号",
  mobile: "手机号",
  telephone: "固定电话",
  plate: "车牌号",
  card: "银行卡号",
  digits: "长数字",
  name: "未隐去的姓名",
}

/** 第2段疑似手机号「154…00」。 */
export const numberProblem = ({ paragraph, kind, text }: Pick<CaseSighting, "paragraph" | "kind" | "text">): string =>
  `第${paragraph}段疑似${IDENTIFIER_LABEL[kind]}「${veiled(text)}」，请删去或隐去`

/** 基本案情第2段（手机号）. */
export const sightingWords = ({ part, paragraph, kind }: Pick<CaseSighting, "part" | "paragraph" | "kind">): string =>
  `${PART_LABEL[part]}第${paragraph}段（${IDENTIFIER_LABEL[kind]}）`

/** Of what commands.ts names: `facts.2.mobile laws.1.plate`. */
const whereWords = (what: string): string =>
  what
    .split(" ")
    .map((one) => {
      const [part = "", paragraph = "", kind = ""] = one.split(".")
      return `${PART_LABEL[part as PartName] ?? part}第${paragraph}段（${IDENTIFIER_LABEL[kind as Identifier] ?? kind}）`
    })
    .join("、")

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  case_collected: "收集案例",
  case_edited: "整理案例",
  case_studied: "研究案例",
  case_reported: "报送案例",
  case_recalled: "撤回报送的案例",
  case_discarded: "案例作废",
  case_approved: "审核案例",
  case_returned: "退回案例",
  case_checked: "脱敏核签",
  case_published: "发布案例",
  case_retracted: "撤回已发布的案例",
  case_taken: "下载案例",
  case_register_taken: "下载案例登记表",
  case_rule_set: "设置每年案例数",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  own_case: () => "这个案例由您执笔，核签、审核和发布须由没有执笔的人办理。",
  case_unchecked: () => "还没有脱敏核签，或核签后文字又改过，不能发布。请没有执笔的另一人先核签。",
  case_checked_already: () => "这一稿已经有人核签。",
  case_signed_by_you: () => "脱敏由您核签，发布须由另一位督查人员办理。",
  case_numbers: ({ what = "" }) => `正文里有能识别到人的号码，不能办理：${whereWords(what)}。请退回单位隐去后再办。`,
  case_incomplete: () => "七个部分都写明才能报送。",
  cases_too_many: ({ most = "" }) => `一次最多下载${most}个案例，请先按单位或状态筛选。`,
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  case_collected: () => "已收集，请接着写，边写边存",
  case_edited: () => "整理稿已保存为一个版本",
  case_studied: () => "研究稿已保存为一个版本，可以报送",
  case_reported: () => "案例已报送",
  case_recalled: () => "已撤回报送，可继续修改",
  case_discarded: () => "案例已作废",
  case_approved: () => "已审核通过",
  case_returned: () => "已退回单位修改",
  case_checked: () => "已核签；文字改动后须重新核签",
  case_published: () => "案例已发布",
  case_retracted: () => "已撤回，记录保留",
  case_rule_set: () => "每年案例数已保存",
}

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  publishedOn: "发布日期",
  publishedIn: "发布载体",
  doubts: "核对的疑似处",
  target: "每单位每年应发布",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = {
  case: "案例",
  case_copy: "案例下载",
  case_register: "案例登记表",
  case_rule: "每年案例数",
}
