import type { PostKind } from "#db/schema.ts"
import type { about } from "#src/office/people/about.ts"
import type { PasswordProblem, PasswordRules } from "#src/office/people/password_policy.ts"
import type { AnswerProblem } from "#src/owing/leaving/leaving.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const HEIR_PROBLEM_LABEL: Record<AnswerProblem, string> = {
  no_heir: "请选择接任人；暂时没有人选的，选「暂缺」",
  no_name: "请填写对方姓名，最多40字",
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
  observer:
    "受普法办邀请的人大代表、政协委员、特邀监督员、媒体等：看该办各年度已公布、已备案的内容，提出意见建议并评价答复；看不到方案、草稿和联系方式。单位选邀请的普法办。",
}

export const PASSWORD_PROBLEM_LABEL: Record<PasswordProblem, (rules: PasswordRules) => string> = {
  short: ({ passwordLength }) => `口令太短，至少 ${passwordLength} 个字符`,
  long: () => "口令太长，最多 200 个字符",
  classes: ({ passwordClasses }) => `口令须含大写字母、小写字母、数字、符号中的至少 ${passwordClasses} 类`,
  login: () => "口令不能与用户名相同或只是倒写",
  common: () => "这个口令过于常见，容易被猜中，请换一个",
  same: () => "新口令不能与现用口令相同",
  former: () => "新口令不能与最近用过的口令相同",
}

/** Beside the field, before anything is wrong. */
export const passwordHint = ({ passwordLength, passwordClasses }: PasswordRules): string =>
  passwordClasses > 1
    ? `至少 ${passwordLength} 个字符，含大写字母、小写字母、数字、符号中的 ${passwordClasses} 类；可以粘贴，可以很长。`
    : `至少 ${passwordLength} 个字符；可以粘贴，可以很长。`

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

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  signed_in: "登录",
  sign_in_failed: "登录失败",
  password_refused: "修改口令时现用口令错误",
  signed_out: "退出登录",
  sessions_ended: "结束其他登录",
  password_changed: "修改口令",
  person_added: "新建账号",
  person_changed: "修改账号信息",
  mailbox_confirmed: "确认本人邮箱",
  person_disabled: "停用账号",
  person_enabled: "启用账号",
  post_granted: "授予岗位",
  post_ended: "解除岗位",
  post_kept: "确认调整单位后继续任职",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  post_ended: () =>
    "您提交期间，您的岗位或者所在单位有了变动，这次操作没有执行。请返回重新打开页面，按现在的岗位办理。",
  last_of_its_kind: ({ post }) => `至少要保留一名在用的${post}。`,
  exclusive_post: () =>
    "系统管理员、安全管理员、审计管理员须由不同的人担任，且不得兼任业务岗位；外部监督不得兼任其他岗位。",
  own_grant: () => "不能为自己授予或解除岗位，请另一名安全管理员办理。",
  own_account: () => "自己的口令和登录请在「我的账户」中办理；自己的账号须由另一名系统管理员停用。",
  duplicate_post: () => "该同志在这段时间内已有同样的岗位。",
  unit_needed: () => "联络员、单位负责人、督查人员须选定单位，外部监督须选定邀请的普法办。",
  unit_forbidden: () => "领导、三员和评议组成员不按单位授予，请不要选单位。",
  ends_before_it_begins: () => "结束日期早于起始日期，请核对。",
  stand_in_without_end: () => "代理（AB角）须写明结束日期。",
  invited_without_end: () => "邀请外部监督须写明结束日期；届满需续聘的，到期前改期。",
  begins_in_the_past: () => "起始日期已过，请填今天或以后的日期。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  signed_in: () => "已登录",
  signed_out: () => "已退出登录",
  sessions_ended: (n) => `已结束其他 ${n} 处登录`,
  password_changed: () => "口令已修改，其他登录已退出",
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
  contact_changed: () => "联系电话和邮箱已保存",
  mailbox_confirmed: () => "邮箱已确认，催办邮件可以附填报链接",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = {
  session: "登录",
  sessions: "登录",
  person: "账号",
  post: "岗位",
}

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  login: "用户名",
  agent: "浏览器",
  ended: "结束数",
  contact: "联系电话",
  email: "邮箱",
  beat: "分片",
}
