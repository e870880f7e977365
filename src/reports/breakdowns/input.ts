import * as z from "zod"
import {
  choice,
  counted,
  date,
  idOf,
  LONGEST_REMARK,
  line,
  optionalDate,
  said,
  text,
  ticked,
} from "#src/office/typed/input.ts"
import { spelled } from "#src/office/typed/spelling.ts"

/** Lower units ticked: none, one or many. */
const ticks = spelled(z.array(z.int().positive()).default([]), (typed) => ({
  value: [...new Set([typed ?? []].flat().map(idOf))].filter((id) => id > 0),
}))

/** 分解: to lower units, or to a 科室 by its name with the 经办人 who reports for it. */
export const Passing = z
  .object({
    units: ticks,
    office: line(40).optional().default(""),
    handlerId: choice,
    words: text(LONGEST_REMARK).optional().default(""),
    internalBy: optionalDate("内部期限"),
  })
  .superRefine(({ units, office, handlerId }, context) => {
    const says = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message })
    if (office !== "" && handlerId === null) says("handlerId", "请选择这个科室的经办人")
    if (office === "" && handlerId !== null) says("office", "请填写科室名称")
    if (units.length === 0 && office === "" && handlerId === null) says("units", "请勾选下级单位，或填写科室和经办人")
  })

/** Other words or another day: passed on once more. */
export const Revising = z.object({
  version: counted,
  words: text(LONGEST_REMARK).optional().default(""),
  internalBy: optionalDate("内部期限"),
})

export const Versioned = z.object({ version: counted })
export const Declining = z.object({ version: counted, remark: said("异议理由") })
export const Ending = z.object({ version: counted, remark: text(LONGEST_REMARK).optional().default("") })

export const Returning = z.object({
  version: counted,
  remark: said("发还意见，写明需要补充什么"),
  resubmitBy: date("重新上报日期"),
})

const boxes = {
  problems: text().optional().default(""),
  nextSteps: text().optional().default(""),
  hasDifficulty: ticked,
  revision: counted,
  overwrite: counted.optional(),
}

export const Drafting = z.object({ achieved: text().optional().default(""), ...boxes, below: z.string().optional() })
export const Reporting = z
  .object({ achieved: text().optional().default(""), ...boxes, unchanged: ticked, version: counted })
  .refine(({ achieved, unchanged }) => unchanged || achieved.trim() !== "", {
    path: ["achieved"],
    message: "请填写落实情况；如与上期相同，可点「本期无变化，上报」",
  })

/** 「12,13」: the breakdowns whose reports are taken up. */
export const belowIn = (value: string | undefined): number[] =>
  (value ?? "")
    .split(",")
    .map(idOf)
    .filter((id) => id > 0)
