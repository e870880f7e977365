import * as z from "zod"
import { RESOURCE_KINDS } from "#db/schema.ts"
import { wholeNumberIn } from "#src/office/typed/figures.ts"
import { chosenOne, counted, line, maybeText, namedLine, said } from "#src/office/typed/input.ts"
import { spelled } from "#src/office/typed/spelling.ts"

const WRONG = "请填写整数，或留空"

const words = {
  name: namedLine("名称"),
  form: line(60).default(""),
  place: line().default(""),
  offers: maybeText(2000),
  contact: line(40).default(""),
  size: spelled(z.int(WRONG).nonnegative(WRONG).max(1_000_000_000, WRONG).nullable().default(null), (typed) => {
    if (typeof typed !== "string" || typed.trim() === "") return { value: null }
    const value = wholeNumberIn(typed)
    return value === null ? { problem: WRONG } : { value }
  }),
}

export const Entering = z.object({
  kind: z.enum(RESOURCE_KINDS, { error: "请选择类别" }),
  unit: chosenOne("单位"),
  ...words,
})
export const Revising = z.object({ version: counted, ...words })
export const Ending = z.object({ version: counted, remark: said("停用原因", 2000) })
export const Resuming = z.object({ version: counted })
export const Taking = z.object({})
