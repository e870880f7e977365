import * as z from "zod"
import { wholeNumberIn } from "#src/office/typed/figures.ts"
import { choice, chosenOne, counted, date, line, maybeText, namedLine, said } from "#src/office/typed/input.ts"
import { spelled } from "#src/office/typed/spelling.ts"
import { lawsNamed } from "#src/year/laws/input.ts"

const words = {
  title: namedLine("题目", 120),
  laws: lawsNamed,
  lecturer: choice,
  kind: namedLine("活动形式", 40),
  duration: line(40).default(""),
  audience: line().default(""),
  note: maybeText(2000),
}

export const Offering = z.object({ unit: chosenOne("单位"), ...words })
export const Revising = z.object({ version: counted, ...words })
export const Moving = z.object({ version: counted })

const WRONG = "人数请填整数，或留空"
const heads = spelled(z.int(WRONG).nonnegative(WRONG).max(1_000_000, WRONG).nullable().default(null), (typed) => {
  if (typeof typed !== "string" || typed.trim() === "") return { value: null }
  const value = wholeNumberIn(typed)
  return value === null ? { problem: WRONG } : { value }
})

/** 点单. */
export const Ordering = z.object({
  unit: chosenOne("点单单位"),
  wantedOn: date("希望日期"),
  place: line().default(""),
  audience: namedLine("听众"),
  heads,
})

export const Accepting = z.object({ version: counted, agreedOn: date("商定日期") })
export const Declining = z.object({ version: counted, remark: said("婉拒原因", 2000) })
export const Cancelling = z.object({ version: counted, remark: said("取消原因", 2000) })
/** 完成: when it was held, and how many came. */
export const Finishing = z.object({ version: counted, heldOn: date("开展日期"), heads })
export const Taking = z.object({})
