import * as z from "zod"
import { SUGGESTION_KINDS } from "#db/schema.ts"
import { chosenOne, said } from "#src/office/typed/input.ts"

export const Giving = z.object({
  kind: z.enum(SUGGESTION_KINDS, { error: "请选择类型" }),
  unit: chosenOne("承办单位"),
  text: said("意见建议内容", 5000),
})
