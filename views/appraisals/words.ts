import type {
  Appraisal,
  AppraisalJuror,
  AppraisalRules,
  AppraisalRuling,
  AppraisalTarget,
  Marks,
  Standard,
} from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/appraisals/about.ts"
import { type Grade, scoreWords } from "#src/year/appraisals/grading.ts"
import { pointsWords } from "#src/year/appraisals/points.ts"
import type { Basis, Result } from "#src/year/appraisals/results.ts"

type Words = WordsOf<typeof about>

export const STANDARD_STATE_LABEL: Record<Standard["state"], string> = { draft: "草稿，尚未启用", open: "已启用" }

/** 第2版，澄法宣办〔2020〕7号. */
export const standardWords = ({ edition, docNumber }: Pick<Standard, "edition" | "docNumber">): string =>
  [`第${edition}版`, docNumber].filter(Boolean).join("，")

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  standard_entered: "录入评估标准",
  standard_changed: "修改评估标准",
  standard_opened: "启用评估标准",
  standard_renewed: "按已启用的评估标准建立新版",
  appraisal_started: "启动履职评议",
  appraisal_changed: "修改评议规则",
  appraisal_advanced: "评议进入下一阶段",
  self_scored: "保存自评",
  self_submitted: "提交自评",
  self_returned: "退回自评",
  self_audited: "核定自评",
  panel_drawn: "抽取集中评议对象",
  hearing_set: "安排汇报",
  juror_added: "登记评议员",
  juror_renewed: "重发评分链接",
  juror_revoked: "作废评分链接",
  ballot_cast: "评议员评分",
  ballot_entered: "代录评分表",
  appraisal_noted: "登记平时记录或社会评议",
  note_discarded: "作废评议记录",
  result_ruled: "决定评议结果",
  result_objected: "对评议结果提出异议",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  appraisal_there: () => "本年度已经启动评议，每年一次。",
  appraisal_locked: () => "评议的这一阶段已经不能再做这一步。",
  ballots_lacking: ({ units = "" }) => `抽中的${units}还没有评分表。请先收齐评分、代录或者重新抽取，再进入待审定。`,
  audits_lacking: ({ units = "" }) => `${units}提交的自评还没有核定。请先核定，再公布结果。`,
  ruling_out_of_place: () => "现在不能作出这一决定：结果还没有公布，或者没有待复核的异议、认定。",
  objection_over: () => "结果没有公布、异议期已过，或者异议正在复核。",
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  standard_entered: () => "标准已保存为草稿，启用后才能评分",
  standard_changed: () => "标准已修改",
  standard_opened: () => "标准已启用",
  appraisal_started: () => "评议已启动，开始自查自评前单位看不到",
  appraisal_changed: () => "评议规则已修改",
  appraisal_advanced: () => "已进入下一阶段",
  self_scored: () => "自评已保存，还没有提交",
  self_submitted: () => "自评已提交",
  self_returned: () => "自评已退回",
  self_audited: () => "已核定",
  panel_drawn: () => "抽取已记录",
  hearing_set: () => "汇报安排已保存",
  juror_revoked: () => "链接已作废",
  ballot_cast: () => "评分已保存，集中评议结束前可以再改",
  ballot_entered: () => "评分表已代录",
  appraisal_noted: () => "已登记",
  note_discarded: () => "已作废，不再计入",
  result_ruled: () => "决定已登记，原得分留存",
  result_objected: () => "异议已提出",
  remarks_handed_out: () => "已转为限期整改，由单位在期限内答复整改情况",
}

/** What the trail calls it, and what its events say beside. */
export const SUBJECT_LABEL = {
  standard: "评估标准",
  appraisal: "履职评议",
  appraisal_target: "评议单位",
  appraisal_draw: "抽取",
  appraisal_juror: "评议员",
  appraisal_ballot: "评分表",
  appraisal_record: "评议记录",
  appraisal_ruling: "评议决定",
}
export const PARTICULAR_LABEL = {
  edition: "版次",
  criteria: "评分点数",
  best: "最高可得分",
  objects: "评议对象数",
  rules: "评议规则",
  score: "得分",
  signedBy: "签审人",
  frame: "抽取范围",
  excluded: "排除单位",
  drawn: "抽中单位",
  ratio: "比例",
  seed: "随机数",
  hearing: "汇报安排",
  juror: "评议员类别",
  conflicts: "回避单位",
  criterion: "评分点",
  ruling: "决定",
}

export const APPRAISAL_STATE_LABEL: Record<Appraisal["state"], string> = {
  draft: "筹备",
  scoring: "自查自评",
  panel: "集中评议",
  confirming: "待审定",
  published: "已公布",
  closed: "已办结",
}

export const TARGET_STATE_LABEL: Record<AppraisalTarget["state"], string> = {
  pending: "自评中",
  submitted: "已提交",
  returned: "已退回",
}

export const AGGREGATION_LABEL: Record<AppraisalRules["aggregation"], string> = {
  mean: "各评议员平均",
  trimmed: "去掉最高分、最低分后平均（满5人）",
}
export const ROUNDING_LABEL: Record<AppraisalRules["rounding"], string> = {
  none: "按下限，不四舍五入",
  half_up: "四舍五入到整数后定等次",
}
export const FLOOR_LABEL: Record<AppraisalRules["floor"], string> = {
  criterion: "按评分点",
  item: "按项目",
}
export const classWords = ({ isObject }: Pick<AppraisalTarget, "isObject">): string => (isObject ? "评议对象" : "参照")

/** What a unit is still writing is its own. */
export const submittedMarks = ({ state, marks }: Pick<AppraisalTarget, "state" | "marks">): Marks | null =>
  state === "submitted" ? marks : null

/** How scores become grades, printed with every result. */
export const rulesWords = ({ bands, rounding, aggregation, panel, floor, convener }: AppraisalRules): string => {
  const [excellent, good, passed] = bands.map(pointsWords)
  const weights = panel === 100 ? "" : `，评议组占${panel}%、社会评议占${100 - panel}%`
  return `由${convener}组织。${excellent}分以上为优秀，${good}分以上为良好，${passed}分以上为合格，不足${passed}分为不合格，${ROUNDING_LABEL[rounding]}；评议组得分为${AGGREGATION_LABEL[aggregation]}${weights}；扣分${FLOOR_LABEL[floor]}减完为止。`
}

export const JUROR_LABEL: Record<AppraisalJuror["kind"], string> = {
  deputy: "人大代表",
  adviser: "政协委员",
  grassroots: "基层代表",
  media: "新闻媒体代表",
  scholar: "法学专家",
  other: "其他",
}

export const RULING_LABEL: Record<AppraisalRuling["kind"], string> = {
  falsified: "认定弄虚作假",
  cleared: "撤销认定",
  objected: "单位异议",
  upheld: "复核维持",
  corrected: "复核更正",
  used: "结果运用",
}

export const GRADE_LABEL: Record<Grade, string> = { excellent: "优秀", good: "良好", passed: "合格", failed: "不合格" }

/** Of what a result was made. */
const BASIS_LABEL: Record<Basis, string> = {
  panel: "集中评议",
  audited: "核定的自评得分",
  self: "自评得分，尚未核定",
  office: "未提交自评，按普法办核定的得分",
}
export const basisWords = (result: Pick<Result, "basis"> | null): string =>
  result ? BASIS_LABEL[result.basis] : "没有可以计算的评分，未评定等次"

/** 89.99分，良好; 弄虚作假 beside what was scored. */
export const resultWords = ({ score, original, grade, isFalsified }: Result): string =>
  [
    `${scoreWords(score)}分，${GRADE_LABEL[grade]}`,
    isFalsified && "经查实弄虚作假，定为不合格",
    score !== original && `原得分${scoreWords(original)}分`,
  ]
    .filter(Boolean)
    .join("；")
