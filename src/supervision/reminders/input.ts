import * as z from "zod"
import { REMINDER_KINDS } from "#db/schema.ts"
import { chosen, said } from "#src/office/typed/input.ts"

export const Reminding = z.object({
  units: chosen("催办的单位"),
  kind: z.enum(REMINDER_KINDS, { error: "请选择催办方式" }),
  text: said("催办内容"),
})
