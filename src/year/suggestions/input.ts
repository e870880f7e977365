import * as z from "zod"
import { SATISFACTIONS, SUGGESTION_KINDS } from "#db/schema.ts"
import { chosenOne, counted, date, line, namedLine, optionalDate, said } from "#src/office/typed/input.ts"

const words = {
  kind: z.enum(SUGGESTION_KINDS, { error: "请选择类型" }),
  source: namedLine("提出的单位或机构"),
  number: line(60).default(""),
  receivedOn: date("收到日期"),
  text: said("意见建议内容", 5000),
  unit: chosenOne("承办单位"),
  dueBy: optionalDate("答复期限"),
}

export const Entering = z.object(words)
export const Revising = z.object({ version: counted, ...words })
export const Answering = z.object({ version: counted, answeredOn: date("答复日期"), text: said("答复内容", 5000) })
/** 满意 or not; who is not is answered again, by a new day. */
export const Rating = z.object({
  version: counted,
  satisfaction: z.enum(SATISFACTIONS, { error: "请选择对答复的评价" }),
  dueBy: optionalDate("重新答复的期限"),
})
export const Discarding = z.object({ version: counted, remark: said("作废原因", 2000) })
export const Taking = z.object({})
