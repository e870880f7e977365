import * as z from "zod"
import { KEY_DAY_RULES } from "#db/schema.ts"
import { choice, counted, line, namedLine, optionalDate } from "#src/office/typed/input.ts"

/** A 普法节点: of a day or the week that holds it, or of the day on which a law came into force. */
export const Adding = z
  .object({
    name: namedLine("节点名称", 60),
    rule: z.enum(KEY_DAY_RULES, { error: "请选择怎么定日期" }),
    dayOn: optionalDate("日期"),
    law: line().default(""),
    unit: choice,
  })
  .refine(({ rule, dayOn }) => rule === "law" || dayOn !== null, {
    path: ["dayOn"],
    message: "请填写日期，往后每年都按这个月日",
  })
  .refine(({ rule, law }) => rule !== "law" || law !== "", {
    path: ["law"],
    message: "请填写法律法规的名称",
  })

export const Ending = z.object({ version: counted })
