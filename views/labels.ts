import type {
  AssignmentState,
  Audience,
  Breakdown,
  Conclusion,
  Consultation,
  Delivery,
  Extension,
  HANDLINGS,
  Handover,
  Inspection,
  InspectionItem,
  Instruction,
  LightColour,
  NoticeKind,
  NoticeState,
  Opinion,
  OpinionVerdict,
  Phrase,
  Plan,
  PostKind,
  REMINDER_KINDS,
  Reset,
  Rhythm,
  Role,
  Task,
  Unit,
  URGENCIES,
  Verdict,
} from "#db/schema.ts"
import type { PlanView, ReportFilter } from "#src/board/filter.ts"
import type { Light, LightReason } from "#src/board/lights/light.ts"
import { weekdayOf } from "#src/clock.ts"
import type { RobotAddressProblem, RobotKind } from "#src/messages/channels/robots.ts"
import type { Dropped } from "#src/messages/fate.ts"
import type { CalendarProblem, CalendarProblemCode } from "#src/office/calendar/parse.ts"
import type { OpenDate } from "#src/office/calendar/preview.ts"
import type { Holiday } from "#src/office/calendar/statutory.ts"
import type { RestDay } from "#src/office/calendar/working_days.ts"
import type { PasswordProblem, PasswordRules } from "#src/office/people/password_policy.ts"
import type { Range, SettingProblem } from "#src/office/settings/rules.ts"
import type { PlanApprover, SettingKey } from "#src/office/settings/settings.ts"
import type { UnitsProblem } from "#src/office/setup/units_text.ts"
import type { AnswerProblem } from "#src/owing/leaving/leaving.ts"
import type { Queue } from "#src/pages/desk/queues.ts"
import type { EffectPart } from "#src/pages/settings_effect/effect.ts"
import { planPath, roundsPath } from "#src/paths.ts"
import type { ClosureVerdict } from "#src/plans/assignments/commands.ts"
import type { AssignmentMove } from "#src/plans/assignments/workflow.ts"
import type { PlanMove } from "#src/plans/plan/workflow.ts"
import type { RefusalCode } from "#src/refusal.ts"
import type { DayProblem } from "#src/reports/breakdowns/days.ts"
import type { LowerStanding } from "#src/reports/breakdowns/workflow.ts"
import type { LinkStanding } from "#src/reports/links/link.ts"
import type { Alone } from "#src/reports/report/bulk.ts"
import type { ReportStanding } from "#src/reports/report/workflow.ts"
import type { Frame } from "#src/supervision/inspections/frames.ts"
import type { NoticeView } from "#src/supervision/notices/lists.ts"
import type { NoticeMove } from "#src/supervision/notices/workflow.ts"
import type { Action } from "#src/trail/actions.ts"
import type { TrailFault } from "#src/trail/seal.ts"
import { momentWords } from "./words.ts"

/* Every Chinese word for a state, an act, a role or a refusal stands here and nowhere else. */

export const BANNER = "本系统为非涉密系统，严禁存储、处理、传输涉及国家秘密的信息"

export const ASSIGNMENT_STATE_LABEL: Record<AssignmentState, string> = {
  awaiting: "待签收",
  active: "推进中",
  claimed: "待核查",
  rectifying: "整改中",
  disputed: "待调整",
  suspended: "挂起",
  closed: "已办结",
  terminated: "终止",
}

export const REPORT_STATE_LABEL: Record<ReportStanding, string> = {
  none: "待报",
  draft: "草稿",
  signing: "待审签",
  submitted: "已报",
  accepted: "采纳",
  returned: "退回",
}

export const MOVE_LABEL: Record<AssignmentMove, string> = {
  acknowledge: "签收",
  begin: "首次报送",
  dispute: "提出异议",
  uphold: "维持分工",
  reassign: "改派",
  transfer: "移交",
  claim: "申请办结",
  withdraw_claim: "撤回办结申请",
  withdraw_reclaim: "撤回办结申请",
  close: "销号",
  hand_back: "继续推进",
  complete_year: "确认本年度完成",
  rectify: "要求整改",
  suspend: "挂起",
  prolong: "续挂",
  resume: "恢复",
  terminate: "终止",
  reopen: "回头看（恢复推进）",
}

export const NOTICE_KIND_LABEL: Record<NoticeKind, string> = {
  demand: "督办通知",
  rectification: "限期整改",
  interview: "约谈建议",
  circular: "通报建议",
}

/** What the paper of a notice is headed. */
export const NOTICE_PAPER_LABEL: Record<NoticeKind, string> = {
  demand: "督办通知单",
  rectification: "限期整改通知书",
  interview: "约谈建议书",
  circular: "通报建议书",
}

export const NOTICE_STATE_LABEL: Record<NoticeState, string> = {
  draft: "拟办",
  approving: "待审定",
  issued: "已发",
  acknowledged: "已签收",
  answered: "已反馈",
  failed: "不通过",
  closed: "销号",
  revoked: "废止",
  discarded: "作废",
}

export const NOTICE_MOVE_LABEL: Record<NoticeMove, string> = {
  submit: "送审定",
  recall: "撤回送审",
  decline: "发还修改",
  approve: "审定并发出",
  issue: "发出",
  discard: "作废",
  acknowledge: "签收",
  answer: "反馈",
  take_back: "撤回反馈",
  close: "销号",
  fail: "不通过",
  revoke: "废止",
}

export const NOTICE_VIEW_LABEL: Record<NoticeView, string> = {
  drafting: "拟办",
  awaiting: "待反馈",
  overdue: "逾期未反馈",
  answered: "待核查",
  closed: "已销号",
  ended: "废止、作废",
  all: "全部",
}

export const BREAKDOWN_STATE_LABEL: Record<Breakdown["state"], string> = {
  passed: "待签收",
  accepted: "已签收",
  declined: "有异议",
  withdrawn: "已撤回",
  ended: "已结束",
}

export const DAY_PROBLEM_LABEL: Record<DayProblem, string> = {
  after_own: "内部期限晚于本单位自己的期限，请改早",
  past: "内部期限已过，请填今天或以后的日期",
}

export const LOWER_STANDING_LABEL: Record<LowerStanding, string> = {
  none: "未上报",
  draft: "未上报",
  sent: "已上报",
  returned: "已发还",
}

export const EXTENSION_STATE_LABEL: Record<Extension["state"], string> = {
  asked: "申请中",
  granted: "同意",
  refused: "不同意",
  withdrawn: "已撤回",
}

export const EXTENSION_TARGET_LABEL: Record<Extension["target"], string> = {
  deadline: "完成时限",
  rectification: "整改期限",
  notice: "反馈期限",
}

export const INSPECTION_TYPE_LABEL: Record<Inspection["type"], string> = {
  comprehensive: "综合督查",
  special: "专项督查",
  incident: "事件调查",
  routine: "日常督办",
  clue: "线索核查",
}
/** 方式 (国务院令第733号, art. 12). */
export const INSPECTION_METHOD_LABEL: Record<Inspection["methods"][number], string> = {
  self_check: "要求自查、说明情况",
  briefing: "听取汇报",
  site: "实地核查",
  visit: "检查、访谈",
  unannounced: "暗访",
  forum: "座谈",
  records: "调阅资料",
  clues: "收集线索",
  talk: "约谈",
  online: "网上督查",
}
export const INSPECTION_FRAME_LABEL: Record<Frame, string> = {
  all: "全部分工",
  lead: "牵头的分工",
  active: "正在推进的分工",
  closed: "已销号的分工",
}
/** `all`, or `lead:办公室、人事司`, in words. */
export function frameWords(about: string): string {
  const [frame = "", units] = about.split(":")
  return `${units ? `${units}的` : ""}${INSPECTION_FRAME_LABEL[frame as Frame] ?? ""}`
}
export const INSPECTION_STATE_LABEL: Record<Inspection["state"], string> = {
  draft: "草稿",
  underway: "检查中",
  concluded: "已作结论",
  ended: "已结束",
  cancelled: "已取消",
}
export const INSPECTION_VERDICT_LABEL: Record<NonNullable<InspectionItem["verdict"]>, string> = {
  true: "情况属实",
  partial: "部分落实",
  undone: "没有落实",
  untrue: "情况不实",
}
export const CONCLUSION_STATE_LABEL: Record<Conclusion["state"], string> = {
  fed_back: "已送达，待阅",
  read: "已阅",
  objected: "有异议，待复核",
  upheld: "复核维持",
  changed: "复核变更",
}

export const INSTRUCTION_STATE_LABEL: Record<Instruction["state"], string> = {
  noted: "阅示",
  open: "待落实",
  answered: "已回复",
  settled: "已阅",
}

/** 〔2026〕1号; without a number the places to be filled in by hand. */
export const noticeNumber = ({ year, number }: { year: number | null; number: number | null }): string =>
  year === null || number === null ? "（未编号）" : `〔${year}〕${number}号`

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

export const HEIR_PROBLEM_LABEL: Record<AnswerProblem, string> = {
  no_heir: "请选择接任人；暂时没有人选的，选「暂缺」",
  no_name: "请填写对方姓名，最多40字",
}

export const QUEUE_LABEL: Record<Queue, string> = {
  review: "待审核",
  confirm: "待复核",
  claims: "办结申请",
  answers: "督办反馈",
  extensions: "延期申请",
  instructions: "领导批示",
  approvals: "待审定",
  overdue: "逾期未报",
  disputes: "异议",
  resumptions: "挂起到期",
  unacknowledged: "未签收",
  transfers: "待移交",
}

/** Why a report is answered by itself and not together with others. */
export const ALONE_LABEL: Record<Alone, string> = {
  moved: "刚被他人办理或单位已改动",
  not_yours: "须由其他督查人员核查",
  self_check: "本单位自查，须经初核、复核",
  closing: "单位已申请办结",
  rectifying: "整改中",
  returned_before: "退回后重报",
  late: "逾期报送",
  difficulty: "需要协调",
  problem: "写明了存在问题",
}

export const PHRASE_KIND_LABEL: Record<Phrase["kind"], string> = { accept: "采纳", return: "退回" }

export const VERDICT_LABEL: Record<Verdict, string> = {
  accept: "采纳",
  return: "退回",
  close: "销号",
  hand_back: "继续推进",
  rectify: "要求整改",
  suspend: "挂起",
  prolong: "续挂",
  terminate: "终止",
  fail: "不通过",
  grant: "同意延期",
  refuse: "不同意延期",
}

/** The office's answers to a claim; what is done each year is not closed for good. */
export const claimVerdictWords = (verdict: ClosureVerdict, { deadline }: Pick<Task, "deadline">): string =>
  verdict === "close" && deadline === "yearly" ? MOVE_LABEL.complete_year : VERDICT_LABEL[verdict]

export const ROLE_LABEL: Record<Role, string> = { lead: "牵头", responsible: "责任", support: "配合" }

export const RESET_STATE_LABEL: Record<Reset["state"], string> = {
  asked: "待确认",
  confirmed: "已确认，重置码待使用",
  used: "已使用",
  expired: "重置码已过期",
  withdrawn: "已撤回",
  refused: "不同意",
}

export const POST_LABEL: Record<PostKind, string> = {
  liaison: "联络员",
  head: "单位负责人",
  supervisor: "督查人员",
  leader: "领导",
  admin: "系统管理员",
  security: "安全管理员",
  auditor: "审计管理员",
  panelist: "评议组成员",
}

/** What whoever holds it may do, said where it is granted. */
export const POST_MEANS: Record<PostKind, string> = {
  liaison: "签收分工、报送进展、反馈督办单、申请办结，把事项交经办人起草。",
  head: "审签本单位的进展和反馈（方案要求时），也可以办理联络员的其他事项。",
  supervisor: "下达方案，开启填报期，审核、催办、督办、销号；可以另定分片。",
  leader: "查看全部方案，批示，审定须由领导审定的督办单。",
  admin: "管理账号、单位、工作日和消息通道；不授予岗位，不看方案。",
  security: "授予和解除岗位，设定安全与规则；不建账号，不看方案。",
  auditor: "查看和核验操作记录；什么都不能改，不看方案。",
  panelist: "尚未启用。",
}

export const UNIT_KIND_LABEL: Record<Unit["kind"], string> = {
  internal: "内设机构",
  affiliated: "直属单位",
  outside: "外单位",
  collective: "统称（如各区县）",
}

export const RHYTHM_LABEL: Record<Rhythm, string> = {
  weekly: "每周",
  monthly: "每月",
  quarterly: "每季度",
  half_yearly: "每半年",
  yearly: "每年",
  none: "不定期报送",
}

export const ROLL_UP_LABEL: Record<Plan["rollUp"], string> = {
  all: "全部牵头单位办结才算办结",
  first: "以第一牵头单位为准",
  any: "任一牵头单位办结即算办结",
}

export const CONFIRMER_LABEL: Record<Plan["confirmer"], string> = {
  supervisor: "另一名督查人员",
  unit: "指定单位的负责人或督查人员",
  leader: "领导",
}

export const APPROVER_LABEL: Record<Plan["noticeApprover"], string> = {
  none: "不需审定，督查人员直接发出",
  supervisor: "另一名督查人员",
  head: "督查部门负责人",
  leader: "领导",
}

export const CONSULTATION_STATE_LABEL: Record<Consultation["state"], string> = {
  open: "征求意见中",
  closed: "已结束",
  issued: "已下达",
  dropped: "已撤回",
}
export const STANCE_LABEL: Record<Opinion["stance"], string> = { agree: "无意见", amend: "有意见" }
export const OPINION_VERDICT_LABEL: Record<OpinionVerdict["verdict"], string> = {
  adopted: "采纳",
  partly: "部分采纳",
  declined: "不采纳",
}

/** Who approves before 下达. */
export const PLAN_APPROVER_LABEL: Record<PlanApprover, string> = {
  none: "不需审定",
  leader: "领导",
  head: "督查部门的单位负责人",
}

export const URGENCY_LABEL: Record<(typeof URGENCIES)[number], string> = {
  flat: "平件",
  urgent: "急件",
  most_urgent: "特急",
}
export const HANDLING_LABEL: Record<(typeof HANDLINGS)[number], string> = {
  public: "公开",
  internal: "内部",
  work_secret: "工作秘密",
}
export const PLAN_STATE_LABEL: Record<Plan["state"], string> = {
  draft: "草稿",
  approving: "待审定",
  issued: "已下达",
  withdrawn: "已撤回",
  archived: "已归档",
}

export const PLAN_VIEW_LABEL: Record<PlanView, string> = { running: "进行中", archived: "已归档", withdrawn: "已撤回" }

export const PLAN_MOVE_LABEL: Record<PlanMove, string> = {
  submit: "送审",
  recall: "撤回送审",
  decline: "发还修改",
  approve: "审定并下达",
  issue: "下达",
  withdraw: "撤回下达",
  archive: "归档",
  restore: "恢复",
}
export const DEADLINE_LABEL: Record<Task["deadline"], string> = {
  none: "未定时限",
  date: "限期完成",
  yearly: "每年完成",
  continuing: "长期坚持",
  printed: "按文件所述",
}
export const LINK_STANDING_LABEL: Record<LinkStanding, string> = {
  live: "有效",
  revoked: "已作废",
  expired: "已过期",
  suspended: "暂不能用",
}
export const REMINDER_KIND_LABEL: Record<(typeof REMINDER_KINDS)[number], string> = {
  shown: "系统内提醒",
  sent: "系统提醒并发送",
  telephoned: "电话催办",
}

export const ROBOT_KIND_LABEL: Record<RobotKind, string> = { wecom: "企业微信", dingtalk: "钉钉", feishu: "飞书" }
export const CHANNEL_LABEL: Record<Delivery["channel"], string> = { mail: "邮件", robot: "群机器人" }
export const AUDIENCE_LABEL: Record<Audience, string> = { liaison: "联络员", head: "单位负责人", leader: "分管领导" }

export const ROBOT_ADDRESS_PROBLEM_LABEL: Record<RobotAddressProblem, string> = {
  too_long: "地址太长，最多 500 字，请核对是否多粘贴了内容",
  not_a_url: "请粘贴完整的网址，以 https:// 开头",
  not_https: "地址应以 https:// 开头；只有单位内网的地址可用 http://",
  credentials: "地址中不能带用户名和口令",
}

/** What a unit owes, by the first word of its item (src/owing/queries.ts). */
const OWED_LABEL: Record<string, string> = {
  report: "进展未报",
  resubmission: "退回后未重报",
  rectification: "整改未完成",
  stage: "阶段未完成",
  deadline: "过了完成时限",
  notice: "督办单未反馈",
}

/** `report:12/3` in words. */
export const owedWords = (item: string): string => OWED_LABEL[item.split(":")[0] ?? ""] ?? "未办理"

const DROPPED_LABEL: Record<Dropped, string> = {
  left: "收件人已离岗，未发",
  settled: "已经办理，未发",
  robot_off: "机器人已停用，未发",
  no_address: "没有填邮箱，未发",
  no_mail: "没有设置邮件服务器，未发",
  demo: "演示模式，不发出",
}

/** What a way out said when it refused; the code in brackets is for whoever mends it. */
const FAULTS: [code: RegExp, words: string][] = [
  [/^(bad_address|smtp_55[0134])/, "邮箱地址不对或已停用"],
  [/^smtp_(535|534|530)/, "邮件服务器不接受用户名或口令"],
  [/^(http_401|http_403)/, "没有权限，密钥或令牌不对"],
  [/^tls/, "加密连接没有建立"],
  [/^(timeout|network)/, "连接不上"],
  [/^redirect/, "地址转向了别处"],
  [/^(dingtalk_310000|feishu_19021)/, "签名、关键词或 IP 不符合群的安全设置"],
  [/^wecom_93000/, "机器人地址无效"],
]

export function deliveryReasonWords(reason: string): string {
  if (reason in DROPPED_LABEL) return DROPPED_LABEL[reason as Dropped]
  const words = FAULTS.find(([code]) => code.test(reason))?.[1] ?? "对方没有接受"
  return `${words}（${reason}）`
}

/** How one message fared: 「已发送」, 「重试中」, why not. */
export function deliveryWords(
  { outcome, reason, doneAt }: { outcome: Delivery["outcome"]; reason: string | null; doneAt: number | null },
  today: string,
): string {
  if (outcome === "sent") return `已发送${doneAt === null ? "" : ` ${momentWords(doneAt, today)}`}`
  if (outcome === "dropped") return deliveryReasonWords(reason ?? "")
  if (outcome === "failed") return `未送达：${deliveryReasonWords(reason ?? "")}`
  return reason ? `重试中：${deliveryReasonWords(reason)}` : "等待发送"
}

/** Colour, shape and word belong together; the shape is drawn by the stylesheet from the colour's name. */
export const LIGHT_LABEL: Record<LightColour, string> = {
  none: "不计",
  blue: "办结",
  red: "逾期",
  yellow: "关注",
  green: "正常",
  grey: "未到期",
}

const days = ({ days = 0 }: Light) => `${days}个工作日`

const stageName = ({ stage }: Light) => (stage === undefined ? "阶段" : `第${stage}阶段`)

const LIGHT_REASON: Record<LightReason, (light: Light) => string> = {
  terminated: () => "终止",
  suspended: () => "挂起",
  closed: () => "办结",
  overdue_report: (light) => (light.days === 0 ? "逾期未报" : `逾期${days(light)}`),
  overdue_resubmission: (light) => (light.days === 0 ? "退回后逾期未重报" : `退回后逾期${days(light)}`),
  overdue_rectification: (light) => (light.days === 0 ? "整改逾期" : `整改逾期${days(light)}`),
  overdue_notice: (light) => (light.days === 0 ? "督办单逾期" : `督办单逾期${days(light)}`),
  overdue_stage: (light) => (light.days === 0 ? `${stageName(light)}逾期` : `${stageName(light)}逾期${days(light)}`),
  overdue_deadline: (light) => (light.days === 0 ? "超过完成时限" : `超时限${days(light)}`),
  due_soon: (light) => (light.days === 0 ? "今天到期" : `临期，还有${days(light)}`),
  notice_soon: (light) => (light.days === 0 ? "督办单今天到期" : `督办单还有${days(light)}`),
  stage_soon: (light) => (light.days === 0 ? `${stageName(light)}今天到期` : `${stageName(light)}还有${days(light)}`),
  deadline_soon: (light) => (light.days === 0 ? "时限今天到期" : `时限还有${days(light)}`),
  has_difficulty: () => "需要协调",
  extension_asked: () => "延期待批",
  rectifying: (light) => (light.days === undefined ? "整改中" : `整改中，还有${days(light)}`),
  returned: (light) =>
    light.days === undefined ? "退回待重报" : light.days === 0 ? "退回，今天应重报" : `退回，${days(light)}内重报`,
  on_track: () => "正常",
  late_report: () => "迟报",
  year_done: () => "本年度已完成",
  disputed: () => "异议待处理",
  not_due: () => "未到期",
  no_deadline: () => "无到期事项",
  overridden: ({ colour }) => `${LIGHT_LABEL[colour]}（人工调整）`,
}

export const REPORT_FILTER_LABEL: Record<ReportFilter, string> = {
  due: "应报",
  reported: "已报",
  owed: "未报",
  overdue: "逾期未报",
  waiting: "待审核",
  accepted: "已采纳",
  returned: "已退回",
  late: "迟报",
}

/** 口径: what a rate counts, said beside it. */
export const REPORTED_MEASURE = "已报：本期已报送且未被退回的分工；应报：本期须报送的分工，挂起、终止的不计"
export const TASK_LIGHT_MEASURE = "任务按方案设定的汇总规则取其牵头单位中最需注意的一项；挂起、终止的不计"

/** The reason in words: 「逾期6个工作日」. */
export const lightWords = (light: Light): string => LIGHT_REASON[light.reason](light)

export const REFUSAL_LABEL: Record<RefusalCode, (facts: Record<string, string>) => string> = {
  not_found: () => "未找到该页面，或该内容不在您的权限范围内。",
  not_yours: () => "您的岗位不能进行这项操作。如确有需要，请联系安全管理员核对岗位。",
  wrong_state: ({ state }) =>
    state
      ? `这一项现在是「${STATE_WORDS[state] ?? state}」状态，不能这样操作。请刷新查看最新情况。`
      : "这一项的状态已经变化，不能这样操作。请刷新查看最新情况。",
  claim_judged: () => "督查人员已对这项办结申请提出初核意见，不能撤回。申请有误的，请联系督查人员按「继续推进」处理。",
  plan_ended: ({ state }) =>
    state === "withdrawn"
      ? "本方案已撤回下达，不再办理。"
      : "本方案已归档，只供查阅，不再办理。确需办理的，请督查人员先在方案页面「恢复」。",
  post_ended: () =>
    "您提交期间，您的岗位或者所在单位有了变动，这次操作没有执行。请返回重新打开页面，按现在的岗位办理。",
  plan_running: () => "方案正在运行，不需要恢复。",
  plan_reported_on: () =>
    "已有单位报送进展、反馈督办单或申请办结，方案不能撤回。不再推进的，可以逐项终止，或办完后归档。",
  still_open: () => "方案还有没有办完的事项，请核对后勾选「仍要归档」。",
  continuing: () => "长期坚持的任务按期报送、按期核查，不申请办结。",
  own_report: () => "这份进展由您撰写、审签或代录，须由其他督查人员核查。",
  own_unit: () => "您在该单位任联络员或负责人，须由其他督查人员核查。",
  own_proposal: ({ who }) => `这是您本人的初核意见，须由另一人复核${who ? `，请联系：${who}` : ""}。`,
  no_confirmer: ({ rule = "supervisor" }) =>
    `本单位自查须经初核、复核两人办理，目前没有可以复核的人（本方案规定由${CONFIRMER_LABEL[rule as Plan["confirmer"]]}复核）。请安全管理员增设岗位，或由督查人员在方案设置中另定复核人。`,
  proposal_open: () => "已有一条初核意见等待复核，请先复核。",
  nothing_to_send: () => "没有可以报送的内容：请先填写落实情况。",
  nothing_before: () => "这一项此前没有报送过，不能按「无变化」报送，请填写落实情况。",
  words_written: () => "这一项已有填写的内容，没有按「无变化」报送。请核对后点「报送」；确无变化的，先清空各栏再报。",
  answer_expected: () => "这一项是退回重报的，须对照退回意见填写后报送，不能按「无变化」报送。",
  evidence_gone: () => "这个附件已经移除或不在这一项里，请返回查看最新情况。",
  already_sent: ({ at, state }) =>
    `这一项您已${at ? `于${momentWords(Number(at))}` : ""}报送${state ? `，现为「${STATE_WORDS[state] ?? state}」` : ""}，不必再次提交。`,
  already_answered: ({ at }) => `这份督办单您已${at ? `于${momentWords(Number(at))}` : ""}反馈，不必再次提交。`,
  all_sent: () => "这几项已经报送，不必再次提交。",
  evidence_missing: () => "本期要求附佐证材料，请先上传再报送。",
  cut_off: () => "本期已经统计封账。",
  round_ahead: ({ name }) => `「${name}」尚未开始，还没有签字单可以登记。`,
  sheet_received: ({ name }) => `${name}的签字单已经登记过。如有不同，请在该单位一行更正。`,
  no_sheet: ({ name }) => `${name}本期没有登记过签字单，请先登记。`,
  not_opened: ({ name }) => `「${name}」尚未开始，不能封账。`,
  duplicate_unit: () => "该单位已承担这项任务，请选择其他单位。",
  round_open: ({ name }) => `「${name}」尚未封账。为减轻基层负担，请先对该期封账，或勾选确认后再开新的填报期。`,
  round_name_taken: ({ name, free }) =>
    `本方案已有${name ? `「${name}」` : "同名的填报期"}，请换一个名称${free ? `，如「${free}」` : ""}。`,
  already_listed: () => "所选事项中有的已列入本期应报，请刷新查看后再选。",
  not_silent: () => "所选事项已有新的进展，或已登记过沟通，请刷新后再看。",
  all_reported: () => "所选单位本期应报事项均已报送，不需要催办。",
  last_of_its_kind: ({ post }) => `至少要保留一名在用的${post}。`,
  exclusive_post: () => "系统管理员、安全管理员、审计管理员须由不同的人担任，且不得兼任业务岗位。",
  own_grant: () => "不能为自己授予或解除岗位，请另一名安全管理员办理。",
  own_account: () => "自己的口令和登录请在「我的账户」中办理；自己的账号须由另一名系统管理员停用。",
  duplicate_post: () => "该同志在这段时间内已有同样的岗位。",
  unit_needed: () => "联络员、单位负责人、督查人员须选定单位。",
  unit_forbidden: () => "领导、三员和评议组成员不按单位授予，请不要选单位。",
  ends_before_it_begins: () => "结束日期早于起始日期，请核对。",
  stand_in_without_end: () => "代理（AB角）须写明结束日期。",
  begins_in_the_past: () => "起始日期已过，请填今天或以后的日期。",
  post_is_over: () => "这个岗位已经结束或不能自行交接，请联系安全管理员。",
  handover_open: () => "这个岗位已有一份交接等待安全管理员确认，请先等候或撤回。",
  nobody_to_confirm: () => "请先选定接任人。对方还没有账号的，请系统管理员建立账号后再确认。",
  not_in_use: () => "接任人的账号已停用，不能确认。请不同意并说明理由，或请系统管理员启用账号。",
  own_successor: () => "接任人不能是本人。",
  already_set_up: () => "系统已经初始化，请直接登录。",
  clock_runs: () => "系统时间现在没有异常，自动办理的事项已经恢复，不需要确认。",
  reset_open: () => "这个账号已有一件口令重置在办，请先办结或撤回。",
  reset_not_yours: () => "口令重置由另一名管理员确认：申请人和本人都不能确认。",
  reset_needs_second: () => "三员、督查人员和领导的口令重置须经另一名管理员确认，请点「申请重置口令」。",
  lock_gone: () => "该锁定已解除或已到时，请刷新后再看。",
  too_many_attempts: ({ minutes }) => `尝试次数过多，请${minutes}分钟后再试。`,
  nobody_addressed: () => "没有选中任何事项，请至少勾选一项再拟办。",
  consultation_over: () => "征求意见已经结束或撤回，不能再办理。请刷新查看最新情况。",
  consultation_open: () => "这份草稿正在征求意见：请先结束或撤回征求意见，再删除草稿。",
  opinion_changed: () => "该单位刚刚修改了答复，没有标注。请刷新后看过新的意见再标注。",
  draft_submitted: () => "草稿已送审，审定之前不能修改、删除或再次提交。要修改，请先在草稿页「撤回送审」。",
  draft_not_submitted: () => "草稿没有在送审，可能已经撤回或退回。请打开草稿查看最新情况。",
  draft_changed: () =>
    "您打开以后，单位名录或名称对应有了变化，方案与您看到的不一样了，没有下达。请重新打开核对；有单位没有对应的，请发还修改。",
  no_plan_approver: ({ rule = "leader" }) =>
    `方案须经审定后下达，目前没有可以审定的人（应由${PLAN_APPROVER_LABEL[rule as PlanApprover]}审定，且不能是拟稿、修改或送审的人）。请安全管理员增设岗位，或在「安全与规则」里改定由谁审定。`,
  no_approver: ({ rule = "leader" }) =>
    `督办单须经审定后发出，目前没有可以审定的人（应由${APPROVER_LABEL[rule as Plan["noticeApprover"]]}审定，且不能是拟办人本人）。请安全管理员增设岗位，或由督查人员在方案设置中另定审定人。`,
  own_draft: () => "这份督办单由您拟办，须由另一人审定。",
  unit_ended: () => "承办单位已停用，不能再向其发出督办单。可作废这份草稿，向承接单位另行拟办。",
  due_in_the_past: () => "反馈期限已经过去，请先修改期限。",
  nothing_to_extend: () => "这一项没有可以延期的期限，或者已经不在办理中。",
  asked_too_late: () => "期限已过，不能再申请延期；请尽快办理并在进展或反馈中说明原因。延期须在期限届满前提出。",
  part_at_rest: () => "这一项分工不在推进中（已办结、挂起、终止或已交由其他单位），现在不能分解落实。",
  nobody_below: () => "没有选中任何下级单位或科室。",
  breakdown_moved: () => "这一项交办已有变化，请刷新查看后再办理。",
  breakdown_reported: () => "本单位已就这一项上报过进展或已再分解，不能再提出异议。如有不同意见，请与上级单位联系。",
  nothing_owed_below: () => "这个单位现在没有欠报的事项，不需要催办。",
  nothing_to_take_up: () => "所选单位本期还没有上报，没有可以汇入的内容。",
  taken_up: () => "上级单位已将这份进展汇入本单位进展，不能撤回。需要修改的，请联系上级单位发还。",
  extension_open: () => "已有一份延期申请等待批复，请先等候答复或撤回。",
  nothing_inspected: () => "还没有选定检查事项，请先勾选或抽取。",
  team_of_two: () => "检查事项中有本部门自己承担的，核查和作结论须由两人分别办理：请先在督查方案里增加组员。",
  redraw_reason: () => "重新抽取须写明理由，上一次抽取仍然留存。",
  not_on_the_team: () => "您不在这次督查组里，由督查组成员登记核查情况、作出结论。",
  not_all_found: () => "还有事项没有登记核查情况，请逐项登记后再作结论。",
  own_finding: () => "其中有本部门自己承担的事项由您核查，结论须由督查组另一名成员作出。",
  objection_possible: ({ from = "" }) =>
    from ? `还在异议期内，${from}起可以结束。` : "还有异议没有复核，复核后才能结束。",
  objection_too_late: () => "异议期已过，不能再提出；有新情况请在进展中说明。",
  took_part: () => "您参加了这次检查，或与该单位有关，异议须由没有参加的人复核。",
  links_off: () => "本方案没有允许凭链接填报，请先在方案设置中打开。",
  others_verdict: () => "只有作出这项采纳或退回的人本人可以撤销。如需更正，请与其联系，或待单位重报时处理。",
  undo_too_late: () => "已经超过2分钟，不能再撤销。如有不妥，请与该单位联系，并在下一期核查时更正。",
  undo_followed: () => "这项采纳或退回之后已经有了新的办理，不能再撤销。请查看任务的办理记录。",
  own_stage: () => "本部门自己的阶段是否完成，由其进展报告说明，并经另一人复核，不能在这里登记。",
  not_cut_off: () => "本期没有封账，不需要撤销。",
  others_cut_off: () => "只有封账的人本人可以撤销封账。",
  undo_cut_off_too_late: () => "封账已经超过2分钟，不能再撤销。之后报送的照收，标为迟报。",
  cut_off_followed: () => "封账之后已经开启了下一期，或者拟办了督办单、通报建议，不能再撤销封账。",
  too_many_phrases: () => "常用语最多保存30条，请先删除不用的。",
  same_phrase: () => "已经有一条相同的常用语，不必再存。",
  head_answers: () => "本方案要求单位负责人审签：请保存草稿，由单位负责人登录后反馈。",
}

/** Several numbers behind one code: `63-2`. */
const counts = (n: string): string[] => n.split("-")

/** What a round asks for, as `plan, number` say. */
const dueList = ([plan, number]: string[]): string => planPath(Number(plan), { round: Number(number), report: "due" })

/** Where what is said once can be read in full, or what comes next is done. */
export const DONE_LINK: Readonly<Record<string, (n: string) => { href: string; word: string }>> = {
  plan_issued: (n) => ({ href: `${roundsPath(Number(counts(n)[1]))}#open-round`, word: "下一步：开启填报期" }),
  plan_issued_gaps: (n) => ({ href: `${roundsPath(Number(counts(n)[2]))}#gaps`, word: "看是哪些单位，并开启填报期" }),
  round_opened: (n) => ({ href: dueList(counts(n).slice(1)), word: "下一步：核对本期应报清单" }),
  round_opened_gaps: (n) => ({ href: dueList(counts(n).slice(2)), word: "下一步：核对本期应报清单" }),
}

/** What is said once after an act. `n` comes after a dot in the code. */
export const DONE_LABEL: Record<string, (n: string) => string> = {
  clock_confirmed: () => "已确认系统时间，自动办理的事项恢复",
  signed_in: () => "已登录",
  signed_out: () => "已退出登录",
  sessions_ended: (n) => `已结束其他 ${n} 处登录`,
  password_changed: () => "口令已修改，其他登录已退出",
  setup: () => "初始化完成，请用刚才设置的账号登录",
  plan_issued: (n) => `已下达，共 ${counts(n)[0]} 项分工；有单位报送之前可以在「设置」里撤回`,
  plan_approved: (n) => `已审定并下达，共 ${n} 项分工`,
  update_approved: (n) => `已审定并更新方案，共 ${n} 处变化`,
  consultation_opened: (n) => `已发出征求意见稿，${n}个单位的「我的待办」里可以看到；草稿可以继续修改`,
  consultation_closed: () => "征求意见已结束，各单位的意见保留可查",
  consultation_recalled: () => "征求意见稿已撤回，各单位不再看到",
  opinion_given: () => "已提交，结束之前可以修改",
  opinion_judged: () => "已标注",
  plan_submitted: () => "已送审，审定前不能再改；要改请先撤回送审",
  plan_recalled: () => "已撤回送审，可以继续修改",
  plan_declined: () => "已发还修改，拟稿人在草稿上看到您的意见",
  plan_withdrawn: () => "方案已撤回下达，各单位不再看到内容",
  plan_archived: () => "方案已归档，只供查阅",
  plan_restored: () => "方案已恢复，按原来的期限继续",
  plan_changed: () => "方案设置已保存",
  plan_updated: (n) => `已按新文件更新，共 ${n} 处变化`,
  draft_discarded: () => "草稿已删除",
  rhythm_set: () => "报送安排已设定",
  stages_set: (n) => (n === "0" ? "已清除阶段" : `已设置 ${n} 个阶段`),
  stage_marked: () => "阶段完成情况已登记",
  leaders_set: (n) => `已设置 ${n} 项任务的责任领导`,
  tasks_scheduled: (n) => `已设置 ${n} 项任务的报送周期和时限`,
  acknowledged: () => "已签收",
  acknowledged_all: (n) => `已签收 ${n} 项`,
  planned: () => "具体措施已保存",
  handed: () => "已交经办人办理",
  disputed: () => "异议已提交，等待督查部门答复",
  upheld: () => "已答复：维持分工",
  upheld_listed: () => "已答复：维持分工，并列入本期应报",
  reassigned: () => "已改派",
  reassigned_listed: () => "已改派，并列入本期应报",
  transferred: (n) => `已移交 ${n} 项`,
  claimed: () => "办结申请已提交，督查部门核查前可以撤回",
  claim_withdrawn: () => "办结申请已撤回，该项恢复原来的状态",
  closed: () => "已销号",
  year_completed: () => "已确认本年度完成，下一次完成时限为次年同日",
  handed_back: () => "未予销号，该项继续推进",
  rectifying: () => "已要求整改",
  suspended: () => "已挂起",
  prolonged: () => "已续挂",
  resumed: () => "已恢复",
  resumed_listed: () => "已恢复，并列入本期应报",
  terminated: () => "已终止",
  reopened: () => "已恢复推进（回头看）",
  reopened_listed: () => "已恢复推进（回头看），并列入本期应报",
  proposed: () => "初核意见已提交，等待复核",
  proposal_declined: () => "已发还初核人",
  sent: (n) => `已报送 ${n} 项`,
  signing: (n) => `${n} 项已送单位负责人审签`,
  signed: (n) => `已审签报送 ${n} 项`,
  sent_back: () => "已退给联络员修改",
  withdrawn: () => "已撤回，可继续修改",
  entered: () => "已代录",
  sheets_received: (n) => `已登记 ${n} 个单位的签字单`,
  sheet_corrected: () => "签字单登记已更正",
  sheet_withdrawn: () => "已撤销登记，该单位签字单记为未收到",
  accepted: () => "已采纳",
  returned: () => "已退回",
  verdict_undone: () => "已撤销，该项恢复为「待审核」",
  proposal_undone: () => "已撤销初核意见，该项恢复为「待审核」",
  decline_undone: () => "已撤销复核意见，该项恢复为「待复核」",
  accepted_together: (n) => `已采纳 ${n} 项`,
  phrase_saved: () => "已存为常用语",
  phrase_removed: () => "常用语已删除",
  keys_on: () => "单键快捷键已打开",
  keys_off: () => "单键快捷键已关闭",
  draft_saved: () => "草稿已保存",
  attached: (n) => `已添加 ${n} 件佐证材料`,
  attachment_removed: () => "已移除附件",
  notice_answered_with_files: (n) => `已反馈 1 件督办单，连同 ${n} 个附件`,
  inspection_found_with_files: (n) => `核查情况已登记，连同 ${n} 个附件`,
  sent_with_files: (n) => `已报送 1 项，连同 ${n} 个附件`,
  signing_with_files: (n) => `已送单位负责人审签 1 项，连同 ${n} 个附件`,
  summary_written: () => "综述已保存",
  reminded: (n) => `已催办 ${n} 个单位`,
  telephoned: () => "电话催办已登记",
  breakdown_passed: (n) => `已交办 ${n} 个下级单位或科室`,
  breakdown_accepted: () => "已签收，进展请按内部期限上报",
  breakdown_declined: () => "异议已提出，等待上级单位答复",
  breakdown_passed_again: () => "已重新交办",
  breakdown_withdrawn: () => "已撤回分解",
  breakdown_ended: () => "已结束分解，已上报的进展保留",
  breakdown_urged: () => "已催办",
  breakdown_report_sent: () => "已上报",
  breakdown_report_taken_back: () => "已撤回，可修改后重新上报",
  breakdown_report_returned: () => "已发还下级单位",
  rolled_up: (n) => `已将 ${n} 个下级单位的进展汇入草稿，请核对后报送`,
  talk_registered: (n) => `已登记 ${n} 项沟通，到下一填报期开启前不再列出`,
  extension_asked: () => "延期申请已提交，等待批复",
  extension_withdrawn: () => "延期申请已撤回",
  extension_granted: () => "已同意延期，新的期限已生效",
  extension_refused: () => "已答复不同意延期，原定期限不变",
  instruction_given: () => "已批示，督查部门将落实并回复",
  instruction_noted: () => "已批示",
  instruction_answered: () => "已回复领导",
  instruction_settled: () => "已阅，这件批示办理完毕",
  inspection_drafted: () => "督查方案已保存，请选定检查事项",
  inspection_revised: () => "督查方案已修改",
  inspection_scoped: () => "检查事项已选定",
  inspection_drawn: (n) => `已抽取 ${n} 项，抽取过程已留存`,
  inspection_opened: () => "检查已开始，范围不再变动",
  inspection_found: () => "核查情况已登记",
  inspection_concluded: (n) => `已作出结论，送达 ${n} 个单位`,
  inspection_ended: () => "检查已结束",
  inspection_cancelled: () => "检查已取消",
  conclusion_read: () => "已阅知",
  conclusion_objected: () => "异议已提交，由没有参加检查的人复核",
  conclusion_decided: () => "异议已复核",
  notices_drafted: (n) => `已拟办 ${n} 份督办单，尚未发出`,
  notices_submitted: (n) => `${n} 份督办单已送审定`,
  notices_issued: (n) => `已发出 ${n} 份督办单`,
  notice_revised: () => "拟稿已修改",
  notice_declined: () => "已发还拟办人修改",
  notice_recalled: () => "已撤回送审，可继续修改",
  notice_discarded: () => "已作废",
  notice_revoked: () => "已废止，编号保留",
  notice_acknowledged: () => "督办单已签收",
  notices_answered: (n) => `已反馈 ${n} 份督办单`,
  notice_taken_back: () => "已撤回反馈，可继续修改",
  notice_closed: () => "督办单已销号",
  notice_failed: () => "核查不通过，新的期限已生效",
  light_overridden: () => "已调整显示",
  plan_issued_gaps: (n) => `已下达，共 ${counts(n)[0]} 项分工；${counts(n)[1]} 个单位没有联络员，待办和催办送不到`,
  round_opened_gaps: (n) => `填报期已开启，${counts(n)[0]} 项待报；${counts(n)[1]} 个单位没有联络员，见下`,
  round_opened: (n) => `填报期已开启，${counts(n)[0]} 项待报`,
  round_rescheduled: () => "填报期已修改",
  parts_listed: (n) => `已补列 ${n} 项，各单位的待办随之更新`,
  cut_off: () => "已封账，本期数字不再变化",
  cut_off_undone: () => "已撤销封账，本期恢复收报",
  link_revoked: () => "链接已作废，用它打开的填报页面随即退出",
  unit_added: () => "单位已添加",
  unit_changed: () => "单位信息已保存",
  person_added: () => "账号已创建",
  person_signed_out: (n) => `已退出其 ${n} 处登录`,
  person_changed: () => "账号信息已保存",
  person_disabled: () => "账号已停用，其登录已全部退出",
  person_disabled_passing: () => "账号已停用，其登录已全部退出；接任由安全管理员确认后生效",
  person_moved_passing: () => "单位已调整；原单位的岗位由安全管理员确认接任后生效",
  person_enabled: () => "账号已启用",
  post_granted: () => "岗位已授予",
  post_ended: () => "岗位已解除",
  post_kept: () => "已确认继续担任",
  post_passed: () => "岗位已解除，接任人的岗位已授予",
  handover_proposed: () => "交接已提出，等待安全管理员确认；确认前一切照旧",
  handover_confirmed: () => "岗位交接已确认",
  handover_refused: () => "已答复不同意，岗位照旧",
  handover_withdrawn: () => "交接已撤回，岗位照旧",
  calendar_changed: () => "工作日安排已保存",
  setting_changed: () => "设置已保存",
  setting_unchanged: () => "没有改动，未保存",
  robot_added: () => "群机器人已添加，可以发一条测试消息",
  robot_changed: () => "群机器人已保存",
  test_queued: () => "测试消息一分钟内发出，请稍后刷新本页查看结果",
  deliveries_resent: (n) => `${n} 条消息将重新发送`,
  lock_released: () => "已解除锁定，对方可以重新登录",
  reset_asked: () => "口令重置已申请，等待另一名管理员确认；确认前原口令照旧",
  reset_refused: () => "已答复不同意，原口令照旧",
  reset_withdrawn: () => "口令重置已撤回，重置码不再有效",
  reset_used: () => "新口令已设置，请用新口令登录",
  contact_changed: () => "联系电话和邮箱已保存",
  mailbox_confirmed: () => "邮箱已确认，催办邮件可以附填报链接",
}

export const ACTION_LABEL: Record<Action, string> = {
  office_set_up: "系统初始化",
  signed_in: "登录",
  sign_in_failed: "登录失败",
  password_refused: "修改口令时现用口令错误",
  link_refused: "填报链接无效",
  setup_refused: "初始化码错误",
  account_locked: "锁定账号",
  address_locked: "暂停该地址登录",
  lock_released: "解除登录锁定",
  signed_out: "退出登录",
  sessions_ended: "结束其他登录",
  password_changed: "修改口令",
  password_reset: "重置口令",
  reset_asked: "申请重置口令",
  reset_confirmed: "确认重置口令",
  reset_refused: "不同意重置口令",
  reset_withdrawn: "撤回口令重置",
  reset_expired: "重置码过期",
  reset_used: "凭重置码设置新口令",
  reset_code_refused: "重置码错误",
  rescued: "在服务器上发出重置码",
  person_added: "新建账号",
  person_changed: "修改账号信息",
  mailbox_confirmed: "确认本人邮箱",
  person_disabled: "停用账号",
  person_enabled: "启用账号",
  post_granted: "授予岗位",
  post_ended: "解除岗位",
  post_kept: "确认调整单位后继续任职",
  handover_proposed: "提出岗位交接",
  handover_confirmed: "确认岗位交接",
  handover_refused: "不同意岗位交接",
  handover_withdrawn: "撤回岗位交接",
  unit_added: "新增单位",
  unit_changed: "修改单位",
  work_transferred: "移交单位工作",
  setting_changed: "修改设置",
  calendar_changed: "修改工作日安排",
  consultation_opened: "征求意见",
  consultation_closed: "结束征求意见",
  consultation_recalled: "撤回征求意见稿",
  consultation_issued: "征求意见随下达结束",
  opinion_given: "答复征求意见稿",
  opinion_judged: "标注意见采纳情况",
  plan_submitted: "方案送审",
  plan_recalled: "撤回送审",
  plan_declined: "方案发还修改",
  plan_approved: "审定方案",
  plan_issued: "下达方案",
  plan_changed: "修改方案设置",
  plan_updated: "按新文件更新方案",
  plan_withdrawn: "撤回下达",
  plan_archived: "方案归档",
  plan_restored: "恢复归档的方案",
  document_issued: "文件导入为方案",
  task_added: "新增任务",
  task_changed: "修改任务",
  tasks_scheduled: "设置报送周期和时限",
  task_leaders_set: "设置责任领导",
  task_staged: "设置阶段",
  assignment_stage_marked: "登记阶段完成情况",
  assignment_acknowledged: "签收",
  assignment_begun: "首次报送，视同签收",
  assignment_planned: "填写具体措施",
  assignment_handed: "交经办人办理",
  assignment_disputed: "提出异议",
  assignment_upheld: "维持分工",
  assignment_reassigned: "改派其他单位",
  assignment_transferred: "移交",
  assignment_absorbed: "承接并入",
  assignment_added: "新增分工",
  assignment_listed: "补列入填报期",
  assignment_role_changed: "调整分工角色",
  assignment_claimed: "申请办结",
  assignment_claim_withdrawn: "撤回办结申请",
  assignment_closed: "销号",
  assignment_year_completed: "确认本年度完成",
  assignment_handed_back: "未予销号，继续推进",
  assignment_rectifying: "要求整改",
  assignment_suspended: "挂起",
  assignment_suspension_prolonged: "续挂",
  assignment_resumed: "恢复",
  assignment_terminated: "终止",
  assignment_reopened: "回头看（恢复推进）",
  assignment_closure_proposed: "自查初核",
  assignment_proposal_declined: "复核不同意初核意见",
  light_overridden: "调整灯色",
  breakdown_passed: "分解落实",
  breakdown_accepted: "签收上级单位交办",
  breakdown_begun: "首次上报（视为签收）",
  breakdown_declined: "对上级单位交办提出异议",
  breakdown_passed_again: "重新交办",
  breakdown_withdrawn: "撤回分解",
  breakdown_ended: "结束分解",
  breakdown_urged: "催办下级单位",
  breakdown_report_sent: "上报进展",
  breakdown_report_taken_back: "撤回上报的进展",
  breakdown_report_returned: "发还下级单位的进展",
  breakdown_report_taken_up: "汇入本单位进展",
  extension_asked: "申请延期",
  extension_withdrawn: "撤回延期申请",
  extension_granted: "同意延期",
  extension_refused: "不同意延期",
  extension_decision_proposed: "延期自查初核",
  extension_proposal_declined: "复核不同意初核意见",
  round_opened: "开启填报期",
  round_rescheduled: "修改填报期",
  round_cut_off: "统计封账",
  round_cut_off_undone: "撤销封账",
  report_sent: "报送进展",
  report_signing: "送单位负责人审签",
  report_signed: "审签并报送",
  report_sent_back: "负责人发还修改",
  report_withdrawn: "撤回进展",
  report_entered: "代录进展",
  report_transferred: "进展随分工移交",
  report_accepted: "采纳进展",
  report_returned: "退回进展",
  report_verdict_proposed: "自查初核",
  report_proposal_declined: "复核不同意初核意见",
  report_acceptance_undone: "撤销采纳",
  report_return_undone: "撤销退回",
  report_proposal_undone: "撤销初核意见",
  report_decline_undone: "撤销复核意见",
  phrase_saved: "保存常用语",
  phrase_removed: "删除常用语",
  signed_sheet_received: "登记收到签字单",
  signed_sheet_corrected: "更正签字单登记",
  signed_sheet_withdrawn: "撤销签字单登记",
  attachment_added: "添加附件",
  attachment_removed: "移除附件",
  summary_written: "撰写综述",
  link_made: "制发填报链接",
  link_sent: "随邮件发送填报链接",
  link_revoked: "作废填报链接",
  link_opened: "凭链接进入填报",
  reminder_made: "催办",
  talk_registered: "登记沟通",
  digest_made: "系统催办",
  robot_added: "添加群机器人",
  robot_changed: "修改群机器人",
  delivery_tested: "发送测试消息",
  deliveries_resent: "重发失败的消息",
  instruction_given: "批示",
  instruction_answered: "回复批示",
  instruction_settled: "批示回复已阅",
  instruction_reopened: "再批示",
  inspection_drafted: "制定督查方案",
  inspection_revised: "修改督查方案",
  inspection_scoped: "选定检查事项",
  inspection_drawn: "随机抽取",
  inspection_opened: "开始检查",
  inspection_found: "登记核查情况",
  inspection_concluded: "作出督查结论",
  inspection_ended: "结束检查",
  inspection_cancelled: "取消检查",
  conclusion_fed_back: "送达督查结论",
  conclusion_read: "阅知督查结论",
  conclusion_objected: "对督查结论提出异议",
  conclusion_upheld: "复核异议：维持",
  conclusion_changed: "复核异议：变更",
  notice_drafted: "拟办督办单",
  notice_revised: "修改督办单",
  notice_submitted: "督办单送审定",
  notice_recalled: "撤回送审",
  notice_declined: "审定人发还修改",
  notice_issued: "发出督办单",
  notice_discarded: "督办单作废",
  notice_acknowledged: "签收督办单",
  notice_answered: "反馈督办单",
  notice_taken_back: "撤回反馈",
  notice_closed: "督办单销号",
  notice_failed: "督办单不通过",
  notice_revoked: "废止督办单",
  notice_transferred: "移交督办单",
  notice_verdict_proposed: "督办单自查初核",
  notice_proposal_declined: "复核不同意初核意见",
  events_exported: "导出审计记录",
  schema_migrated: "升级数据结构",
  baseline_taken: "建立留底基线",
  seal_published: "公布当日封存值",
  clock_confirmed: "确认系统时间正确",
}

export const SETTING_LABEL: Record<SettingKey, string> = {
  organisation: "单位名称",
  planApprover: "方案下达前由谁审定",
  dueSoonDays: "临期提醒（到期前几个工作日）",
  resubmitDays: "退回后重报期限（工作日）",
  rectifyDays: "整改默认期限（工作日）",
  noticeDays: "督办单默认反馈期限（工作日）",
  objectionDays: "对督查结论提出异议的期限（自然日）",
  objectionDecisionDays: "复核异议的期限（自然日）",
  remindAutomatically: "系统自动催办",
  remindBeforeDays: "到期前几个工作日开始提醒（0为不提前）",
  remindOverdueSteps: "逾期后第几个工作日催办",
  headAfterDays: "逾期几个工作日起同时告知单位负责人（0为不告知）",
  leaderAfterDays: "逾期几个工作日起同时告知分管领导（0为不告知）",
  circularAfterDays: "逾期几个工作日起列入通报建议（0为不列）",
  silentRounds: "连续几期「无变化」列入久无进展（0为不列）",
  silentDays: "几个工作日没有新的进展列入久无进展（0为不列）",
  sendFromHour: "每日提醒起始时间（时）",
  sendUntilHour: "工作日几时后不再发送",
  lastPeriodDays: "周期结束后几日内到期的填报期，计入上一周期（0为都计入当月）",
  roundDays: "新开填报期建议留的时间（工作日）",
  cutOffDays: "自动封账（到期后第几个工作日24时；0为不自动）",
  linkDays: "填报链接在封账后第几个工作日24时失效",
  itemQuotaMb: "一项报告的佐证材料最多（MB）",
  unitQuotaMb: "一个单位在一个方案中的佐证材料最多（MB）",
  planQuotaMb: "一个方案的佐证材料最多（MB）",
  idleMinutes: "无操作自动退出（分钟）",
  absoluteMinutes: "登录最长有效（分钟）",
  lockAfterFailures: "连续登录失败几次后锁定",
  lockMinutes: "锁定时间（分钟）",
  addressFailures: "同一地址连续登录失败几次后暂停登录",
  passwordLength: "口令最短长度",
  passwordClasses: "口令至少含几类字符",
}

/** Where a default comes from, shown beside each setting. */
export const SETTING_SOURCE: Record<SettingKey, string> = {
  organisation: "显示在登录页和打印件上",
  planApprover:
    "《党政机关公文处理工作条例》第二十二条：公文应当经本机关负责人审批签发。已在线下签发的，不必再在系统里审定",
  dueSoonDays: "国家未作统一规定。宜昌：临近时限亮黄灯；西安：到期前3天推送提醒",
  resubmitDays: "国家未作统一规定。山西「13710」（朔政办发〔2017〕85号）：3天内反馈",
  rectifyDays: "国家未作统一规定，10个工作日为本系统约定。山西「13710」：一般7天落实，重大复杂1个月",
  noticeDays: "国家未作统一规定。山西「13710」：一般7天；领导批示件各地为急件1至5日、一般15日、疑难30日",
  objectionDays: "参照《政府督查工作条例》第十七条：收到结论之日起30日内",
  objectionDecisionDays: "参照《政府督查工作条例》第十七条：收到申请之日起30日内",
  remindAutomatically: "不打开时只有人工催办",
  remindBeforeDays: "12345类热线：到期前提醒；天数为本系统约定，每单位每天至多一条",
  remindOverdueSteps: "12345类热线：逾期次日书面催办，再过5个工作日点名；其余各档为本系统约定，间隔逐次拉长",
  headAfterDays: "本系统约定。三明「三色督查单」：前一张无故未理的升级",
  leaderAfterDays: "本系统约定：第5个工作日再催时抄送分管领导。三明「三色督查单」：蓝、橙、红逐级升级",
  circularAfterDays: "本系统约定：第10个工作日列入，是否通报由领导定。12345类热线：催办后再过5个工作日批评",
  silentRounds: "本系统约定：按季填报的，三期即九个月没有变化；只供沟通，不亮灯、不催办",
  silentDays: "本系统约定：60个工作日约一个季度，其间有到期的填报期才计；只供沟通，不亮灯、不催办",
  sendFromHour: "《整治形式主义为基层减负若干规定》：不在上班以外的时间打扰，时刻为本系统约定",
  sendUntilHour: "《整治形式主义为基层减负若干规定》：节假日不发，时刻为本系统约定",
  lastPeriodDays: "本系统约定：季后20日内到期的，报的是上一季度",
  roundDays: "《整治形式主义为基层减负若干规定》：不临时急要；天数为本系统约定，开启时可改",
  cutOffDays: "本系统约定，可由督查人员提前手动封账",
  linkDays: "本系统约定；方案允许凭链接填报时才有，督查人员可随时作废",
  itemQuotaMb: "本系统约定：一次最多20个文件、每个10 MB，合200 MB；督办单反馈和督查同此",
  unitQuotaMb: "本系统约定：一个单位用不完整个方案的空间",
  planQuotaMb: "本系统约定：按服务器磁盘大小调整，备份也要这么大",
  idleMinutes: "等保测评常见取值：一般用户30分钟，三员15分钟",
  absoluteMinutes: "OWASP：一个办公日，8至12小时",
  lockAfterFailures: "等保测评常见取值：5次",
  lockMinutes: "等保测评常见取值：10至30分钟",
  addressFailures: "本系统约定：许多人共用一个出口地址，故宽于账号；时间与账号锁定相同",
  passwordLength: "等保测评常见取值：不少于8位，建议12位",
  passwordClasses: "等保测评常见取值：大写、小写、数字、符号中的3类；1为不要求（ASVS做法）",
}

/** Why a setting that touches nothing that is there touches nothing. */
export const SETTING_REACH: Partial<Record<SettingKey, string>> = {
  organisation: "只改显示",
  planApprover: "已下达的不动；已送审、还没有审定的，改由新定的人审定",
  resubmitDays: "只作以后退回时的默认期限，已定的日期不动",
  rectifyDays: "只作以后要求整改时的默认期限，已定的日期不动",
  noticeDays: "只作以后发督办单时的默认期限，已发的不动",
  objectionDays: "只用于以后作出的结论，已送达的不动",
  objectionDecisionDays: "只用于以后提出的异议，已提出的不动",
  linkDays: "只用于以后生成的链接，已生成的不动",
  lastPeriodDays: "只用于以后开启的填报期",
  roundDays: "只作以后开启填报期时的建议",
  silentRounds: "只改「久无进展」名单",
  silentDays: "只改「久无进展」名单",
  itemQuotaMb: "只限以后上传的，已有的不动",
  unitQuotaMb: "只限以后上传的，已有的不动",
  planQuotaMb: "只限以后上传的，已有的不动",
  passwordLength: "下次设置口令时起用，现有口令照旧可用",
  passwordClasses: "下次设置口令时起用，现有口令照旧可用",
}

/** What a change of settings may touch. */
export const EFFECT_LABEL: Record<EffectPart, string> = {
  lights: "分工的灯",
  notices: "督办单的灯",
  cutOffs: "填报期的自动封账日",
  circular: "通报建议",
  digests: "今天的系统催办",
  waiting: "待发的消息",
  sessions: "正在使用的登录",
  locks: "登录锁定",
}

export const PASSWORD_PROBLEM_LABEL: Record<PasswordProblem, (rules: PasswordRules) => string> = {
  short: ({ passwordLength }) => `口令太短，至少 ${passwordLength} 个字符`,
  long: () => "口令太长，最多 200 个字符",
  classes: ({ passwordClasses }) => `口令须含大写字母、小写字母、数字、符号中的至少 ${passwordClasses} 类`,
  login: () => "口令不能与用户名相同或只是倒写",
  common: () => "这个口令过于常见，容易被猜中，请换一个",
  same: () => "新口令不能与现用口令相同",
}

/** Beside the field, before anything is wrong. */
export const passwordHint = ({ passwordLength, passwordClasses }: PasswordRules): string =>
  passwordClasses > 1
    ? `至少 ${passwordLength} 个字符，含大写字母、小写字母、数字、符号中的 ${passwordClasses} 类；可以粘贴，可以很长。`
    : `至少 ${passwordLength} 个字符；可以粘贴，可以很长。`

/** How the trail marks what was done without signing in. */
export const BY_LINK = "凭链接"

/** The 「as whom」 of the trail: posts, perhaps each with its unit; `link` and its number when it was done by a link. */
export const actingAsWords = (as: string): string => as.split(" / ").map(postWords).join("、")

function postWords(as: string): string {
  const [kind = "", ...unit] = as.split(" ")
  if (kind === "link") return BY_LINK
  return kind in POST_LABEL ? [...unit, POST_LABEL[kind as PostKind]].join(" ") : as
}

/** A unit's kind as it may be typed on set-up. */
export const UNIT_KIND_WORD: Readonly<Record<string, Unit["kind"]>> = {
  内设机构: "internal",
  直属单位: "affiliated",
  外单位: "outside",
  统称: "collective",
}

export const unitsProblemWords = ({ line, code, text }: UnitsProblem): string =>
  ({
    long: `第${line}行：名称太长（${text}）`,
    twice: `第${line}行：「${text}」重复`,
    kind: `第${line}行：不认识的类别「${text}」`,
  })[code]

export function rangeWords(range: Range): string {
  switch (range.kind) {
    case "number":
      return `${range.least} 至 ${range.most}`
    case "line":
      return `${range.longest} 字以内`
    case "days":
      return "由小到大，用逗号隔开，如 1,3,5,10"
    case "choice":
      return range.options.map((one) => PLAN_APPROVER_LABEL[one]).join("、")
    case "switch":
      return "是、否"
  }
}

/** A setting's value as it is read: 「是」, 「空」, 「3」, 「领导」. */
export function settingValueWords(key: SettingKey, value: string | number | boolean): string {
  if (key === "planApprover") return PLAN_APPROVER_LABEL[value as PlanApprover] ?? String(value)
  return typeof value === "boolean" ? (value ? "是" : "否") : String(value) || "空"
}

const OUT_OF_RANGE: Record<Range["kind"], (range: Range) => string> = {
  number: (range) => `请填 ${rangeWords(range)} 的整数`,
  line: (range) => `请用一行写明，${rangeWords(range)}`,
  days: (range) => `请填 1 至 999 的整数，${rangeWords(range)}，最多 10 个`,
  choice: (range) => `请选择${rangeWords(range)}`,
  switch: () => "请选择是或否",
}

export const settingProblemWords = (problem: SettingProblem, range: Range): string =>
  ({
    out_of_range: OUT_OF_RANGE[range.kind](range),
    before_it_begins: "须晚于开始发送的时间",
    shorter_than_idle: "不能短于「无操作自动退出」的时间",
  })[problem]

export const HOLIDAY_LABEL: Record<Holiday, string> = {
  new_year: "元旦",
  spring: "春节",
  qingming: "清明节",
  labour: "劳动节",
  dragon_boat: "端午节",
  mid_autumn: "中秋节",
  national: "国庆节",
}

/** 1 Monday … 7 Sunday. */
export const WEEKDAY_LABEL = ["", "周一", "周二", "周三", "周四", "周五", "周六", "周日"] as const

/** Why nobody works on a day: 「国庆节假日」, 「周六」. */
export const restWords = (why: RestDay, day: string): string => {
  if (why.why === "weekend") return WEEKDAY_LABEL[weekdayOf(day)] ?? ""
  return why.holiday === null ? "放假日" : `${HOLIDAY_LABEL[why.holiday]}假日`
}

export const OPEN_DATE_LABEL: Record<OpenDate["kind"], string> = {
  round: "填报期",
  resubmission: "退回待重报",
  rectification: "整改",
  notice: "督办单反馈",
  stage: "任务阶段",
  deadline: "任务时限",
}

const CALENDAR_PROBLEM: Record<CalendarProblemCode, (text: string) => string> = {
  unreadable: (text) => `无法识别：「${text}」，请写成「2027-01-01 休」或「2027-02-06 班」`,
  no_such_day: (text) => `没有 ${text} 这一天`,
  other_year: (text) => `「${text}」不在所填年份`,
  backwards: (text) => `「${text}」起止颠倒或超过一个月`,
  twice: (text) => `${text} 既写了休又写了班`,
  weekday_work: (text) => `${text} 不是周末，本来就上班，请核对`,
  empty: () => "没有内容，请至少写一行",
}

export const calendarProblemWords = ({ line, code, text }: CalendarProblem): string =>
  code === "empty" ? CALENDAR_PROBLEM.empty(text) : `第${line}行：${CALENDAR_PROBLEM[code](text)}`

/** Nouns of the trail's subjects. */
export const SUBJECT_LABEL: Readonly<Record<string, string>> = {
  office: "系统",
  session: "登录",
  sessions: "登录",
  attempt: "登录",
  person: "账号",
  post: "岗位",
  handover: "岗位交接",
  unit: "单位",
  setting: "设置",
  calendar: "工作日安排",
  plan: "方案",
  draft: "方案草稿",
  consultation: "征求意见稿",
  opinion: "征求意见稿的答复",
  task: "任务",
  document: "文件",
  assignment: "分工",
  round: "填报期",
  report: "进展",
  attachment: "附件",
  reminder: "催办",
  link: "填报链接",
  notice: "督办单",
  instruction: "批示",
  inspection: "督查",
  conclusion: "督查结论",
  proposal: "初核意见",
  phrases: "常用语",
  summary: "综述",
  export: "导出",
  transfer: "移交",
}

/** Names of the trail's particulars. */
export const PARTICULAR_LABEL: Readonly<Record<string, string>> = {
  address: "网址",
  login: "用户名",
  name: "姓名（名称）",
  agent: "浏览器",
  ended: "结束数",
  contact: "联系电话",
  unitId: "单位",
  personId: "账号",
  kind: "类别",
  fromOn: "从",
  untilOn: "至",
  standIn: "代理",
  beat: "分片",
  from_person: "原经办人",
  to_person: "经办人",
  holder: "原任",
  successor: "接任",
  cause: "原因",
  shortName: "简称",
  aliases: "别名",
  parentId: "上级单位",
  leaderId: "分管领导",
  successorId: "承接单位",
  position: "排序",
  active: "在用",
  organisation: "本单位",
  units: "单位数",
  people: "账号数",
  rows: "条数",
  person: "按人员",
  actions: "按操作",
  subject: "按对象",
  state: "状态",
  verdict: "结论",
  number: "第几次",
  dueBy: "到期日",
  tasks: "任务数",
  together: "成批采纳数",
  assignments: "分工数",
  corrections: "更正数",
  correction: "更正错字",
  added: "新增数",
  removed: "取消数",
  changed: "修改数",
  after: "值",
  off: "休息日",
  work: "调休上班",
  source: "依据",
}

const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, "微信"],
  [/Edg\//, "Edge"],
  [/360SE|QIHU/i, "360浏览器"],
  [/UOS|uos/, "统信浏览器"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome 内核浏览器"],
  [/Safari\//, "Safari"],
]
const SYSTEMS: [RegExp, string][] = [
  [/Windows/, "Windows"],
  [/Android/, "安卓手机"],
  [/iPhone|iPad/, "苹果手机或平板"],
  [/Mac OS X/, "Mac"],
  [/Linux/, "Linux（含国产系统）"],
]

/** What a browser says of itself, as people call it. */
export function agentWords(agent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(agent))?.[1]
  const system = SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1]
  return [system, browser].filter(Boolean).join(" · ") || "未知设备"
}

export const STATE_WORDS: Readonly<Record<string, string>> = {
  ...HANDOVER_STATE_LABEL,
  ...INSPECTION_VERDICT_LABEL,
  ...INSPECTION_STATE_LABEL,
  ...CONCLUSION_STATE_LABEL,
  ...INSTRUCTION_STATE_LABEL,
  ...EXTENSION_STATE_LABEL,
  ...NOTICE_STATE_LABEL,
  ...REPORT_STATE_LABEL,
  ...ASSIGNMENT_STATE_LABEL,
  ...VERDICT_LABEL,
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  ...POST_LABEL,
  ...UNIT_KIND_LABEL,
  ...REMINDER_KIND_LABEL,
  ...NOTICE_KIND_LABEL,
}

/** A value of the trail in words, kept short. */
export function valueWords(key: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "无"
  if (typeof value === "boolean") return value ? "是" : "否"
  const text = String(value)
  if (key === "agent") return agentWords(text)
  if (key === "kind") return KIND_WORDS[text] ?? text
  if (key === "cause") return HANDOVER_CAUSE_LABEL[text as Handover["cause"]] ?? text
  if (key === "to" || key === "verdict") return STATE_WORDS[text] ?? text
  if (Array.isArray(value)) return value.length === 0 ? "无" : value.map((one) => valueWords("", one)).join("、")
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([name, one]) => `${PARTICULAR_LABEL[name] ?? name} ${valueWords(name, one)}`)
      .join("，")
  }
  return text
}

export const TRAIL_FAULT_LABEL: Record<TrailFault, (at: number) => string> = {
  missing: (at) => `第 ${at} 条记录缺失，可能被删除。`,
  changed: (at) => `第 ${at} 条记录的内容与封存时不一致，可能被改动。`,
  recorded_changed: (at) => `第 ${at} 条记录的留底与封存时不一致：留底被改动，或当时以后有不经程序的写入。`,
  broken: (at) => `第 ${at} 条记录的封存值与前一条接不上，可能被插入或替换。`,
  unsealed_between: (at) => `第 ${at} 条记录之前有未封存的记录，封存值可能被删除。`,
  unknown_algorithm: (at) => `第 ${at} 条记录的封存算法不认识，请使用较新的程序核验。`,
  key_missing: (at) => `第 ${at} 条起的封存值用密钥计算：请设置同一个 SEAL_KEY 再核验。`,
  key_wrong: (at) => `第 ${at} 条起的封存值与 SEAL_KEY 不符：密钥不是当时的那一个，或封存值被重做。`,
  unkeyed: (at) => `第 ${at} 条记录的封存值没有使用密钥，可能是绕过程序重做的。`,
  backwards: (at) => `第 ${at} 条记录的时间早于前面的记录，又没有时钟回拨的标记，可能是插入的。`,
  cut_off_end: (at) => `第 ${at} 条记录有封存值而没有内容，末尾的记录可能被删除。`,
  seals_lost: (at) => `第 ${at} 条起的封存值与曾经封存到的位置不符，封存值可能被删除或重做。`,
}

export const COUNT_LABEL = {
  units: "单位",
  people: "在用账号",
  disabled: "停用账号",
  sessions: "现有登录",
  plans: "方案",
  assignments: "分工",
  reports: "进展",
  attachments: "附件",
  events: "操作记录",
  seals: "已封存记录",
} as const
