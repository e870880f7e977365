import type { Delivery } from "#db/schema.ts"
import type { about } from "#src/messages/about.ts"
import type { RobotKind } from "#src/messages/channels/robots.ts"
import type { Dropped } from "#src/messages/fate.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { momentWords } from "../words.ts"

type Words = WordsOf<typeof about>

export const ROBOT_KIND_LABEL: Record<RobotKind, string> = { wecom: "企业微信", dingtalk: "钉钉", feishu: "飞书" }

export const CHANNEL_LABEL: Record<Delivery["channel"], string> = { mail: "邮件", robot: "群机器人" }

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

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  robot_added: "添加群机器人",
  robot_changed: "修改群机器人",
  delivery_tested: "发送测试消息",
  deliveries_resent: "重发失败的消息",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  robot_added: () => "群机器人已添加，可以发一条测试消息",
  robot_changed: () => "群机器人已保存",
  test_queued: () => "测试消息一分钟内发出，请稍后刷新本页查看结果",
  deliveries_resent: (n) => `${n} 条消息将重新发送`,
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { robot: "群机器人", delivery: "试发消息", deliveries: "消息重发" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { messages: "消息数", host: "主机" }
