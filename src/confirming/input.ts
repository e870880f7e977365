import * as z from "zod"
import { counted, text, yesOrNo } from "#src/office/typed/input.ts"

/** 复核: agreeing or not, and why. */
export const Confirming = z.object({
  version: counted,
  agrees: yesOrNo("请选择同意或不同意"),
  decision: text(2000).optional().default(""),
})
