import * as z from "zod"
import { PHRASE_KINDS } from "#db/schema.ts"
import { namedLine } from "#src/office/typed/input.ts"
import { LONGEST_PHRASE } from "./text.ts"

/** A phrase to be kept, and the box it is for. */
export const Saving = z.object({
  kind: z.enum(PHRASE_KINDS, { error: "请选择用于采纳还是退回" }),
  text: namedLine("常用语", LONGEST_PHRASE),
})
