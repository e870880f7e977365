import * as z from "zod"
import { SURVEY_KINDS } from "#db/schema.ts"
import { choice, counted, date, maybeText, namedLine, number, said } from "#src/office/typed/input.ts"

const MOST_ASKED = 99_999_999

/** A rate with all that it rests on. */
export const Entering = z
  .object({
    kind: z.enum(SURVEY_KINDS, { error: "请选择指标" }),
    unit: choice,
    surveyedOn: date("调查日期"),
    method: namedLine("调查方法"),
    base: namedLine("调查对象和范围"),
    surveyor: namedLine("调查单位"),
    sample: number("有效样本", { least: 1, most: MOST_ASKED }),
    hits: number("其中知晓（满意）", { least: 0, most: MOST_ASKED }),
    note: maybeText(2000),
  })
  .refine(({ sample, hits }) => hits <= sample, {
    path: ["hits"],
    message: "知晓（满意）的不能多于有效样本",
  })

export const Discarding = z.object({ version: counted, remark: said("作废原因", 2000) })
export const Taking = z.object({})
