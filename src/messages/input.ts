import * as z from "zod"
import { ROBOT_KINDS } from "#db/schema.ts"
import { robotAddressProblem } from "#src/messages/channels/robots.ts"
import { chosenOne, counted, line, namedLine, ticked } from "#src/office/typed/input.ts"
import { ROBOT_ADDRESS_PROBLEM_LABEL } from "#views/deliveries/words.ts"

const address = line(500).superRefine((url, context) => {
  const problem = robotAddressProblem(url)
  if (problem) context.addIssue({ code: "custom", message: ROBOT_ADDRESS_PROBLEM_LABEL[problem] })
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
