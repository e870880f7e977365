import type { PostKind } from "#db/schema.ts"
import type { PasswordProblem, PasswordRules } from "#src/office/people/password_policy.ts"
import type { AnswerProblem } from "#src/owing/leaving/leaving.ts"

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
