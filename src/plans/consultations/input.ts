import * as z from "zod"
import { OPINION_VERDICTS, STANCES } from "#db/schema.ts"
import { chosen, chosenOne, counted, date, LONGEST_REMARK, line, text } from "#src/office/typed/input.ts"

export const Opening = z.object({
  revision: counted,
  units: chosen("单位"),
  answerBy: date("反馈日期"),
  remark: text(LONGEST_REMARK).optional().default(""),
})

/** What a unit says of the whole; beside it, as `item-3`, of single tasks (`itemsIn`). */
export const Opinion = z.looseObject({
  unit: chosenOne("单位"),
  number: counted,
  stance: z.enum(STANCES, { error: "请选择无意见或有意见" }),
  text: text(LONGEST_REMARK).optional().default(""),
})

const item = text(LONGEST_REMARK)

/** What was written at the tasks, by their numbers: `item-3`. */
export function itemsIn(typed: Readonly<Record<string, unknown>>): {
  items: Record<string, string>
  problems: Record<string, string[]>
} {
  const items: Record<string, string> = {}
  const problems: Record<string, string[]> = {}
  for (const [name, value] of Object.entries(typed)) {
    const ordinal = /^item-(\d{1,4})$/.exec(name)?.[1]
    if (ordinal === undefined || typeof value !== "string" || value.trim() === "") continue
    const read = item.safeParse(value)
    if (read.success) items[ordinal] = read.data.trim()
    else problems[name] = read.error.issues.map(({ message }) => message)
  }
  return { items, problems }
}

export const Judging = z.object({
  version: counted,
  unit: chosenOne("单位"),
  number: counted,
  item: z.string().regex(/^\d{0,4}$/),
  verdict: z.enum(OPINION_VERDICTS, { error: "请选择采纳、部分采纳或不采纳" }),
  reason: line(300).optional().default(""),
})

export const Ending = z.object({ version: counted })
