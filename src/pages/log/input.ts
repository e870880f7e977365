import * as z from "zod"
import { line, optionalDate } from "#src/office/typed/input.ts"

const LONGEST_WORD = 80

/** Which part of the trail: what is left empty leaves nothing out. */
export const Exporting = z.object({
  person: line(LONGEST_WORD).default(""),
  action: line(LONGEST_WORD).default(""),
  subject: line(LONGEST_WORD).default(""),
  fromOn: optionalDate("起始日期"),
  untilOn: optionalDate("结束日期"),
})

/** 核验 takes nothing. */
export const Verifying = z.object({})
