import * as z from "zod"
import { ROBOT_KINDS } from "#db/schema.ts"
import { type RobotAddressProblem, robotAddressProblem } from "#src/messages/channels/robots.ts"
import { chosenOne, counted, line, namedLine, ticked } from "#src/office/typed/input.ts"

const UNFIT: Record<RobotAddressProblem, string> = {
  too_long: "地址太长，最多 500 字，请核对是否多粘贴了内容",
  not_a_url: "请粘贴完整的网址，以 https:// 开头",
  not_https: "地址应以 https:// 开头；只有单位内网的地址可用 http://",
  credentials: "地址中不能带用户名和口令",
}

const address = line(500).superRefine((url, context) => {
  const problem = robotAddressProblem(url)
  if (problem) context.addIssue({ code: "custom", message: UNFIT[problem] })
})

const describing = {
  name: namedLine("名称", 40),
  kind: z.enum(ROBOT_KINDS, { error: "请选择平台" }),
  unitId: chosenOne("单位"),
  secret: line(200).default(""),
}

export const AddingRobot = z.object({ ...describing, url: address })

/** Left empty, address and secret stay as they are: they are never shown again. */
export const ChangingRobot = z.object({
  ...describing,
  url: z.union([z.literal(""), address]),
  unsigned: ticked,
  active: ticked,
  version: counted,
})

/** 重新发送: so many times it was done before. */
export const Resending = z.object({ version: counted })

/** 发送测试消息 takes nothing. */
export const Testing = z.object({})
