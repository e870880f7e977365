import type { DocumentKind, DocumentMedium, DocumentState } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/documents/about.ts"
import type { Shown } from "#src/year/documents/choice.ts"
import type { DocumentPart } from "#src/year/documents/parts.ts"
import type { Requirement } from "#src/year/documents/requirements.ts"
import type { Standing, StandingWord } from "#src/year/documents/standing.ts"
import type { DocumentMove } from "#src/year/documents/workflow.ts"
import { dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

export const DOCUMENT_KIND_LABEL: Record<DocumentKind, string> = {
  programme: "普法规划",
  year_plan: "年度普法计划",
  duty_list: "普法责任清单",
  implementation: "实施方案",
  summary: "年度普法工作总结",
  liaisons: "联络员登记表",
}

/** 2026年度普法计划, 2026年普法责任清单. */
export const kindOfYear = (kind: DocumentKind, year: number): string =>
  `${year}年${DOCUMENT_KIND_LABEL[kind].replace(/^年/, "")}`

/** In the heading of a column. */
export const DOCUMENT_KIND_SHORT: Record<DocumentKind, string> = {
  programme: "规划",
  year_plan: "年度计划",
  duty_list: "责任清单",
  implementation: "实施方案",
  summary: "年度总结",
  liaisons: "联络员表",
}

export const DOCUMENT_STATE_LABEL: Record<DocumentState, string> = {
  draft: "草拟",
  signing: "待审签",
  filed: "已报送",
  recorded: "已备案",
  released: "已公布",
  withdrawn: "已撤下",
}

export const DOCUMENT_MOVE_LABEL: Record<DocumentMove, string> = {
  send_to_head: "送审签",
  sign: "审签并报送",
  send_back: "发还修改",
  file: "报送",
  recall: "撤回",
  return: "退回",
  record: "备案",
  release: "公布",
  withdraw: "撤下",
}

export const MEDIUM_LABEL: Record<DocumentMedium, string> = { electronic: "电子版", paper: "纸质件" }

export const PART_LABEL: Record<DocumentPart, string> = {
  duties: "工作责任",
  goals: "目标任务",
  deadlines: "完成时限",
  liaison: "联络员姓名",
  position: "职务",
  phone: "办公电话",
}

/** 「第1版第2次报送」. */
export const sendingWords = ({ number, sending }: { number: number; sending: number }): string =>
  `第${number}版${sending > 1 ? `第${sending}次报送` : ""}`

export const STANDING_LABEL: Record<StandingWord, string> = {
  left: "退出",
  unasked: "不要求",
  open: "待报送",
  soon: "临期",
  overdue: "逾期",
  unfiled: "未报送",
  returned: "退回",
  overdue_again: "退回逾期",
  partial: "待纸质件",
  overdue_paper: "纸质件逾期",
  filed: "已报送",
  recorded: "已备案",
  released: "已公布",
  withdrawn: "已撤下",
}

/** What the register may be kept to, beside the single words. */
export const SHOWN_LABEL: Record<Shown, string> = {
  ...STANDING_LABEL,
  due: "应报",
  done: "已报",
  lacking: "未报",
  late: "逾期报送",
}

/** 「已备案（逾期报送）」, 「临期（已过内部期限）」. */
export const standingWords = ({ word, late, pastInternal }: Pick<Standing, "word" | "late" | "pastInternal">): string =>
  `${STANDING_LABEL[word]}${late ? "（逾期报送）" : pastInternal ? "（已过内部期限）" : ""}`

export const ORIGIN_LABEL: Record<Requirement["origin"], string> = {
  set: "本年已定",
  carried: "沿用上年",
  usual: "通用",
}

/** 备案号 by kind: 普备计〔2026〕12号. */
const SERIAL_MARK: Record<DocumentKind, string> = {
  programme: "规",
  year_plan: "计",
  duty_list: "清",
  implementation: "案",
  summary: "总",
  liaisons: "联",
}

type Numbered = { serial: number | null; serialYear: number | null }

/** Empty until it is recorded. */
export const serialWords = (kind: DocumentKind, { serial, serialYear }: Numbered): string =>
  serial === null || serialYear === null ? "" : `普备${SERIAL_MARK[kind]}〔${serialYear}〕${serial}号`

/** 2026年, 2026—2030年. */
export const spanWords = ({ fromYear, untilYear }: { fromYear: number; untilYear: number }): string =>
  fromYear === untilYear ? `${fromYear}年` : `${fromYear}—${untilYear}年`

/** What a document is called before anybody has named it. */
export const usualTitle = (kind: DocumentKind, unit: string, span: { fromYear: number; untilYear: number }): string =>
  `${unit}${spanWords(span)}${kind === "year_plan" ? "普法计划" : kind === "summary" ? "普法工作总结" : DOCUMENT_KIND_LABEL[kind]}`

/** 「3月31日前，内部3月15日」; 「未定期限」. */
export const dueWords = ({ publicBy, internalBy }: Pick<Requirement, "publicBy" | "internalBy">, today?: string) =>
  publicBy === null
    ? "未定期限"
    : `${dayWords(publicBy, today)}前${internalBy === null ? "" : `，内部${dayWords(internalBy, today)}前`}`

/** 「电子版、纸质件」. */
export const copiesWords = ({ electronic, paper }: Pick<Requirement, "electronic" | "paper">): string =>
  [electronic && MEDIUM_LABEL.electronic, paper && MEDIUM_LABEL.paper].filter(Boolean).join("、")

/** What 催办 says unless something else is written. */
export const usualReminder = (year: number): string => `请按要求报送${year}年普法文件；如有困难，请与普法办联系。`

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  document_begun: "起草报备文件",
  document_sent_to_head: "报备文件送审签",
  document_sent_back: "发还报备文件",
  document_filed: "报送报备文件",
  document_entered: "代录报备文件",
  document_recalled: "撤回报备文件",
  document_returned: "退回报备文件",
  document_taken_in: "签收报备文件",
  document_recorded: "备案",
  document_released: "登记公布",
  document_withdrawn: "登记撤下",
  filing_rule_set: "设定报送要求",
  filing_reminded: "催办报备文件",
  filings_taken: "下载报备登记",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  own_document: () => "这份文件由您报送或审签，须由普法办另一人备案。",
  copies_lacking: ({ medium }) => `${MEDIUM_LABEL[medium as DocumentMedium] ?? "文件"}还没有签收。签收齐全后才能备案。`,
  document_begun_already: () => "这一年的这份文件已经起草，请打开后继续填写。",
  all_filed: () => "所选单位没有临期、逾期或退回的文件，不需要催办。",
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  document_begun: () => "已开始起草，边写边存，写好后报送",
  document_sent_to_head: () => "已送单位负责人审签",
  document_sent_back: () => "已发还修改",
  document_filed: () => "已报送，等待普法办备案",
  document_entered: () => "已代录，请登记纸质件的签收，由另一人备案",
  document_recalled: () => "已撤回，可继续修改",
  document_returned: () => "已退回",
  document_taken_in: () => "已签收",
  document_recorded: () => "已备案，备案回执可以打印",
  document_released: () => "已登记公布",
  document_withdrawn: () => "已登记撤下",
  document_revised: () => "已开始起草新的一版，原来的一版不变。请写明变更说明",
  filing_rule_set: () => "报送要求已保存",
  filing_reminded: (n) => `已催办${n}个单位`,
  filing_telephoned: (n) => `已登记电话催办${n}个单位`,
}

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  sending: "第几次报送",
  againBy: "重新报送的日期",
  medium: "介质",
  takenOn: "签收日期",
  signer: "签字的主要负责人",
  sealed: "加盖公章",
  recordedOn: "备案日期",
  serialYear: "备案年份",
  serial: "备案号",
  releasedOn: "公布日期",
  asked: "要求报送",
  publicBy: "报送期限",
  internalBy: "内部期限",
  yearly: "每年相同",
  electronic: "电子版",
  paper: "纸质件",
  head: "负责人审签",
  kinds: "文件种类",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = {
  filing: "报备文件",
  filing_rule: "报送要求",
  filing_reminder: "报备催办",
  filings_file: "报备登记下载",
}
