import type { HelpSection } from "#src/door/house.ts"

const TEXT =
  "本单位的其他系统（OA、台账等）可以凭接口令牌以您的名义读取和办理。到「我的账户」的「接口令牌」生成：写明用途，选「只读」或「可办理」，定好有效期；令牌只显示一次，请交给系统的维护人员妥善保管。能看什么、能办什么与您本人相同，每一步都记在您名下并注明「经接口」；工作秘密方案不经接口读取。不用的、可能泄露的，在同一页作废。"

export const help: readonly HelpSection[] = (["liaison", "supervisor", "leader"] as const).map((topic) => ({
  topic,
  rank: 930,
  title: "接口令牌",
  text: TEXT,
}))
