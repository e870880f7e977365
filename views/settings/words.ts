import type { about } from "#src/office/settings/about.ts"
import type { Range, SettingProblem } from "#src/office/settings/rules.ts"
import type { PlanApprover, SettingKey } from "#src/office/settings/settings.ts"
import type { EffectPart } from "#src/pages/settings_effect/effect.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { PLAN_APPROVER_LABEL } from "../plans/words.ts"

type Words = WordsOf<typeof about>

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
  ranksUnits: "各单位按报送率排名",
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
  administratorIdleMinutes: "三员无操作自动退出（分钟）",
  sessionsPerPerson: "一个账号同时最多几个登录",
  lockAfterFailures: "连续登录失败几次后锁定",
  lockMinutes: "锁定时间（分钟）",
  addressFailures: "同一地址连续登录失败几次后暂停登录",
  passwordLength: "口令最短长度",
  passwordClasses: "口令至少含几类字符",
  passwordDays: "口令几天后必须更换（0为不要求）",
  passwordHistory: "新口令不能与最近几次的相同（0为不比对）",
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
  ranksUnits: "本系统约定：减负起见默认不排名，也不按快慢、登录次数排名；确需排名的由本单位决定打开",
  sendFromHour: "《整治形式主义为基层减负若干规定》：不在上班以外的时间打扰，时刻为本系统约定",
  sendUntilHour: "《整治形式主义为基层减负若干规定》：节假日不发，时刻为本系统约定",
  lastPeriodDays: "本系统约定：季后20日内到期的，报的是上一季度",
  roundDays: "《整治形式主义为基层减负若干规定》：不临时急要；天数为本系统约定，开启时可改",
  cutOffDays: "本系统约定，可由督查人员提前手动封账",
  linkDays: "本系统约定；方案允许凭链接填报时才有，督查人员可随时作废",
  itemQuotaMb: "本系统约定：一次最多20个文件、每个10 MB，合200 MB；督办单反馈和督查同此",
  unitQuotaMb: "本系统约定：一个单位用不完整个方案的空间",
  planQuotaMb: "本系统约定：按服务器磁盘大小调整，备份也要这么大",
  idleMinutes: "等保测评常见取值：一般用户30分钟",
  absoluteMinutes: "OWASP：一个办公日，8至12小时",
  administratorIdleMinutes: "等保测评常见取值：三员15分钟；比一般用户长的，按一般用户",
  sessionsPerPerson: "等保：限制单个账号的多重并发登录；个数为本系统约定，凭链接填报的不计",
  lockAfterFailures: "等保测评常见取值：5次",
  lockMinutes: "等保测评常见取值：10至30分钟",
  addressFailures: "本系统约定：许多人共用一个出口地址，故宽于账号；时间与账号锁定相同",
  passwordLength: "等保测评常见取值：不少于8位，建议12位",
  passwordClasses: "等保测评常见取值：大写、小写、数字、符号中的3类；1为不要求（ASVS做法）",
  passwordDays: "等保测评常见取值：90天；0为不要求（ASVS做法）",
  passwordHistory: "等保测评常见取值：5次",
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
  administratorIdleMinutes: "三员停用超过这个时间的，下一次操作时重新登录",
  passwordDays: "口令已用满这些天的人，下一次操作时先修改口令；草稿照常保留",
  passwordHistory: "只用于以后修改口令",
  sessionsPerPerson: "只用于以后的登录：多出来的，最久没有使用的一个先退出",
  lastPeriodDays: "只用于以后开启的填报期",
  roundDays: "只作以后开启填报期时的建议",
  silentRounds: "只改「久无进展」名单",
  silentDays: "只改「久无进展」名单",
  ranksUnits: "只改「历期走势」里单位的次序和名次",
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

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  setting_changed: "修改设置",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  setting_changed: () => "设置已保存",
  setting_unchanged: () => "没有改动，未保存",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { setting: "设置" }
