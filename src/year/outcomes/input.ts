import * as z from "zod"
import { OUTCOME_KINDS } from "#db/schema.ts"
import { chosenOne, counted, date, line, maybeText, namedLine, said } from "#src/office/typed/input.ts"

export const Entering = z.object({
  kind: z.enum(OUTCOME_KINDS, { error: "请选择类别" }),
  unit: chosenOne("单位"),
  happenedOn: date("日期"),
  title: namedLine("事项"),
  authority: line().default(""),
  docNumber: line(100).default(""),
  text: maybeText(5000),
})

export const Discarding = z.object({ version: counted, remark: said("作废原因", 2000) })
export const Taking = z.object({})
